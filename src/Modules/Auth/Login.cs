using FluentValidation;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Security;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Auth;

/// <summary>Somebody signs in.</summary>
/// <param name="TenantSlug">The short name of the business.</param>
/// <param name="DeviceToken">From an earlier sign-in on this device, if there was one.</param>
/// <param name="Cookie">For web pages of this server: the refresh and the device token come in cookies instead of the answer.</param>
public sealed record LoginRequest(string TenantSlug, string Email, string Password, string? DeviceToken = null, bool Cookie = false);

public sealed class LoginRules : AbstractValidator<LoginRequest>
{
    public LoginRules()
    {
        RuleFor(request => request.TenantSlug).NotEmpty().MaximumLength(100);
        RuleFor(request => request.Email).NotEmpty().MaximumLength(254);
        RuleFor(request => request.Password).NotEmpty().MaximumLength(4 * PasswordRules.Longest);
        RuleFor(request => request.DeviceToken).MaximumLength(200);
    }
}

public static class Login
{
    /// <summary>Always one row, so that a user who is not there costs what one who is there costs.</summary>
    private const string CredentialSql = """
        select credential.password_hash,
            exists (select from auth.known_clients as known
                where known.user_id = asked.user_id and known.kind = 'device' and known.hash = $2 and known.last_seen_at > $4) as is_known_device,
            exists (select from auth.known_clients as known
                where known.user_id = asked.user_id and known.kind = 'address' and known.hash = $3 and known.last_seen_at > $4) as is_known_address
        from (select $1::uuid as user_id) as asked
        left join auth.credentials as credential on credential.user_id = asked.user_id
        """;

    /// <summary>Held until the session is open: whoever changes the password or disables the user waits, and then ends this session too.</summary>
    private const string LockSql = "select password_hash, security_version from auth.credentials where user_id = $1 for update";

    private const string RehashSql = "update auth.credentials set password_hash = $2 where user_id = $1";

    private sealed record Stored(string? PasswordHash, bool IsKnownDevice, bool IsKnownAddress);

    private sealed record Credential(string PasswordHash, long SecurityVersion);

    /// <summary>Signs somebody in with a password.</summary>
    /// <remarks>Appends <c>auth.user.logged_in</c>. An unknown business, an unknown person, a disabled one and a wrong password are answered
    /// alike: 401 <c>auth.invalid_credentials</c> after the same work. 429 <c>auth.throttled</c>, 503 <c>auth.busy</c>.</remarks>
    public static async Task<SignedInResponse> Handle(
        LoginRequest body, Client client, BrowserSession browser, Caller caller, TenantDbs tenants, ITenants directory, IUsers users, Passwords passwords, Attempts attempts,
        SignIn signIn, TimeProvider clock, CancellationToken ct)
    {
        var (slug, email) = (body.TenantSlug.Trim().ToLowerInvariant(), body.Email.Trim().ToLowerInvariant());
        var tenant = await directory.FindBySlug(slug, ct) ?? Id<Tenant>.New();
        var nobody = tenants.For(tenant, "anonymous", caller.CorrelationId);
        var user = await nobody.First<UserIdentity>(users.ByEmail(email), ct);
        var id = user?.UserId ?? Id<User>.New();
        var device = OpaqueToken.TryRead(OpaqueToken.Device, body.Cookie ? browser.DeviceToken(tenant) : body.DeviceToken, out var shown) && shown.Tenant == tenant ? shown : null;
        var stored = await nobody.First<Stored>(
            new(CredentialSql, id, device?.Hash ?? [], client.AddressHash, clock.GetUtcNow() - SignIn.ClientMemory), ct);
        var knownDevice = stored!.IsKnownDevice ? device : null;

        var limits = LoginLimits.For(slug, email, client, knownDevice?.Hash, stored.IsKnownAddress);
        await attempts.Take(limits, ct);
        if (!await Matches(body.Password, user is { IsActive: true } ? stored.PasswordHash : null, passwords, attempts, limits, ct))
            throw AuthRefusals.InvalidCredentials.AsException();
        await attempts.GiveBack(limits, ct);

        var better = passwords.NeedsRehash(stored.PasswordHash!) ? await passwords.Hash(body.Password, ct) : null;
        var signedIn = await tenants.For(tenant, $"user:{id}", caller.CorrelationId).Write(
            async tx =>
            {
                var credential = await tx.First<Credential>(new(LockSql, id));
                var now = await tx.First<UserIdentity>(users.ById(id));
                if (credential?.PasswordHash != stored.PasswordHash || now is not { IsActive: true })
                    throw AuthRefusals.InvalidCredentials.AsException();
                if (better is not null)
                    tx.Enqueue(new(RehashSql, id, better));
                return await signIn.Open(tx, id, credential!.SecurityVersion, client, knownDevice, !stored.IsKnownDevice && !stored.IsKnownAddress);
            },
            ct);
        return browser.Keep(signedIn, body.Cookie);
    }

    /// <summary>Being turned away because others crowd the door is no guess.</summary>
    private static async Task<bool> Matches(
        string password, string? stored, Passwords passwords, Attempts attempts, IReadOnlyList<AttemptLimit> limits, CancellationToken ct)
    {
        try
        {
            return await passwords.Matches(password, stored, ct);
        }
        catch (RefusalException)
        {
            await attempts.GiveBack(limits, ct);
            throw;
        }
    }
}
