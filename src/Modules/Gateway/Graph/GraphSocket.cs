using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Olympus.Gateway.Edge;
using Olympus.Gateway.Live;
using Olympus.GraphQL.Execution;
using Olympus.GraphQL.Transport;
using Olympus.Kernel.Http;
using Olympus.Kernel.Security;
using Olympus.Kernel.Tenancy;

namespace Olympus.Gateway.Graph;

/// <summary>
/// One socket that speaks <c>graphql-transport-ws</c>. It counts, ends and is authorised as every other live connection; its subscriptions look at the same
/// channels by the same cursors.
/// </summary>
internal sealed class GraphSocket : LiveClient, IDisposable
{
    private readonly LiveHub _hub;
    private readonly IBearerAuthentication _bearer;
    private readonly RateLimits _limits;
    private readonly TimeProvider _clock;
    private readonly CallOrigin _origin;
    private readonly LiveSubscriptions _subscriptions;
    private readonly CancellationTokenSource _over = new();
    private readonly Dictionary<string, Channel<GraphMoment>> _queues = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private TaskCompletionSource? _drained;
    private LiveEnd? _why;
    private int _messages;
    private long _bytes;

    public GraphSocket(CallOrigin origin, LiveHub hub, Channels channels, EventFeed feeds, IBearerAuthentication bearer, RateLimits limits, TimeProvider clock)
        : base(ClientPlace.Of(origin.Address), clock.GetUtcNow())
    {
        (_hub, _bearer, _limits, _clock, _origin) = (hub, bearer, limits, clock, origin);
        _subscriptions = new(this, channels, feeds, hub.Settings);
        Gone = _over.Token;
    }

    public override CancellationToken Gone { get; }

    /// <summary>Serves the socket to its end.</summary>
    public async Task Run(HttpContext http, GraphQLTransport transport)
    {
        http.Features.Set(this);
        if (!_hub.Enter(this))
            throw LiveRefusals.TooManySockets.AsException();
        try
        {
            await GraphQLSocket.Serve(http, transport);
        }
        finally
        {
            await _over.CancelAsync();
            _subscriptions.EndAll();
            _hub.Leave(this);
        }
    }

