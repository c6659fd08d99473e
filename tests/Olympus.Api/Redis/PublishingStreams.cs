using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Olympus.Api.Kernel;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;
using Olympus.Redis;
using Olympus.Tests;
using StackExchange.Redis;

namespace Olympus.Api.Redis;

/// <summary>A database whose log is published into a Redis by as many processes as a test starts.</summary>
public sealed class PublishingStreams(Laboratory laboratory) : IClassFixture<Laboratory>, IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly List<Func<Task>> _stops = [];
    private RedisServer _redis = null!;

    private sealed record Entry(string StreamId, string Id, string Type, string Tenant, JsonNode Event);

    private sealed record Logged(Guid Id, long Xid, long Seq);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Shows_every_event_once_in_the_order_of_the_log_as_the_api_shows_it()
    {
        await Publisher(new PatientClock());
        var (tenant, counter) = (Id<Tenant>.New(), Guid.CreateVersion7());
        for (var n = 0; n < 5; n++)
            await laboratory.Bump(tenant, (counter, n), (counter, -n));
        var entries = await Until(tenant, 10);
        entries.Select(entry => entry.Event["payload"]!["by"]!.GetValue<long>()).ShouldBe([0, 0, 1, -1, 2, -2, 3, -3, 4, -4]);
        entries.Select(entry => entry.Type).Distinct().ShouldBe([CounterBumped.EventType]);
        entries.Select(entry => entry.StreamId).ShouldBe((await Log(tenant)).Select(logged => $"{logged.Xid}-{logged.Seq}"));
        var first = entries[0].Event;
        first["id"]!.GetValue<string>().ShouldBe(entries[0].Id);
        first["tenant_id"]!.GetValue<string>().ShouldBe(tenant.ToString());
        first["event_type"]!.GetValue<string>().ShouldBe(CounterBumped.EventType);
        first["aggregate"]!["id"]!.GetValue<string>().ShouldBe(counter.ToString());
    }

    [Fact]
    public async Task Leaves_no_gap_and_no_repeat_when_two_publish_and_redis_is_killed_and_emptied_meanwhile()
    {
        await Publisher();
        await Publisher();
        var (tenant, counter) = (Id<Tenant>.New(), Guid.CreateVersion7());
        var writing = Task.Run(
            async () =>
            {
                for (var n = 0; n < 300; n++)
                    await laboratory.Bump(tenant, (counter, n));
            },
            Ct);
        await Until(tenant, 20);
        (await _redis.Do("FLUSHALL")).ShouldBe("+OK");
        await Until(tenant, 60);
        _redis.Kill();
        await _redis.Restart();
        await writing;
        var entries = await Until(tenant, 300);
        entries.Select(entry => entry.Event["payload"]!["by"]!.GetValue<int>()).ShouldBe(Enumerable.Range(0, 300));
    }

    [Fact]
    public async Task Goes_on_where_the_stream_ends_after_it_was_away_itself()
    {
        var (tenant, counter) = (Id<Tenant>.New(), Guid.CreateVersion7());
        var stop = await Publisher();
        await laboratory.Bump(tenant, (counter, 1));
        await Until(tenant, 1);
        await stop();
        await laboratory.Bump(tenant, (counter, 2));
        await Publisher();
        (await Until(tenant, 2)).Select(entry => entry.Event["payload"]!["by"]!.GetValue<int>()).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Fills_a_stream_again_that_was_emptied_behind_its_back()
    {
        await Publisher();
        var (tenant, counter) = (Id<Tenant>.New(), Guid.CreateVersion7());
        await laboratory.Bump(tenant, (counter, 1), (counter, 2));
        await Until(tenant, 2);
        (await _redis.Do("FLUSHALL")).ShouldBe("+OK");
        await laboratory.Bump(tenant, (counter, 3));
        (await Until(tenant, 3)).Select(entry => entry.Event["payload"]!["by"]!.GetValue<int>()).ShouldBe([1, 2, 3]);
        // Also when nothing else happens.
        (await _redis.Do("FLUSHALL")).ShouldBe("+OK");
        (await Until(tenant, 3)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Keeps_no_more_than_it_was_told()
    {
        await Publisher(length: 200);
        var (tenant, counter) = (Id<Tenant>.New(), Guid.CreateVersion7());
        await laboratory.Bump(tenant, [.. Enumerable.Range(0, 2000).Select(n => (counter, (long)n))]);
        var last = (await Log(tenant))[^1];
        await Until(tenant, entries => entries.Count > 0 && entries[^1].StreamId == $"{last.Xid}-{last.Seq}");
        // Redis trims whole nodes of a hundred entries.
        (await Read(tenant)).Count.ShouldBeInRange(200, 300);
    }

    private async Task<List<Entry>> Until(Id<Tenant> tenant, int entries) => await Until(tenant, read => read.Count >= entries);

    private async Task<List<Entry>> Until(Id<Tenant> tenant, Func<List<Entry>, bool> enough)
    {
        for (var started = TimeProvider.System.GetTimestamp(); ; await Task.Delay(20, Ct))
        {
            var entries = await Read(tenant);
            if (enough(entries))
                return entries;
            TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(Deadline, $"there are {entries.Count} entries");
        }
    }

    private async Task<List<Entry>> Read(Id<Tenant> tenant)
    {
        try
        {
            using var redis = await ConnectionMultiplexer.ConnectAsync(RedisSettings.Parse(_redis.Url).Options());
            var lane = tenant.Value.ToByteArray()[15] % ProjectionRunner.Lanes;
            var answer = (RedisResult[])(await redis.GetDatabase().ExecuteAsync("XRANGE", $"olympus:events:{lane}", "-", "+"))!;
            return [.. answer.Select(entry =>
            {
                var parts = (RedisResult[])entry!;
                var fields = (string[])parts[1]!;
                return new Entry((string)parts[0]!, fields[1], fields[3], fields[5], JsonNode.Parse(fields[7])!);
            }).Where(entry => entry.Tenant == tenant.ToString())];
        }
        catch (RedisException)
        {
            return [];
        }
    }

    private Task<List<Logged>> Log(Id<Tenant> tenant) =>
        laboratory.Tenant(tenant).Query<Logged>(new("select id, xid, seq from events.log order by xid, seq"), Ct);

    private async Task<Func<Task>> Publisher(TimeProvider? clock = null, int length = 100_000)
    {
        var settings = RedisSettings.Parse(_redis.Url) with { StreamLength = length };
        var redis = new RedisConnection(settings, TimeProvider.System, NullLogger<RedisConnection>.Instance);
        await redis.StartAsync(Ct);
        while (!redis.IsThere)
            await Task.Delay(5, Ct);
        var dbs = new WorkerDbs(laboratory.Databases, laboratory.Clock, new([]), laboratory.Signal);
        var publisher = new EventPublisher(
            redis, settings, dbs, laboratory.Signal, new EventReader(dbs, new CursorKey(new byte[32])), clock ?? TimeProvider.System, NullLogger<EventPublisher>.Instance);
        await publisher.StartAsync(Ct);
        var stopped = false;
        _stops.Add(Stop);
        return Stop;

        async Task Stop()
        {
            if (stopped)
                return;
            stopped = true;
            await publisher.StopAsync(CancellationToken.None);
            await redis.DisposeAsync();
        }
    }

    public async ValueTask InitializeAsync() => _redis = await RedisServer.Start();

    public async ValueTask DisposeAsync()
    {
        foreach (var stop in _stops)
            await stop();
        await _redis.DisposeAsync();
    }
}
