using FluentValidation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Contracts.Webhooks;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Webhooks;

/// <summary>Where to tell what.</summary>
/// <param name="Url">An <c>https://</c> address on port 443 or 8443 whose host has public addresses only.</param>
/// <param name="Description">For people.</param>
/// <param name="EventTypes">Exact types (<c>commerce.order.created</c>) and prefixes (<c>commerce.*</c>, <c>commerce.order.*</c>); none: everything.</param>
/// <param name="IsActive">False: begins disabled.</param>
public sealed record CreateWebhookRequest(string Url, string? Description = null, IReadOnlyList<string>? EventTypes = null, bool IsActive = true);

/// <summary>An endpoint that was made.</summary>
/// <param name="Secret">Signs its deliveries; shown this once.</param>
/// <param name="Version">The ETag to change it with.</param>
public sealed record CreateWebhookResponse(Id<WebhookEndpoint> Id, string Secret, long Version);

public sealed class CreateWebhookRules : AbstractValidator<CreateWebhookRequest>
{
    public CreateWebhookRules()
    {
        RuleFor(webhook => webhook.Description).IsDescription();
        RuleFor(webhook => webhook.EventTypes).AreEventTypes();
    }
}

/// <summary>Makes an endpoint. A retry makes a second one: what it answers is secret, so it is not kept to be answered again.</summary>
public static class CreateWebhook
{
    private const string CountSql = """
        insert into webhooks.accounts (endpoints) values (1)
        on conflict on constraint accounts_pkey do update set endpoints = accounts.endpoints + 1
        """;

    private const string InsertSql = """
        insert into webhooks.endpoints (id, url, description, event_types, status, status_reason, status_at, created_at, updated_at)
        values ($1, $2, nullif($3::text, ''), $4, $5, $6::text, $7, $7, $7)
        """;

    /// <summary>Makes an endpoint, which is told what happens from now on. Refuses 400 <c>webhooks.url_refused</c> and 409
    /// <c>webhooks.too_many_endpoints</c>.</summary>
    /// <remarks>Appends <c>webhooks.endpoint.created</c>, without the address.</remarks>
    public static async Task<Created<CreateWebhookResponse>> Handle(
        CreateWebhookRequest body, Principal principal, TenantDb db, Targets targets, SigningSecrets secrets, CancellationToken ct)
    {
        principal.DemandEverywhere("webhooks:write");
        await targets.Demand(body.Url, ct);
        var response = await db.Write(
            tx =>
            {
                var id = Id<WebhookEndpoint>.New(tx.Now);
                string[] types = [.. body.EventTypes ?? []];
                tx.Enqueue(new(CountSql));
                tx.Enqueue(new(
                    InsertSql, id, body.Url, body.Description?.Trim(), types, body.IsActive ? "active" : "disabled", body.IsActive ? null : "by_hand", tx.Now));
                var secret = secrets.Add(tx, id);
                tx.Append(new WebhookEndpointCreated(id, types));
                return Task.FromResult(new CreateWebhookResponse(id, secret, 1));
            },
            ct);
        return TypedResults.Created($"/api/v1/webhooks/{response.Id}", response);
    }
}
