using System.Security.Cryptography;
using System.Text;
using FluentValidation;
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
    /// <summary>Signs whoever holds the badge in on a registered till, if they work there: ordinary tokens, good for a shift.</summary>
    /// <remarks>Appends <c>auth.user.logged_in</c> with the device. A badge that is unknown, taken back, of somebody who is disabled or works elsewhere is answered
    /// alike: 401 <c>auth.badge_refused</c>. 429 <c>auth.throttled</c> with the seconds to wait; 401 <c>auth.device_unknown</c>.</remarks>
    public static async Task<SignedInResponse> Handle(
        SignInWithBadgeRequest body, Client client, BrowserSession browser, Caller caller, AtTill people, SignIn signIn, CancellationToken ct)
    {
        var signedIn = await people.ByBadge(
            KnownDevice.Read(body.DeviceToken, browser, body.TenantId), body.Code, caller,
            (tx, they) =>
            {
                KnownDevice.Say(tx, they.Till.Id, body.Unsent);
                return signIn.OpenOnTill(tx, they.User, they.SecurityVersion, client, they.Till.Id, byBadge: true);
            },
            ct);
        return browser.Keep(signedIn, body.Cookie);
    }
}
