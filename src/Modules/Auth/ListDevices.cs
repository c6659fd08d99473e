using Olympus.Contracts.Auth;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Auth;

/// <summary>A till.</summary>
/// <param name="LastSeenAt">When somebody last signed in on it, or wanted to.</param>
/// <param name="LastUserId">Who signed in on it last; null: nobody yet.</param>
/// <param name="Unsent">Sales on it that are not sent yet, as it said last; null: it never said.</param>
/// <param name="UnsentAt">When it said so.</param>
public sealed record DeviceView(
    Id<Device> Id, string Name, Id<Location> LocationId, DateTimeOffset RegisteredAt, DateTimeOffset LastSeenAt, Id<User>? LastUserId, int? Unsent,
    DateTimeOffset? UnsentAt);

public static class ListDevices
{
    private const string DevicesSql = """
        select id, name, location_id, registered_at, last_seen_at, last_user_id, unsent, unsent_at
        from auth.devices
        where id > $1 and revoked_at is null and ($2::uuid[] is null or location_id = any($2))
        order by id
        limit $3
        """;

    private sealed record Position(Id<Device> Id);

    /// <summary>The tills that are registered, oldest first.</summary>
    public static async Task<Page<DeviceView>> Handle(int? limit, string? cursor, Principal me, TenantDb db, Cursors cursors, CancellationToken ct)
    {
        const string scope = "devices";
        var (after, most) = (cursors.Read<Position>(cursor, db.Tenant, scope), Cursors.Limit(limit));
        var rows = await db.Query<DeviceView>(new(DevicesSql, after?.Id.Value ?? Guid.Empty, me.LocationsFor("devices:write"), most + 1), ct);
        return cursors.Page(rows, most, db.Tenant, scope, row => new Position(row.Id));
    }
}
