using FluentValidation;
using Olympus.Contracts.Auth;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;
using Microsoft.AspNetCore.Mvc;

namespace Olympus.Platform;

/// <summary>What to change; members that are left out stay.</summary>
/// <param name="Status"><c>disabled</c> ends every session at once and lets nobody in; <c>active</c> lets them in again.</param>
public sealed record ChangeUserRequest(string? Name = null, string? Status = null);

public sealed class ChangeUserRules : AbstractValidator<ChangeUserRequest>
{
    public ChangeUserRules()
    {
        RuleFor(user => user.Name).Line(120);
        RuleFor(user => user.Status).OneOf(["active", "disabled"]);
    }
}

public static class ChangeUser
{
    private const string ChangeSql = """
        update platform.users
        set name = coalesce($3, name), status = coalesce($4, status), version = version + 1, updated_at = $5
        where id = $1 and version = $2
        """;

    /// <summary>Renames, disables or enables a user. Refuses <c>platform.above_you</c>, <c>platform.last_owner</c>, <c>platform.yourself</c>, and 412
    /// when somebody else changed them since they were read.</summary>
    public static Task<UserView> Handle(
        Id<User> id, ChangeUserRequest body, IfMatch match, Principal principal, TenantDb db, [FromServices] ISessions sessions, CancellationToken ct) =>
        db.Write(
            async tx =>
            {
                principal.DemandEverywhere("users:write");
                var (user, name) = (await tx.QueueFor(id, match, principal), body.Name?.Trim());
                principal.DemandCovers(user.Roles);
                var status = body.Status == user.Status ? null : body.Status;
                if (status is null && (name is null || name == user.Name))
                    return user;
                if (status == "disabled" && id == principal.UserId)
                    throw PlatformRefusals.Yourself.AsException();

                tx.Enqueue(new(ChangeSql, id, match.Version, name, status, tx.Now));
                if (name is not null && name != user.Name)
                    tx.Append(new UserRenamed(id));
                if (status == "active")
                    tx.Append(new UserEnabled(id));
                if (status == "disabled")
                {
                    tx.Append(new UserDisabled(id));
                    sessions.UserDisabled(tx, id);
                    await tx.DemandOwner();
                }

                return (await tx.First<UserView>(new(GetUser.UserSql, id)))!;
            },
            ct);

    /// <summary>The user as they are when it is our turn to change people of this tenant.</summary>
    internal static async Task<UserView> QueueFor(this Tx tx, Id<User> id, IfMatch match, Principal principal)
    {
        await tx.Query<Id<Tenant>>(new(Standing.QueueSql));
        var user = await tx.First<UserView>(new(GetUser.UserSql, id));
        if (user is null || !principal.Sees(user))
            throw AccessRefusals.NotFound.AsException();
        return user.Version == match.Version ? user : throw VersionRefusals.Stale(user.Version).AsException();
    }

    internal static async Task DemandOwner(this Tx tx)
    {
        if (await tx.First<long>(new(Standing.ActiveOwnersSql)) == 0)
            throw PlatformRefusals.LastOwner.AsException();
    }
}
