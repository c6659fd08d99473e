namespace Olympus.Auth;

/// <summary>The state of a session's family of refresh tokens when one of them is shown.</summary>
/// <param name="Generation">Of the living token.</param>
/// <param name="RotatedAt">When the living token was given out.</param>
/// <param name="IsParentRetried">Whether the one before it was already used a second time.</param>
/// <param name="Device">On which the session was opened.</param>
public sealed record Family(
    int Generation, DateTimeOffset RotatedAt, bool IsParentRetried, string Device, DateTimeOffset LastUsedAt, DateTimeOffset ExpiresAt, bool IsEnded);

public enum RefreshOutcome
{
    /// <summary>The living token: give the next one.</summary>
    Rotate,

    /// <summary>The one before it, once more: its answer may have been lost. Give the next one; the one in between is dead.</summary>
    Retry,

    /// <summary>A third time or more within the window: parallel tries of one client. No harm, no token.</summary>
    Superseded,

    /// <summary>A token that was replaced: somebody has a copy. The family is over.</summary>
    Reused,

    /// <summary>The session is over.</summary>
    Over,
}

/// <summary>
/// Which refresh tokens are good for what. Only the immediate parent may be shown again, once, within ten seconds, by the same device;
/// every older one is theft. Source: RFC 9700 §4.14.2; the window is the one that FAPI 2.0 asks for lost answers.
/// </summary>
public static class RefreshRule
{
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    public static RefreshOutcome Decide(Family family, int shown, string device, TimeSpan idle, DateTimeOffset now)
    {
        if (family.IsEnded || now >= family.ExpiresAt || now - family.LastUsedAt >= idle)
            return RefreshOutcome.Over;
        if (shown == family.Generation)
            return RefreshOutcome.Rotate;

        // After a retry two numbers lie between the parent and the living token: the dead sibling has the one in between.
        var parent = family.Generation - (family.IsParentRetried ? 2 : 1);
        if (shown != parent || now - family.RotatedAt > Window || device != family.Device)
            return RefreshOutcome.Reused;
        return family.IsParentRetried ? RefreshOutcome.Superseded : RefreshOutcome.Retry;
    }
}
