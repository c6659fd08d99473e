using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Platform;

public static class GetUser
{
    internal const string UserSql = """
        select person.id, person.name, person.email, person.status, person.created_at, person.updated_at, person.version,
            (
                select coalesce(jsonb_agg(jsonb_build_object('role', held.role, 'location_id', held.location_id) order by held.id), '[]')
                from platform.role_assignments as held
                where held.user_id = person.id
            ) as roles
        from platform.users as person
        where person.id = $1
        """;

    /// <summary>One user, with their ETag. Somebody who may read users at some locations only sees those who work there.</summary>
    public static async Task<UserView> Handle(Id<User> id, Principal principal, TenantDb db, CancellationToken ct)
    {
        var found = await db.First<UserView>(new(UserSql, id), ct);
        return found is not null && principal.Sees(found) ? found : throw AccessRefusals.NotFound.AsException();
    }

    internal static bool Sees(this Principal principal, UserView user) =>
        principal.LocationsFor("users:read") is not { } places
        || user.Roles.Any(held => held.LocationId is { } location && places.Contains(location.Value));
}
