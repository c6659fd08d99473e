using System.Collections.Concurrent;
using Npgsql;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Kernel.Data;

/// <summary>
/// Lets short reads share round trips when more of them come than the database can serve at once. While few are under way each has a connection to
/// itself; those beyond wait in a queue, and whoever is done next sends what waits there as one batch. A batch is one implicit transaction, in which
/// every read names its tenant first and whose answer is taken only behind the confirmation of that very tenant. So the busier the server, the less a
/// read costs both sides. A read that may take long must not stand here: those behind it would wait for it.
/// </summary>
/// <param name="lanes">How many reads or batches are under way at once.</param>
public sealed class SharedReads(NpgsqlDataSource source, int lanes)
{
    /// <summary>Of one batch; the last of it waits for all before it.</summary>
    private const int Most = 16;

    private readonly ConcurrentQueue<WaitingRead> _waiting = new();
    private int _free = lanes;

    /// <summary>As <see cref="TenantDb.Read"/>. <paramref name="read"/> runs on somebody else's thread and must do nothing but read.</summary>
    internal async Task<T> Read<T>(TenantDb db, Sql[] queries, Func<ResultSets, Task<T>> read, CancellationToken ct)
    {
        if (!TakeLane())
        {
            var waiting = new WaitingRead<T>(db.Tenant, queries, read, ct);
            _waiting.Enqueue(waiting);
            // The lane that was seen busy may have been left before this stood in the queue.
            if (TakeLane())
                Start();
            return await waiting.Answer.WaitAsync(ct);
        }

        try
        {
            return await db.Read(queries, read, ct);
        }
        finally
        {
            LeaveLane();
        }
    }

    private bool TakeLane()
    {
        for (var free = Volatile.Read(ref _free); free > 0; free = Volatile.Read(ref _free))
            if (Interlocked.CompareExchange(ref _free, free - 1, free) == free)
                return true;
        return false;
    }

    private void LeaveLane()
    {
        if (_waiting.IsEmpty)
        {
            Interlocked.Increment(ref _free);
            if (_waiting.IsEmpty || !TakeLane())
                return;
        }

        Start();
    }

    /// <summary>On a thread of the pool without the context of whoever was here: the batch is many requests' work.</summary>
    private void Start() => ThreadPool.UnsafeQueueUserWorkItem(static reads => _ = reads.Serve(), this, preferLocal: true);

    private async Task Serve()
    {
        var batch = new List<WaitingRead>(Most);
        while (batch.Count < Most && _waiting.TryDequeue(out var waiting))
            if (!waiting.IsAbandoned)
                batch.Add(waiting);
        for (var done = 0; done < batch.Count;)
            done = await Send(batch, done);
        LeaveLane();
    }

    /// <summary>Sends the reads from <paramref name="first"/> on together.</summary>
    /// <returns>Up to which of them answered or failed. Behind a statement that failed PostgreSQL does none of the rest: they are sent again.</returns>
    private async Task<int> Send(List<WaitingRead> batch, int first)
    {
        var at = first;
        try
        {
            await using var connection = await source.OpenConnectionAsync();
            try
            {
                await using var together = new NpgsqlBatch(connection);
                for (var i = first; i < batch.Count; i++)
                    batch[i].AddTo(together);
                await using var reader = await together.ExecuteReaderAsync();
                for (; at < batch.Count; at++)
                {
                    if (at > first)
                        await reader.NextResultAsync();
                    await batch[at].Take(reader);
                }

                return at;
            }
            catch (PostgresException e) when (connection.FullState == System.Data.ConnectionState.Open)
            {
                batch[at].Fail(e);
                return at + 1;
            }
        }
#pragma warning disable CA1031 // Nobody waits for a lane: what goes wrong here is told to those who wait for the reads.
        catch (Exception e)
#pragma warning restore CA1031
        {
            for (; at < batch.Count; at++)
                batch[at].Fail(e);
            return at;
        }
    }
}

/// <summary>A read that stands in the queue.</summary>
internal abstract class WaitingRead(Id<Tenant> tenant, Sql[] queries, CancellationToken ct)
{
    private readonly string _tenant = tenant.ToString();

    protected int Results => queries.Length;

    /// <summary>Whoever asked has gone.</summary>
    public bool IsAbandoned => ct.IsCancellationRequested;

    public void AddTo(NpgsqlBatch batch)
    {
        batch.BatchCommands.Add(TenantDb.EnterReadOnly(_tenant));
        foreach (var query in queries)
            batch.BatchCommands.Add(query.ToCommand());
    }

    /// <summary>Takes the results of this read, of which the first stands before the reader; throws only what ends the whole batch.</summary>
    public async Task Take(NpgsqlDataReader reader)
    {
        if (!await reader.ReadAsync() || !string.Equals(reader.GetString(0), _tenant, StringComparison.Ordinal))
            throw new InvalidOperationException("The answers of a batch stand in another order than its questions.");
        await Answered(reader);
    }

    public abstract void Fail(Exception problem);

    protected abstract Task Answered(NpgsqlDataReader reader);
}

/// <inheritdoc/>
internal sealed class WaitingRead<T>(Id<Tenant> tenant, Sql[] queries, Func<ResultSets, Task<T>> read, CancellationToken ct)
    : WaitingRead(tenant, queries, ct)
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Answer => _answer.Task;

    public override void Fail(Exception problem) => _answer.TrySetException(problem);

    protected override async Task Answered(NpgsqlDataReader reader)
    {
        var results = new ResultSets(reader, Results, CancellationToken.None);
        try
        {
            var answer = await read(results);
            await results.Skip();
            _answer.TrySetResult(answer);
        }
        catch (Exception e) when (e is not NpgsqlException)
        {
            // A refusal of what was read, such as "not found": the others' results are behind it.
            await results.Skip();
            _answer.TrySetException(e);
        }
    }
}
