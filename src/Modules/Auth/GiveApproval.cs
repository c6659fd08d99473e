using FluentValidation;
using Olympus.Contracts.Auth;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Security;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Auth;

/// <summary>Somebody who may do it lets who is signed in do it once, at the till where both stand: with their PIN, or with their badge.</summary>
/// <param name="Permission">What is to be done: one of <c>orders:cancel</c>, <c>orders:discount</c> and <c>payments:refund</c>.</param>
/// <param name="UserId">Who approves, with <paramref name="Pin"/>.</param>
/// <param name="Pin">Theirs.</param>
/// <param name="Code">Of their badge, as it was scanned, instead of name and PIN.</param>
/// <param name="DeviceToken">The till's, from its registration. Left out by web pages of this server, which hold it in a cookie.</param>
public sealed record GiveApprovalRequest(string Permission, Id<User>? UserId = null, string? Pin = null, string? Code = null, string? DeviceToken = null);

public sealed class GiveApprovalRules : AbstractValidator<GiveApprovalRequest>
{
    public GiveApprovalRules()
    {
        RuleFor(request => request.Permission).Must(permission => permission is not null && Roles.Approvable.Contains(permission))
            .WithMessage($"One of {string.Join(", ", Roles.Approvable.Order(StringComparer.Ordinal))}.");
        RuleFor(request => request.Pin).NotEmpty().MaximumLength(20).When(request => request.Code is null);
        RuleFor(request => request.UserId).NotNull().When(request => request.Code is null);
        RuleFor(request => request.Code).NotEmpty().MaximumLength(100).When(request => request.Code is not null);
        RuleFor(request => request.Code).Null().When(request => request.Pin is not null).WithMessage("Either a PIN or a badge.");
        RuleFor(request => request.DeviceToken).NotEmpty().MaximumLength(200).When(request => request.DeviceToken is not null);
    }
}

/// <param name="Approval">Send it as <c>Olympus-Approval</c> with the one request that it is for.</param>
/// <param name="LocationId">Where it is good: at the place of the till.</param>
public sealed record ApprovalGivenResponse(string Approval, Id<User> ApprovedBy, string Permission, Id<Location> LocationId, DateTimeOffset ExpiresAt);

public static class GiveApproval
{
    private const string InsertSql = """
        insert into auth.approvals (
            id, token_hash, asked_by, session_id, approved_by, approver_version, is_by_badge, permission, location_id, device_id, expires_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """;

    private const string ForgetOldSql = "delete from auth.approvals where expires_at < $1";

    /// <summary>Long enough to say yes to what is on the screen.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    /// <summary>As long as the request that used one may be repeated.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(30);

    /// <summary>Approves one request of the signed-in person, with one permission at the till's location, within two minutes.</summary>
    /// <remarks>Who approves is checked as at sign-in and refused with the same codes, all as 403: <c>auth.pin_wrong</c> with <c>attempts_left</c>,
    /// <c>auth.badge_refused</c>, <c>auth.device_unknown</c>; 429 <c>auth.throttled</c>. 403 <c>auth.approval_own</c>, <c>auth.approver_lacks</c>.</remarks>
    public static async Task<ApprovalGivenResponse> Handle(
        GiveApprovalRequest body, Principal me, BrowserSession browser, Caller caller, AtTill people, IUsers users, CancellationToken ct)
    {
        try
        {
            var till = KnownDevice.Read(body.DeviceToken, browser, me.TenantId);
            if (body.Code is { } code)
                return await people.ByBadge(till, code, caller, (tx, approver) => Give(tx, approver, true), ct);
            if (body.UserId == me.UserId)
                throw AuthRefusals.ApprovalOwn.AsException();
            return await people.ByPin(till, body.UserId!.Value, body.Pin!, caller, (tx, approver) => Give(tx, approver, false), ct);
        }
        catch (RefusalException no) when (no.Refusal.Status == 401)
        {
            // The asker's own token is good: at a 401 clients would take another one and send the PIN again, which counts as a second guess.
            throw (no.Refusal with { Status = 403 }).AsException();
        }

        async Task<ApprovalGivenResponse> Give(Tx tx, Shown approver, bool byBadge)
        {
            if (approver.User == me.UserId)
                throw AuthRefusals.ApprovalOwn.AsException();
            if (!May(await tx.Query<RoleAssignment>(users.RolesOf(approver.User)), body.Permission, approver.Till.LocationId))
                throw AuthRefusals.ApproverLacks(body.Permission).AsException();
            var token = OpaqueToken.New(OpaqueToken.Approval, tx.Tenant);
            tx.Enqueue(new(ForgetOldSql, tx.Now - Memory));
            tx.Enqueue(new(
                InsertSql, Id<Approval>.New(tx.Now), token.Hash, me.UserId, me.SessionId, approver.User, approver.SecurityVersion, byBadge, body.Permission,
                approver.Till.LocationId, approver.Till.Id, tx.Now + Lifetime));
            return new(token.Text, approver.User, body.Permission, approver.Till.LocationId, tx.Now + Lifetime);
        }
    }

    private static bool May(IEnumerable<RoleAssignment> roles, string permission, Id<Location> location) =>
        roles.Any(role => (role.LocationId is null || role.LocationId == location) && Roles.Permissions[role.Role].Contains(permission));
}
