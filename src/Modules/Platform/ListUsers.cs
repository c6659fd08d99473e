using Microsoft.AspNetCore.Mvc;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Platform;

public static class ListUsers
{
    private const string UsersSql = """
        select person.id, person.name, person.email, person.status, person.created_at, person.updated_at, person.version,
            (
                select coalesce(jsonb_agg(jsonb_build_object('role', held.role, 'location_id', held.location_id) order by held.id), '[]')
                from platform.role_assignments as held
                where held.user_id = person.id
            ) as roles
        from platform.users as person
        where person.id > $1
            and ($2::text is null or person.status = $2)
            and (($3::text is null and $4::uuid is null and $5::uuid[] is null) or exists (
                select from platform.role_assignments as held
                where held.user_id = person.id
                    and ($3::text is null or held.role = $3)
                    and ($4::uuid is null or held.location_id = $4)
                    and ($5::uuid[] is null or held.location_id = any($5))))
        order by person.id
        limit $6
        """;

    private const string UsersByIdsSql = """
        select person.id, person.name, person.email, person.status, person.created_at, person.updated_at, person.version,
            (
                select coalesce(jsonb_agg(jsonb_build_object('role', held.role, 'location_id', held.location_id) order by held.id), '[]')
                from platform.role_assignments as held
                where held.user_id = person.id
            ) as roles
        from platform.users as person
        where person.id = any($1)
            and ($2::uuid[] is null or exists (
                select from platform.role_assignments as held where held.user_id = person.id and held.location_id = any($2)))
        order by person.id
        """;

    private sealed record Position(Id<User> Id);

    /// <summary>The users that the caller may see, in the order they joined.</summary>
    /// <param name="status"><c>active</c> or <c>disabled</c>.</param>
    /// <param name="role">Who hold this role somewhere.</param>
    /// <param name="location">Who hold a role (this one, if given) at this location.</param>
    /// <param name="ids">1 to 100 ids, separated by commas; alone, as one page.</param>
    public static async Task<Page<UserView>> Handle(
        string? status, string? role, [FromQuery(Name = "location_id")] Id<Location>? location, string? ids, int? limit, string? cursor,
        Principal principal, TenantDb db, Cursors cursors, CancellationToken ct)
    {
        if (ids is not null)
            return new(
                await db.Query<UserView>(
                    new(UsersByIdsSql, IdList.ReadAlone(ids, (status, role, location, cursor) == default, "users"), principal.LocationsFor("users:read")), ct),
                false, null);
        Filters.OneOf("status", status, ["active", "disabled"]);
        Filters.OneOf("role", role, Roles.Permissions.Keys);
        var scope = $"users {status} {role} {location}";
        var after = cursors.Read<Position>(cursor, db.Tenant, scope);
        var most = Cursors.Limit(limit);
        var rows = await db.Query<UserView>(
            new(UsersSql, after?.Id.Value ?? Guid.Empty, status, role, location, principal.LocationsFor("users:read"), most + 1), ct);
        return cursors.Page(rows, most, db.Tenant, scope, row => new Position(row.Id));
    }
}
