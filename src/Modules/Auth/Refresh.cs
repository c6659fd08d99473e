using FluentValidation;
using Olympus.Contracts.Auth;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Security;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Auth;

/// <summary>Asks for the next pair of tokens.</summary>
/// <param name="RefreshToken">Of the last answer. Left out by web pages of this server: then it is the cookie's, and the next one comes in a cookie again.</param>
/// <param name="Unsent">Sales on the device that are not sent yet; kept where it is a till.</param>
public sealed record RefreshRequest(string? RefreshToken = null, int? Unsent = null);

public sealed class RefreshRules : AbstractValidator<RefreshRequest>
{
    public RefreshRules()
    {
        RuleFor(request => request.RefreshToken).NotEmpty().MaximumLength(200).When(request => request.RefreshToken is not null);
        RuleFor(request => request.Unsent).InclusiveBetween(0, KnownDevice.MostUnsent);
    }
}

public static class Refresh
{
    /// <summary>Locks the family. A token's own row never changes, so what is read of it is right even after waiting for the lock.</summary>
    private const string FamilySql = """
        select session.id as session_id, session.user_id, session.device, session.device_id, session.generation, session.rotated_at, session.is_parent_retried,
            session.last_used_at, session.expires_at, session.ended_at is not null as is_ended, shown.generation as shown_generation
        from auth.refresh_tokens as shown
        join auth.sessions as session on session.tenant_id = shown.tenant_id and session.id = shown.session_id
        where shown.hash = $1
        for update of session
        """;

    private const string RotateSql = """
        update auth.sessions
        set generation = $2, rotated_at = $3, is_parent_retried = $4, last_used_at = $5
        where id = $1
        """;

    private const string VersionSql = "select security_version from auth.credentials where user_id = $1";

    private sealed record Shown(
        Id<Session> SessionId, Id<User> UserId, string Device, Id<Device>? DeviceId, int Generation, DateTimeOffset RotatedAt, bool IsParentRetried,
        DateTimeOffset LastUsedAt, DateTimeOffset ExpiresAt, bool IsEnded, int ShownGeneration)
    {
        public Family Family => new(Generation, RotatedAt, IsParentRetried, Device, LastUsedAt, ExpiresAt, IsEnded);
    }

    private sealed record Turn(RefreshOutcome Outcome, SignedInResponse? SignedIn);

    /// <summary>Gives the next pair of tokens, with the rights as they are now.</summary>
    /// <remarks>A token is good once. The one before the living one may be used once more within ten seconds on the same device, for an answer
    /// that was lost; any older one ends the session, appends <c>auth.refresh.reused</c> and is 401 <c>auth.refresh_invalid</c> like every
    /// other token that is no good. Further parallel uses within the ten seconds are 409 <c>auth.refresh_superseded</c>.</remarks>
    public static async Task<SignedInResponse> Handle(
        RefreshRequest body, Client client, BrowserSession browser, Caller caller, TenantDbs tenants, IUsers users, SignIn signIn, AuthSettings settings, Revocations revocations,
        CancellationToken ct)
    {
        if (!OpaqueToken.TryRead(OpaqueToken.Refresh, body.RefreshToken ?? browser.RefreshToken, out var token))
            throw AuthRefusals.RefreshInvalid.AsException();

        // A reuse is no refusal to the transaction: what it ends must stay ended.
        var turn = await tenants.For(token.Tenant, "auth", caller.CorrelationId).Write(
            async tx =>
            {
                var shown = await tx.First<Shown>(new(FamilySql, token.Hash));
                if (shown is null)
                    return new Turn(RefreshOutcome.Over, null);
                var outcome = RefreshRule.Decide(shown.Family, shown.ShownGeneration, client.Device, settings.SessionIdle, tx.Now);
                if (outcome is RefreshOutcome.Rotate or RefreshOutcome.Retry)
                    return await Rotate(tx, shown, outcome, body.Unsent, users, signIn);
                if (outcome == RefreshOutcome.Reused)
                {
                    Sessions.End(tx, shown.UserId, shown.SessionId, "refresh_reused");
                    tx.Append(new RefreshReused(shown.SessionId, shown.UserId, shown.ShownGeneration, shown.Generation));
                    tx.Append(new SessionRevoked(shown.SessionId, shown.UserId, "refresh_reused"));
                }

                return new Turn(outcome, null);
            },
            ct);

        if (turn.Outcome == RefreshOutcome.Reused)
            await revocations.CatchUp(ct);
        if (turn.SignedIn is { } signedIn)
            return browser.Keep(signedIn, cookie: body.RefreshToken is null);
        throw (turn.Outcome == RefreshOutcome.Superseded ? AuthRefusals.RefreshSuperseded : AuthRefusals.RefreshInvalid).AsException();
    }

    private static async Task<Turn> Rotate(Tx tx, Shown shown, RefreshOutcome outcome, int? unsent, IUsers users, SignIn signIn)
    {
        var retry = outcome == RefreshOutcome.Retry;
        var generation = shown.Generation + 1;
        var (version, user, roles) = (0L, (UserIdentity?)null, new List<RoleAssignment>());
        tx.Enqueue(new(RotateSql, shown.SessionId, generation, retry ? shown.RotatedAt : tx.Now, retry, tx.Now));

        if (shown.DeviceId is { } till)
            KnownDevice.Say(tx, till, unsent);

        // The version first: if the roles change in between, the token carries the old version and is denied, not the old rights and is not.
        tx.Enqueue<long>(new(VersionSql, shown.UserId), rows => version = rows.Single());
        tx.Enqueue<UserIdentity>(users.ById(shown.UserId), rows => user = rows.SingleOrDefault());
        tx.Enqueue<RoleAssignment>(users.RolesOf(shown.UserId), rows => roles = rows);
        await tx.Flush();
        if (user is not { IsActive: true })
            throw AuthRefusals.RefreshInvalid.AsException();
        return new(outcome, await signIn.Continue(tx, shown.UserId, shown.SessionId, generation, version, roles, shown.ExpiresAt));
    }
}
