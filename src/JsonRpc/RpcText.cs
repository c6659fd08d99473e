using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Olympus.JsonRpc;

/// <summary>Writes messages.</summary>
public static class RpcText
{
    private static readonly JavaScriptEncoder Letters = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static void Answer(IBufferWriter<byte> text, string id, RpcAnswer answer)
    {
        text.Write("{\"jsonrpc\":\"2.0\","u8);
        if (answer.Error is { } error)
        {
            Write(text, $"\"error\":{{\"code\":{error.Code},\"message\":\"{Escaped(error.Message)}\"");
            if (!error.Details.IsEmpty)
            {
                text.Write(",\"data\":"u8);
                text.Write(error.Details.Span);
            }

            text.Write("}"u8);
        }
        else
        {
            text.Write("\"result\":"u8);
            text.Write(answer.Value.Span);
        }

        Write(text, $",\"id\":{id}}}");
    }

    /// <summary>A notification to the peer.</summary>
    /// <param name="parameters">JSON text of an object.</param>
    public static byte[] Notification(string method, ReadOnlySpan<byte> parameters) =>
        [.. "{\"jsonrpc\":\"2.0\",\"method\":\""u8, .. Encoding.UTF8.GetBytes(Escaped(method)), .. "\",\"params\":"u8, .. parameters, .. "}"u8];

    /// <summary>The beginning of a notification whose params are an object that many peers get the rest of: up to and with the comma behind the
    /// members given. The rest is <c>"member":value … }}</c>.</summary>
    public static byte[] NotificationHead(string method, params ReadOnlySpan<(string Name, string Value)> members)
    {
        var head = new StringBuilder($"{{\"jsonrpc\":\"2.0\",\"method\":\"{Escaped(method)}\",\"params\":{{");
        foreach (var (name, value) in members)
            head.Append($"\"{Escaped(name)}\":\"{Escaped(value)}\",");
        return Encoding.UTF8.GetBytes(head.ToString());
    }

    private static string Escaped(string text) => JsonEncodedText.Encode(text, Letters).Value;

    private static void Write(IBufferWriter<byte> text, string part) => Encoding.UTF8.GetBytes(part, text);
}
