using System.Text.Json;

namespace Olympus.JsonRpc;

/// <summary>A request or a notification as it came in.</summary>
/// <param name="Id">The id as its JSON text, echoed exactly as it was sent; null for a notification. A request with the id <c>null</c> has the text
/// <c>null</c>.</param>
/// <param name="Params">An object or an array; undefined when there were none.</param>
public readonly record struct RpcCall(string? Id, string Method, JsonElement Params)
{
    public bool IsNotification => Id is null;
}

/// <summary>What a call came to: a result, or an error and never both.</summary>
/// <param name="Value">The result as JSON text.</param>
public readonly record struct RpcAnswer(ReadOnlyMemory<byte> Value, RpcError? Error = null)
{
    public static readonly RpcAnswer Nothing = new("null"u8.ToArray());

    /// <summary>Runs when the answer stands in the queue to the peer, so that what it starts comes behind it.</summary>
    public Action? Then { get; init; }

    public static implicit operator RpcAnswer(RpcError error) => new(default, error);
}

/// <summary>Why a call has no result.</summary>
/// <param name="Code">See <see cref="RpcCodes"/>.</param>
/// <param name="Message">One short sentence.</param>
/// <param name="Details">JSON text of the member <c>data</c>; empty when there is none.</param>
public sealed record RpcError(int Code, string Message, ReadOnlyMemory<byte> Details = default)
{
    public static readonly RpcError Parse = new(RpcCodes.Parse, "Parse error");
    public static readonly RpcError Invalid = new(RpcCodes.Invalid, "Invalid Request");
    public static readonly RpcError MethodUnknown = new(RpcCodes.MethodUnknown, "Method not found");
    public static readonly RpcError Internal = new(RpcCodes.Internal, "Internal error");
    public static readonly RpcError Busy = new(RpcCodes.Busy, "Too many calls in flight");

    public static RpcError ParamsInvalid(string why) => new(RpcCodes.ParamsInvalid, $"Invalid params: {why}");

    public RpcErrorException AsException() => new(this);
}

/// <summary>Unwinds a method that cannot answer.</summary>
public sealed class RpcErrorException(RpcError error) : Exception(error.Message)
{
    public RpcError Error { get; } = error;
}

/// <summary>The error codes of the specification, and the range that it leaves to servers (-32099 to -32000).</summary>
public static class RpcCodes
{
    public const int Parse = -32700;
    public const int Invalid = -32600;
    public const int MethodUnknown = -32601;
    public const int ParamsInvalid = -32602;
    public const int Internal = -32603;

    /// <summary>Too many calls of this peer are in flight.</summary>
    public const int Busy = -32001;
}
