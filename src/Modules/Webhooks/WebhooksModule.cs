using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Kernel;
using Olympus.Kernel.Events;
using Olympus.Kernel.Http;

namespace Olympus.Webhooks;

public static class WebhooksModule
{
    /// <summary>Everything but the sending: <see cref="WebhookWorker"/> is added by the roles that work.</summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="configuration">Section <c>Olympus:Webhooks</c> is read.</param>
    /// <param name="sealKey">32 bytes, not from the database, the same in all replicas: seals the signing secrets.</param>
    public static IServiceCollection AddWebhooks(this IServiceCollection services, IConfiguration configuration, byte[] sealKey) => services
        .AddSingleton(WebhookSettings.From(configuration.GetSection("Olympus:Webhooks")))
        .AddSingleton<ResolveHost>(Targets.AskTheSystem)
        .AddSingleton<Targets>()
        .AddSingleton(new SigningSecrets(sealKey))
        .AddSingleton<WebhookSender>()
        .AddSingleton<Deliveries>()
        .AddSingleton<IProjection, HandOut>()
        .AddConstraint("accounts_endpoints", WebhookRefusals.TooMany);

    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        var webhooks = routes.MapGroup("/api/v1/webhooks").WithTags("Webhooks");
        webhooks.MapGet("", ListWebhooks.Handle).Requires("webhooks:read")
            .WithName("listWebhooks").WithSummary("List the endpoints");
        webhooks.MapPost("", CreateWebhook.Handle).Requires("webhooks:write").AnswersSecrets().ValidBody<CreateWebhookRequest, CreateWebhookRules>()
            .WithName("createWebhook").WithSummary("Make an endpoint; its secret is shown this once");
        webhooks.MapGet("{id}", GetWebhook.Handle).Requires("webhooks:read").Versioned()
            .WithName("getWebhook").WithSummary("Read an endpoint");
        webhooks.MapPatch("{id}", ChangeWebhook.Handle).Requires("webhooks:write").ValidBody<ChangeWebhookRequest, ChangeWebhookRules>().Versioned()
            .WithName("changeWebhook").WithSummary("Change an endpoint");
        webhooks.MapDelete("{id}", ArchiveWebhook.Handle).Requires("webhooks:write")
            .WithName("archiveWebhook").WithSummary("Take an endpoint away");
        webhooks.MapGet("{id}/deliveries", ListDeliveries.Handle).Requires("webhooks:read")
            .WithName("listWebhookDeliveries").WithSummary("What was sent to an endpoint, newest first");
        webhooks.MapGet("{id}/deliveries/{deliveryId:guid}", GetDelivery.Handle).Requires("webhooks:read")
            .WithName("getWebhookDelivery").WithSummary("Read a delivery with its attempts");
        webhooks.MapPost("{id}/deliveries/{deliveryId:guid}/redeliver", Redeliver.Handle).Requires("webhooks:write")
            .WithName("redeliverWebhook").WithSummary("Send a delivery again");
        webhooks.MapGet("{id}/health", GetWebhookHealth.Handle).Requires("webhooks:read")
            .WithName("getWebhookHealth").WithSummary("Whether an endpoint takes what it is sent");
        webhooks.MapPost("{id}/ping", PingWebhook.Handle).Requires("webhooks:write")
            .WithName("pingWebhook").WithSummary("Send a test event now");
        webhooks.MapPost("{id}/replay", ReplayDeliveries.Handle).Requires("webhooks:write").ValidBody<ReplayDeliveriesRequest, ReplayDeliveriesRules>()
            .Idempotent(StatusCodes.Status202Accepted)
            .WithName("replayWebhook").WithSummary("Send the events of a stretch of time again");
        webhooks.MapPost("{id}/resume", ResumeWebhook.Handle).Requires("webhooks:write").Versioned()
            .WithName("resumeWebhook").WithSummary("Send again to a paused or disabled endpoint");
        webhooks.MapPost("{id}/rotate-secret", RotateSecret.Handle).Requires("webhooks:write").AnswersSecrets().ValidBody<RotateSecretRequest, RotateSecretRules>()
            .WithName("rotateWebhookSecret").WithSummary("Make a new secret; it is shown this once");
    }
}
