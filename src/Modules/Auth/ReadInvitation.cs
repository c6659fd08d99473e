using FluentValidation;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Security;
using Olympus.Kernel.Tenancy;

namespace Olympus.Auth;

/// <summary>Somebody holds an invitation and asks what it says. In a body, because addresses end up in logs.</summary>
/// <param name="Token">From the invitation.</param>
public sealed record ReadInvitationRequest(string Token);

public sealed class ReadInvitationRules : AbstractValidator<ReadInvitationRequest>
{
    public ReadInvitationRules() => RuleFor(request => request.Token).NotEmpty().MaximumLength(200);
}

/// <summary>What somebody is invited to.</summary>
/// <param name="BusinessName">Who invites.</param>
/// <param name="Slug">The short name that they will sign in with from then on.</param>
/// <param name="Email">Whom: they will sign in with it.</param>
/// <param name="Name">As the one who invited wrote it; may be empty.</param>
/// <param name="LocationName">Where they will hold the role; null: in the whole business.</param>
public sealed record ReadInvitationResponse(
    string BusinessName, string Slug, string Industry, string Email, string Name, string Role, string? LocationName, DateTimeOffset ExpiresAt);

public static class ReadInvitation
{
    /// <summary>What an open invitation says, to whoever holds its token. Changes nothing.</summary>
    /// <remarks>404 <c>auth.invitation_invalid</c> for every token that is no good, whatever the reason.</remarks>
    public static async Task<ReadInvitationResponse> Handle(
        ReadInvitationRequest body, Client client, Caller caller, TenantDbs tenants, IUsers users, Attempts attempts, TimeProvider clock, CancellationToken ct)
    {
        if (!OpaqueToken.TryRead(OpaqueToken.Invitation, body.Token, out var token))
            throw AuthRefusals.InvitationInvalid.AsException();
        var limits = LoginLimits.ForInvitation(client);
        await attempts.Take(limits, ct);
        var terms = await tenants.For(token.Tenant, "invitation", caller.CorrelationId)
            .First<InvitationTerms>(users.OpenInvitation(token.Hash, clock.GetUtcNow()), ct) ?? throw AuthRefusals.InvitationInvalid.AsException();
        await attempts.GiveBack(limits, ct);
        return new(terms.BusinessName, terms.Slug, terms.Industry, terms.Email, terms.Name, terms.Role, terms.LocationName, terms.ExpiresAt);
    }
}
