using System.Text;

namespace Olympus.Api.Live.Protocol;

/// <summary>RFC 6455 over <c>/ws</c>: lengths, masks, reserved bits, opcodes and fragments. Messages that come through are calls of <c>ping</c> that carry what is
/// tested in their id, which comes back as it was sent.</summary>
public sealed class FramingMessages(Server server)
{
    private const int Longest = 64 * 1024;

    private static readonly byte[] Hello = "Hello"u8.ToArray();

    /// <summary>A call of exactly so many bytes.</summary>
    internal static string Call(int length) => Call(new string('*', length - Call("").Length));

    internal static string Call(string id) => $$"""{"jsonrpc":"2.0","method":"ping","id":"{{id}}"}""";

    internal static async Task MustAnswer(RawSocket socket, string call)
    {
        var id = call[call.IndexOf("\"id\":", StringComparison.Ordinal)..];
        (await socket.Text()).ShouldEndWith(id);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    public async Task Takes_text_of_every_length_up_to_the_limit(int length)
    {
        using var socket = await RawSocket.Open(server.Url);
        var call = Call(length);
        Encoding.UTF8.GetByteCount(call).ShouldBe(length);
        await socket.Send(call);
        await MustAnswer(socket, call);
        await socket.Chopped(RawSocket.Made(Opcode.Text, Encoding.UTF8.GetBytes(call)), length < 200 ? 1 : 997);
        await MustAnswer(socket, call);
    }

    [Fact]
    public async Task Takes_an_empty_message_for_one_that_is_no_JSON()
    {
        using var socket = await RawSocket.Open(server.Url);
        await socket.Send("");
        (await socket.Text()).ShouldContain("-32700");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(1_000_000)]
    public async Task Ends_with_1003_at_binary_of_every_length(int length)
    {
        using var socket = await RawSocket.Open(server.Url);
        await socket.Send(Opcode.Binary, new byte[length]);
        await socket.MustClose(1003);
    }

    /// <summary>RFC 6455 §5.2 wants the shortest form; .NET's WebSocket takes the others too, and so do we. Nothing is read in two ways by that.</summary>
    [Theory]
    [InlineData(16)]
    [InlineData(64)]
    public async Task Takes_lengths_in_a_longer_form_than_needed(int form)
    {
        using var socket = await RawSocket.Open(server.Url);
        var call = Call(100);
        await socket.Bytes(RawSocket.Made(Opcode.Text, Encoding.UTF8.GetBytes(call), form: form));
        await MustAnswer(socket, call);
    }

    [Theory]
    [InlineData(Opcode.Text)]
    [InlineData(Opcode.Binary)]
    public async Task Ends_with_1002_at_a_length_of_64_bits_and_more(Opcode opcode)
    {
        using var socket = await RawSocket.Open(server.Url);
        await socket.Bytes(RawSocket.Made(opcode, Hello, claims: 0x8000_0000_0000_0005));
        await socket.MustClose(1002);
    }

    /// <summary>As soon as there are as many bytes as a mask has; .NET's WebSocket waits for those first.</summary>
    [Theory]
    [InlineData(Opcode.Text)]
    [InlineData(Opcode.Binary)]
    [InlineData(Opcode.Ping)]
    [InlineData(Opcode.Pong)]
    [InlineData(Opcode.Close)]
    public async Task Ends_with_1002_at_a_frame_without_a_mask(Opcode opcode)
    {
        using var socket = await RawSocket.Open(server.Url);
        await socket.Bytes(RawSocket.Made(opcode, opcode == Opcode.Close ? RawSocket.Goodbye(1000, "bye") : Hello, masked: false));
        await socket.MustClose(1002);
    }

    public static TheoryData<int, Opcode> ReservedBits
    {
        get
        {
            var data = new TheoryData<int, Opcode>();
            for (var bits = 1; bits < 8; bits++)
                foreach (var opcode in new[] { Opcode.Text, Opcode.Binary, Opcode.Ping, Opcode.Pong, Opcode.Close })
                    data.Add(bits, opcode);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(ReservedBits))]
    public async Task Ends_with_1002_at_reserved_bits(int bits, Opcode opcode)
    {
        using var socket = await RawSocket.Open(server.Url);
        await socket.Send(Call(100));
        await MustAnswer(socket, Call(100));
        await socket.Bytes(RawSocket.Made(opcode, opcode == Opcode.Close ? RawSocket.Goodbye(1000) : Hello, reserved: bits));
        await socket.MustClose(1002);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    public async Task Ends_with_1002_at_reserved_opcodes(int opcode)
    {
        foreach (var payload in new[] { [], Hello })
        {
            using var socket = await RawSocket.Open(server.Url);
            await socket.Send(Call(100));
            await MustAnswer(socket, Call(100));
            await socket.Send((Opcode)opcode, payload);
            await socket.MustClose(1002);
        }
    }

    [Theory]
    [InlineData(1, 60)]
    [InlineData(2, 60)]
    [InlineData(50, 1000)]
    [InlineData(64, Longest)]
    [InlineData(256, Longest)]
    [InlineData(1024, Longest)]
    [InlineData(65_535, Longest)]
    public async Task Takes_a_message_in_fragments_with_pings_in_between(int size, int length)
    {
        using var socket = await RawSocket.Open(server.Url);
        var call = Call(length);
        var pieces = Encoding.UTF8.GetBytes(call).Chunk(size).ToArray();
        var pings = 0;
        for (var n = 0; n < pieces.Length; n++)
        {
            await socket.Send(n == 0 ? Opcode.Text : Opcode.Continuation, pieces[n], last: n == pieces.Length - 1);
            if (n % 16 != 0 || n == pieces.Length - 1)
                continue;
            await socket.Send(Opcode.Ping, [(byte)n]);
            pings++;
            ((await socket.Next()) is { Opcode: Opcode.Pong, Payload: [var echoed] } && echoed == (byte)n).ShouldBeTrue();
        }

        await MustAnswer(socket, call);
        pings.ShouldBe((pieces.Length + 14) / 16);
    }

    [Fact]
    public async Task Takes_fragments_that_are_empty()
    {
        using var socket = await RawSocket.Open(server.Url);
        var call = Call(100);
        await socket.Send(Opcode.Text, [], last: false);
        await socket.Send(Opcode.Continuation, [], last: false);
        await socket.Send(Opcode.Continuation, Encoding.UTF8.GetBytes(call), last: false);
        await socket.Send(Opcode.Continuation, [], last: true);
        await MustAnswer(socket, call);
        await socket.Send(Opcode.Text, [], last: false);
        await socket.Send(Opcode.Continuation, []);
        (await socket.Text()).ShouldContain("-32700");
        await socket.Send(Opcode.Continuation, []);
        await socket.MustClose(1002); // nothing was left to continue
    }

    [Theory]
    [InlineData(Opcode.Ping)]
    [InlineData(Opcode.Pong)]
    [InlineData(Opcode.Close)]
    public async Task Ends_with_1002_at_control_frames_in_fragments(Opcode opcode)
    {
        using var socket = await RawSocket.Open(server.Url);
        await socket.Send(opcode, opcode == Opcode.Close ? RawSocket.Goodbye(1000) : Hello, last: false);
        await socket.MustClose(1002);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ends_with_1002_at_a_continuation_of_nothing(bool last)
    {
        using var socket = await RawSocket.Open(server.Url);
        await socket.Send(Call(100));
        await MustAnswer(socket, Call(100));
        await socket.Send(Opcode.Continuation, Hello, last);
        await socket.MustClose(1002);
    }

    [Theory]
    [InlineData(Opcode.Text, true)]
    [InlineData(Opcode.Text, false)]
    [InlineData(Opcode.Binary, true)]
    [InlineData(Opcode.Binary, false)]
    public async Task Ends_with_1002_at_a_message_within_a_message(Opcode opcode, bool last)
    {
        using var socket = await RawSocket.Open(server.Url);
        await socket.Send(Opcode.Text, Hello, last: false);
        await socket.Send(opcode, Hello, last);
        await socket.MustClose(1002);
    }

    /// <summary>However it is cut into frames, and whether or not all that was claimed ever comes.</summary>
    [Theory]
    [InlineData(Longest + 1, Longest + 1)]
    [InlineData(4 * 1024 * 1024, 4 * 1024 * 1024)]
    [InlineData(4 * 1024 * 1024, 4096)]
    [InlineData(Longest + 1, Longest)]
    [InlineData(Longest + 1, 1)]
    public async Task Ends_with_1009_beyond_the_limit(int length, int frame)
    {
        using var socket = await RawSocket.Open(server.Url);
        var sending = Task.Run(async () =>
        {
            try
            {
                var bytes = new byte[Math.Min(frame, length)];
                bytes.AsSpan().Fill((byte)' ');
                for (var sent = 0; sent < length; sent += bytes.Length)
                    await socket.Send(sent == 0 ? Opcode.Text : Opcode.Continuation, bytes, last: sent + bytes.Length >= length);
            }
            catch (System.Net.Sockets.SocketException)
            {
                return; // the server has had enough
            }
        }, TestContext.Current.CancellationToken);
        await socket.MustClose(1009);
        await sending;
    }

    [Fact]
    public async Task Ends_with_1009_at_a_frame_that_claims_what_it_does_not_bring()
    {
        using var socket = await RawSocket.Open(server.Url);
        var begun = new byte[Longest + 4096];
        begun.AsSpan().Fill((byte)' ');
        await socket.Bytes(RawSocket.Made(Opcode.Text, begun, claims: 1UL << 62));
        await socket.MustClose(1009);
    }
}
