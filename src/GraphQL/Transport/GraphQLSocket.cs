using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Olympus.GraphQL.Execution;
using Olympus.GraphQL.Language;

namespace Olympus.GraphQL.Transport;

/// <summary>GraphQL over WebSocket by the protocol <c>graphql-transport-ws</c>: one connection, many operations by their ids.</summary>
public sealed class GraphQLSocket : IDisposable
{
    public const string Protocol = "graphql-transport-ws";

    private readonly HttpContext _http;
    private readonly GraphQLTransport _transport;
    private readonly WebSocket _socket;
    private readonly Channel<byte[]> _out;
    private readonly Dictionary<string, CancellationTokenSource> _operations = [];
    private readonly TaskCompletionSource<(int Code, string Reason)> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationToken _closed;
    private bool _initiated, _acknowledged;

    private GraphQLSocket(HttpContext http, GraphQLTransport transport, WebSocket socket)
    {
        (_http, _transport, _socket, _closed) = (http, transport, socket, _closing.Token);
        _out = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(transport.Socket.Waiting) { SingleReader = true });
    }

    /// <summary>Accepts a socket and serves it to its end.</summary>
    public static async Task Serve(HttpContext http, GraphQLTransport transport)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            http.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            http.Response.Headers.Upgrade = "websocket";
            return;
        }

        var speaks = http.WebSockets.WebSocketRequestedProtocols.Contains(Protocol);
        using var socket = await http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = speaks ? Protocol : null,
            KeepAliveInterval = transport.Socket.KeepAlive,
            KeepAliveTimeout = transport.Socket.KeepAliveTimeout,
        });
        if (!speaks)
        {
            await Close(socket, Drain(socket), 4406, "Subprotocol not acceptable");
            return;
        }

        using var connection = new GraphQLSocket(http, transport, socket);
        await connection.Run();
    }

    void IDisposable.Dispose() => _closing.Dispose();

    private async Task Run()
    {
        var reading = Read();
        var writing = Write();
        using var init = new Timer(_ => End(4408, "Connection initialisation timeout"), null, _transport.Socket.Init, Timeout.InfiniteTimeSpan);
        using var stopping = _transport.Stopping.Register(() => End(1012, "Service restart"));
        var (code, reason) = await _end.Task;
        lock (_operations)
        {
            _closing.Cancel();
            _operations.Clear();
        }

        _out.Writer.TryComplete();
        await writing;
        await Close(_socket, reading, code, reason);
    }

    private void End(int code, string reason)
    {
        if (code != 4408 || !Volatile.Read(ref _initiated))
            _end.TrySetResult((code, reason));
    }

    /// <summary>Says why it closes, and gives the other side a moment to agree.</summary>
    private static async Task Close(WebSocket socket, Task reading, int code, string reason)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync((WebSocketCloseStatus)code, reason, patience.Token);
            await reading.WaitAsync(patience.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or InvalidOperationException)
        {
            socket.Abort(); // gone already, or never going to answer
            await reading;
        }
    }

    private static async Task Drain(WebSocket socket)
    {
        var rest = new byte[1024];
        try
        {
            while ((await socket.ReceiveAsync(rest.AsMemory(), CancellationToken.None)).MessageType != WebSocketMessageType.Close)
                continue;
        }
        catch (WebSocketException)
        {
            return; // it is gone, as wished
        }
    }

    private async Task Read()
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveAsync(buffer.GetMemory(1024), CancellationToken.None); // cancelling one would abort the socket
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    End(1000, "");
                    return;
                }

                if (_end.Task.IsCompleted)
                    continue; // what still comes is not heard any more
                buffer.Advance(received.Count);
                if (buffer.WrittenCount > _transport.Socket.MessageBytes)
                    End(1009, "Message too big");
                else if (received.MessageType == WebSocketMessageType.Binary)
                    End(4400, "Invalid message received");
                else if (received.EndOfMessage)
                    await Handle(buffer.WrittenMemory);
                if (received.EndOfMessage)
                    buffer.ResetWrittenCount();
            }
        }
        catch (WebSocketException)
        {
            End(1001, "");
        }
        catch (Exception e)
        {
            _transport.Failed(_http, new GraphQLError("A socket failed.") { Cause = e });
            End(4500, "Internal server error");
        }
    }

    private async Task Write()
    {
        await foreach (var message in _out.Reader.ReadAllAsync())
        {
            using var patience = new CancellationTokenSource(_transport.Socket.Send);
            try
            {
                await _socket.SendAsync(message.AsMemory(), WebSocketMessageType.Text, true, patience.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or WebSocketException)
            {
                End(1013, "Try again later");
                return;
            }
        }
    }

    private async Task Handle(ReadOnlyMemory<byte> text)
    {
        if (SocketMessage.Read(text) is not { } message)
        {
            End(4400, "Invalid message received");
            return;
        }

        switch (message.Type)
        {
            case "connection_init":
                if (_initiated)
                {
                    End(4429, "Too many initialisation requests");
                    return;
                }

                Volatile.Write(ref _initiated, true);
                _ = Connect(message.Payload);
                break;
            case "ping":
                await Send("pong", null, message.Payload.ValueKind == JsonValueKind.Undefined ? null : message.Payload.WriteTo);
                break;
            case "subscribe":
                Subscribe(message);
                break;
            case "complete":
                Cancel(message.Id!);
                break;
            case "pong":
                break;
        }
    }

    private async Task Connect(JsonElement payload)
    {
        try
        {
            if (await _transport.Connect(_http, payload, _closed) is not { } grant)
            {
                End(4403, "Forbidden");
                return;
            }

            grant.Ends.Register(() =>
            {
                var (code, reason) = grant.Why();
                End(code, reason);
            });
            if (grant.Ends.IsCancellationRequested)
                return;
            Volatile.Write(ref _acknowledged, true);
            await Send("connection_ack", null, grant.Ack is { } ack ? ack.WriteTo : null);
        }
        catch (Exception e)
        {
            _transport.Failed(_http, new GraphQLError("A socket was not granted.") { Cause = e });
            End(4500, "Internal server error");
        }
    }

    private void Subscribe(SocketMessage message)
    {
        if (!Volatile.Read(ref _acknowledged))
        {
            End(4401, "Unauthorized");
            return;
        }

        var id = message.Id!;
        var cancel = CancellationTokenSource.CreateLinkedTokenSource(_closed);
        lock (_operations)
        {
            if (_operations.ContainsKey(id))
            {
                End(4409, $"Subscriber for {(id.Length > 60 ? "this id" : id)} already exists");
                return;
            }

            if (_operations.Count < _transport.Socket.Operations)
            {
                _operations.Add(id, cancel);
                _ = Operate(id, message.Payload, cancel);
                return;
            }
        }

        _ = Send("error", id, writer => Errors(writer,
            GraphQLResult.Refused(new GraphQLError($"A connection has at most {_transport.Socket.Operations} operations.") { Code = "TOO_MANY_OPERATIONS" })));
    }

    private async Task Operate(string id, JsonElement payload, CancellationTokenSource cancel)
    {
        await Task.Yield(); // the next message must not wait for this one's answer
        try
        {
            var request = _transport.Dress(_http, Parameters.Of(payload).ToRequest(_transport.Persisted));
            if (_transport.Engine.Prepare(request.Query).KindOf(request.OperationName) == OperationKind.Subscription)
            {
                var subscription = await _transport.Engine.Subscribe(request, cancel.Token);
                if (subscription.Refusal is { } refused)
                {
                    await Fail(id, refused, cancel);
                    return;
                }

                await foreach (var result in subscription.Events!.WithCancellation(cancel.Token))
                    await Next(id, result, cancel);
            }
            else
            {
                var result = await _transport.Engine.Execute(request, cancel.Token);
                if (!result.HasData)
                {
                    await Fail(id, result, cancel);
                    return;
                }

                await Next(id, result, cancel);
            }

            if (Finish(id, cancel))
                await Send("complete", id, null);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            Finish(id, cancel);
        }
        catch (FormatException e)
        {
            await Fail(id, GraphQLResult.Refused(new GraphQLError(e.Message) { Code = "BAD_REQUEST" }), cancel);
        }
        catch (GraphQLException e)
        {
            await Fail(id, GraphQLResult.Refused(new GraphQLError(e.Message) { Code = e.Code }), cancel);
        }
        catch (Exception e)
        {
            await Fail(id, new GraphQLResult([new GraphQLError("Unexpected error.") { Code = "INTERNAL_SERVER_ERROR", Cause = e }]), cancel);
        }
        finally
        {
            lock (_operations)
                cancel.Dispose();
        }
    }

    private async Task Next(string id, GraphQLResult result, CancellationTokenSource cancel)
    {
        _transport.Report(_http, result);
        cancel.Token.ThrowIfCancellationRequested(); // who said "complete" hears no more
        await Send("next", id, result.WriteTo);
    }

    private async Task Fail(string id, GraphQLResult result, CancellationTokenSource cancel)
    {
        _transport.Report(_http, result);
        if (Finish(id, cancel))
            await Send("error", id, writer => Errors(writer, result));
    }

    private static void Errors(Utf8JsonWriter writer, GraphQLResult result)
    {
        writer.WriteStartArray();
        foreach (var error in result.Errors)
            ResponseWriter.Write(writer, error, result.WithSuggestions);
        writer.WriteEndArray();
    }

    private void Cancel(string id)
    {
        lock (_operations)
        {
            if (_operations.Remove(id, out var operation))
                operation.Cancel();
        }
    }

    /// <summary>Whether this very operation still ran: another may have its id by now.</summary>
    private bool Finish(string id, CancellationTokenSource cancel)
    {
        lock (_operations)
            return _operations.TryGetValue(id, out var current) && ReferenceEquals(current, cancel) && _operations.Remove(id);
    }

    private async Task Send(string type, string? id, Action<Utf8JsonWriter>? payload)
    {
        var message = SocketMessage.Write(type, id, payload);
        try
        {
            await _out.Writer.WriteAsync(message, _closed);
        }
        catch (Exception e) when (e is ChannelClosedException or OperationCanceledException)
        {
            _ = e; // the socket is closing: nobody hears it
        }
    }
}
