using FluentValidation;
using Olympus.Contracts.Webhooks;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Webhooks;

/// <summary>How to go over to a new secret.</summary>
/// <param name="OverlapHours">So long the old one signs along: 0 to 168; 24 when left out. 0 ends all old ones at once: for one that got known.</param>
public sealed record RotateSecretRequest(int OverlapHours = 24);

/// <summary>The new secret.</summary>
/// <param name="Secret">Shown this once.</param>
/// <param name="OldExpiresAt">Until when the old one signs along.</param>
public sealed record RotateSecretResponse(string Secret, DateTimeOffset OldExpiresAt);

public sealed class RotateSecretRules : AbstractValidator<RotateSecretRequest>
{
    public RotateSecretRules() => RuleFor(rotation => rotation.OverlapHours).InclusiveBetween(0, 168);
}

/// <summary>Gives an endpoint a new secret. A retry after a lost answer gives it another one, and every old one still signs until its own end.</summary>
public static class RotateSecret
{
    private const string LockSql = "select id from webhooks.endpoints where id = $1 and archived_at is null for no key update";

    private const string ForgetSql = "delete from webhooks.secrets where endpoint_id = $1 and expires_at <= $2";

    /// <summary>An old one that ends sooner keeps its end.</summary>
    private const string ExpireSql = "update webhooks.secrets set expires_at = least(expires_at, $2) where endpoint_id = $1";

    private const string CountSql = "select count(*) from webhooks.secrets where endpoint_id = $1";

    private const string VersionSql = "update webhooks.endpoints set version = version + 1, updated_at = $2 where id = $1";

    /// <summary>Makes a new secret. Refuses 409 <c>webhooks.too_many_secrets</c>.</summary>
    /// <remarks>Appends <c>webhooks.endpoint.secret_rotated</c>.</remarks>
    public static Task<RotateSecretResponse> Handle(
        Id<WebhookEndpoint> id, RotateSecretRequest body, Principal principal, TenantDb db, SigningSecrets secrets, CancellationToken ct)
    {
        principal.DemandEverywhere("webhooks:write");
        return db.Write(
            async tx =>
            {
                if (await tx.Query<Guid>(new(LockSql, id)) is [])
                    throw AccessRefusals.NotFound.AsException();
                var expires = tx.Now.AddHours(body.OverlapHours);
                tx.Enqueue(new(ExpireSql, id, expires));
                tx.Enqueue(new(ForgetSql, id, tx.Now));
                if (await tx.First<long>(new(CountSql, id)) >= SigningSecrets.MostAtOnce)
                    throw WebhookRefusals.TooManySecrets.AsException();
                var secret = secrets.Add(tx, id);
                tx.Enqueue(new(VersionSql, id, tx.Now));
                tx.Append(new WebhookSecretRotated(id, expires));
                return new RotateSecretResponse(secret, expires);
            },
            ct);
    }
}
