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

/// <summary>What the business is after a change.</summary>
public sealed record TenantUpdated(Id<Tenant> TenantId, string Name, string Industry, string Locale, string WeekStart) : IEvent
{
    public static string EventType => "platform.tenant.updated";
    public static string AggregateType => "tenant";
    Guid IEvent.AggregateId => TenantId.Value;
}

/// <summary>An operator put the business on another plan.</summary>
/// <param name="Plan"><c>standard</c>, <c>professional</c> or <c>enterprise</c>.</param>
public sealed record TenantPlanChanged(Id<Tenant> TenantId, string Plan) : IEvent
{
    public static string EventType => "platform.tenant.plan_changed";
    public static string AggregateType => "tenant";
    Guid IEvent.AggregateId => TenantId.Value;
}

/// <param name="DayCutOff">Local time at which its business day begins; null stands for midnight.</param>
public sealed record LocationCreated(Id<Location> LocationId, string Name, string TimeZone, Currency Currency, TimeOnly? DayCutOff = null) : IEvent
{
    public static string EventType => "platform.location.created";
    public static string AggregateType => "location";
    Guid IEvent.AggregateId => LocationId.Value;
}

/// <summary>What the location is after a change.</summary>
public sealed record LocationUpdated(
    Id<Location> LocationId, string Name, string TimeZone, string TaxRegion, bool PricesIncludeTax, string TaxRounding, string RoundingMode,
    TimeOnly DayCutOff) : IEvent
{
    public static string EventType => "platform.location.updated";
    public static string AggregateType => "location";
    Guid IEvent.AggregateId => LocationId.Value;
}

public sealed record LocationDeactivated(Id<Location> LocationId) : IEvent
{
    public static string EventType => "platform.location.deactivated";
    public static string AggregateType => "location";
    Guid IEvent.AggregateId => LocationId.Value;
}

public sealed record LocationReactivated(Id<Location> LocationId) : IEvent
{
    public static string EventType => "platform.location.reactivated";
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

public sealed record UserRenamed(Id<User> UserId) : IEvent
{
    public static string EventType => "platform.user.renamed";
    public static string AggregateType => "user";
    Guid IEvent.AggregateId => UserId.Value;
}

public sealed record UserDisabled(Id<User> UserId) : IEvent
{
    public static string EventType => "platform.user.disabled";
    public static string AggregateType => "user";
    Guid IEvent.AggregateId => UserId.Value;
}

public sealed record UserEnabled(Id<User> UserId) : IEvent
{
    public static string EventType => "platform.user.enabled";
    public static string AggregateType => "user";
    Guid IEvent.AggregateId => UserId.Value;
}

/// <summary>All the roles the user holds after a change.</summary>
public sealed record UserRolesChanged(Id<User> UserId, IReadOnlyList<RoleAssignment> Roles) : IEvent
{
    public static string EventType => "platform.user.roles_changed";
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
