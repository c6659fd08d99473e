using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Npgsql;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Kernel.Events;

/// <summary>Moves projections forward, one lane at a time. A lane is a sixteenth of the tenants; the row lock on its position makes sure that
/// one worker at a time works on it, in this process or any other.</summary>
public sealed partial class ProjectionRunner(Databases databases, TimeProvider clock, ILogger<ProjectionRunner> log)
{
    public const int Lanes = 16;
    private const int BatchSize = 4000;

    /// <summary>Event by event takes ten times as long, and all readers of the log wait for the transaction.</summary>
    private const int CarefulBatchSize = 200;

    private const int Attempts = 5;

    private const string EnsurePositionsSql = """
        insert into events.positions (projection, shard) select $1, lane from generate_series(0, $2 - 1) as lane on conflict do nothing
        """;

    private const string LanesWithNewsSql = "select shard::int from events.lanes_with_news($1)";

    private const string LockPositionSql = """
        select xid, seq from events.positions where projection = $1 and shard = $2 for update skip locked
        """;

    private const string NextSql = """
        select tenant_id, id, xid, seq, type, version, aggregate_type, aggregate_id, occurred_at, recorded_at, actor, correlation_id, payload
        from events.next_in_lane($1::smallint, $2, $3, $4)
        """;

    private const string MoveSql = """
        update events.positions set xid = $3, seq = $4, moved_at = clock_timestamp() where projection = $1 and shard = $2
        """;

    private const string ParkedAggregatesSql = """
        select distinct aggregate_id from events.parked where projection = $1 and aggregate_id = any($2)
        """;

    private const string ParkSql = """
        insert into events.parked (projection, event_id, aggregate_id, xid, seq, attempts, error)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict do nothing
        """;

    private const string EnterSql = "select set_config('app.tenant_id', $1, true)";

    private enum Outcome
    {
        NothingNew,
        Busy,
        Moved,
    }

    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    /// <summary>Reads every lane to its end. Returns whether anything moved.</summary>
    public async Task<bool> CatchUp(IProjection projection, CancellationToken ct)
    {
        List<int> lanes;
        await using (var connection = await databases.Worker.OpenConnectionAsync(ct))
        {
            var session = new WorkerSession(connection, ct);
            await EnsurePositions(session, projection);
            lanes = await session.Query<int>(new(LanesWithNewsSql, projection.Name));
        }

        var moved = false;
        foreach (var lane in lanes)
            while (await Step(projection, lane, ct) is Outcome.Moved)
                moved = true;
        return moved;
    }

    private async Task EnsurePositions(WorkerSession session, IProjection projection)
    {
        if (_known.ContainsKey(projection.Name))
            return;
        await session.Execute(new(EnsurePositionsSql, projection.Name, Lanes));
        _known[projection.Name] = true;
    }

