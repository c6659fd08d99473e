using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Olympus.Gateway.Edge;
using Olympus.JsonRpc;
using Olympus.Kernel.Http;
using Olympus.Kernel.Security;
using Olympus.Kernel.Tenancy;

namespace Olympus.Gateway.Live;

/// <summary>One socket: who it belongs to, what it looks at, and what it calls.</summary>
internal sealed partial class LiveSession : LiveClient, IDisposable
{
    private readonly LiveHub _hub;
    private readonly IBearerAuthentication _bearer;
    private readonly EndpointMethods _methods;
    private readonly Presence _presence;
    private readonly RateLimits _limits;
    private readonly LiveSubscriptions _subscriptions;
    private readonly CallOrigin _origin;
    private readonly RpcSocket _socket;
    private readonly TimeProvider _clock;

    public LiveSession(
        WebSocket socket, CallOrigin origin, LiveHub hub, IBearerAuthentication bearer, Channels channels, EventFeed feeds, Presence presence, EndpointMethods methods,
        RateLimits limits, TimeProvider clock, ILogger<LiveSession> log)
        : base(ClientPlace.Of(origin.Address), clock.GetUtcNow())
    {
        (_hub, _bearer, _methods, _presence, _limits, _origin, _clock) = (hub, bearer, methods, presence, limits, origin, clock);
        _subscriptions = new(this, channels, feeds, hub.Settings);
        _socket = new(
            socket,
            new(Call, (call, error, cause) => Failed(log, cause, call.Method, error.Code, error.Message)) { IsOrdered = IsOurs },
            hub.Settings.Peer, clock);
    }

    public override CancellationToken Gone => _socket.Ended;

    /// <summary>Until either side ends it.</summary>
    public async Task Run()
    {
        await _socket.Run();
        _presence.Forget(this);
        _subscriptions.EndAll();
    }

    public override void Deliver(Subscription to, LiveFact fact) => _socket.Send(new(to.Head, fact.Tail));

    public override void Resync(Subscription to, string reason, string cursor) => Notify("live.resync", new JsonObject
    {
        ["subscription"] = to.Id,
        ["channel"] = to.Channel,
        ["reason"] = reason,
        ["cursor"] = cursor,
    });

    public override Task Room() => _socket.Drained();

    public override void Warn(DateTimeOffset expiresAt) => Notify("session.expiring", new JsonObject { ["expires_at"] = expiresAt });

    public override void End(LiveEnd why) => _socket.Close((WebSocketCloseStatus)why.Code, why.Reason, keepQueue: why != LiveEnd.TooSlow && why != LiveEnd.Revoked);

    public void Notify(string method, JsonObject parameters) => _socket.Send(new(RpcText.Notification(method, Json(parameters))));

    public void Dispose() => _socket.Dispose();

    private static bool IsOurs(string method) =>
        method is "ping" || method.StartsWith("session.", StringComparison.Ordinal) || method.StartsWith("live.", StringComparison.Ordinal);

    private async ValueTask<RpcAnswer> Call(RpcCall call, CancellationToken ct)
    {
        try
        {
            return call.Method switch
            {
                "ping" => Said(new JsonObject { ["now"] = _clock.GetUtcNow() }),
                "session.authenticate" => await Authenticate(new(call.Params), ct),
                "live.subscribe" => await Subscribe(new(call.Params), ct),
                "live.unsubscribe" => await Unsubscribe(new(call.Params)),
                _ when _methods.Find(call.Method) is { } method => await CallUseCase(method, call.Params, ct),
                _ => RpcError.MethodUnknown,
            };
        }
        catch (RefusalException e)
        {
            return EndpointMethods.Refused(e.Refusal);
        }
    }

    private async ValueTask<RpcAnswer> CallUseCase(EndpointMethod method, JsonElement parameters, CancellationToken ct)
    {
        var who = await Demand(method.Cost);
        using var answer = await _methods.Call(method, EndpointInput.Of(parameters), who, _origin, ct);
        return EndpointMethods.Said(answer);
    }

