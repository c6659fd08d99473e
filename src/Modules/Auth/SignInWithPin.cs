using FluentValidation;
using Olympus.Contracts.Auth;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Security;
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
    private const string PinSql = "select pin_hash from auth.pins where user_id = $1";

    /// <summary>Held until the session is open: whoever disables the person or changes their rights waits, and then ends this session too.</summary>
    private const string HoldSql = """
        select credential.security_version, pin.pin_hash
        from auth.credentials as credential
        join auth.pins as pin on pin.tenant_id = credential.tenant_id and pin.user_id = credential.user_id
        where credential.user_id = $1
        for update of credential
        """;

    private sealed record Held(long SecurityVersion, string PinHash);

    /// <summary>Signs somebody who works there in on a registered till: ordinary tokens, good for a shift.</summary>
    /// <remarks>Appends <c>auth.user.logged_in</c> with the device. A wrong PIN, a person who is not there, has no PIN, is disabled or works elsewhere are answered
    /// alike: 401 <c>auth.pin_wrong</c> with <c>attempts_left</c>, after the same work. 429 <c>auth.throttled</c> with the seconds to wait; 401
    /// <c>auth.device_unknown</c>.</remarks>
    public static async Task<SignedInResponse> Handle(
        SignInWithPinRequest body, Client client, BrowserSession browser, Caller caller, TenantDbs tenants, IUsers users, Passwords passwords, Attempts attempts,
        SignIn signIn, CancellationToken ct)
    {
        var token = KnownDevice.Read(body.DeviceToken, browser, body.TenantId);
        var till = tenants.For(token.Tenant, "till", caller.CorrelationId);
        var device = await till.First<KnownDevice>(KnownDevice.By(token), ct) ?? throw AuthRefusals.DeviceUnknown.AsException();
        var limits = LoginLimits.ForPin(device.Id.Value, body.UserId.Value);
        var left = await attempts.Take(limits, ct);
        var works = (await till.Query<UserName>(users.WorkingAt(device.LocationId), ct)).Any(IsThem);
        var stored = works ? await till.First<string>(new(PinSql, body.UserId), ct) : null;
        if (!await passwords.Matches(body.Pin, stored, ct))
            throw AuthRefusals.PinWrong(left).AsException();
        await attempts.GiveBack(limits, ct);

        var signedIn = await tenants.For(token.Tenant, $"user:{body.UserId}", caller.CorrelationId).Write(
            async tx =>
            {
                if (await tx.First<KnownDevice>(KnownDevice.Hold(token)) is not { } here)
                    throw AuthRefusals.DeviceUnknown.AsException();
                var held = await tx.First<Held>(new(HoldSql, body.UserId));
                if (held?.PinHash != stored || !(await tx.Query<UserName>(users.WorkingAt(here.LocationId))).Any(IsThem))
                    throw AuthRefusals.PinWrong(left).AsException();
                KnownDevice.Say(tx, here.Id, body.Unsent);
                return await signIn.OpenOnTill(tx, body.UserId, held!.SecurityVersion, client, here.Id);
            },
            ct);
        return browser.Keep(signedIn, body.Cookie);

        bool IsThem(UserName one) => one.UserId == body.UserId;
    }
}
