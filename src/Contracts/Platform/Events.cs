using Olympus.Kernel.Events;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Contracts.Platform;

public sealed record TenantCreated(Id<Tenant> TenantId, string Slug, string Name, string Industry) : IEvent
{
    public static string EventType => "platform.tenant.created";
    public static string AggregateType => "tenant";
    Guid IEvent.AggregateId => TenantId.Value;
}

public sealed record LocationCreated(Id<Location> LocationId, string Name, string TimeZone, Currency Currency) : IEvent
{
    public static string EventType => "platform.location.created";
    public static string AggregateType => "location";
    Guid IEvent.AggregateId => LocationId.Value;
}

/// <summary>Names and addresses of people stay out of the log: the id is enough to look them up while they exist.</summary>
public sealed record UserCreated(Id<User> UserId, string Role) : IEvent
{
    public static string EventType => "platform.user.created";
    public static string AggregateType => "user";
    Guid IEvent.AggregateId => UserId.Value;
}

/// <summary>Somebody was asked to join; who it is stays out of the log.</summary>
public sealed record InvitationCreated(Id<Invitation> InvitationId, string Role, Id<Location>? LocationId) : IEvent
{
    public static string EventType => "platform.invitation.created";
    public static string AggregateType => "invitation";
    Guid IEvent.AggregateId => InvitationId.Value;
}

public sealed record InvitationRevoked(Id<Invitation> InvitationId) : IEvent
{
    public static string EventType => "platform.invitation.revoked";
    public static string AggregateType => "invitation";
    Guid IEvent.AggregateId => InvitationId.Value;
}

public sealed record InvitationAccepted(Id<Invitation> InvitationId, Id<User> UserId) : IEvent
{
    public static string EventType => "platform.invitation.accepted";
    public static string AggregateType => "invitation";
    Guid IEvent.AggregateId => InvitationId.Value;
}
