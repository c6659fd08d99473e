using Npgsql;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Kernel.Events;

public sealed partial class ProjectionRunner
{
    /// <summary>How many events a rebuild reads at once.</summary>
    public int RebuildBatch { get; init; } = 10_000;

    /// <summary>How many batches are written together where the projection can: a rebuild is one transaction, so a row that moves with every batch leaves a version
    /// behind each time that nobody clears away, and the next move walks past all of them.</summary>
    public int GatheredBatches { get; init; } = 20;

    private const string WaitPositionSql = """
        select xid, seq from events.positions where projection = $1 and shard = $2 for update
        """;

    private const string TenantsSql = "select tenant_id from events.tenants_in_lane($1::smallint)";

    private const string HistorySql = """
        select tenant_id, id, xid, seq, type, version, aggregate_type, aggregate_id, occurred_at, recorded_at, actor, correlation_id, payload
        from events.log
        where (xid, seq) > ($1, $2) and (xid, seq) <= ($3, $4)
        order by xid, seq
        limit $5
        """;

    private const string ClearParkedSql = "delete from events.parked where projection = $1";

    private const string OwnXidSql = "select pg_current_xact_id()::text::bigint";
    private const string ForgetEndedSql = "delete from events.rebuilds where xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint";
    private const string DeclareSql = "insert into events.rebuilds (xid) values ($1)";
    private const string EndSql = "delete from events.rebuilds where xid = $1";

    /// <summary>
    /// Computes a projection anew from the log, tenant by tenant, each lane in one transaction: readers see the old numbers until the new ones
    /// are complete. The lane waits meanwhile; everything else goes on, because the transaction is declared to append no events. Parked events are
    /// tried again: one that still cannot be taken is parked again, with what waits behind it.
    /// </summary>
    /// <returns>How many events were applied.</returns>
    public async Task<long> Replay(IProjection projection, Action<long>? progress, CancellationToken ct)
    {
        var applied = 0L;
        for (var lane = 0; lane < Lanes; lane++)
        {
            await using var connection = await databases.Worker.OpenConnectionAsync(ct);
            var session = new WorkerSession(connection, ct);
            await EnsurePositions(session, projection);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            var end = (await session.First<EventPosition>(new(WaitPositionSql, projection.Name, lane)))!;
            var own = await session.First<long>(new(OwnXidSql));
            await Beside(ct, new(ForgetEndedSql), new(DeclareSql, own));
            foreach (var tenant in await session.Query<Id<Tenant>>(new(TenantsSql, lane)))
            {
                var tx = await Enter(connection, session, projection, tenant, ct);
                var before = applied;
                await Run(connection, "savepoint tenant", ct);
                try
                {
                    await Rebuild(projection, tx, end, null, Count, ct);
                }
                catch (Exception e) when (e is not OperationCanceledException && !IsPassing(e))
                {
                    Stumbled(log, e, projection.Name, lane);
                    await Run(connection, "rollback to savepoint tenant", ct);
                    tx.Forget();
                    applied = before;
                    var parked = new HashSet<Guid>();
                    await Rebuild(projection, tx, end, read => ApplyOneByOne(projection, tx, connection, read, parked, tx.Flush, ct), Count, ct);
                }

                await Run(connection, "release savepoint tenant", ct);
            }

            await transaction.CommitAsync(ct);
            // Where this is not reached, the next rebuild does it.
            await Beside(ct, new Sql(EndSql, own));
        }

        return applied;

        void Count(int events)
        {
            applied += events;
            progress?.Invoke(applied);
        }
    }

    /// <summary>Another transaction than the one that is under way.</summary>
    private async Task Beside(CancellationToken ct, params Sql[] statements)
    {
        await using var connection = await databases.Worker.OpenConnectionAsync(ct);
        var session = new WorkerSession(connection, ct);
        foreach (var statement in statements)
            await session.Execute(statement);
    }

    /// <summary>A batch of a tenant's log, by a transaction of its own: what is behind the end does not change, and the next batch is read while one is counted.</summary>
    private async Task<List<LoggedEvent>> Read(Id<Tenant> tenant, EventPosition after, EventPosition end, CancellationToken ct)
    {
        await using var connection = await databases.Worker.OpenConnectionAsync(ct);
        var session = new WorkerSession(connection, ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await session.Query<string>(new(EnterSql, tenant.ToString()));
        return await session.Query<LoggedEvent>(new(HistorySql, after.Xid, after.Seq, end.Xid, end.Seq, RebuildBatch));
    }

    /// <param name="careful">Takes the events of a batch; null: the projection does, as many at once as it can.</param>
    private async Task Rebuild(
        IProjection projection, Tx tx, EventPosition end, Func<List<LoggedEvent>, Task>? careful, Action<int> count, CancellationToken ct)
    {
        tx.Enqueue(new(ClearParkedSql, projection.Name));
        await projection.Reset(tx);
        var (gathering, gathered) = (careful is null ? projection.Gather() : null, 0);
        var apply = careful ?? (read => gathering?.Take(read, tx) ?? projection.Apply(read, tx));
        var next = Read(tx.Tenant, EventPosition.Beginning, end, ct);
        try
        {
            while (await next is { Count: > 0 } events)
            {
                next = events.Count < RebuildBatch ? Task.FromResult<List<LoggedEvent>>([]) : Read(tx.Tenant, new(events[^1].Xid, events[^1].Seq), end, ct);
                var read = events.FindAll(e => projection.Takes(e.Type));
                if (read.Count > 0)
                    await apply(read);
                if (gathering is not null && ++gathered % GatheredBatches == 0)
                {
                    gathering.Enqueue(tx);
                    gathering = projection.Gather();
                }

                await tx.Flush();
                count(events.Count);
            }
        }
        finally
        {
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        gathering?.Enqueue(tx);
        await tx.Flush();
    }
}
