using System.Data;
using System.Text.Json;
using Npgsql;
using Olympus.Kernel.Events;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Kernel.Data;

/// <summary>
/// One transaction of one tenant. Statements that need no answer are <see cref="Enqueue(Sql, Action{ulong})"/>d and travel with the next
/// one that does, or with the commit: a use case costs as many round trips as it has questions, plus one.
/// </summary>
public sealed class Tx
{
    /// <summary>Behind the tenant: how PostgreSQL plans. A statement with a list of ids is planned anew each time when left to itself, because it expects ten
    /// and finds three; in a large database that took longer than everything else an order asks of it. Requests change a few rows by their keys, so any
    /// plan does; imports and rebuilds send lists of thousands, whose length matters.</summary>
    private const string EnterSql = "select set_config('app.tenant_id', $1, true), set_config('plan_cache_mode', $2, true)";

    private readonly NpgsqlConnection _connection;
    private readonly TenantScope _scope;
    private readonly CancellationToken _ct;
    private readonly List<Step> _queue = [];
    private readonly List<PendingEvent> _events = [];
    private bool _begun;
    private bool _ended;

    internal Tx(NpgsqlConnection connection, TenantScope scope, TimeProvider clock, CancellationToken ct)
    {
        (_connection, _scope, _ct) = (connection, scope, ct);
        Now = clock.GetUtcNow();
    }

    /// <summary>For the worker, whose transaction is open and whose tenant is set already.</summary>
    internal static Tx Within(NpgsqlConnection connection, TenantScope scope, TimeProvider clock, CancellationToken ct) =>
        new(connection, scope, clock, ct) { _begun = true };

    private sealed record Step(Sql Sql, Func<NpgsqlDataReader, Task>? Read, Action<ulong>? Affected)
    {
        /// <summary>Whether somebody waits for the outcome, so that it must be heard before the commit leaves.</summary>
        public bool Decides { get; init; } = Read is not null || Affected is not null;
    }

    public Id<Tenant> Tenant => _scope.Tenant;

    public string Actor => _scope.Actor;

    /// <summary>The moment this transaction decides at; the same for everything in it.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Names the request with an <c>Idempotency-Key</c> that this transaction works for, the same on every retry; null for any other. A use
    /// case of several transactions finds by it what its first attempt already wrote.</summary>
    public string? RequestKey => _scope.Idempotency?.Name;

    /// <summary>What readers are woken for once this is committed.</summary>
    internal News News { get; private set; }

    /// <summary>Wakes the readers of this news, in all processes, after the commit. <see cref="Append"/> does it for events.</summary>
    public void Announce(News news) => News |= news;

    /// <summary>Sends the statement along with the next one; <paramref name="affected"/> sees how many rows it changed and may refuse.</summary>
    public void Enqueue(Sql sql, Action<ulong>? affected = null) => _queue.Add(new(sql, null, affected));

    /// <summary>As <see cref="Enqueue(Sql, Action{ulong})"/>, for a statement that returns rows.</summary>
    public void Enqueue<T>(Sql sql, Action<List<T>> read) =>
        _queue.Add(new(sql, async reader => read(await reader.All<T>(_ct)), null));

    public async Task<List<T>> Query<T>(Sql sql)
    {
        List<T>? rows = null;
        Enqueue<T>(sql, read => rows = read);
        await Flush();
        return rows!;
    }

    public async Task<T?> First<T>(Sql sql)
    {
        T? row = default;
        _queue.Add(new(sql, async reader => row = await reader.One<T>(_ct), null));
        await Flush();
        return row;
    }

    /// <summary>Runs the statement now and says how many rows it changed.</summary>
    public async Task<ulong> Execute(Sql sql)
    {
        ulong changed = 0;
        Enqueue(sql, affected => changed = affected);
        await Flush();
        return changed;
    }

    /// <summary>Writes what happened to the event log, in this transaction.</summary>
    /// <param name="happened">The event; its payload is the record as the wire shows it.</param>
    /// <param name="occurredAt">When it happened, if not now (imports, offline tills).</param>
    /// <returns>The event's id.</returns>
    public Guid Append<T>(T happened, DateTimeOffset? occurredAt = null)
        where T : IEvent
    {
        Announce(News.Events);
        _events.Add(PendingEvent.Of(happened, occurredAt ?? Now));
        return _events[^1].Id;
    }

