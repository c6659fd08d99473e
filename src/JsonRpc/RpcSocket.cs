using System.Buffers;
using System.Net.WebSockets;
using System.Text.Unicode;

namespace Olympus.JsonRpc;

/// <summary>
/// A JSON-RPC peer over one WebSocket: text messages, whole or in fragments; anything else ends it. Reading holds no buffer while nothing comes, and writing no
/// task while nothing goes. What is sent waits in a bounded queue: a peer that lets it run full is told to come back (1013).
/// </summary>
public sealed class RpcSocket : IThreadPoolWorkItem, IDisposable
{
    public const WebSocketCloseStatus TryAgainLater = (WebSocketCloseStatus)1013;
    private const int FirstBuffer = 4096;

    private readonly WebSocket _socket;
    private readonly RpcHandler _handler;
    private readonly RpcLimits _limits;
    private readonly TimeProvider _clock;
    private readonly RpcPeer _peer;
    private readonly Queue<RpcFrame> _queue = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _gate = new();
    private (WebSocketCloseStatus Status, string Reason)? _close;
    private TaskCompletionSource? _drained;
    private Task _closing = Task.CompletedTask;
    private long _bytes;
    private int _inFlight;
    private bool _draining;
    private bool _closeSent;
    private bool _dead;
    private volatile bool _saidWhy;

    public RpcSocket(WebSocket socket, RpcHandler handler, RpcLimits limits, TimeProvider clock)
    {
        (_socket, _handler, _limits, _clock, _peer) = (socket, handler, limits, clock, new(handler));
        Ended = _ended.Token;
    }

    /// <summary>Cancelled when the peer is gone.</summary>
    public CancellationToken Ended { get; }

