using System.Text.Json;
using FluentValidation;
using Microsoft.AspNetCore.Http;
using Olympus.Contracts.Auth;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Security;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Auth;

/// <summary>Somebody signs in with a passkey; who they are and of which business, it says itself.</summary>
/// <param name="Ticket">Of the question that the credential answers.</param>
/// <param name="Credential">What <c>navigator.credentials.get</c> gave, as JSON.</param>
/// <param name="DeviceToken">From an earlier sign-in on this device, if there was one.</param>
/// <param name="Cookie">For web pages of this server: the refresh and the device token come in cookies instead of the answer.</param>
public sealed record SignInWithPasskeyRequest(string Ticket, JsonElement Credential, string? DeviceToken = null, bool Cookie = false);

public sealed class SignInWithPasskeyRules : AbstractValidator<SignInWithPasskeyRequest>
{
    public SignInWithPasskeyRules()
    {
        RuleFor(request => request.Ticket).NotEmpty().MaximumLength(100);
        RuleFor(request => request.Credential).IsCredential();
        RuleFor(request => request.DeviceToken).MaximumLength(200);
    }
}

public static class SignInWithPasskey
{
    private const string KnownClientSql = """
        select
            exists (select from auth.known_clients as known
                where known.user_id = $1 and known.kind = 'device' and known.hash = $2 and known.last_seen_at > $4) as is_known_device,
            exists (select from auth.known_clients as known
                where known.user_id = $1 and known.kind = 'address' and known.hash = $3 and known.last_seen_at > $4) as is_known_address
        """;

    /// <summary>Held until the session is open: whoever disables the person waits, and then ends this session too.</summary>
    private const string HoldSql = "select security_version from auth.credentials where user_id = $1 for update";

    /// <summary>Nothing when it was removed meanwhile, or answered another question: a copy counts from where it was made.</summary>
    private const string UseSql = """
        update auth.passkeys
        set sign_count = $4, is_backed_up = $5, last_used_at = $6
        where id = $1 and user_id = $2 and sign_count = $3
        """;

    private sealed record KnownClient(bool IsKnownDevice, bool IsKnownAddress);

    /// <summary>What an authenticator needs to sign somebody in: the same for everybody, so that it tells nothing of anybody.</summary>
    public static Task<PasskeyQuestionResponse> Ask(HttpContext http, Passkeys passkeys, CancellationToken ct) => passkeys.AskToSignIn(http, ct);

    /// <summary>Signs somebody in with a passkey, without a name and without a password.</summary>
    /// <remarks>Appends <c>auth.user.logged_in</c> with the passkey. Whatever is wrong (an old or used question, another page, a passkey that is not there, a disabled
    /// person) is answered alike: 401 <c>auth.passkey_refused</c>. 429 <c>auth.throttled</c>.</remarks>
    public static async Task<SignedInResponse> Handle(
        SignInWithPasskeyRequest body, HttpContext http, Client client, BrowserSession browser, Caller caller, TenantDbs tenants, IUsers users, Attempts attempts,
        Passkeys passkeys, SignIn signIn, TimeProvider clock, CancellationToken ct)
    {
        var limits = LoginLimits.ForPasskey(client);
        await attempts.Take(limits, ct);
        var holder = PasskeyHolder.TryReadAnswer(body.Credential, out var tenant, out var user)
            ? new PasskeyHolder(tenant, user, await tenants.For(tenant, "anonymous", caller.CorrelationId).Query<KeptPasskey>(KeptPasskey.Of(user), ct))
            : null;
        var used = await passkeys.CheckSignIn(holder, body.Ticket, body.Credential, http, ct);
        if (holder is null || used is null || holder.Find(used.CredentialId) is not { } known)
            throw AuthRefusals.PasskeyRefused.AsException();

        var device = OpaqueToken.TryRead(OpaqueToken.Device, body.Cookie ? browser.DeviceToken(tenant) : body.DeviceToken, out var shown) && shown.Tenant == tenant ? shown : null;
        var signedIn = await tenants.For(tenant, $"user:{user}", caller.CorrelationId).Write(
            async tx =>
            {
                var version = await tx.First<long?>(new(HoldSql, user));
                var now = await tx.First<UserIdentity>(users.ById(user));
                var place = await tx.First<KnownClient>(new(KnownClientSql, user, device?.Hash ?? [], client.AddressHash, clock.GetUtcNow() - SignIn.ClientMemory));
                if (version is null || now is not { IsActive: true })
                    throw AuthRefusals.PasskeyRefused.AsException();
                tx.Enqueue(new(UseSql, known.Id, user, known.SignCount, (long)used.SignCount, used.IsBackedUp, tx.Now), changed =>
                {
                    if (changed == 0)
                        throw AuthRefusals.PasskeyRefused.AsException();
                });
                return await signIn.Open(
                    tx, user, version.Value, client, place!.IsKnownDevice ? device : null, place is { IsKnownDevice: false, IsKnownAddress: false }, known.Id);
            },
            ct);
        await attempts.GiveBack(limits, ct);
        return browser.Keep(signedIn, body.Cookie);
    }
}
