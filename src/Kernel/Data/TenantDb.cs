using Npgsql;
using Olympus.Kernel.Events;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Kernel.Data;

/// <summary>
/// The only door to a tenant's rows. Every statement runs with <c>app.tenant_id</c> set for its transaction alone, so row-level
/// security decides what it sees; nothing about the tenant survives on a pooled connection.
/// </summary>
/// <param name="Tenant">The tenant, from the verified token.</param>
/// <param name="Actor">Who causes what is written, such as <c>user:0190…</c>; stands in the event log.</param>
public sealed record TenantScope(Id<Tenant> Tenant, string Actor, string CorrelationId = "")
{
    /// <summary>Whose request it is; null outside of one.</summary>
    internal Caller? Caller { get; init; }

    /// <summary>Asked when the transaction begins: the route names its key after this was made for the handler.</summary>
    internal IdempotentRequest? Idempotency => Caller?.Idempotency;
}

/// <inheritdoc cref="TenantScope"/>
public sealed class TenantDb(
    NpgsqlDataSource source, SharedReads? shared, TenantScope scope, TimeProvider clock, Constraints constraints, EventSignal signal)
{
    private const int Attempts = 4;

    private const string EnterReadOnlySql =
        "select set_config('app.tenant_id', $1, true), set_config('transaction_read_only', 'on', true)";

    public Id<Tenant> Tenant => scope.Tenant;

    /// <summary>All rows of one query, in one round trip, read-only.</summary>
    public Task<List<T>> Query<T>(Sql sql, CancellationToken ct) => Read([sql], results => results.List<T>(), ct);

    /// <summary>As <see cref="Query"/>, for a query that reads a page along an index and ends: under load it shares its round trip with others, which
    /// wait for it as it waits for them.</summary>
    public Task<List<T>> QueryShort<T>(Sql sql, CancellationToken ct) => ReadShort([sql], results => results.List<T>(), ct);

    /// <summary>The row that a query finds by its key, or null; short as <see cref="QueryShort"/>.</summary>
    public Task<T?> First<T>(Sql sql, CancellationToken ct) => ReadShort([sql], results => results.First<T>(), ct);

    /// <summary>Several queries in one read-only transaction and one round trip, each over what is committed when it begins; <paramref name="read"/> takes
    /// their results in order.</summary>
    public async Task<T> Read<T>(Sql[] queries, Func<ResultSets, Task<T>> read, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(EnterReadOnly(scope.Tenant.ToString()));
        foreach (var query in queries)
            batch.BatchCommands.Add(query.ToCommand());
        await using var reader = await batch.ExecuteReaderAsync(ct);
        return await read(new ResultSets(reader, queries.Length, ct));
    }

    /// <summary>As <see cref="Read"/>, where every query is as short as <see cref="QueryShort"/> asks.</summary>
    public Task<T> ReadShort<T>(Sql[] queries, Func<ResultSets, Task<T>> read, CancellationToken ct) =>
        shared is null ? Read(queries, read, ct) : shared.Read(this, queries, read, ct);

    internal static NpgsqlBatchCommand EnterReadOnly(string tenant) => new Sql(EnterReadOnlySql, tenant).ToCommand();

    public Task Write(Func<Tx, Task> work, CancellationToken ct) =>
        Write(async tx => { await work(tx); return true; }, false, ct);

    /// <summary>
    /// Runs <paramref name="work"/> in one transaction and commits it together with the events it appended. A refusal or an
    /// exception rolls everything back. Deadlocks and serialization failures are retried, so <paramref name="work"/> must only touch
    /// the transaction. On an idempotent route the returned value is stored as the response, in this same transaction.
    /// </summary>
    public Task<T> Write<T>(Func<Tx, Task<T>> work, CancellationToken ct) => Write(work, true, ct);

    /// <summary>As <see cref="Write{T}(Func{Tx, Task{T}}, CancellationToken)"/>, but not yet the answer: an idempotent route that needs
    /// several transactions (a call to a third party in between) stores its response with the last one.</summary>
    public Task<T> WriteStep<T>(Func<Tx, Task<T>> work, CancellationToken ct) => Write(work, false, ct);

    private async Task<T> Write<T>(Func<Tx, Task<T>> work, bool final, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var connection = await source.OpenConnectionAsync(ct);
            var tx = new Tx(connection, scope, clock, ct);
            try
            {
                var result = await work(tx);
                await tx.Commit(final, result);
                if (tx.News is not News.None)
                    signal.Raise(tx.News);
                return result;
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure && attempt < Attempts)
            {
                await tx.Rollback();
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(2, 10 * attempt)), clock, ct);
            }
            catch (PostgresException e) when (constraints.Refusal(e) is { } refusal)
            {
                await tx.Rollback();
                throw refusal.AsException();
            }
            catch
            {
                await tx.Rollback();
                throw;
            }
        }
    }
}
