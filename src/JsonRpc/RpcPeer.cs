using System.Buffers;

namespace Olympus.JsonRpc;

/// <summary>What answers calls.</summary>
/// <param name="Call">Answers one call; a batch comes item by item, in its order. May throw <see cref="RpcErrorException"/>.</param>
/// <param name="Failed">Hears of every call that ended in an error of ours, and of every notification that failed: nobody else does.</param>
public sealed record RpcHandler(Func<RpcCall, CancellationToken, ValueTask<RpcAnswer>> Call, Action<RpcCall, RpcError, Exception?> Failed)
{
    /// <summary>Methods that must end before the next message is looked at: those that change what the connection is.</summary>
    public Func<string, bool> IsOrdered { get; init; } = _ => false;
}

/// <summary>The rules of JSON-RPC 2.0 between a message and what is sent back, whatever carries them.</summary>
public sealed class RpcPeer(RpcHandler handler)
{
    /// <summary>The whole answer to a message; empty when there is nothing to say (notifications, responses).</summary>
    /// <param name="input">The message.</param>
    /// <param name="send">Takes the answer, before what the answered calls start.</param>
    /// <param name="ct">Cancelled when the peer is gone: nothing is answered then.</param>
    public async Task Answer(RpcInput input, Action<ReadOnlyMemory<byte>> send, CancellationToken ct)
    {
        ArrayBufferWriter<byte>? text = null;
        List<Action>? then = null;
        foreach (var item in input.Items)
        {
            var answer = item.Error is { } error ? error : await Answer(item.Call, ct);
            if (ct.IsCancellationRequested)
                return;
            if (answer.Then is { } next)
                (then ??= []).Add(next);
            if (item.Error is null && item.Call.IsNotification)
                continue;
            if (text is null)
            {
                text = new ArrayBufferWriter<byte>(256);
                if (input.IsBatch)
                    text.Write("["u8);
            }
            else
            {
                text.Write(","u8);
            }

            RpcText.Answer(text, item.ErrorId ?? item.Call.Id!, answer);
        }

        if (text is not null)
        {
            if (input.IsBatch)
                text.Write("]"u8);
            send(text.WrittenMemory);
        }

        then?.ForEach(next => next());
    }

    private async ValueTask<RpcAnswer> Answer(RpcCall call, CancellationToken ct)
    {
        RpcAnswer answer;
        Exception? cause = null;
        try
        {
            answer = await handler.Call(call, ct);
        }
        catch (RpcErrorException e)
        {
            answer = e.Error;
        }
        catch (Exception e)
        {
            (answer, cause) = (RpcError.Internal, e);
        }

        if (answer.Error is { } error && !ct.IsCancellationRequested && (call.IsNotification || cause is not null))
            handler.Failed(call, error, cause);
        return answer;
    }
}
