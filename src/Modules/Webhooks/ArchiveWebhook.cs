using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Contracts.Webhooks;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Webhooks;

/// <summary>Takes an endpoint away, with its secrets and what still waits for it.</summary>
public static class ArchiveWebhook
{
    private const string ArchiveSql = """
        update webhooks.endpoints
        set archived_at = $3, status = 'disabled', status_reason = 'by_hand', status_at = $3, version = version + 1, updated_at = $3
        where id = $1 and version = $2 and archived_at is null
        """;

    private const string ForgetSecretsSql = "delete from webhooks.secrets where endpoint_id = $1";

    private const string CountSql = "update webhooks.accounts set endpoints = endpoints - 1";

    /// <summary>Archives an endpoint. Refuses 412 when somebody else changed it since it was read.</summary>
    /// <remarks>Appends <c>webhooks.endpoint.archived</c>.</remarks>
    public static async Task<NoContent> Handle(Id<WebhookEndpoint> id, IfMatch match, Principal principal, TenantDb db, CancellationToken ct)
    {
        principal.DemandEverywhere("webhooks:write");
        await db.Write(
            async tx =>
            {
                if (await tx.Execute(new(ArchiveSql, id, match.Version, tx.Now)) == 0)
                    throw (await ChangeWebhook.WhyNot(tx, id)).AsException();
                tx.Enqueue(new(ForgetSecretsSql, id));
                tx.Enqueue(new(CountSql));
                tx.Append(new WebhookEndpointArchived(id));
            },
            ct);
        return TypedResults.NoContent();
    }
}
