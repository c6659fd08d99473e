using Olympus.Kernel.Events;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Contracts.Auth;

/// <summary>Somebody signed in. Addresses and devices stay out of the log.</summary>
/// <param name="IsNewClient">Whether neither the address nor the device was known for this user.</param>
/// <param name="DeviceId">The till on which it was done with a PIN or a badge; null: with a password or a passkey.</param>
/// <param name="PasskeyId">With which it was done; null: otherwise.</param>
/// <param name="IsByBadge">Whether it was a badge that was scanned on the till.</param>
public sealed record UserLoggedIn(Id<User> UserId, Id<Session> SessionId, bool IsNewClient, Id<Device>? DeviceId = null, Id<Passkey>? PasskeyId = null, bool IsByBadge = false)
    : IEvent
{
    public static string EventType => "auth.user.logged_in";
    public static string AggregateType => "user";
    Guid IEvent.AggregateId => UserId.Value;
}

/// <summary>One session ended before its time.</summary>
/// <param name="Reason"><c>logout</c>, <c>revoked</c> or <c>refresh_reused</c>.</param>
public sealed record SessionRevoked(Id<Session> SessionId, Id<User> UserId, string Reason) : IEvent
{
    public static string EventType => "auth.session.revoked";
    public static string AggregateType => "session";
    Guid IEvent.AggregateId => SessionId.Value;
}

/// <summary>All sessions of a user ended, or all but the one in which it was asked for.</summary>
/// <param name="Reason"><c>logout</c>, <c>revoked</c>, <c>password_changed</c> or <c>user_disabled</c>.</param>
public sealed record SessionsEnded(Id<User> UserId, string Reason, Id<Session>? ExceptSessionId) : IEvent
{
    public static string EventType => "auth.sessions.ended";
    public static string AggregateType => "user";
    Guid IEvent.AggregateId => UserId.Value;
}

/// <summary>A user changed their password.</summary>
public sealed record PasswordChanged(Id<User> UserId) : IEvent
{
    public static string EventType => "auth.password.changed";
    public static string AggregateType => "user";
    Guid IEvent.AggregateId => UserId.Value;
}

/// <summary>A refresh token was used although a later one was given out: somebody has a copy. The session is over.</summary>
/// <param name="UsedGeneration">Which token of the family was used.</param>
/// <param name="LivingGeneration">Which one was alive.</param>
public sealed record RefreshReused(Id<Session> SessionId, Id<User> UserId, int UsedGeneration, int LivingGeneration) : IEvent
{
    public static string EventType => "auth.refresh.reused";
    public static string AggregateType => "session";
    Guid IEvent.AggregateId => SessionId.Value;
}

/// <summary>A device became a till, on which people sign in with a PIN.</summary>
public sealed record DeviceRegistered(Id<Device> DeviceId, Id<Location> LocationId, string Name) : IEvent
{
    public static string EventType => "auth.device.registered";
    public static string AggregateType => "device";
    Guid IEvent.AggregateId => DeviceId.Value;
}

/// <summary>A till is out of use; whoever was signed in on it is out.</summary>
public sealed record DeviceRevoked(Id<Device> DeviceId, Id<Location> LocationId) : IEvent
{
    public static string EventType => "auth.device.revoked";
    public static string AggregateType => "device";
    Guid IEvent.AggregateId => DeviceId.Value;
}

/// <summary>A user has another PIN; who set it is the actor of the event.</summary>
public sealed record PinChanged(Id<User> UserId) : IEvent
{
    public static string EventType => "auth.pin.changed";
    public static string AggregateType => "user";
    Guid IEvent.AggregateId => UserId.Value;
}

/// <summary>A user can sign in with a passkey from now on.</summary>
/// <param name="Name">As they call it.</param>
public sealed record PasskeyAdded(Id<User> UserId, Id<Passkey> PasskeyId, string Name) : IEvent
{
    public static string EventType => "auth.passkey.added";
    public static string AggregateType => "user";
    Guid IEvent.AggregateId => UserId.Value;
}

/// <summary>Nobody signs in with it any more.</summary>
public sealed record PasskeyRemoved(Id<User> UserId, Id<Passkey> PasskeyId) : IEvent
{
    public static string EventType => "auth.passkey.removed";
    public static string AggregateType => "user";
    Guid IEvent.AggregateId => UserId.Value;
}

/// <summary>A user has a badge for the tills; the one before is good no more.</summary>
public sealed record BadgeGiven(Id<User> UserId) : IEvent
{
    public static string EventType => "auth.badge.given";
    public static string AggregateType => "user";
    Guid IEvent.AggregateId => UserId.Value;
}

/// <summary>A user's badge was taken back.</summary>
public sealed record BadgeRevoked(Id<User> UserId) : IEvent
{
    public static string EventType => "auth.badge.revoked";
    public static string AggregateType => "user";
    Guid IEvent.AggregateId => UserId.Value;
}

/// <summary>Somebody did what they may not do by themselves, with the approval of somebody who may. In the same transaction as what was done, and with the same
/// correlation id.</summary>
/// <param name="ApprovedBy">Who let them, with a PIN or a badge.</param>
/// <param name="Permission">Such as <c>payments:refund</c>.</param>
/// <param name="DeviceId">The till at which both stood.</param>
public sealed record ApprovalUsed(
    Id<Approval> ApprovalId, Id<User> AskedBy, Id<User> ApprovedBy, string Permission, Id<Location> LocationId, Id<Device> DeviceId, bool IsByBadge) : IEvent
{
    public static string EventType => "auth.approval.used";
    public static string AggregateType => "approval";
    Guid IEvent.AggregateId => ApprovalId.Value;
}
