using FluentValidation;
using Olympus.Contracts.Webhooks;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Webhooks;

/// <summary>What to change; members that are left out stay.</summary>
/// <param name="Description">An empty text removes it.</param>
/// <param name="EventTypes">Replaces the whole list; empty: everything.</param>
/// <param name="IsActive">False disables it: events pass by. True is the same as resuming it.</param>
public sealed record ChangeWebhookRequest(string? Url = null, string? Description = null, IReadOnlyList<string>? EventTypes = null, bool? IsActive = null);

public sealed class ChangeWebhookRules : AbstractValidator<ChangeWebhookRequest>
{
    public ChangeWebhookRules()
    {
        RuleFor(webhook => webhook.Description).IsDescription();
        RuleFor(webhook => webhook.EventTypes).AreEventTypes();
    }
}

/// <summary>Changes an endpoint. At a new address it begins with a clean record.</summary>
public static class ChangeWebhook
{
    private const string UpdateSql = """
        update webhooks.endpoints
        set url = coalesce($3::text, url),
            description = case when $4::text is null then description else nullif($4, '') end,
            event_types = coalesce($5::text[], event_types),
            failures = case when $3 is null then failures else 0 end,
            failing_since = case when $3 is null then failing_since end,
            blocked_until = case when $3 is null then blocked_until end,
            version = version + 1,
            updated_at = $6
        where id = $1 and version = $2 and archived_at is null
        """;

    private const string DisableSql = """
        update webhooks.endpoints set status = 'disabled', status_reason = 'by_hand', status_at = $2 where id = $1 and status <> 'disabled'
        """;

    /// <summary>Changes an endpoint. Refuses 412 when somebody else changed it since it was read, and 400 <c>webhooks.url_refused</c>.</summary>
    /// <remarks>Appends <c>webhooks.endpoint.changed</c> with the names of the changed members; <c>.disabled</c> and <c>.resumed</c> when it became so.</remarks>
    public static async Task<WebhookView> Handle(
        Id<WebhookEndpoint> id, ChangeWebhookRequest body, IfMatch match, Principal principal, TenantDb db, Targets targets, CancellationToken ct)
    {
        principal.DemandEverywhere("webhooks:write");
        if (body.Url is not null)
            await targets.Demand(body.Url, ct);
        return await db.Write(
            async tx =>
            {
                if (await tx.Execute(new(UpdateSql, id, match.Version, body.Url, body.Description?.Trim(), body.EventTypes?.ToArray(), tx.Now)) == 0)
                    throw (await WhyNot(tx, id)).AsException();
                if (Changed(body) is { Length: > 0 } changed)
                    tx.Append(new WebhookEndpointChanged(id, changed));
                if (body.IsActive == false && await tx.Execute(new(DisableSql, id, tx.Now)) > 0)
                    tx.Append(new WebhookEndpointDisabled(id, "by_hand"));
                if (body.IsActive == true)
                    await ResumeWebhook.Resume(tx, id);
                return await GetWebhook.Read(tx, id);
            },
            ct);
    }

    /// <summary>Why a guarded change of this endpoint touched no row.</summary>
    internal static async Task<Refusal> WhyNot(Tx tx, Id<WebhookEndpoint> id) =>
        await tx.First<WebhookView>(new(GetWebhook.WebhookSql, id, tx.Now)) is { Version: var current } ? VersionRefusals.Stale(current) : AccessRefusals.NotFound;

    private static string[] Changed(ChangeWebhookRequest body) =>
    [
        .. new (string Name, object? Value)[] { ("url", body.Url), ("description", body.Description), ("event_types", body.EventTypes) }
            .Where(member => member.Value is not null).Select(member => member.Name),
    ];
}

/// <summary>Sends to an endpoint again that was paused or disabled. What waits for it gets a new series of attempts, beginning at once.</summary>
public static class ResumeWebhook
{
    private const string ResumeSql = """
        update webhooks.endpoints
        set status = 'active', status_reason = null, status_at = $2, resumed_at = $2, failures = 0, failing_since = null, blocked_until = null
        where id = $1 and status <> 'active' and archived_at is null
        """;

    /// <summary>What failed before and waits for a later hour. What came while nothing was sent is due anyway.</summary>
    private const string HurrySql = """
        update webhooks.deliveries set next_at = $2 where endpoint_id = $1 and state = 'waiting' and leased_until is null and next_at > $2
        """;

    private const string VersionSql = "update webhooks.endpoints set version = version + 1, updated_at = $2 where id = $1";

    /// <summary>Resumes an endpoint. Refuses 409 <c>webhooks.endpoint_active</c>.</summary>
    /// <remarks>Appends <c>webhooks.endpoint.resumed</c>.</remarks>
    public static Task<WebhookView> Handle(Id<WebhookEndpoint> id, Principal principal, TenantDb db, CancellationToken ct)
    {
        principal.DemandEverywhere("webhooks:write");
        return db.Write(
            async tx =>
            {
                if (!await Resume(tx, id))
                {
                    await GetWebhook.Read(tx, id);
                    throw WebhookRefusals.NotStopped.AsException();
                }

                tx.Enqueue(new(VersionSql, id, tx.Now));
                return await GetWebhook.Read(tx, id);
            },
            ct);
    }

    /// <returns>Whether it was stopped.</returns>
    internal static async Task<bool> Resume(Tx tx, Id<WebhookEndpoint> id)
    {
        if (await tx.Execute(new(ResumeSql, id, tx.Now)) == 0)
            return false;
        tx.Enqueue(new(HurrySql, id, tx.Now));
        tx.Append(new WebhookEndpointResumed(id));
        return true;
    }
}
