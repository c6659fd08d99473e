using FluentValidation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Contracts.Auth;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Security;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Auth;

/// <summary>That somebody has a badge; what is on it, nobody can ask.</summary>
/// <param name="LastUsedAt">Null: never.</param>
public sealed record BadgeView(Id<User> UserId, DateTimeOffset GivenAt, DateTimeOffset? LastUsedAt);

/// <param name="Data">The last given first, at most 1000.</param>
public sealed record BadgesResponse(IReadOnlyList<BadgeView> Data);

/// <param name="CurrentPassword">For a badge of one's own: whoever finds a till unlocked makes none. Not asked for somebody else's.</param>
public sealed record GiveBadgeRequest(string? CurrentPassword = null);

public sealed class GiveBadgeRules : AbstractValidator<GiveBadgeRequest>
{
    public GiveBadgeRules() => RuleFor(request => request.CurrentPassword).MaximumLength(4 * PasswordRules.Longest);
}

/// <param name="Code">28 digits, for the badge: as a code to scan, or written to its chip. Never said again.</param>
public sealed record BadgeGivenResponse(Id<User> UserId, string Code, DateTimeOffset GivenAt);

/// <summary>Badges with which people sign in on tills: giving them, and taking them back.</summary>
public static class KeepBadges
{
    private const string AllSql = "select user_id, given_at, last_used_at from auth.badges order by given_at desc, user_id limit 1000";

    private const string GiveSql = """
        insert into auth.badges as known (user_id, code_hash, given_at)
        select credential.user_id, $2, $3 from auth.credentials as credential where credential.user_id = $1
        on conflict (tenant_id, user_id) do update set code_hash = excluded.code_hash, given_at = excluded.given_at, last_used_at = null
        """;

    private const string RevokeSql = "delete from auth.badges where user_id = $1";

    /// <summary>Who has a badge.</summary>
    public static async Task<BadgesResponse> List(TenantDb db, CancellationToken ct) => new(await db.Query<BadgeView>(new(AllSql), ct));

    /// <summary>Gives somebody a badge for the tills of the business. The one they had is good no more. Only people whose every right one holds oneself: a badge is
    /// their name.</summary>
    /// <remarks>Appends <c>auth.badge.given</c>; sessions on tills that were opened before end. 403 <c>auth.above_you</c>, <c>auth.wrong_password</c>.</remarks>
    public static async Task<BadgeGivenResponse> Give(
        Id<User> id, GiveBadgeRequest body, Principal me, TenantDb db, IUsers users, Passwords passwords, Attempts attempts, Revocations revocations, CancellationToken ct)
    {
        var (user, roles) = await db.Read(
            [users.ById(id), users.RolesOf(id)], async results => (await results.First<UserIdentity>(), await results.List<RoleAssignment>()), ct);
        if (user is null)
            throw AccessRefusals.NotFound.AsException();
        if (!roles.All(role => SetPin.Covers(me, role)))
            throw AuthRefusals.AboveYou.AsException();
        if (id == me.UserId)
            await OwnPassword.Demand(body.CurrentPassword, me, db, passwords, attempts, ct);

        var code = BadgeCode.New();
        var given = await db.Write(
            tx =>
            {
                tx.Enqueue(new(GiveSql, id, BadgeCode.Hash(code), tx.Now), Known); // invited, or made by an import: nobody who signs in
                Sessions.EndOnTills(tx, id, me.SessionId, "badge_revoked");
                tx.Append(new BadgeGiven(id));
                return Task.FromResult(new BadgeGivenResponse(id, code, tx.Now));
            },
            ct);
        await revocations.CatchUp(ct);
        return given;
    }

    /// <summary>Takes a badge back, such as a lost one: nobody signs in with it any more, and who is signed in on a till in that name is out within a second.</summary>
    /// <remarks>Appends <c>auth.badge.revoked</c>.</remarks>
    public static async Task<NoContent> Revoke(Id<User> id, Principal me, TenantDb db, Revocations revocations, CancellationToken ct)
    {
        await db.Write(
            tx =>
            {
                tx.Enqueue(new(RevokeSql, id), Known);
                Sessions.EndOnTills(tx, id, me.SessionId, "badge_revoked");
                tx.Append(new BadgeRevoked(id));
                return Task.CompletedTask;
            },
            ct);
        await revocations.CatchUp(ct);
        return TypedResults.NoContent();
    }

    private static void Known(ulong changed)
    {
        if (changed == 0)
            throw AccessRefusals.NotFound.AsException();
    }
}
