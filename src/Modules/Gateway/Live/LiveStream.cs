using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Olympus.Kernel.Events;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;

namespace Olympus.Gateway.Live;

/// <summary>
/// <c>GET /api/v1/events/stream</c>: the tenant's whole stream as server-sent events, for those who cannot use sockets. The same events, cursors, authorization
/// and ends as <c>GET /api/v1/events</c> and the socket.
/// </summary>
internal sealed class LiveStream : LiveClient, IDisposable
{
    private static readonly byte[] Beat = ": \n\n"u8.ToArray();

    private readonly Channel<(byte[] Text, TaskCompletionSource? Mark)> _queue =
        System.Threading.Channels.Channel.CreateUnbounded<(byte[], TaskCompletionSource?)>(new() { SingleReader = true });
    private readonly CancellationTokenSource _over;
    private readonly LiveSettings _settings;
    private readonly TimeProvider _clock;
    private long _bytes;
    private int _messages;

    private LiveStream(HttpContext http, LiveSettings settings, TimeProvider clock)
        : base(ClientPlace.Of(http.Connection.RemoteIpAddress), clock.GetUtcNow())
    {
        (_settings, _clock, _over) = (settings, clock, CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted));
        Gone = _over.Token;
    }

    public override CancellationToken Gone { get; }

    /// <summary>Begins behind <c>Last-Event-ID</c>, else <paramref name="after"/>, else now.</summary>
    /// <param name="after">A cursor of the stream.</param>
    /// <param name="types">Only these types, separated by commas.</param>
    public static async Task Handle(
        HttpContext http, string? after, string? types, Principal principal, IBearerAuthentication bearer, LiveHub hub, Channels channels, EventFeed feeds,
        TimeProvider clock, CancellationToken ct)
    {
        var audience = Channels.WholeLog(principal, EventStream.Types(types));
        var token = bearer.Read(http.Request.Headers.Authorization.ToString()["Bearer ".Length..]);
        using var client = new LiveStream(http, hub.Settings, clock);
        if (!hub.Enter(client))
            throw LiveRefusals.TooManySockets.AsException();
        var subscriptions = new LiveSubscriptions(client, channels, feeds, hub.Settings);
        try
        {
            hub.SignIn(client, token);
            var subscription = await subscriptions.Begin("events", audience, principal.TenantId, ct);
            http.Response.ContentType = "text/event-stream";
            http.Response.Headers["X-Accel-Buffering"] = "no";
            var replay = Task.CompletedTask;
            if ((http.Request.Headers["Last-Event-ID"] is [{ Length: > 0 } last] ? last : after) is { } cursor)
                replay = subscription.ReplayFrom(cursor);
            else
            {
                // The place is told at once, so that a reader that is cut before the first event can resume as well.
                client.Send($"id: {subscription.Join()}\n: from here\n\n");
                subscription.Release();
            }

            await client.Write(http.Response.Body);
            await client._over.CancelAsync();
            await replay;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The reader left: nobody is there to be told anything.
            http.Response.StatusCode = http.Response.HasStarted ? http.Response.StatusCode : 499;
        }
        finally
        {
            await client._over.CancelAsync();
            subscriptions.EndAll();
            hub.Leave(client);
        }
    }

    public override void Deliver(Subscription to, LiveFact fact) =>
        Send([.. "id: "u8, .. Encoding.ASCII.GetBytes(fact.Cursor), .. "\ndata: "u8, .. fact.Text, .. "\n\n"u8]);

    public override void Resync(Subscription to, string reason, string cursor) =>
        Send($"event: resync\nid: {cursor}\ndata: {Json(new() { ["reason"] = reason, ["cursor"] = cursor })}\n\n");

    public override Task Room()
    {
        var mark = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _queue.Writer.TryWrite(([], mark)) ? mark.Task.WaitAsync(Gone) : Task.CompletedTask;
    }

    public override void Warn(DateTimeOffset expiresAt) => Send($"event: expiring\ndata: {Json(new() { ["expires_at"] = expiresAt })}\n\n");

    public override void End(LiveEnd why)
    {
        Send($"event: end\ndata: {Json(new() { ["reason"] = why.Reason })}\n\n");
        _queue.Writer.TryComplete();
    }

    private void Send(string text) => Send(Encoding.UTF8.GetBytes(text));

    /// <summary>One that does not read is left when too much waits for it; it resumes where it was.</summary>
    private void Send(byte[] text)
    {
        if (Interlocked.Increment(ref _messages) > _settings.Peer.QueuedMessages || Interlocked.Add(ref _bytes, text.Length) > _settings.Peer.QueuedBytes)
            _queue.Writer.TryComplete();
        else
            _queue.Writer.TryWrite((text, null));
    }

    private async Task Write(Stream body)
    {
        await body.FlushAsync(Gone);
        var ready = _queue.Reader.WaitToReadAsync(Gone).AsTask();
        while (true)
        {
            if (await Task.WhenAny(ready, Task.Delay(_settings.Heartbeat, _clock, Gone)) != ready)
                await body.WriteAsync(Beat, Gone);
            else if (!await ready)
                return;
            while (_queue.Reader.TryRead(out var next))
            {
                next.Mark?.TrySetResult();
                await body.WriteAsync(next.Text, Gone);
                Interlocked.Add(ref _bytes, -next.Text.Length);
                if (next.Mark is null)
                    Interlocked.Decrement(ref _messages);
            }

            await body.FlushAsync(Gone);
            if (ready.IsCompleted)
                ready = _queue.Reader.WaitToReadAsync(Gone).AsTask();
        }
    }

    public void Dispose() => _over.Dispose();

    private static string Json(JsonObject value) => JsonSerializer.Serialize(value, WireJson.Options);
}
