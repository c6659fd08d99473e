using Microsoft.AspNetCore.Http;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Platform;

/// <summary>Somebody who works, or worked, in the same business: the name that stands beside what they did.</summary>
/// <param name="IsActive">False: they may not sign in any more.</param>
public sealed record ColleagueView(Id<User> Id, string Name, bool IsActive);

public static class ListColleagues
{
    private const string ColleaguesSql = """
        select id, name, status = 'active' as is_active
        from platform.users
        where id > $1
        order by id
        limit $2
        """;

    private sealed record Position(Id<User> Id);

    /// <summary>The names of everybody in the business, in the order they joined; addresses and roles are for those who may see users.</summary>
    public static async Task<Page<ColleagueView>> Handle(int? limit, string? cursor, TenantDb db, Cursors cursors, CancellationToken ct)
    {
        const string scope = "colleagues";
        var (after, most) = (cursors.Read<Position>(cursor, db.Tenant, scope), Cursors.Limit(limit));
        var rows = await db.Query<ColleagueView>(new(ColleaguesSql, after?.Id.Value ?? Guid.Empty, most + 1), ct);
        return cursors.Page(rows, most, db.Tenant, scope, row => new Position(row.Id));
    }
}
