using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Olympus.Api.Live.Protocol;

public enum Opcode
{
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10,
}

/// <summary>A frame as the server sent it.</summary>
internal sealed record Frame(Opcode Opcode, bool IsLast, int Reserved, bool IsMasked, byte[] Payload)
{
    public string Text => Encoding.UTF8.GetString(Payload);

    /// <summary>Of a close frame; null when it has none.</summary>
    public int? Code => Payload.Length < 2 ? null : BinaryPrimitives.ReadUInt16BigEndian(Payload);
}

/// <summary>The client's side of RFC 6455, byte by byte: it can also send what no client may. What the server sends is checked frame by frame.</summary>
internal sealed class RawSocket : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _read = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A socket that is open; the handshake is the example of the RFC, with its answer.</summary>
    public static async Task<RawSocket> Open(Uri url, string headers = "")
    {
        var (socket, answer) = await Shake(url, $"""
            GET /ws HTTP/1.1
            Host: {url.Authority}
            Upgrade: websocket
            Connection: Upgrade
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
            Sec-WebSocket-Version: 13
            {headers}
            """);
        answer.ShouldStartWith("HTTP/1.1 101 ");
        answer.ShouldContain("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n");
        answer.ShouldContain("\r\nUpgrade: websocket\r\n", Case.Insensitive);
        answer.ShouldContain("\r\nConnection: Upgrade\r\n", Case.Insensitive);
        foreach (var negotiated in new[] { "Sec-WebSocket-Extensions", "Sec-WebSocket-Protocol" })
            answer.ShouldNotContain(negotiated, Case.Insensitive);
        return socket;
    }

    /// <summary>The connection, and the head of what the server says to this request.</summary>
    public static async Task<(RawSocket Socket, string Answer)> Shake(Uri url, string request)
    {
        var raw = new RawSocket();
        await raw._socket.ConnectAsync(IPAddress.Loopback, url.Port, Ct);
        await raw.Bytes(Encoding.Latin1.GetBytes(request.ReplaceLineEndings("\r\n").TrimEnd() + "\r\n\r\n"));
        int end;
        while ((end = raw._read.AsSpan().IndexOf("\r\n\r\n"u8)) < 0)
            (await raw.Fill()).ShouldBeTrue($"the connection ended in: {Encoding.Latin1.GetString(raw._read)}");
        var answer = Encoding.Latin1.GetString(raw._read, 0, end + 4);
        raw._read = raw._read[(end + 4)..];
        return (raw, answer);
    }

    public Task Bytes(ReadOnlyMemory<byte> bytes) => _socket.SendAsync(bytes, Ct).AsTask();

    /// <summary>Sends bytes a few at a time.</summary>
    public async Task Chopped(byte[] bytes, int size)
    {
        foreach (var piece in bytes.Chunk(size))
            await Bytes(piece);
    }

    public Task Send(Opcode opcode, byte[] payload, bool last = true) => Bytes(Made(opcode, payload, last));

    public Task Send(string text) => Send(Opcode.Text, Encoding.UTF8.GetBytes(text));

    /// <param name="opcode">Any of 0 to 15.</param>
    /// <param name="payload">As it is before it is masked.</param>
    /// <param name="last">FIN.</param>
    /// <param name="reserved">RSV1 to RSV3, as three bits.</param>
    /// <param name="masked">Clients must.</param>
    /// <param name="form">How the length is written: 7, 16 or 64 bits; 0: the shortest, as one must.</param>
    /// <param name="claims">The length that is claimed instead of the payload's.</param>
    public static byte[] Made(Opcode opcode, byte[] payload, bool last = true, int reserved = 0, bool masked = true, int form = 0, ulong? claims = null)
    {
        var length = claims ?? (ulong)payload.Length;
        if (form == 0)
            form = length < 126 ? 7 : length <= ushort.MaxValue ? 16 : 64;
        var frame = new List<byte> { (byte)((last ? 0x80 : 0) | (reserved << 4) | (int)opcode) };
        var mask = (byte)(masked ? 0x80 : 0);
        var digits = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(digits, length);
        switch (form)
        {
            case 7: frame.Add((byte)(mask | (byte)length)); break;
            case 16: frame.AddRange([(byte)(mask | 126), .. digits[6..]]); break;
            default: frame.AddRange([(byte)(mask | 127), .. digits]); break;
        }

        var key = masked ? RandomNumberGenerator.GetBytes(4) : [];
        frame.AddRange(key);
        frame.AddRange(masked ? payload.Select((one, n) => (byte)(one ^ key[n % 4])) : payload);
        return [.. frame];
    }

    public static byte[] Goodbye(int code, string reason = "") => [(byte)(code >> 8), (byte)code, .. Encoding.UTF8.GetBytes(reason)];

    /// <summary>The next frame; null when the connection ended.</summary>
    public async Task<Frame?> Next()
    {
        while (true)
        {
            if (Parse() is { } frame)
                return frame;
            if (!await Fill())
                return null;
        }
    }

    /// <summary>The next frame, which must be a whole message of text.</summary>
    public async Task<string> Text()
    {
        var frame = (await Next()).ShouldNotBeNull("the connection ended");
        frame.Opcode.ShouldBe(Opcode.Text, $"{frame.Code} {frame.Text}");
        return frame.Text;
    }

    /// <summary>The server says goodbye with this code, and then the connection ends: nothing hangs. What else it says first is passed over.</summary>
    public async Task MustClose(int code)
    {
        Frame? frame;
        do
            frame = (await Next()).ShouldNotBeNull($"the connection ended without a goodbye where {code} was due");
        while (frame.Opcode != Opcode.Close);
        frame.Code.ShouldBe(code, frame.Payload.Length > 2 ? Encoding.UTF8.GetString(frame.Payload.AsSpan(2)) : "");
        await MustEnd();
    }

    /// <summary>Nothing comes any more, and the connection ends.</summary>
    public async Task MustEnd() => (await Next()).ShouldBeNull();

    public void Dispose() => _socket.Dispose();

    private Frame? Parse()
    {
        if (_read.Length < 2)
            return null;
        var (at, length) = (2, (ulong)(_read[1] & 0x7f));
        if (length == 126)
        {
            if (_read.Length < 4)
                return null;
            (at, length) = (4, BinaryPrimitives.ReadUInt16BigEndian(_read.AsSpan(2)));
            length.ShouldBeGreaterThan(125ul, "the shortest form must be used");
        }
        else if (length == 127)
        {
            if (_read.Length < 10)
                return null;
            (at, length) = (10, BinaryPrimitives.ReadUInt64BigEndian(_read.AsSpan(2)));
            length.ShouldBeGreaterThan((ulong)ushort.MaxValue, "the shortest form must be used");
        }

        if ((ulong)(_read.Length - at) < length)
            return null;
        var end = at + (int)length;
        var frame = new Frame((Opcode)(_read[0] & 0xf), (_read[0] & 0x80) != 0, (_read[0] >> 4) & 7, (_read[1] & 0x80) != 0, _read[at..end]);
        _read = _read[end..];
        frame.IsMasked.ShouldBeFalse("a server masks nothing");
        frame.Reserved.ShouldBe(0, "nothing was negotiated");
        frame.IsLast.ShouldBeTrue("we send whole messages");
        return frame;
    }

    private async Task<bool> Fill()
    {
        var buffer = new byte[16 * 1024];
        try
        {
            var read = await _socket.ReceiveAsync(buffer, Ct).AsTask().WaitAsync(Patience, Ct);
            _read = [.. _read, .. buffer.AsSpan(0, read)];
            return read > 0;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            return false;
        }
    }
}
