using FluentValidation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Security;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Platform;

/// <summary>Whom to invite.</summary>
/// <param name="Email">What they will sign in with.</param>
/// <param name="Role">A role of <c>GET /api/v1/roles</c>; nobody can invite above themselves.</param>
/// <param name="LocationId">Where they hold it; none: in the whole business.</param>
public sealed record CreateInvitationRequest(string Email, string Role, string? Name = null, Id<Location>? LocationId = null);

/// <summary>An invitation that was made.</summary>
/// <param name="Token">Shown this once; hand it to the person.</param>
public sealed record CreateInvitationResponse(
    Id<Invitation> Id, string Token, string Email, string Role, Id<Location>? LocationId, DateTimeOffset ExpiresAt);

public sealed class CreateInvitationRules : AbstractValidator<CreateInvitationRequest>
{
    public CreateInvitationRules()
    {
        RuleFor(invitation => invitation.Email).MaximumLength(254).EmailAddress().Line(254);
        RuleFor(invitation => invitation.Name).Line(120);
        RuleFor(invitation => invitation).Must(invitation => AssignRolesRules.IsRole(new(invitation.Role, invitation.LocationId)))
            .OverridePropertyName("Role").WithErrorCode("role").WithMessage("A role of GET /api/v1/roles; owner is held in the whole business only.");
    }
}

public static class CreateInvitation
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    private const string EndExpiredSql = """
        update platform.invitations
        set revoked_at = expires_at
        where email = $1 and accepted_at is null and revoked_at is null and expires_at <= $2
        """;

    private const string InsertSql = """
        insert into platform.invitations (id, email, name, role, location_id, token_hash, invited_by, created_at, expires_at)
        select $1, $2, $3, $4, $5, $6, $7, $8, $9
        where not exists (select from platform.users where email = $2)
        """;

    /// <summary>Invites somebody for seven days. Refuses <c>platform.above_you</c>, <c>platform.email_taken</c>,
    /// <c>platform.already_invited</c> and <c>platform.location_unknown</c>.</summary>
    public static async Task<Created<CreateInvitationResponse>> Handle(CreateInvitationRequest body, Principal principal, TenantDb db, CancellationToken ct)
    {
        if (body.LocationId is { } location)
            principal.Demand("users:invite", location);
        else
            principal.DemandEverywhere("users:invite");
        principal.DemandCovers([new(body.Role, body.LocationId)]);

        var email = body.Email.ToLowerInvariant();
        var made = await db.Write(
            tx =>
            {
                var (id, token, expires) = (Id<Invitation>.New(tx.Now), OpaqueToken.New(OpaqueToken.Invitation, tx.Tenant), tx.Now + Lifetime);
                tx.Enqueue(new(EndExpiredSql, email, tx.Now));
                tx.Enqueue(
                    new(InsertSql, id, email, body.Name?.Trim() ?? "", body.Role, body.LocationId, token.Hash, principal.UserId, tx.Now, expires),
                    inserted =>
                    {
                        if (inserted == 0)
                            throw PlatformRefusals.EmailTaken.AsException();
                    });
                tx.Append(new InvitationCreated(id, body.Role, body.LocationId));
                return Task.FromResult(new CreateInvitationResponse(id, token.Text, email, body.Role, body.LocationId, expires));
            },
            ct);
        return TypedResults.Created($"/api/v1/invitations/{made.Id}", made);
    }
}