    /// <summary>Whose socket it is, by <c>{"authorization": "Bearer …"}</c> in the payload of <c>connection_init</c>; null for somebody who is not let in.</summary>
    public SocketGrant? Connect(JsonElement payload)
    {
        if (payload.ValueKind != JsonValueKind.Object || !payload.TryGetProperty("authorization", out var given) || given.ValueKind != JsonValueKind.String
            || given.GetString() is not { } text || !text.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return null;
        try
        {
            var token = _bearer.Read(text["Bearer ".Length..]);
            if (token.ExpiresAt <= _clock.GetUtcNow() || _bearer.IsRevoked(token))
                return null;
            _hub.SignIn(this, token);
            var ack = new { tenant_id = token.Bearer.TenantId.Value, user_id = token.Bearer.UserId.Value, expires_at = token.ExpiresAt };
            return new SocketGrant(JsonSerializer.SerializeToElement(ack, WireJson.Options), Gone) { Why = Why };
        }
        catch (RefusalException e) when (e.Refusal == LiveRefusals.TooManySockets)
        {
            return new SocketGrant(Ends: new CancellationToken(true)) { Why = () => (1013, LiveEnd.TooMany.Reason) };
        }
        catch (RefusalException)
        {
            return null;
        }
    }

    /// <summary>Who asks by the next operation: each is checked, not only each socket.</summary>
    public GraphCaller Demand()
    {
        if (Token is not { } token || token.ExpiresAt <= _clock.GetUtcNow() || _bearer.IsRevoked(token))
            throw GraphCalls.Told(AccessRefusals.Unauthenticated);
        return _bearer.KnowsRevocations ? new(token.Bearer, _origin) { Socket = this } : throw GraphCalls.Told(LiveRefusals.Unavailable);
    }

    /// <summary>What happens on a channel from <paramref name="after"/> on, or from now.</summary>
    /// <param name="channel">As the live socket names it.</param>
    /// <param name="audience">Who it is for, where that was decided already.</param>
    /// <param name="after">A cursor.</param>
    /// <param name="onlyLatest">Whether of all that waits the last one is enough.</param>
    public async Task<IAsyncEnumerable<GraphMoment>> Follow(string channel, Audience? audience, string? after, bool onlyLatest, CancellationToken ct)
    {
        var principal = Demand().Principal;
        if (await _limits.Count(principal, 1) is { } limited)
            throw limited.AsException();
        var subscription = audience is null
            ? await _subscriptions.Begin(channel, principal, ct)
            : await _subscriptions.Begin(channel, audience, principal.TenantId, ct);
        var queue = Channel.CreateUnbounded<GraphMoment>(new() { SingleReader = true });
        lock (_gate)
            _queues[subscription.Id] = queue;
        return Read(subscription, queue.Reader, after, onlyLatest, ct);
    }

    public override void Deliver(Subscription to, LiveFact fact) => Put(to, new(LiveStep.Happened, fact.Cursor, Fact: fact), fact.Text.Length);

    public override void Resync(Subscription to, string reason, string cursor) => Put(to, new(LiveStep.Resync, cursor, reason), 0);

    public override Task Room()
    {
        lock (_gate)
        {
            if (_messages == 0)
                return Task.CompletedTask;
            _drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _drained.Task.WaitAsync(Gone);
        }
    }

    /// <summary>The protocol has no word for it; the <c>connection_ack</c> said when the token ends.</summary>
    public override void Warn(DateTimeOffset expiresAt)
    {
    }

    public override void End(LiveEnd why)
    {
        if (Interlocked.CompareExchange(ref _why, why, null) is null)
            _ = _over.CancelAsync();
    }

    public void Dispose() => _over.Dispose();

    /// <summary>4401 would tell clients of this protocol never to come back; a fresh token may be all they need.</summary>
    private (int Code, string Reason) Why() => _why switch
    {
        null => (1001, ""),
        { Code: 4401 } why => (4403, why.Reason),
        var why => (why.Code, why.Reason),
    };

    private async IAsyncEnumerable<GraphMoment> Read(
        Subscription subscription, ChannelReader<GraphMoment> queue, string? after, bool onlyLatest, [EnumeratorCancellation] CancellationToken ct)
    {
        var replay = Task.CompletedTask;
        try
        {
            if (after is null)
            {
                // The place is told at once, so that a reader that is cut before the first event can resume as well.
                Put(subscription, new(LiveStep.Begun, subscription.Join()), 0);
                subscription.Release();
            }
            else
                replay = Task.Run(() => subscription.ReplayFrom(after), CancellationToken.None);
            await foreach (var first in queue.ReadAllAsync(ct))
            {
                Took(first);
                var moment = first;
                while (onlyLatest && queue.TryRead(out var next))
                {
                    Took(next);
                    moment = moment.Step == LiveStep.Resync ? moment with { Cursor = next.Cursor } : next;
                }

                yield return moment;
            }
        }
        finally
        {
            _subscriptions.End(subscription.Id);
            lock (_gate)
                _queues.Remove(subscription.Id);
            while (queue.TryRead(out var left))
                Took(left);
            await replay;
        }
    }

    /// <summary>Too much that waits ends the socket; it resumes where it was.</summary>
    private void Put(Subscription to, GraphMoment moment, int bytes)
    {
        lock (_gate)
        {
            if (!_queues.TryGetValue(to.Id, out var queue))
                return;
            (_messages, _bytes) = (_messages + 1, _bytes + bytes);
            if (_messages <= _hub.Settings.Peer.QueuedMessages && _bytes <= _hub.Settings.Peer.QueuedBytes)
            {
                queue.Writer.TryWrite(moment with { Bytes = bytes });
                return;
            }
        }

        End(LiveEnd.TooSlow);
    }

    private void Took(GraphMoment moment)
    {
        TaskCompletionSource? drained = null;
        lock (_gate)
        {
            (_messages, _bytes) = (_messages - 1, _bytes - moment.Bytes);
            if (_messages == 0)
                (drained, _drained) = (_drained, null);
        }

        drained?.TrySetResult();
    }
}

/// <summary>What one answer of a subscription is about.</summary>
internal enum LiveStep
{
    Begun,
    Happened,
    Resync,
}

/// <summary>One answer of a subscription.</summary>
/// <param name="Cursor">Send as <c>after</c> to go on behind it.</param>
/// <param name="Reason">Why everything has to be read anew.</param>
internal sealed record GraphMoment(LiveStep Step, string Cursor, string? Reason = null, LiveFact? Fact = null)
{
    private JsonElement? _event;

    /// <summary>The one location that is looked at.</summary>
    public string? At { get; init; }

    public int Bytes { get; init; }

    /// <summary>As <c>GET /api/v1/events</c> shows it.</summary>
    public JsonElement? Event => Fact is null ? null : _event ??= JsonElement.Parse(Fact.Text);

    public JsonElement? Payload => Event?.GetProperty("payload");
}