    /// <summary>Reads until the peer or <see cref="Close"/> ends it. Never throws for what the peer or the network does.</summary>
    public async Task Run()
    {
        try
        {
            while (await Receive() is { } message)
                await Take(message);
        }
        catch (WebSocketException e) when (e.WebSocketErrorCode == WebSocketError.Faulted)
        {
            // Against the protocol: .NET has told the peer so, in a goodbye that an abort would overtake.
            _saidWhy = true;
            Die();
        }
        catch (Exception e) when (IsOfTheConnection(e))
        {
            Die();
        }

        await _ended.CancelAsync();
        // Who said goodbye hears what it asked for, and then its own word (RFC 6455 §5.5.1).
        Close(_socket.CloseStatus ?? WebSocketCloseStatus.NormalClosure, "");
        await Drained();
        await _closing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Queues a message; false when the connection is over.</summary>
    public bool Send(RpcFrame frame)
    {
        lock (_gate)
        {
            if (_dead || _close is not null)
                return false;
            if (_queue.Count >= _limits.QueuedMessages || (_bytes > 0 && _bytes + frame.Length > _limits.QueuedBytes))
            {
                End(TryAgainLater, _limits.TooSlow, keepQueue: false);
                return false;
            }

            _queue.Enqueue(frame);
            _bytes += frame.Length;
            Drain();
            return true;
        }
    }

    /// <summary>Says goodbye, after what is queued or instead of it. The first one counts.</summary>
    public void Close(WebSocketCloseStatus status, string reason, bool keepQueue = true)
    {
        lock (_gate)
            End(status, reason, keepQueue);
    }

    /// <summary>Ends when everything queued so far is on its way.</summary>
    public Task Drained()
    {
        lock (_gate)
            return _draining ? (_drained ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task : Task.CompletedTask;
    }

    /// <summary>A socket that .NET has said goodbye on is left to the connection, which sends what is on its way and ends: to dispose of it is to abort it.</summary>
    public void Dispose()
    {
        if (!_saidWhy)
            _socket.Dispose();
        _ended.Dispose();
    }

    void IThreadPoolWorkItem.Execute() => _ = SendQueued();

    private void End(WebSocketCloseStatus status, string reason, bool keepQueue)
    {
        if (_close is not null || _dead)
            return;
        _close = (status, reason);
        if (!keepQueue)
            _queue.Clear();
        Drain();
        _closing = AbortLater();
    }

    /// <summary>A peer that neither reads nor answers the goodbye is left.</summary>
    private async Task AbortLater()
    {
        await Task.Delay(_limits.Closing, _clock, Ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // The peer answered; what it does not read by now it never will.
        if (Ended.IsCancellationRequested)
            await Task.WhenAny(Drained(), Task.Delay(_limits.Closing, _clock));
        if (_socket.State != WebSocketState.Closed)
            _socket.Abort();
    }

    private void Drain()
    {
        if (_draining)
            return;
        _draining = true;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private async Task SendQueued()
    {
        byte[]? buffer = null;
        var sent = 0;
        try
        {
            while (Next(ref sent) is { } next)
            {
                if (next.Close is { } close)
                {
                    await _socket.CloseOutputAsync(close.Status, close.Reason, CancellationToken.None);
                    continue;
                }

                sent = next.Frame.Length;
                var message = next.Frame.Head;
                if (!next.Frame.Tail.IsEmpty)
                {
                    if (buffer is null || buffer.Length < sent)
                    {
                        if (buffer is not null)
                            ArrayPool<byte>.Shared.Return(buffer);
                        buffer = ArrayPool<byte>.Shared.Rent(sent);
                    }

                    next.Frame.Head.CopyTo(buffer);
                    next.Frame.Tail.CopyTo(buffer.AsMemory(next.Frame.Head.Length));
                    message = buffer.AsMemory(0, sent);
                }

                await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            }
        }
        catch (Exception e) when (IsOfTheConnection(e))
        {
            Die();
        }
        finally
        {
            if (buffer is not null)
                ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>What to send next; null ends the sender, until there is more.</summary>
    private (RpcFrame Frame, (WebSocketCloseStatus Status, string Reason)? Close)? Next(ref int sent)
    {
        lock (_gate)
        {
            _bytes -= sent;
            sent = 0;
            if (!_dead && _queue.TryDequeue(out var frame))
                return (frame, null);
            if (!_dead && _close is { } close && !_closeSent)
            {
                _closeSent = true;
                return (default, close);
            }

            Rest();
            return null;
        }
    }

    private void Rest()
    {
        _draining = false;
        _drained?.TrySetResult();
        _drained = null;
    }

    private void Die()
    {
        lock (_gate)
        {
            _dead = true;
            _queue.Clear();
            Rest();
        }

        if (!_saidWhy)
            _socket.Abort();
    }

    /// <summary>The next message; null when the peer says goodbye.</summary>
    private async ValueTask<byte[]?> Receive()
    {
        while (true)
        {
            // Nothing is rented before something is there.
            var read = await _socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
            if (read.MessageType == WebSocketMessageType.Close)
                return null;
            var buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
            try
            {
                var length = 0;
                var isText = read.MessageType == WebSocketMessageType.Text;
                while (!read.EndOfMessage)
                {
                    if (length == buffer.Length)
                        buffer = Grown(buffer, length);
                    // A frame that claims more than a message may have is not waited for.
                    read = await _socket.ReceiveAsync(buffer.AsMemory(length, Math.Min(buffer.Length, _limits.MessageBytes + 1) - length), CancellationToken.None);
                    if (read.MessageType == WebSocketMessageType.Close)
                        return null;
                    length += read.Count;
                    if (!isText)
                        Close(WebSocketCloseStatus.InvalidMessageType, "text messages only");
                    else if (length > _limits.MessageBytes)
                        Close(WebSocketCloseStatus.MessageTooBig, $"at most {_limits.MessageBytes} bytes");
                    // Once we said goodbye, what still comes is read and forgotten.
                    if (IsClosing)
                        length = 0;
                }

                if (!isText)
                    Close(WebSocketCloseStatus.InvalidMessageType, "text messages only");
                // .NET has looked at it already, but not at the end of a message whose last fragment is empty.
                else if (!Utf8.IsValid(buffer.AsSpan(0, length)))
                    Close(WebSocketCloseStatus.InvalidPayloadData, "text is UTF-8");
                if (!IsClosing)
                    return buffer[..length];
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    private bool IsClosing
    {
        get
        {
            lock (_gate)
                return _close is not null || _dead;
        }
    }

    private static byte[] Grown(byte[] buffer, int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private async Task Take(byte[] message)
    {
        var input = RpcInput.Read(message, _limits.Batch);
        if (input.Items.All(item => item.Error is not null || _handler.IsOrdered(item.Call.Method)))
            await Answer(input);
        else if (Interlocked.Increment(ref _inFlight) > _limits.InFlight)
        {
            Interlocked.Decrement(ref _inFlight);
            Refuse(input);
        }
        else
            _ = Task.Run(async () =>
            {
                await Answer(input);
                Interlocked.Decrement(ref _inFlight);
            });
    }

    private void Refuse(RpcInput input)
    {
        var text = new ArrayBufferWriter<byte>(128);
        if (input.IsBatch || !input.Items[0].Call.IsNotification)
        {
            RpcText.Answer(text, input.IsBatch ? "null" : input.Items[0].Call.Id!, RpcError.Busy);
            Send(new(text.WrittenMemory));
        }

        foreach (var item in input.Items.Where(item => item.Error is null && item.Call.IsNotification))
            _handler.Failed(item.Call, RpcError.Busy, null);
    }

    private Task Answer(RpcInput input) => _peer.Answer(input, text => Send(new(text)), Ended);

    private static bool IsOfTheConnection(Exception e) => e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException;
}