    /// <summary>Whose socket this is, as long as the token holds: each call is checked and counted, not only each socket.</summary>
    private async ValueTask<Principal> Demand(int cost)
    {
        if (Token is not { } token || token.ExpiresAt <= _clock.GetUtcNow() || _bearer.IsRevoked(token))
            throw AccessRefusals.Unauthenticated.AsException();
        if (!_bearer.KnowsRevocations)
            throw LiveRefusals.Unavailable.AsException();
        return cost == 0 || await _limits.Count(token.Bearer, cost) is not { } refusal ? token.Bearer : throw refusal.AsException();
    }

    private async ValueTask<RpcAnswer> Authenticate(RpcParams parameters, CancellationToken ct)
    {
        var fresh = _bearer.Read(parameters.Text("token"));
        parameters.End();
        if (fresh.ExpiresAt <= _clock.GetUtcNow())
            throw AccessRefusals.Unauthenticated.AsException();
        Action? then = null;
        if (Token is not { } known)
            try
            {
                _hub.SignIn(this, fresh);
            }
            catch (RefusalException e)
            {
                return EndpointMethods.Refused(e.Refusal) with { Then = () => End(LiveEnd.TooMany) };
            }
        else if ((known.Bearer.TenantId, known.Bearer.UserId) != (fresh.Bearer.TenantId, fresh.Bearer.UserId))
            throw LiveRefusals.OtherIdentity.AsException();
        else
        {
            Token = fresh;
            var ended = await _subscriptions.Review(fresh.Bearer, ct);
            then = () => ended.ForEach(one => Notify("live.unsubscribed", new JsonObject { ["subscription"] = one.Id, ["code"] = one.Why.Code }));
        }

        var who = fresh.Bearer;
        return Said(new JsonObject
        {
            ["tenant_id"] = who.TenantId.Value,
            ["user_id"] = who.UserId.Value,
            ["session_id"] = who.SessionId.Value,
            ["expires_at"] = fresh.ExpiresAt,
        }) with
        { Then = then };
    }

    private async ValueTask<RpcAnswer> Subscribe(RpcParams parameters, CancellationToken ct)
    {
        var principal = await Demand(1);
        var (channel, after) = (parameters.Text("channel"), parameters.OptionalText("after"));
        parameters.End();
        if (channel == Channels.Presence)
            return await _presence.Watch(this, principal.TenantId, ct);
        var subscription = await _subscriptions.Begin(channel, principal, ct);
        var cursor = after ?? subscription.Join();
        return Said(new JsonObject { ["subscription"] = subscription.Id, ["channel"] = channel, ["cursor"] = cursor }) with
        {
            Then = after is null ? subscription.Release : () => _ = Task.Run(() => subscription.ReplayFrom(after), CancellationToken.None),
        };
    }

    private async ValueTask<RpcAnswer> Unsubscribe(RpcParams parameters)
    {
        await Demand(0);
        var id = parameters.Text("subscription");
        parameters.End();
        if (id == Channels.Presence ? !_presence.Forget(this) : !_subscriptions.End(id))
            throw LiveRefusals.NoSubscription.AsException();
        return RpcAnswer.Nothing;
    }

    internal static RpcAnswer Said(JsonObject result) => new(Json(result));

    private static byte[] Json(JsonObject value) => JsonSerializer.SerializeToUtf8Bytes(value, WireJson.Options);

    [LoggerMessage(1, LogLevel.Warning, "Live call {Method} failed with {Code}: {Reason}")]
    private static partial void Failed(ILogger log, Exception? cause, string method, int code, string reason);
}

/// <summary>Where calls of a socket come from, for those that ask.</summary>
internal sealed record CallOrigin(IPAddress? Address, string Scheme, string Host, string UserAgent);
