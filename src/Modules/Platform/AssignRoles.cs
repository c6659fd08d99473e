using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Olympus.Contracts.Auth;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Platform;

/// <summary>All roles that the user shall hold.</summary>
public sealed record AssignRolesRequest(IReadOnlyList<RoleAssignment> Roles);

public sealed class AssignRolesRules : AbstractValidator<AssignRolesRequest>
{
    public AssignRolesRules()
    {
        RuleFor(request => request.Roles).Must(roles => roles.Count is >= 1 and <= 50).WithErrorCode("count").WithMessage("1 to 50 roles.");
        RuleFor(request => request.Roles).Must(roles => roles.Distinct().Count() == roles.Count).WithErrorCode("distinct").WithMessage("Each role once.");
        RuleForEach(request => request.Roles).Must(IsRole).WithErrorCode("role")
            .WithMessage("A role of GET /api/v1/roles; owner is held in the whole business only.");
    }

    internal static bool IsRole(RoleAssignment? held) =>
        held is not null && Roles.Permissions.ContainsKey(held.Role) && (held.Role != "owner" || held.LocationId is null);
}

public static class AssignRoles
{
    private const string TakeSql = """
        delete from platform.role_assignments as held
        where held.user_id = $1 and not exists (
            select from unnest($2::text[], $3::uuid[]) as wanted (role, location_id)
            where wanted.role = held.role and wanted.location_id is not distinct from held.location_id)
        """;

    private const string GiveSql = """
        insert into platform.role_assignments (id, user_id, role, location_id)
        select wanted.id, $1, wanted.role, wanted.location_id
        from unnest($2::uuid[], $3::text[], $4::uuid[]) as wanted (id, role, location_id)
        on conflict on constraint role_assignments_once do nothing
        """;

    private const string TouchSql = "update platform.users set version = version + 1, updated_at = $2 where id = $1";

    /// <summary>Replaces the roles of a user; their tokens with the old rights end within a second. Refuses <c>platform.above_you</c>,
    /// <c>platform.last_owner</c>, <c>platform.location_unknown</c>, and 412 when somebody else changed the user since they were read.</summary>
    public static Task<UserView> Handle(
        Id<User> id, AssignRolesRequest body, IfMatch match, Principal principal, TenantDb db, [FromServices] ISessions sessions, CancellationToken ct) =>
        db.Write(
            async tx =>
            {
                var user = await tx.QueueFor(id, match, principal);
                var change = Standing.Difference(user.Roles, body.Roles).ToList();
                principal.DemandCovers(change);
                if (change.Count == 0)
                    return user;

                var (names, places) = (body.Roles.Select(role => role.Role).ToArray(), body.Roles.Select(role => role.LocationId?.Value).ToArray());
                tx.Enqueue(new(TakeSql, id, names, places));
                tx.Enqueue(new(GiveSql, id, body.Roles.Select(_ => Guid.CreateVersion7(tx.Now)).ToArray(), names, places));
                tx.Enqueue(new(TouchSql, id, tx.Now));
                sessions.RightsChanged(tx, id);
                tx.Append(new UserRolesChanged(id, body.Roles));
                await tx.DemandOwner();
                return (await tx.First<UserView>(new(GetUser.UserSql, id)))!;
            },
            ct);
}
