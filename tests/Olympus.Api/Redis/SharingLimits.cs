using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Gateway.Edge;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;
using Olympus.Redis;
using Olympus.Tests;

namespace Olympus.Api.Redis;

/// <summary>Two servers with one database and one Redis, as behind a balancer.</summary>
public sealed class SharingLimits(Server migrated) : IAsyncLifetime
{
    private const int Standard = 100;
    private RedisServer _redis = null!;
    private Server[] _servers = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lets_as_many_requests_through_as_one_server_would()
    {
        await Both(true);
        var user = await Newcomer();
        var started = TimeProvider.System.GetTimestamp();
        var answers = await Ask(user, 400);
        // What came back meanwhile, and one in a hundred.
        answers.Count(status => status == HttpStatusCode.OK).ShouldBeInRange(Standard, Standard + Came(started) + 1);
        answers.Count(status => status is not HttpStatusCode.OK and not HttpStatusCode.TooManyRequests).ShouldBe(0);
        (await _redis.Do("EXISTS", $"olympus:limit:{user.Tenant}:user:{Bits(user.Id)}")).ShouldBe(":1");
        (await Ask(await Newcomer(), 20)).ShouldAllBe(status => status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Falls_back_to_what_each_server_knows_when_redis_dies_and_comes_back_by_itself()
    {
        await Both(true);
        var (spent, fresh) = (await Newcomer(), await Newcomer());
        var began = TimeProvider.System.GetTimestamp();
        await Ask(spent, 300);
        _redis.Kill();
        var without = await Ask(spent, 100);
        without.ShouldAllBe(status => status == HttpStatusCode.OK || status == HttpStatusCode.TooManyRequests);
        // Its bucket was empty and is not suddenly full: at most what comes back with time, on each server.
        without.Count(status => status == HttpStatusCode.OK).ShouldBeLessThanOrEqualTo(2 * Came(began) + 2);
        (await Ask(fresh, 50)).ShouldAllBe(status => status == HttpStatusCode.OK);
        await Both(false);

        await _redis.Restart();
        await Both(true);
        var again = await Newcomer();
        var started = TimeProvider.System.GetTimestamp();
        var passed = (await Ask(again, 300)).Count(status => status == HttpStatusCode.OK);
        passed.ShouldBeInRange(Standard, Standard + Came(started) + 1);
    }

    [Fact]
    public async Task Makes_nobody_wait_for_a_redis_that_hangs()
    {
        await Both(true);
        var user = await Newcomer();
        await Ask(user, 10);
        await _redis.Signal("STOP");
        (await Ask(user, 50)).ShouldAllBe(status => status == HttpStatusCode.OK);
        await Both(false);
        await _redis.Signal("CONT");
        await Both(true);
    }

    [Fact]
    public async Task Counts_by_itself_when_redis_is_full_and_refuses_to_write()
    {
        await Both(true);
        var user = await Newcomer();
        (await _redis.Do("CONFIG", "SET", "maxmemory", "1kb")).ShouldBe("+OK");
        var began = TimeProvider.System.GetTimestamp();
        var answers = await Ask(user, 300);
        answers.Count(status => status == HttpStatusCode.OK).ShouldBeInRange(2 * Standard, 2 * (Standard + Came(began) + 1));
        answers.Count(status => status == HttpStatusCode.TooManyRequests).ShouldBe(300 - answers.Count(status => status == HttpStatusCode.OK));
        (await _redis.Do("CONFIG", "SET", "maxmemory", "0")).ShouldBe("+OK");
        (await Ask(await Newcomer(), 20)).ShouldAllBe(status => status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Survives_keys_that_are_gone_and_keys_that_hold_something_else()
    {
        await Both(true);
        var user = await Newcomer();
        await Ask(user, 10);
        (await _redis.Do("FLUSHALL")).ShouldBe("+OK");
        (await Ask(user, 10)).ShouldAllBe(status => status == HttpStatusCode.OK);
        var key = $"olympus:limit:{user.Tenant}:user:{Bits(user.Id)}";
        await _redis.Do("DEL", key);
        await _redis.Do("LPUSH", key, "x");
        (await Ask(user, 10)).ShouldAllBe(status => status == HttpStatusCode.OK);
        await _redis.Do("SET", key, "99999999999999999999");
        (await Ask(user, 300)).ShouldContain(HttpStatusCode.TooManyRequests);
        await Both(true);
    }

    [Fact]
    public async Task Keeps_the_same_key_of_two_tenants_apart()
    {
        await Both(true);
        var shared = _servers[0].Services.GetRequiredService<ISharedBuckets>();
        var (one, other) = (Id<Tenant>.New(), Id<Tenant>.New());
        var minute = TimeSpan.FromMinutes(1);
        (await shared.Take(one, "user:1", minute, minute))!.Value.Passes.ShouldBeTrue();
        (await shared.Take(one, "user:1", minute, minute))!.Value.Passes.ShouldBeFalse();
        (await shared.Take(other, "user:1", minute, minute))!.Value.Passes.ShouldBeTrue();
        (await shared.Take(null, "user:1", minute, minute))!.Value.Passes.ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Lets_a_server_start_that_cannot_sign_in_or_finds_nobody(bool wrongPassword)
    {
        if (wrongPassword)
            await _redis.Restart();
        var url = wrongPassword ? _redis.Url.Replace(RedisServer.Password, "wrong", StringComparison.Ordinal) : _redis.Url;
        await using var server = await Server.With(services => services.AddRedis(RedisSettings.Parse(url)));
        var shop = await Shop.Open(server);
        (await shop.Get("/api/v1/tenant")).MustBe(HttpStatusCode.OK);
        for (var since = TimeProvider.System.GetTimestamp(); server.Logs.With("Redis does not answer at 127.0.0.1").Count == 0; await Task.Delay(20, Ct))
            TimeProvider.System.GetElapsedTime(since).ShouldBeLessThan(TimeSpan.FromSeconds(30));
        server.Logs.With(RedisServer.Password, "wrong@").ShouldBeEmpty();
        using var client = server.Anonymous();
        foreach (var (path, status) in new[] { ("/health/redis", HttpStatusCode.ServiceUnavailable), ("/health/ready", HttpStatusCode.OK) })
            (await client.GetAsync(new Uri(path, UriKind.Relative), Ct)).StatusCode.ShouldBe(status);
    }

    /// <summary>How many tokens have come back since.</summary>
    private static int Came(long since) => (int)(TimeProvider.System.GetElapsedTime(since).TotalMinutes * Standard);

    private sealed record Somebody(Id<Tenant> Tenant, Id<User> Id, HttpClient[] Clients);

    private async Task<Somebody> Newcomer()
    {
        var shop = await Shop.Open(_servers[0]);
        return new(
            shop.TenantId, shop.UserId, [.. _servers.Select(server => server.Client(TestBearer.Token(shop.TenantId, shop.UserId, "owner", null)))]);
    }

    /// <summary>Asks the servers in turn, eight requests at a time.</summary>
    private static async Task<List<HttpStatusCode>> Ask(Somebody user, int times)
    {
        var answers = new System.Collections.Concurrent.ConcurrentBag<HttpStatusCode>();
        await Parallel.ForAsync(0, times, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Ct }, async (n, ct) =>
        {
            using var answer = await user.Clients[n % 2].GetAsync(new Uri("/api/v1/tenant", UriKind.Relative), ct);
            answers.Add(answer.StatusCode);
        });
        return [.. answers];
    }

    private async Task Both(bool there)
    {
        if (_servers.Length == 0)
        {
            await _redis.Restart();
            _servers = [await Limited(), await Limited()];
        }

        foreach (var server in _servers)
            for (var since = TimeProvider.System.GetTimestamp(); server.Services.GetRequiredService<RedisConnection>().IsThere != there; await Task.Delay(10, Ct))
                TimeProvider.System.GetElapsedTime(since).ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    private Task<Server> Limited() => Server.With(services => services
        .AddSingleton(new RateLimitSettings()).AddRedis(RedisSettings.Parse(_redis.Url) with { Patience = TimeSpan.FromSeconds(1) }));

    private static string Bits(Id<User> user) =>
        System.Runtime.InteropServices.MemoryMarshal.Read<UInt128>(user.Value.ToByteArray()).ToString("x32", System.Globalization.CultureInfo.InvariantCulture);

    public ValueTask InitializeAsync()
    {
        migrated.Url.ShouldNotBeNull();
        _redis = RedisServer.Absent();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
        await _redis.DisposeAsync();
    }
}
