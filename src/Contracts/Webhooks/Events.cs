using Olympus.Kernel.Events;
using Olympus.Kernel.Values;

namespace Olympus.Contracts.Webhooks;

/// <summary>Names webhook endpoint ids: one address that is told what happens.</summary>
public sealed class WebhookEndpoint
{
    private WebhookEndpoint() { }
}

/// <summary>An address is told what happens from now on. Addresses stay out of the log: they may hold secrets.</summary>
/// <param name="EventTypes">What it is told: exact types and prefixes such as <c>commerce.*</c>; empty: everything.</param>
public sealed record WebhookEndpointCreated(Id<WebhookEndpoint> EndpointId, IReadOnlyList<string> EventTypes) : IEvent
{
    public static string EventType => "webhooks.endpoint.created";
    public static string AggregateType => "webhook_endpoint";
    Guid IEvent.AggregateId => EndpointId.Value;
}

/// <param name="Changed">Which members changed, such as <c>url</c>; not to what.</param>
public sealed record WebhookEndpointChanged(Id<WebhookEndpoint> EndpointId, IReadOnlyList<string> Changed) : IEvent
{
    public static string EventType => "webhooks.endpoint.changed";
    public static string AggregateType => "webhook_endpoint";
    Guid IEvent.AggregateId => EndpointId.Value;
}

public sealed record WebhookEndpointArchived(Id<WebhookEndpoint> EndpointId) : IEvent
{
    public static string EventType => "webhooks.endpoint.archived";
    public static string AggregateType => "webhook_endpoint";
    Guid IEvent.AggregateId => EndpointId.Value;
}

/// <param name="OldExpiresAt">Until when the old secret signs along.</param>
public sealed record WebhookSecretRotated(Id<WebhookEndpoint> EndpointId, DateTimeOffset OldExpiresAt) : IEvent
{
    public static string EventType => "webhooks.endpoint.secret_rotated";
    public static string AggregateType => "webhook_endpoint";
    Guid IEvent.AggregateId => EndpointId.Value;
}

/// <summary>It failed for too long: its deliveries wait until somebody resumes it.</summary>
/// <param name="FailingSince">Since when nothing was taken.</param>
/// <param name="Failures">Attempts that failed in that time.</param>
public sealed record WebhookEndpointPaused(Id<WebhookEndpoint> EndpointId, DateTimeOffset FailingSince, int Failures) : IEvent
{
    public static string EventType => "webhooks.endpoint.paused";
    public static string AggregateType => "webhook_endpoint";
    Guid IEvent.AggregateId => EndpointId.Value;
}

/// <summary>It is told nothing any more.</summary>
/// <param name="Reason"><c>gone</c> (it answered 410) or <c>by_hand</c>.</param>
public sealed record WebhookEndpointDisabled(Id<WebhookEndpoint> EndpointId, string Reason) : IEvent
{
    public static string EventType => "webhooks.endpoint.disabled";
    public static string AggregateType => "webhook_endpoint";
    Guid IEvent.AggregateId => EndpointId.Value;
}

public sealed record WebhookEndpointResumed(Id<WebhookEndpoint> EndpointId) : IEvent
{
    public static string EventType => "webhooks.endpoint.resumed";
    public static string AggregateType => "webhook_endpoint";
    Guid IEvent.AggregateId => EndpointId.Value;
}

/// <summary>Somebody tries an endpoint. Sent to that one alone.</summary>
public sealed record WebhookEndpointPinged(Id<WebhookEndpoint> EndpointId) : IEvent
{
    public static string EventType => "webhooks.endpoint.ping";
    public static string AggregateType => "webhook_endpoint";
    Guid IEvent.AggregateId => EndpointId.Value;
}
