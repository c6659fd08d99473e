using System.Collections.Concurrent;
using Olympus.Kernel.Data;
using Olympus.Kernel.Security;

namespace Olympus.Auth;

/// <summary>
/// Which access tokens to deny although they have not expired, in memory, so that no request asks the database. Every replica reads the news
/// when it is woken, and four times a second in any case; one that could not for five seconds answers 503 rather than let a revoked token in.
/// </summary>
public sealed class Revocations(SystemDb db, TimeProvider clock)
{
    /// <summary>Longer than any token lives, clocks that differ and transactions that commit late included.</summary>
    private static readonly TimeSpan Memory = TokenSettings.LongestLifetime + TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(5);

    /// <summary>Reads from the oldest transaction that was still running last time, not from the highest number seen: numbers become visible
    /// out of order. The left join brings the next starting point even when there is no news.</summary>
    private const string NewsSql = """
        select horizon.xid as horizon, news.tenant_id, news.session_id, news.user_id, news.below_version, news.revoked_at
        from (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as xid) as horizon
        left join auth.revocations as news on news.xid >= $1 and news.revoked_at > $2
        """;

    private const string ForgetSql = "delete from auth.revocations where revoked_at < $1";

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _sessions = new();
    private readonly ConcurrentDictionary<Guid, (long BelowVersion, DateTimeOffset At)> _users = new();
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _tenants = new();
    private readonly Lock _turn = new();
    private long _horizon;
    private long _knownAt;
    private bool _known;

    private sealed record News(long Horizon, Guid? TenantId, Guid? SessionId, Guid? UserId, long? BelowVersion, DateTimeOffset? RevokedAt);

    /// <summary>Whether the news is fresh enough to trust.</summary>
    public bool AreKnown => Volatile.Read(ref _known) && clock.GetElapsedTime(Volatile.Read(ref _knownAt)) <= Trusted;

    public bool Deny(AccessToken token) =>
        _sessions.ContainsKey(token.Bearer.SessionId.Value)
        || (_users.TryGetValue(token.Bearer.UserId.Value, out var user) && token.SecurityVersion < user.BelowVersion)
        || (_tenants.TryGetValue(token.Bearer.TenantId.Value, out var at) && token.IssuedAt <= at);

    /// <summary>Reads the news now.</summary>
    public async Task CatchUp(CancellationToken ct)
    {
        var asked = clock.GetTimestamp();
        var news = await db.Query<News>(new(NewsSql, Volatile.Read(ref _horizon), clock.GetUtcNow() - Memory), ct);
        foreach (var one in news)
            if (one.RevokedAt is { } at)
                Take(one, at);
        lock (_turn)
        {
            _horizon = Math.Max(_horizon, news[0].Horizon);
            _knownAt = _known ? Math.Max(_knownAt, asked) : asked;
            _known = true;
        }
    }

    /// <summary>Drops what no living token can meet any more, here and in the database.</summary>
    public async Task Forget(CancellationToken ct)
    {
        var old = clock.GetUtcNow() - Memory;
        foreach (var (session, at) in _sessions)
            if (at < old)
                _sessions.TryRemove(session, out _);
        foreach (var (user, denial) in _users)
            if (denial.At < old)
                _users.TryRemove(user, out _);
        foreach (var (tenant, at) in _tenants)
            if (at < old)
                _tenants.TryRemove(tenant, out _);
        await db.Execute(new(ForgetSql, old), ct);
    }

    private void Take(News news, DateTimeOffset at)
    {
        if (news.SessionId is { } session)
            _sessions.TryAdd(session, at);
        else if (news is { UserId: { } user, BelowVersion: { } version })
            _users.AddOrUpdate(user, (version, at), (_, known) => known.BelowVersion >= version ? known : (version, at));
        else if (news.TenantId is { } tenant)
            _tenants.AddOrUpdate(tenant, at, (_, known) => known > at ? known : at);
    }
}
