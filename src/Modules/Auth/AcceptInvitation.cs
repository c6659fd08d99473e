using FluentValidation;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Security;
using Olympus.Kernel.Tenancy;

namespace Olympus.Auth;

/// <summary>Somebody takes the invitation to join a business.</summary>
/// <param name="Token">From the invitation.</param>
/// <param name="Password">15 to 256 characters.</param>
/// <param name="Cookie">For web pages of this server: the refresh and the device token come in cookies instead of the answer.</param>
public sealed record AcceptInvitationRequest(string Token, string Name, string Password, bool Cookie = false);

public sealed class AcceptInvitationRules : AbstractValidator<AcceptInvitationRequest>
{
    public AcceptInvitationRules()
    {
        RuleFor(request => request.Token).NotEmpty().MaximumLength(200);
        RuleFor(request => request.Name).NotEmpty().MaximumLength(120);
    }
}

public static class AcceptInvitation
{
    private const string InsertCredentialSql = "insert into auth.credentials (user_id, password_hash) values ($1, $2)";

    /// <summary>Makes the invited person a user and signs them in.</summary>
    /// <remarks>Appends <c>platform.user.created</c> and <c>auth.user.logged_in</c>. 404 <c>auth.invitation_invalid</c> for every token that is no
    /// good, whatever the reason.</remarks>
    public static async Task<SignedInResponse> Handle(
        AcceptInvitationRequest body, Client client, BrowserSession browser, Caller caller, TenantDbs tenants, IUsers users, Passwords passwords, Attempts attempts, SignIn signIn,
        CancellationToken ct)
    {
        PasswordRules.Demand(body.Password, "/password", body.Name);
        if (!OpaqueToken.TryRead(OpaqueToken.Invitation, body.Token, out var token))
            throw AuthRefusals.InvitationInvalid.AsException();
        var limits = LoginLimits.ForInvitation(client);
        await attempts.Take(limits, ct);
        var hash = await passwords.Hash(body.Password, ct);
        var signedIn = await tenants.For(token.Tenant, "invitation", caller.CorrelationId).Write(
            async tx =>
            {
                var user = await users.AcceptInvitation(tx, token.Hash, body.Name.Trim()) ?? throw AuthRefusals.InvitationInvalid.AsException();
                tx.Enqueue(new(InsertCredentialSql, user.UserId, hash));
                return await signIn.Open(tx, user.UserId, securityVersion: 1, client, device: null, isNewClient: true);
            },
            ct);
        await attempts.GiveBack(limits, ct);
        return browser.Keep(signedIn, body.Cookie);
    }
}
