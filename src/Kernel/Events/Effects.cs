using Microsoft.Extensions.Logging;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Kernel.Events;

/// <summary>Work outside the database, asked for by a row in <c>events.effects</c>: done at least once, so it must be safe to repeat
/// (a third party is called with the effect's id as its idempotency key).</summary>
public interface IEffect
{
    /// <summary>Stable: stands in the rows.</summary>
    string Kind { get; }

    /// <param name="id">The same on every attempt.</param>
    /// <param name="payload">JSON text as it was asked for.</param>
    Task Run(Guid id, string payload, TenantDb db, CancellationToken ct);
}

public static class EffectExtensions
{
    private const string AskSql = "insert into events.effects (id, kind, payload, next_at) values ($1, $2, $3, $4)";

    private const string AskAgainSql = """
        insert into events.effects (id, kind, payload, next_at)
        values ($1, $2, $3, $4)
        on conflict (tenant_id, id) do update
        set state = 'waiting', kind = excluded.kind, payload = excluded.payload, next_at = excluded.next_at, attempts = 0, done_at = null
        """;

    /// <summary>Asks, in this transaction, for an effect that begins after the commit, or at <paramref name="notBefore"/>.</summary>
    public static void AskFor<T>(this Tx tx, string kind, T payload, DateTimeOffset? notBefore = null) =>
        tx.Enqueue(new(AskSql, Guid.CreateVersion7(tx.Now), kind, Json.Of(payload), notBefore ?? tx.Now));

    /// <summary>Asks for the one effect with this id: one that waits already begins at <paramref name="at"/> instead. An effect that asks for itself is done
    /// again, so what is looked after for months is one row.</summary>
    public static void AskFor<T>(this Tx tx, Guid id, string kind, T payload, DateTimeOffset at) => tx.Enqueue(new(AskAgainSql, id, kind, Json.Of(payload), at));
}

/// <summary>Works off due effects: claim, run, mark; failures wait longer each time and end as dead letters that a person can see and revive.</summary>
public sealed partial class EffectRunner(
    WorkerDbs dbs, IEnumerable<IEffect> effects, TimeProvider clock, ILogger<EffectRunner> log)
{
    public const int MaxAttempts = 8;
    private const int AtOnce = 4;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>An attempt ends before its lease does, so that no two workers are at the same effect.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(50);

    private const string DueSql = "select tenant_id, id from events.due_effects($1, $2)";

    /// <summary>Claiming moves the due time behind the lease: another worker leaves it alone, and a crash gives it back.</summary>
    private const string ClaimSql = """
        update events.effects
        set attempts = attempts + 1, next_at = $3
        where id = $1 and state = 'waiting' and next_at <= $2
        returning kind, payload, attempts
        """;

    /// <summary>Of this attempt only: an effect may have been asked for again meanwhile, by itself or by somebody else.</summary>
    private const string DoneSql = """
        update events.effects set state = 'done', done_at = $2, last_error = null where id = $1 and state = 'waiting' and attempts = $3
        """;

    /// <summary>Of this attempt only: a worker that was held up beyond its lease must not overwrite what a later one found.</summary>
    private const string FailedSql = """
        update events.effects
        set state = $2, next_at = $3, last_error = $4
        where id = $1 and state = 'waiting' and attempts = $5
        """;

    private sealed record Due(Id<Tenant> TenantId, Guid Id);

    private sealed record Claim(string Kind, string Payload, int Attempts);

    private readonly Dictionary<string, IEffect> _byKind = effects.ToDictionary(effect => effect.Kind, StringComparer.Ordinal);

    /// <returns>How many effects were tried.</returns>
    public async Task<int> RunDue(CancellationToken ct)
    {
        var due = await dbs.Query<Due>(new(DueSql, 50, clock.GetUtcNow()), ct);
        var tried = 0;
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (effect, stop) =>
        {
            if (await Run(dbs.For(effect.TenantId, "effect"), effect.Id, stop))
                Interlocked.Increment(ref tried);
        });
        return tried;
    }

    private async Task<bool> Run(TenantDb db, Guid id, CancellationToken ct)
    {
        var claim = await db.Write(tx => tx.First<Claim>(new(ClaimSql, id, tx.Now, tx.Now + Lease)), ct);
        if (claim is null)
            return false;
        try
        {
            // More claims than attempts: the ones before never came to an end, as when the effect takes the whole process down.
            if (claim.Attempts > MaxAttempts)
                throw new InvalidOperationException("Given up: the last attempt never ended.");
            if (!_byKind.TryGetValue(claim.Kind, out var effect))
                throw new InvalidOperationException($"Nobody does effects of kind '{claim.Kind}'.");
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(Longest);
            await effect.Run(id, claim.Payload, db, limit.Token);
            await db.Write(tx => tx.Execute(new(DoneSql, id, tx.Now, claim.Attempts)), ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            var dead = claim.Attempts >= MaxAttempts;
            Failed(log, e, claim.Kind, id, claim.Attempts);
            var wait = TimeSpan.FromSeconds(Math.Pow(4, claim.Attempts - 1)) * (0.8 + 0.4 * Random.Shared.NextDouble());
            await db.Write(tx => tx.Execute(new(FailedSql, id, dead ? "dead" : "waiting", tx.Now + wait, e.Message, claim.Attempts)), ct);
        }

        return true;
    }

    [LoggerMessage(1, LogLevel.Warning, "Effect {Kind} {Id} failed at attempt {Attempt}")]
    private static partial void Failed(ILogger log, Exception e, string kind, Guid id, int attempt);
}