    /// <summary>Sends everything queued. Needed only before work outside this class's knowledge, such as COPY on <see cref="Connection"/>.</summary>
    public async Task Flush()
    {
        Begin();
        if (_queue.Count > 0)
            await SendQueue();
    }

    /// <summary>Sends everything queued and the events appended so far, without ending the transaction.</summary>
    internal Task FlushWithEvents()
    {
        if (_events.Count > 0)
            Enqueue(PendingEvent.InsertSql(_events, _scope));
        _events.Clear();
        return Flush();
    }

    /// <summary>Drops what was queued before a rollback to a savepoint.</summary>
    internal void Forget()
    {
        _queue.Clear();
        _events.Clear();
    }

    private Task SendQueue()
    {
        var steps = _queue.ToArray();
        _queue.Clear();
        return Send(steps);
    }

    /// <summary>The raw connection inside this transaction, for COPY in bulk writers. Call <see cref="Flush"/> first.</summary>
    public NpgsqlConnection Connection => _connection;

    private void Begin()
    {
        if (_begun)
            return;
        _begun = true;
        var asked = _queue.Count;
        var lookup = _scope.Idempotency is { } request ? new IdempotencyLookup(request) : null;
        _queue.InsertRange(0,
        [
            new(new("begin"), null, null),
            new(new(EnterSql, Tenant.ToString(), _scope.Caller is null ? "auto" : "force_generic_plan"), Skip, null) { Decides = false },
            .. lookup is null
                ? (ReadOnlySpan<Step>)[]
                : [
                    new(lookup.LockSql(Tenant), async reader => lookup.Locked = await reader.One<bool>(_ct), null),
                    // Decides at once: what stands behind it in the batch is refused on a retry, where its effect is there already.
                    new(lookup.FindSql(), async reader => lookup.Decide(await reader.One<StoredResponse>(_ct)), null),
                ],
        ]);
        if (_scope.Caller?.Approval is { } approval)
        {
            // Behind the lookup, so that a retry is answered before; before the effect, which it permits.
            var effect = _queue[^asked..];
            _queue.RemoveRange(_queue.Count - asked, asked);
            approval.Take(this);
            _queue.AddRange(effect);
        }

        static Task Skip(NpgsqlDataReader reader) => Task.CompletedTask;
    }

    private async Task Send(Step[] steps)
    {
        await using var batch = new NpgsqlBatch(_connection);
        foreach (var step in steps)
            batch.BatchCommands.Add(step.Sql.ToCommand());
        await using (var reader = await batch.ExecuteReaderAsync(_ct))
        {
            var first = true;
            foreach (var step in steps)
            {
                if (step.Read is null)
                    continue;
                if (!first && !await reader.NextResultAsync(_ct))
                    throw new InvalidOperationException("A queued statement returned no rows although rows were expected.");
                first = false;
                try
                {
                    await step.Read(reader);
                }
                catch (Exception e) when (e is not NpgsqlException)
                {
                    await Abandon(reader);
                    throw;
                }
            }

            // The statements behind the last result may still fail: their errors surface only when they are read.
            while (await reader.NextResultAsync(_ct))
            {
            }
        }

        for (var i = 0; i < steps.Length; i++)
            steps[i].Affected?.Invoke(batch.BatchCommands[i].Rows);
    }

    /// <summary>Who reads has decided: errors of the statements behind it must not hide the decision.</summary>
    private static async Task Abandon(NpgsqlDataReader reader)
    {
        try
        {
            await reader.DisposeAsync();
        }
        catch (PostgresException)
        {
            // The transaction is rolled back in any case, for the reason that the reader gave.
        }
    }

    internal async Task Commit<T>(bool final, T response)
    {
        Begin();
        if (_queue.Exists(step => step.Decides))
            await SendQueue();

        if (_events.Count > 0)
            Enqueue(PendingEvent.InsertSql(_events, _scope));
        if (final && _scope.Idempotency is { } request)
            Enqueue(request.StoreSql(JsonSerializer.SerializeToUtf8Bytes(response, WireJson.Options)));
        Enqueue(new("commit"));
        await SendQueue();
        _ended = true;
    }

    internal async Task Rollback()
    {
        if (!_begun || _ended || _connection.FullState != ConnectionState.Open)
            return;
        _ended = true;
        try
        {
            await using var command = new NpgsqlCommand("rollback", _connection);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // The connection is gone and the transaction with it: the first error is the one to tell.
            NpgsqlConnection.ClearPool(_connection);
        }
    }
}
