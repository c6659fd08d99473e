using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Auth;

/// <summary>One sign-in of the user that is still alive.</summary>
/// <param name="LastUsedAt">When it was last refreshed.</param>
/// <param name="ExpiresAt">It ends then at the latest.</param>
/// <param name="Address">From where it was opened.</param>
/// <param name="Device">What the program said it is.</param>
/// <param name="IsCurrent">Whether it is the one that asks.</param>
public sealed record SessionView(
    Id<Session> Id, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt, DateTimeOffset ExpiresAt, string Address, string Device, bool IsCurrent);

public static class ListSessions
{
    private const string AliveSql = """
        select id, created_at, last_used_at, expires_at, address, device, id = $2 as is_current
        from auth.sessions
        where user_id = $1 and ended_at is null and expires_at > $3 and last_used_at > $4
            and ($5::timestamptz is null or (created_at, id) < ($5, $6::uuid))
        order by created_at desc, id desc
        limit $7
        """;

    private sealed record Position(DateTimeOffset At, Guid Id);

    /// <summary>Where the user is signed in, newest first.</summary>
    public static async Task<Page<SessionView>> Handle(
        Principal me, TenantDb db, Cursors cursors, AuthSettings settings, TimeProvider clock, CancellationToken ct, string? cursor = null, int? limit = null)
    {
        var (now, size, scope) = (clock.GetUtcNow(), Cursors.Limit(limit), $"sessions {me.UserId}");
        var after = cursors.Read<Position>(cursor, me.TenantId, scope);
        var rows = await db.Query<SessionView>(
            new(AliveSql, me.UserId, me.SessionId, now, now - settings.SessionIdle, after?.At, after?.Id ?? Guid.Empty, size + 1), ct);
        return cursors.Page(rows, size, me.TenantId, scope, row => new Position(row.CreatedAt, row.Id.Value));
    }
}
