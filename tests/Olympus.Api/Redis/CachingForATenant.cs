using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;
using Olympus.Redis;
using Olympus.Tests;

namespace Olympus.Api.Redis;

/// <summary>Two processes with one cache.</summary>
public sealed class CachingForATenant(Server server) : IAsyncLifetime
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly List<RedisConnection> _connections = [];
    private readonly TenantKey _key = new(Id<Tenant>.New(), "thing");
    private RedisServer _redis = null!;
    private RedisCache _here = null!;
    private RedisCache _there = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Stored(TenantKey key) => $"olympus:cache:{{{key.Tenant}}}:{key.What}";

    [Fact]
    public async Task Loads_once_for_all_who_ask_at_once()
    {
        var loads = 0;
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(n => (n % 2 == 0 ? _here : _there).Get(_key, Minute, async () =>
        {
            await Task.Delay(20, Ct);
            return Interlocked.Increment(ref loads);
        })));
        loads.ShouldBe(1);
        answers.ShouldAllBe(answer => answer == 1);
    }

    [Fact]
    public async Task Keeps_the_same_name_of_two_tenants_apart()
    {
        var other = new TenantKey(Id<Tenant>.New(), _key.What);
        (await _here.Get(_key, Minute, () => Task.FromResult("mine"))).ShouldBe("mine");
        (await _there.Get(other, Minute, () => Task.FromResult("theirs"))).ShouldBe("theirs");
        (await _there.Get(_key, Minute, () => Task.FromResult("loaded"))).ShouldBe("mine");
        Should.Throw<ArgumentException>(() => new TenantKey(default, "thing"));
        // Even what somebody copied under another tenant's key is not taken for it.
        await _redis.Do("COPY", Stored(_key), Stored(other), "REPLACE");
        (await _here.Get(other, Minute, () => Task.FromResult("loaded"))).ShouldBe("loaded");
    }

    [Fact]
    public async Task Keeps_nothing_that_was_read_before_it_was_to_be_forgotten()
    {
        (await _here.Get(_key, Minute, async () =>
        {
            (await _there.Forget(_key)).ShouldBeTrue();
            return "old";
        })).ShouldBe("old");
        (await _there.Get(_key, Minute, () => Task.FromResult("new"))).ShouldBe("new");
        (await _here.Get(_key, Minute, () => Task.FromResult("newer"))).ShouldBe("new");
        await _here.Forget(_key);
        (await _there.Get(_key, Minute, () => Task.FromResult("newest"))).ShouldBe("newest");
    }

    [Fact]
    public async Task Believes_nothing_from_before_redis_was_away()
    {
        (await _here.Get(_key, Minute, () => Task.FromResult("old"))).ShouldBe("old");
        await _redis.Signal("STOP");
        (await _here.Get(_key, Minute, () => Task.FromResult("loaded"))).ShouldBe("loaded");
        (await _here.Forget(_key)).ShouldBeFalse();
        await _redis.Signal("CONT");
        await Connected(_connections[0]);
        (await _here.Get(_key, Minute, () => Task.FromResult("new"))).ShouldBe("new");
    }

    [Fact]
    public async Task Gives_way_when_loading_fails_and_when_something_else_stands_there()
    {
        await Should.ThrowAsync<InvalidOperationException>(() => _here.Get<string>(_key, Minute, () => throw new InvalidOperationException("No database.")));
        (await _there.Get(_key, Minute, () => Task.FromResult("found"))).ShouldBe("found");
        await _redis.Do("SET", Stored(_key), "nonsense");
        (await _there.Get(_key, Minute, () => Task.FromResult("loaded"))).ShouldBe("loaded");
        await _redis.Do("DEL", Stored(_key));
        await _redis.Do("LPUSH", Stored(_key), "nonsense");
        (await _there.Get(_key, Minute, () => Task.FromResult("loaded"))).ShouldBe("loaded");
        (await _redis.Do("FLUSHALL")).ShouldBe("+OK");
        (await _there.Get(_key, Minute, () => Task.FromResult("again"))).ShouldBe("again");
    }

    [Fact]
    public async Task Forgets_a_plan_that_is_changed()
    {
        await using var cached = await Server.With(services => services.AddRedis(RedisSettings.Parse(_redis.Url) with { Patience = TimeSpan.FromSeconds(5) }));
        await Connected(cached.Services.GetRequiredService<RedisConnection>());
        var (shop, tenants) = (await Shop.Open(server), cached.Services.GetRequiredService<ITenants>());
        (await tenants.PlanOf(shop.TenantId, Ct)).ShouldBe(Plans.Standard);
        (await _redis.Do("EXISTS", Stored(new(shop.TenantId, "plan")))).ShouldBe(":1");
        // The effect may be done by a server of these tests that has no Redis; so it is done here.
        await shop.Db.Write(tx => tenants.ChangePlan(tx, Plans.Professional), Ct);
        (await shop.Get("/api/v1/effects"))["data"].AsArray().Count(effect => effect!["kind"]!.GetValue<string>() == "cache.forget").ShouldBe(1);
        await new ForgetCached(cached.Services.GetRequiredService<ITenantCache>()).Run(Guid.NewGuid(), """{"what":"plan"}""", shop.Db, Ct);
        (await tenants.PlanOf(shop.TenantId, Ct)).ShouldBe(Plans.Professional);
        (await shop.Get("/api/v1/tenant")).Status.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<RedisCache> Process()
    {
        var redis = new RedisConnection(
            RedisSettings.Parse(_redis.Url) with { Patience = TimeSpan.FromSeconds(5) }, TimeProvider.System, NullLogger<RedisConnection>.Instance);
        _connections.Add(redis);
        var cache = new RedisCache(redis, TimeProvider.System);
        await redis.StartAsync(Ct);
        await Connected(redis);
        return cache;
    }

    private static async Task Connected(RedisConnection redis)
    {
        for (var since = TimeProvider.System.GetTimestamp(); !redis.IsThere; await Task.Delay(5, Ct))
            TimeProvider.System.GetElapsedTime(since).ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    public async ValueTask InitializeAsync()
    {
        _redis = await RedisServer.Start();
        (_here, _there) = (await Process(), await Process());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
            await connection.DisposeAsync();
        await _redis.DisposeAsync();
    }
}
