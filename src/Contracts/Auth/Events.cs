using Olympus.Kernel.Events;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Contracts.Auth;

/// <summary>Somebody signed in. Addresses and devices stay out of the log.</summary>
/// <param name="IsNewClient">Whether neither the address nor the device was known for this user.</param>
public sealed record UserLoggedIn(Id<User> UserId, Id<Session> SessionId, bool IsNewClient) : IEvent
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
