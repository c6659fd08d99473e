using Olympus.Kernel.Http;

namespace Olympus.Gateway.Live;

public static class LiveRefusals
{
    public static readonly Refusal OriginRefused = new(403, "live.origin_refused", "Pages of this origin may not connect.");

    public static readonly Refusal NotASocket = new(426, "live.not_a_socket", "This address speaks WebSocket only.");

    public static readonly Refusal TooManySockets = new(429, "live.too_many_sockets", "There are too many live connections of this user, business or address.");

    public static readonly Refusal Full =
        new Refusal(503, "live.full", "This server holds as many live connections as it may; try again shortly.").With("retry_after_seconds", 1);

    public static readonly Refusal TooManySubscriptions = new(429, "live.too_many_subscriptions", "This connection has as many subscriptions as it may.");

    public static readonly Refusal OtherIdentity = new(409, "live.other_identity", "This connection belongs to somebody else; open another one.");

    public static readonly Refusal Unavailable =
        new Refusal(503, LiveEnd.Unavailable.Reason, "Who may do what cannot be told right now; try again shortly.").With("retry_after_seconds", 1);

    public static readonly Refusal NoSubscription = new(404, "live.no_subscription", "This connection has no such subscription.");
}

/// <summary>Why a connection ends from our side: the close code and reason of a socket; a stream is told the reason.</summary>
public sealed record LiveEnd(int Code, string Reason)
{
    /// <summary>Come back at once, with the last cursor.</summary>
    public static readonly LiveEnd Restarting = new(1012, "server.restarting");

    /// <summary>It did not read what it was sent. Come back with the last cursor.</summary>
    public static readonly LiveEnd TooSlow = new(1013, "live.too_slow");

    /// <summary>The events cannot be read right now. Come back a little later, with the last cursor.</summary>
    public static readonly LiveEnd Unavailable = new(1013, "live.unavailable");

    /// <summary>It did not say in time whose it is.</summary>
    public static readonly LiveEnd SilentTooLong = new(4401, "session.timeout");

    /// <summary>Get a fresh token and come back with the last cursor.</summary>
    public static readonly LiveEnd Expired = new(4401, "session.expired");

    /// <summary>Signed out, disabled, or with other rights than before. If a refresh still works, come back with the last cursor.</summary>
    public static readonly LiveEnd Revoked = new(4401, "session.revoked");

    public static readonly LiveEnd TooMany = new(4429, LiveRefusals.TooManySockets.Code);
}
