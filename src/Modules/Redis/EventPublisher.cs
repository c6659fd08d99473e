using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Http;
using StackExchange.Redis;

namespace Olympus.Redis;

/// <summary>
/// Copies the event log into Redis Streams, one for each lane, for subscribers outside. An entry's id is its place in the log (<c>xid-seq</c>),
/// so the stream itself says how far it is: there is no position to keep, none that could disagree, and a repeat is no entry. A stream that is gone
/// or was never there begins with the newest events of its lane.
/// </summary>
public sealed partial class EventPublisher(
    RedisConnection redis, RedisSettings settings, WorkerDbs db, EventSignal signal, EventReader reader, TimeProvider clock, ILogger<EventPublisher> log) : BackgroundService
{
    private const int BatchSize = 200;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    /// <summary>As the event worker does: what arrives together is published together.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(20);

    /// <summary>How long a publisher that died keeps the others from it.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(5);

    /// <summary>How soon a stream that was emptied is noticed.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const string LanesSql = "select shard::int from events.lanes_behind($1, $2)";

    private const string StartSql = "select xid, seq from events.start_of_newest($1::smallint, $2)";

    private const string NextSql = """
        select tenant_id, id, xid, seq, type, version, aggregate_type, aggregate_id, occurred_at, recorded_at, actor, correlation_id, payload
        from events.next_in_lane($1::smallint, $2, $3, $4)
        """;

    /// <summary>The last id that each stream ever had; empty for one that is not there.</summary>
    private const string LastScript = """
        local last = {}
        for i, key in ipairs(KEYS) do
            last[i] = ''
            if redis.call('EXISTS', key) == 1 then
                local about = redis.call('XINFO', 'STREAM', key)
                for n = 1, #about, 2 do
                    if about[n] == 'last-generated-id' then last[i] = about[n + 1] end
                end
            end
        end
        return last
        """;

    /// <summary>Appends only behind the entry that the publisher has seen last, so that two of them leave neither a gap nor a repeat. Says what is last
    /// afterwards. A batch that Redis ends half-way, out of memory, is gone on with behind what it took.</summary>
    private const string AppendScript = """
        local last = ''
        if redis.call('EXISTS', KEYS[1]) == 1 then
            local about = redis.call('XINFO', 'STREAM', KEYS[1])
            for n = 1, #about, 2 do
                if about[n] == 'last-generated-id' then last = about[n + 1] end
            end
        end
        if last ~= ARGV[1] then return last end
        for n = 3, #ARGV, 5 do
            redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[2], ARGV[n],
                'id', ARGV[n + 1], 'type', ARGV[n + 2], 'tenant_id', ARGV[n + 3], 'event', ARGV[n + 4])
            last = ARGV[n]
        end
        return last
        """;

    private const string Turns = "olympus:events:publisher";

    private static readonly RedisKey[] Streams = [.. Enumerable.Range(0, ProjectionRunner.Lanes).Select(lane => (RedisKey)$"olympus:events:{lane}")];

    private readonly RedisValue _me = Guid.NewGuid().ToString("N");

    /// <param name="Last">The stream's last id; empty for one that is not there.</param>
    /// <param name="From">Behind which event it goes on.</param>
    private sealed record Place(string Last, EventPosition From);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        while (!stoppingToken.IsCancellationRequested)
            try
            {
                await WhileItIsOurTurn(stoppingToken);
                failing = false;
                await Task.Delay(Poll, clock, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                // Nothing is lost: the streams tell where to go on.
                if (!failing)
                    Interrupted(log, e, e.Message);
                failing = true;
                await Task.Delay(Poll, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

        await redis.Ask(there => there.LockReleaseAsync(Turns, _me));
    }

    /// <summary>Publishes for as long as Redis is there and no other process does.</summary>
    private async Task WhileItIsOurTurn(CancellationToken ct)
    {
        Place[]? places = null;
        var looked = clock.GetTimestamp();
        while (await HasTurn())
        {
            var next = signal.Next;
            if (places is null || clock.GetElapsedTime(looked) > Look)
            {
                (places, looked) = (await Read(places, ct), clock.GetTimestamp());
                if (places is null)
                    return;
            }

            var lanes = await db.Query<int>(
                new(LanesSql, places.Select(place => place.From.Xid).ToArray(), places.Select(place => place.From.Seq).ToArray()), ct);
            foreach (var lane in lanes)
            {
                if (await Publish(lane, places[lane], ct) is not { } place)
                    return;
                places[lane] = place;
            }

            if (lanes.Count == 0)
                await EventSignal.Wait(next, Poll, clock, ct);
            await Task.Delay(Gather, clock, ct);
        }
    }

    /// <summary>A lease, so that the others need not read the log too; the streams would stay right without it.</summary>
    private async Task<bool> HasTurn() =>
        await redis.Ask(async there => await there.LockExtendAsync(Turns, _me, Turn) || await there.LockTakeAsync(Turns, _me, Turn), Patience);

    private async Task<Place[]?> Read(Place[]? known, CancellationToken ct)
    {
        if (await redis.Ask(there => there.ScriptEvaluateAsync(LastScript, Streams), Patience) is not { } answer)
            return null;
        var last = (string[])answer!;
        var places = new Place[last.Length];
        for (var lane = 0; lane < last.Length; lane++)
            places[lane] = known?[lane] is { } same && same.Last == last[lane] ? same : await PlaceAfter(lane, last[lane], ct);
        return places;
    }

    private async Task<Place> PlaceAfter(int lane, string last, CancellationToken ct)
    {
        if (last.Split('-') is [var xid, var seq])
            return new(last, new(long.Parse(xid, CultureInfo.InvariantCulture), long.Parse(seq, CultureInfo.InvariantCulture)));
        return new(last, (await db.Query<EventPosition>(new(StartSql, lane, settings.StreamLength), ct)) is [var start, ..] ? start : EventPosition.Beginning);
    }

    /// <returns>Where the stream is now; null when Redis did not say.</returns>
    private async Task<Place?> Publish(int lane, Place place, CancellationToken ct)
    {
        var events = await db.Query<LoggedEvent>(new(NextSql, lane, place.From.Xid, place.From.Seq, BatchSize), ct);
        var arguments = new List<RedisValue>(2 + 5 * events.Count) { place.Last, settings.StreamLength };
        foreach (var e in events)
            arguments.AddRange([$"{e.Xid}-{e.Seq}", e.Id.ToString(), e.Type, e.TenantId.ToString(), JsonSerializer.Serialize(reader.View(e), WireJson.Options)]);
        return await redis.Ask(there => there.ScriptEvaluateAsync(AppendScript, [Streams[lane]], [.. arguments]), Patience) is { } answer
            ? await PlaceAfter(lane, (string)answer!, ct)
            : null;
    }

    [LoggerMessage(1, LogLevel.Warning, "The event streams in Redis were interrupted: {Reason}")]
    private static partial void Interrupted(ILogger log, Exception e, string reason);
}
