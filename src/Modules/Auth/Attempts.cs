using System.Security.Cryptography;
using System.Text;
using Olympus.Kernel.Data;

namespace Olympus.Auth;

/// <summary>One thing that is counted: so many failed tries of it in so long.</summary>
/// <param name="Key">A hash of what is tried from where; the table names nobody.</param>
public sealed record AttemptLimit(byte[] Key, int Most, TimeSpan Window)
{
    public static AttemptLimit Of(int most, TimeSpan window, params ReadOnlySpan<string> parts) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))), most, window);
}

/// <summary>
/// Throttling of guesses, in the database so that it holds over all replicas and restarts. A try is counted before it is made, and taken
/// back when it succeeds: a thousand tries at once cannot slip past a count that is written after.
/// </summary>
public sealed class Attempts(SystemDb db, TimeProvider clock)
{
    private const string TakeSql = """
        insert into auth.attempts as attempt (key, count, ends_at)
        select tried.key, 1, tried.ends_at
        from unnest($1::bytea[], $2::timestamptz[]) as tried (key, ends_at)
        order by tried.key
        on conflict (key) do update
        set count = case when attempt.ends_at <= $3 then 1 else attempt.count + 1 end,
            ends_at = case when attempt.ends_at <= $3 then excluded.ends_at else attempt.ends_at end
        returning key, count, ends_at
        """;

    private const string GiveBackSql = """
        update auth.attempts
        set count = greatest(count - 1, 0)
        where key in (select attempt.key from auth.attempts as attempt where attempt.key = any($1) order by attempt.key for update)
        """;

    private const string ForgetSql = "delete from auth.attempts where ends_at < $1";

    private sealed record Counted(byte[] Key, int Count, DateTimeOffset EndsAt);

    /// <summary>Counts one try of each; refuses 429 <c>auth.throttled</c> when one of them was tried too often.</summary>
    /// <returns>How many tries are left after this one.</returns>
    public async Task<int> Take(IReadOnlyList<AttemptLimit> limits, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var counted = await db.Query<Counted>(
            new(TakeSql, limits.Select(limit => limit.Key).ToArray(), limits.Select(limit => now + limit.Window).ToArray(), now), ct);
        var wait = counted
            .Where(row => row.Count > limits.First(limit => limit.Key.AsSpan().SequenceEqual(row.Key)).Most)
            .Select(row => row.EndsAt - now)
            .DefaultIfEmpty(TimeSpan.Zero)
            .Max();
        if (wait > TimeSpan.Zero)
            throw AuthRefusals.Throttled(wait).AsException();
        return counted.Min(row => limits.First(limit => limit.Key.AsSpan().SequenceEqual(row.Key)).Most - row.Count);
    }

    /// <summary>The try was no guess.</summary>
    public Task GiveBack(IReadOnlyList<AttemptLimit> limits, CancellationToken ct) =>
        db.Execute(new(GiveBackSql, (object)limits.Select(limit => limit.Key).ToArray()), ct); // as one array, not as the list of parameters

    public Task Forget(CancellationToken ct) => db.Execute(new(ForgetSql, clock.GetUtcNow()), ct);
}
