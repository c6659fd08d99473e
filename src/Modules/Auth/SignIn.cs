using Olympus.Contracts.Auth;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Security;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Auth;

/// <summary>What a signed-in client needs from here on.</summary>
/// <param name="AccessToken">Send as <c>Authorization: Bearer …</c>.</param>
/// <param name="TokenType">Always <c>Bearer</c>.</param>
/// <param name="ExpiresIn">Seconds until the access token expires.</param>
/// <param name="RefreshToken">Good for one refresh, which gives the next one. Null: it came in a cookie.</param>
/// <param name="RefreshExpiresAt">The session cannot be refreshed beyond this; then sign in again.</param>
/// <param name="DeviceToken">Keep it and send it with the next login: then guesses of others never slow this device down. Null on refresh and with cookies.</param>
public sealed record SignedInResponse(
    string AccessToken, string TokenType, int ExpiresIn, string? RefreshToken, DateTimeOffset RefreshExpiresAt,
    Id<Tenant> TenantId, Id<User> UserId, Id<Session> SessionId, string? DeviceToken);

/// <summary>Opens sessions and writes their tokens, for every way to get in.</summary>
public sealed class SignIn(AccessTokens tokens, AuthSettings settings, IUsers users)
{
    private const string OpenSql = """
        insert into auth.sessions (id, user_id, device, address, created_at, last_used_at, rotated_at, expires_at, device_id)
        values ($1, $2, $3, $4, $5, $5, $5, $6, $7::uuid)
        """;

    private const string InsertRefreshSql = """
        insert into auth.refresh_tokens (session_id, generation, hash, created_at) values ($1, $2, $3, $4)
        """;

    private const string RememberSql = """
        insert into auth.known_clients as known (user_id, kind, hash, last_seen_at) values ($1, 'address', $2, $4), ($1, 'device', $3, $4)
        on conflict (tenant_id, user_id, kind, hash) do update set last_seen_at = excluded.last_seen_at
        """;

    private const string ForgetOldSql = "delete from auth.sessions where user_id = $1 and expires_at < $2";

    private const string ForgetClientsSql = "delete from auth.known_clients where user_id = $1 and last_seen_at < $2";

    private const string UsedSql = "update auth.devices set last_seen_at = $3, last_user_id = $2 where id = $1";

    /// <summary>How long somebody who came in on a till stays in at most.</summary>
    public static readonly TimeSpan Shift = TimeSpan.FromHours(16);

    /// <summary>For how long an address or device counts as known.</summary>
    public static readonly TimeSpan ClientMemory = TimeSpan.FromDays(180);

    /// <summary>Opens a session in the caller's transaction, whose user and security version were read in it.</summary>
    /// <param name="device">The device's token, if it showed a known one; else it gets a new one.</param>
    /// <param name="passkey">With which it was opened; null: with a password.</param>
    public async Task<SignedInResponse> Open(
        Tx tx, Id<User> user, long securityVersion, Client client, OpaqueToken? device, bool isNewClient, Id<Passkey>? passkey = null)
    {
        var session = Id<Session>.New(tx.Now);
        var refresh = OpaqueToken.New(OpaqueToken.Refresh, tx.Tenant);
        var expiresAt = tx.Now + settings.SessionLifetime;
        device ??= OpaqueToken.New(OpaqueToken.Device, tx.Tenant);
        tx.Enqueue(new(ForgetOldSql, user, tx.Now - settings.SessionLifetime));
        tx.Enqueue(new(ForgetClientsSql, user, tx.Now - ClientMemory));
        tx.Enqueue(new(OpenSql, session, user, client.Device, client.Address, tx.Now, expiresAt, null));
        tx.Enqueue(new(InsertRefreshSql, session, 1, refresh.Hash, tx.Now));
        tx.Enqueue(new(RememberSql, user, client.AddressHash, device.Hash, tx.Now));
        tx.Append(new UserLoggedIn(user, session, isNewClient, PasskeyId: passkey));
        var roles = await tx.Query<RoleAssignment>(users.RolesOf(user));
        return Answer(tx, user, session, securityVersion, roles, refresh, expiresAt) with { DeviceToken = device.Text };
    }

    /// <summary>Opens a session on a till, whose row and whose user's security version are held by the caller's transaction. It lasts a shift, not a month; nothing is
    /// remembered of where it came from, because a till is no place that says who somebody is.</summary>
    /// <param name="byBadge">Whether a badge did it, not a PIN.</param>
    public async Task<SignedInResponse> OpenOnTill(Tx tx, Id<User> user, long securityVersion, Client client, Id<Device> till, bool byBadge = false)
    {
        var (session, refresh) = (Id<Session>.New(tx.Now), OpaqueToken.New(OpaqueToken.Refresh, tx.Tenant));
        var expiresAt = tx.Now + Shift;
        tx.Enqueue(new(ForgetOldSql, user, tx.Now - settings.SessionLifetime));
        tx.Enqueue(new(OpenSql, session, user, client.Device, client.Address, tx.Now, expiresAt, till));
        tx.Enqueue(new(InsertRefreshSql, session, 1, refresh.Hash, tx.Now));
        tx.Enqueue(new(UsedSql, till, user, tx.Now));
        tx.Append(new UserLoggedIn(user, session, false, till, IsByBadge: byBadge));
        var roles = await tx.Query<RoleAssignment>(users.RolesOf(user));
        return Answer(tx, user, session, securityVersion, roles, refresh, expiresAt);
    }

    /// <summary>The next refresh token of a session, and an access token with the rights as they are now.</summary>
    public async Task<SignedInResponse> Continue(
        Tx tx, Id<User> user, Id<Session> session, int generation, long securityVersion, IReadOnlyList<RoleAssignment> roles, DateTimeOffset expiresAt)
    {
        var refresh = OpaqueToken.New(OpaqueToken.Refresh, tx.Tenant);
        await tx.Execute(new(InsertRefreshSql, session, generation, refresh.Hash, tx.Now));
        return Answer(tx, user, session, securityVersion, roles, refresh, expiresAt);
    }

    private SignedInResponse Answer(
        Tx tx, Id<User> user, Id<Session> session, long securityVersion, IReadOnlyList<RoleAssignment> roles, OpaqueToken refresh, DateTimeOffset expiresAt)
    {
        Grant[] grants = [.. roles.Select(role => new Grant(role.Role, Roles.Permissions[role.Role], role.LocationId))];
        var access = tokens.Issue(new AccessToken(
            Guid.CreateVersion7(tx.Now), new Principal(tx.Tenant, user, session, grants), securityVersion, tx.Now, tx.Now + settings.AccessTokenLifetime));
        return new(access, "Bearer", (int)settings.AccessTokenLifetime.TotalSeconds, refresh.Text, expiresAt, tx.Tenant, user, session, null);
    }
}
