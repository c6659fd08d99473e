using System.Security.Cryptography;
using System.Text;
using FluentValidation;
using Olympus.Contracts.Auth;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Security;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Auth;

/// <summary>Somebody signs in on a till with their badge.</summary>
/// <param name="Code">As it was scanned.</param>
/// <param name="TenantId">Whose till it is, for web pages of this server, which hold the token in a cookie.</param>
/// <param name="DeviceToken">From its registration. Left out by web pages of this server.</param>
/// <param name="Cookie">For web pages of this server: the refresh token comes in a cookie instead of the answer.</param>
/// <param name="Unsent">Sales on the device that are not sent yet, for those who look after tills.</param>
public sealed record SignInWithBadgeRequest(string Code, Id<Tenant>? TenantId = null, string? DeviceToken = null, bool Cookie = false, int? Unsent = null);

public sealed class SignInWithBadgeRules : AbstractValidator<SignInWithBadgeRequest>
{
    public SignInWithBadgeRules()
    {
        RuleFor(request => request.Code).NotEmpty().MaximumLength(100);
        RuleFor(request => request.Unsent).InclusiveBetween(0, KnownDevice.MostUnsent);
        RuleFor(request => request.DeviceToken).NotEmpty().MaximumLength(200).When(request => request.DeviceToken is not null);
    }
}

/// <summary>What is on a badge: 28 digits, which every scanner types alike whatever layout its keyboard is set to. 93 random bits, so that a hash without salt keeps them.</summary>
internal static class BadgeCode
{
    private const int Digits = 28;

    public static string New() => RandomNumberGenerator.GetString("0123456789", Digits);

    public static byte[] Hash(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(code));
}

public static class SignInWithBadge
{
    private const string HolderSql = "select user_id from auth.badges where code_hash = $1";

    /// <summary>Held until the session is open: whoever disables the person, changes their rights or takes the badge back waits, and then ends this session too.</summary>
    private const string HoldSql = """
        select credential.security_version
        from auth.credentials as credential
        join auth.badges as badge on badge.tenant_id = credential.tenant_id and badge.user_id = credential.user_id
        where credential.user_id = $1 and badge.code_hash = $2
        for update
        """;

    private const string UsedSql = "update auth.badges set last_used_at = $2 where user_id = $1";

    /// <summary>Signs whoever holds the badge in on a registered till, if they work there: ordinary tokens, good for a shift.</summary>
    /// <remarks>Appends <c>auth.user.logged_in</c> with the device. A badge that is unknown, taken back, of somebody who is disabled or works elsewhere is answered
    /// alike: 401 <c>auth.badge_refused</c>. 429 <c>auth.throttled</c> with the seconds to wait; 401 <c>auth.device_unknown</c>.</remarks>
    public static async Task<SignedInResponse> Handle(
        SignInWithBadgeRequest body, Client client, BrowserSession browser, Caller caller, TenantDbs tenants, IUsers users, Attempts attempts, SignIn signIn, CancellationToken ct)
    {
        var token = KnownDevice.Read(body.DeviceToken, browser, body.TenantId);
        var till = tenants.For(token.Tenant, "till", caller.CorrelationId);
        var device = await till.First<KnownDevice>(KnownDevice.By(token), ct) ?? throw AuthRefusals.DeviceUnknown.AsException();
        var limits = LoginLimits.ForBadge(device.Id.Value);
        await attempts.Take(limits, ct);
        var hash = BadgeCode.Hash(body.Code);
        if (await till.First<Id<User>?>(new(HolderSql, hash), ct) is not { } holder)
            throw AuthRefusals.BadgeRefused.AsException();

        var signedIn = await tenants.For(token.Tenant, $"user:{holder}", caller.CorrelationId).Write(
            async tx =>
            {
                if (await tx.First<KnownDevice>(KnownDevice.Hold(token)) is not { } here)
                    throw AuthRefusals.DeviceUnknown.AsException();
                var version = await tx.First<long?>(new(HoldSql, holder, hash));
                if (version is null || !(await tx.Query<UserName>(users.WorkingAt(here.LocationId))).Any(one => one.UserId == holder))
                    throw AuthRefusals.BadgeRefused.AsException();
                KnownDevice.Say(tx, here.Id, body.Unsent);
                tx.Enqueue(new(UsedSql, holder, tx.Now));
                return await signIn.OpenOnTill(tx, holder, version.Value, client, here.Id, byBadge: true);
            },
            ct);
        await attempts.GiveBack(limits, ct);
        return browser.Keep(signedIn, body.Cookie);
    }
}
