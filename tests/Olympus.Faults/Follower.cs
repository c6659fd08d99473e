using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Olympus.Faults;

/// <summary>A screen that follows everything a business does, and comes back with its last cursor whatever happens to its connection.</summary>
public abstract class Follower(Uri url, string token)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<string> _seen = [];
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _last;
    private Task _following = Task.CompletedTask;

    protected Uri Url => url;

    protected string Token => token;

    /// <summary>Where it began.</summary>
    public string Start { get; private set; } = "";

    /// <summary>How often it lost its connection.</summary>
    public int Cuts { get; private set; }

    /// <summary>What it was told instead of events; nothing but a lost connection may happen to it.</summary>
    public List<string> Surprises { get; } = [];

    /// <summary>The ids of the events that it was shown, in their order.</summary>
    public IReadOnlyList<string> Seen
    {
        get
        {
            lock (_seen)
                return [.. _seen];
        }
    }

    /// <summary>Ends when it has its place: from then on everything must reach it.</summary>
    public Task Begin(CancellationToken stop)
    {
        _following = Task.Run(() => Follow(stop), CancellationToken.None);
        return _begun.Task.WaitAsync(Patience, stop);
    }

    public async Task UntilItSaw(int events)
    {
        for (var patience = System.Diagnostics.Stopwatch.StartNew(); Seen.Count < events; await Task.Delay(20))
            patience.Elapsed.ShouldBeLessThan(Patience, $"it saw {Seen.Count} events of {events} and was cut {Cuts} times; {string.Join("; ", Surprises)}");
    }

    public Task End() => _following;

    /// <summary>Connects behind a cursor and takes what comes until the connection is lost.</summary>
    protected abstract Task Connect(string? after, CancellationToken stop);

    protected void Place(string cursor)
    {
        _last = cursor;
        if (_begun.Task.IsCompleted)
            return;
        Start = cursor;
        _begun.SetResult();
    }

    protected void Take(string cursor, string id)
    {
        lock (_seen)
            _seen.Add(id);
        _last = cursor;
    }

    private async Task Follow(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Connect(_last, stop);
            }
            catch (Exception e) when (e is WebSocketException or HttpRequestException or IOException or OperationCanceledException)
            {
                Cuts++;
            }

            await Task.Delay(Random.Shared.Next(50), CancellationToken.None);
        }
    }
}

/// <summary>Over <c>/ws</c>.</summary>
public sealed class SocketFollower(Uri url, string token) : Follower(url, token)
{
    protected override async Task Connect(string? after, CancellationToken stop)
    {
        using var socket = new ClientWebSocket();
        using var hurry = CancellationTokenSource.CreateLinkedTokenSource(stop);
        hurry.CancelAfter(TimeSpan.FromSeconds(10));
        await socket.ConnectAsync(new UriBuilder(Url) { Scheme = "ws", Path = "/ws" }.Uri, hurry.Token);
        await Send(socket, "session.authenticate", new JsonObject { ["token"] = Token }, hurry.Token);
        await Send(socket, "live.subscribe", new JsonObject { ["channel"] = "events", ["after"] = after }, hurry.Token);
        while (await Receive(socket, stop) is { } message)
            Take(message);
    }

    private void Take(JsonNode message)
    {
        if (message["method"]?.ToString() == "live.event")
            Take(message["params"]!["cursor"]!.ToString(), message["params"]!["event"]!["id"]!.ToString());
        else if (message["result"]?["cursor"] is { } cursor)
            Place(cursor.ToString());
        else if (message["result"] is null)
            Surprises.Add(message.ToJsonString());
    }

    private static Task Send(ClientWebSocket socket, string method, JsonObject parameters, CancellationToken ct) => socket.SendAsync(
        Encoding.UTF8.GetBytes(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = method, ["method"] = method, ["params"] = parameters }.ToJsonString()),
        WebSocketMessageType.Text, true, ct);

    /// <summary>The next message; null when the server says goodbye.</summary>
    private static async Task<JsonNode?> Receive(ClientWebSocket socket, CancellationToken ct)
    {
        var buffer = new byte[64 * 1024];
        var length = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length), ct);
            if (read.MessageType == WebSocketMessageType.Close)
                return null;
            length += read.Count;
            if (read.EndOfMessage)
                return JsonNode.Parse(buffer.AsSpan(0, length));
            if (length == buffer.Length)
                Array.Resize(ref buffer, 2 * length);
        }
    }
}

/// <summary>Over server-sent events.</summary>
public sealed class StreamFollower(Uri url, string token) : Follower(url, token)
{
    protected override async Task Connect(string? after, CancellationToken stop)
    {
        using var client = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(10) };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events/stream") { Headers = { { "Authorization", $"Bearer {Token}" } } };
        if (after is not null)
            request.Headers.Add("Last-Event-ID", after);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        answer.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(stop));
        string? id = null, name = null, text = null;
        while (await reader.ReadLineAsync(stop) is { } line)
        {
            if (line.Length > 0)
            {
                (id, name, text) = line.Split(": ", 2) switch
                {
                    ["id", var value] => (value, name, text),
                    ["event", var value] => (id, value, text),
                    ["data", var value] => (id, name, value),
                    _ => (id, name, text),
                };
                continue;
            }

            if (name is not null and not "end")
                Surprises.Add($"{name} {text}");
            else if (id is not null && text is null)
                Place(id);
            else if (id is not null)
                Take(id, JsonNode.Parse(text!)!["id"]!.ToString());
            (id, name, text) = (null, null, null);
        }
    }
}