    private async Task<Outcome> Step(IProjection projection, int lane, CancellationToken ct)
    {
        try
        {
            return await Step(projection, lane, careful: false, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException && !IsPassing(e))
        {
            // Something in this batch cannot be taken: go through it one by one, to park the event and what waits behind it, nothing else.
            Stumbled(log, e, projection.Name, lane);
            return await Step(projection, lane, careful: true, ct);
        }
    }

    private async Task<Outcome> Step(IProjection projection, int lane, bool careful, CancellationToken ct)
    {
        await using var connection = await databases.Worker.OpenConnectionAsync(ct);
        var session = new WorkerSession(connection, ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await session.First<EventPosition>(new(LockPositionSql, projection.Name, lane)) is not { } position)
            return Outcome.Busy;
        var events = await session.Query<LoggedEvent>(new(NextSql, lane, position.Xid, position.Seq, careful ? CarefulBatchSize : BatchSize));
        if (events.Count == 0)
            return Outcome.NothingNew;

        foreach (var run in events.Where(e => projection.Takes(e.Type)).GroupBy(e => e.TenantId))
        {
            var tx = await Enter(connection, session, projection, run.Key, ct);
            var parked = (await tx.Query<Guid>(new(ParkedAggregatesSql, projection.Name, run.Select(e => e.AggregateId).Distinct().ToArray()))).ToHashSet();
            if (careful)
                await ApplyOneByOne(projection, tx, connection, run, parked, tx.FlushWithEvents, ct);
            else
                await ApplyAll(projection, tx, run, parked);
        }

        await session.Execute(new(MoveSql, projection.Name, lane, events[^1].Xid, events[^1].Seq));
        await transaction.CommitAsync(ct);
        return Outcome.Moved;
    }

    private static async Task ApplyAll(IProjection projection, Tx tx, IEnumerable<LoggedEvent> run, HashSet<Guid> parked)
    {
        foreach (var waiting in run.Where(e => parked.Contains(e.AggregateId)))
            Park(projection, tx, waiting, 0, "waits behind a parked event of the same aggregate");
        var free = run.Where(e => !parked.Contains(e.AggregateId)).ToList();
        if (free.Count > 0)
            await projection.Apply(free, tx);
        await tx.FlushWithEvents();
    }

    private async Task ApplyOneByOne(
        IProjection projection, Tx tx, NpgsqlConnection connection, IEnumerable<LoggedEvent> run, HashSet<Guid> parked, Func<Task> flush, CancellationToken ct)
    {
        foreach (var e in run)
        {
            if (parked.Contains(e.AggregateId))
            {
                Park(projection, tx, e, 0, "waits behind a parked event of the same aggregate");
                await tx.Flush();
                continue;
            }

            for (var attempt = 1; ; attempt++)
            {
                await Run(connection, "savepoint event", ct);
                try
                {
                    await projection.Apply([e], tx);
                    await flush();
                    await Run(connection, "release savepoint event", ct);
                    break;
                }
                catch (Exception error) when (error is not OperationCanceledException && !IsPassing(error))
                {
                    await Run(connection, "rollback to savepoint event", ct);
                    tx.Forget();
                    if (attempt < Attempts)
                    {
                        await Task.Delay(TimeSpan.FromMilliseconds(10 << attempt), clock, ct);
                        continue;
                    }

                    Parked(log, error, projection.Name, e.Type, e.Id);
                    Park(projection, tx, e, attempt, error.Message);
                    parked.Add(e.AggregateId);
                    await tx.Flush();
                    break;
                }
            }
        }
    }

    private async Task<Tx> Enter(NpgsqlConnection connection, WorkerSession session, IProjection projection, Id<Tenant> tenant, CancellationToken ct)
    {
        await session.Query<string>(new(EnterSql, tenant.ToString()));
        return Tx.Within(connection, new TenantScope(tenant, $"projection:{projection.Name}"), clock, ct);
    }

    private static void Park(IProjection projection, Tx tx, LoggedEvent e, int attempts, string error) =>
        tx.Enqueue(new(ParkSql, projection.Name, e.Id, e.AggregateId, e.Xid, e.Seq, attempts, error));

    private static async Task Run(NpgsqlConnection connection, string statement, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Faults of the connection or the server pass by themselves, and are nobody's event's fault: the step is tried again later.</summary>
    private static bool IsPassing(Exception e) => e switch
    {
        PostgresException { SqlState: [var a, var b, ..] } => (a, b) is ('0', '8') or ('4', '0') or ('5', '3') or ('5', '5') or ('5', '7') or ('5', '8'),
        NpgsqlException or TimeoutException => true,
        _ => false,
    };

    [LoggerMessage(1, LogLevel.Warning, "Projection {Projection} could not take a batch of lane {Lane}; going one by one")]
    private static partial void Stumbled(ILogger log, Exception e, string projection, int lane);

    [LoggerMessage(2, LogLevel.Error, "Projection {Projection} parked {Type} {EventId}")]
    private static partial void Parked(ILogger log, Exception e, string projection, string type, Guid eventId);
}
