using FluentValidation;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Auth;

/// <summary>Somebody signs in on a till.</summary>
/// <param name="TenantId">Whose till it is, for web pages of this server, which hold the token in a cookie.</param>
/// <param name="DeviceToken">From its registration. Left out by web pages of this server.</param>
/// <param name="Cookie">For web pages of this server: the refresh token comes in a cookie instead of the answer.</param>
/// <param name="Unsent">Sales on the device that are not sent yet, for those who look after tills.</param>
public sealed record SignInWithPinRequest(
    Id<User> UserId, string Pin, Id<Tenant>? TenantId = null, string? DeviceToken = null, bool Cookie = false, int? Unsent = null);

public sealed class SignInWithPinRules : AbstractValidator<SignInWithPinRequest>
{
    public SignInWithPinRules()
    {
        RuleFor(request => request.Pin).NotEmpty().MaximumLength(20);
        RuleFor(request => request.Unsent).InclusiveBetween(0, KnownDevice.MostUnsent);
        RuleFor(request => request.DeviceToken).NotEmpty().MaximumLength(200).When(request => request.DeviceToken is not null);
    }
}

public static class SignInWithPin
{
    /// <summary>Signs somebody who works there in on a registered till: ordinary tokens, good for a shift.</summary>
    /// <remarks>Appends <c>auth.user.logged_in</c> with the device. A wrong PIN, a person who is not there, has no PIN, is disabled or works elsewhere are answered
    /// alike: 401 <c>auth.pin_wrong</c> with <c>attempts_left</c>, after the same work. 429 <c>auth.throttled</c> with the seconds to wait; 401
    /// <c>auth.device_unknown</c>.</remarks>
    public static async Task<SignedInResponse> Handle(
        SignInWithPinRequest body, Client client, BrowserSession browser, Caller caller, AtTill people, SignIn signIn, CancellationToken ct)
    {
        var signedIn = await people.ByPin(
            KnownDevice.Read(body.DeviceToken, browser, body.TenantId), body.UserId, body.Pin, caller,
            (tx, they) =>
            {
                KnownDevice.Say(tx, they.Till.Id, body.Unsent);
                return signIn.OpenOnTill(tx, they.User, they.SecurityVersion, client, they.Till.Id);
            },
            ct);
        return browser.Keep(signedIn, body.Cookie);
    }
}
