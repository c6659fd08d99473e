using System.Text;

namespace Olympus.Api.Live.Protocol;

/// <summary>RFC 6455 over <c>/ws</c>: pings, text that is UTF-8 or not, and every way to say goodbye.</summary>
public sealed class ClosingTheSocket(Server server)
{
    public static TheoryData<string> Pings => ["", "Hello", "\0\u00ff\u00fe\r\n", new string('p', 125)];

    [Theory]
    [MemberData(nameof(Pings))]
    public async Task A_ping_is_answered_with_what_it_says(string payload)
    {
        using var socket = await RawSocket.Open(server.Url);
        var bytes = Encoding.Latin1.GetBytes(payload);
        await socket.Send(Opcode.Ping, bytes);
        await MustPong(socket, bytes);
        await socket.Chopped(RawSocket.Made(Opcode.Ping, bytes), 1);
        await MustPong(socket, bytes);
    }

    [Fact]
    public async Task Ten_pings_are_answered_in_their_order()
    {
        using var socket = await RawSocket.Open(server.Url);
        await socket.Bytes(Enumerable.Range(0, 10).SelectMany(n => RawSocket.Made(Opcode.Ping, [(byte)n])).ToArray());
        for (byte n = 0; n < 10; n++)
            await MustPong(socket, [n]);
    }

    [Theory]
    [InlineData(Opcode.Ping)]
    [InlineData(Opcode.Pong)]
    [InlineData(Opcode.Close)]
    public async Task A_control_frame_of_126_bytes_ends_it_with_1002(Opcode opcode)
    {
        using var socket = await RawSocket.Open(server.Url);
        await socket.Send(opcode, opcode == Opcode.Close ? RawSocket.Goodbye(1000, new string('r', 124)) : new byte[126]);
        await socket.MustClose(1002);
    }

    [Fact]
    public async Task Pongs_that_nobody_asked_for_are_passed_over()
    {
        using var socket = await RawSocket.Open(server.Url);
        await socket.Send(Opcode.Pong, []);
        await socket.Send(Opcode.Pong, "Hello"u8.ToArray());
        await socket.Send(Opcode.Ping, [7]);
        await MustPong(socket, [7]);
    }

    public static TheoryData<string> Valid =>
    [
        "Hello-µ@ßöäüàá-UTF-8!!", "κόσμε", "C280", "DFBF", "E0A080", "ED9FBF", "EE8080", "EFBFBD", "EFBFBE", "EFBFBF", "EFB790", "EFBBBF", "F0908080", "F48FBFBF",
        "F09FBFBE", "F0AFBFBF", "F38FBFBF", "7F",
    ];

    [Theory]
    [MemberData(nameof(Valid))]
    public async Task Text_that_is_UTF_8_is_taken_wherever_it_is_cut(string text)
    {
        using var socket = await RawSocket.Open(server.Url);
        var call = Encoding.UTF8.GetBytes(FramingMessages.Call(Encoding.UTF8.GetString(Bytes(text))));
        await socket.Send(Opcode.Text, call);
        await Echoed();
        for (var n = 0; n < call.Length; n++)
            await socket.Send(n == 0 ? Opcode.Text : Opcode.Continuation, [call[n]], last: n == call.Length - 1);
        await Echoed();

        async Task Echoed()
        {
            var answer = (await socket.Next()).ShouldNotBeNull();
            answer.Payload.AsSpan().EndsWith(call.AsSpan(call.AsSpan().IndexOf("\"id\":"u8))).ShouldBeTrue(answer.Text);
        }
    }

    public static TheoryData<string> Invalid =>
    [
        "CEBAE1BDB9CF83CEBCCEB5EDA080656469746564", // what Autobahn sends: a surrogate after good Greek
        "80", "BF", "80BF80BF80BF80", "C0", "C1", "F5", "FE", "FF", "FEFEFFFF", // bytes that begin nothing
        "C020", "DF20", "E08020", "E2C3", "F0908020", "F09080C3", // sequences that break off
        "C0AF", "E080AF", "F08080AF", "F8808080AF", "FC80808080AF", "C1BF", "E09FBF", "F08FBFBF", "C080", // longer than needed
        "F888808080", "FC8480808080", "F7BFBFBF", "FBBFBFBFBF", "FDBFBFBFBFBF", "F4908080", // beyond U+10FFFF
        "EDA080", "EDAFBF", "EDB080", "EDBFBF", "EDA080EDB080", "EDAFBFEDBFBF", // surrogates
    ];

    [Theory]
    [MemberData(nameof(Invalid))]
    public async Task Text_that_is_not_UTF_8_ends_it_with_1007(string text)
    {
        var call = (byte[])[.. "{\"id\":\""u8, .. Bytes(text), .. "\"}"u8];
        using var whole = await RawSocket.Open(server.Url);
        await whole.Send(Opcode.Text, call);
        await whole.MustClose(1007);

        // As soon as that is certain, in a fragment that is not the last one.
        using var fragment = await RawSocket.Open(server.Url);
        await fragment.Send(Opcode.Text, call, last: false);
        await fragment.MustClose(1007);
        using var bitByBit = await RawSocket.Open(server.Url);
        await bitByBit.Chopped(RawSocket.Made(Opcode.Text, call), 1);
        await bitByBit.MustClose(1007);
    }

    /// <summary>.NET's WebSocket looks at a frame when it is whole, or when 4 KiB of it are there: so early is early enough.</summary>
    [Fact]
    public async Task Text_that_is_not_UTF_8_ends_it_before_the_frame_is_whole()
    {
        using var socket = await RawSocket.Open(server.Url);
        await socket.Bytes(RawSocket.Made(Opcode.Text, [(byte)'"', 0xff, .. Enumerable.Repeat((byte)' ', 5000)], claims: 60_000));
        await socket.MustClose(1007);
    }

    [Theory]
    [InlineData("CE")]
    [InlineData("E1BD")]
    [InlineData("F09F92")]
    public async Task Text_that_ends_within_a_character_ends_it_with_1007(string cut)
    {
        using var whole = await RawSocket.Open(server.Url);
        await whole.Send(Opcode.Text, [.. "\""u8, .. Bytes(cut)]);
        await whole.MustClose(1007);
        using var fragments = await RawSocket.Open(server.Url);
        await fragments.Send(Opcode.Text, [.. "\""u8, .. Bytes(cut)], last: false);
        await fragments.Send(Opcode.Continuation, []);
        await fragments.MustClose(1007);
    }

    [Fact]
    public async Task A_goodbye_without_a_code_is_returned_and_ends_it()
    {
        using var socket = await RawSocket.Open(server.Url);
        await socket.Send(Opcode.Close, []);
        await socket.MustClose(1000);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(1002)]
    [InlineData(1003)]
    [InlineData(1007)]
    [InlineData(1008)]
    [InlineData(1009)]
    [InlineData(1010)]
    [InlineData(1011)]
    [InlineData(1012)]
    [InlineData(1013)]
    [InlineData(1014)]
    [InlineData(3000)]
    [InlineData(3999)]
    [InlineData(4000)]
    [InlineData(4999)]
    public async Task A_goodbye_is_returned_with_its_code(int code)
    {
        foreach (var reason in new[] { "", "Auf Wiedersehen, schöne Welt", new string('r', 123) })
        {
            using var socket = await RawSocket.Open(server.Url);
            await socket.Send(Opcode.Close, RawSocket.Goodbye(code, reason));
            await socket.MustClose(code);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(999)]
    [InlineData(1004)]
    [InlineData(1005)]
    [InlineData(1006)]
    [InlineData(1015)]
    [InlineData(1016)]
    [InlineData(1100)]
    [InlineData(2000)]
    [InlineData(2999)]
    [InlineData(5000)]
    [InlineData(65_535)]
    public async Task A_goodbye_with_a_code_that_may_not_be_sent_ends_it_with_1002(int code)
    {
        using var socket = await RawSocket.Open(server.Url);
        await socket.Send(Opcode.Close, RawSocket.Goodbye(code, "reason"));
        await socket.MustClose(1002);
    }

    [Fact]
    public async Task A_goodbye_of_one_byte_ends_it_with_1002()
    {
        using var socket = await RawSocket.Open(server.Url);
        await socket.Send(Opcode.Close, [3]);
        await socket.MustClose(1002);
    }

    /// <summary>RFC 6455 §8.1 has 1007 for that; .NET's WebSocket says 1002.</summary>
    [Fact]
    public async Task A_goodbye_whose_reason_is_not_UTF_8_ends_it_with_1002()
    {
        using var socket = await RawSocket.Open(server.Url);
        await socket.Send(Opcode.Close, [.. RawSocket.Goodbye(1000, "reason "), 0xce, 0xba, 0xed, 0xa0, 0x80]);
        await socket.MustClose(1002);
    }

    [Theory]
    [InlineData(Opcode.Text)]
    [InlineData(Opcode.Ping)]
    [InlineData(Opcode.Close)]
    public async Task What_comes_behind_a_goodbye_is_passed_over(Opcode opcode)
    {
        using var socket = await RawSocket.Open(server.Url);
        var behind = opcode == Opcode.Text ? Encoding.UTF8.GetBytes(FramingMessages.Call(100)) : RawSocket.Goodbye(1001);
        await socket.Bytes((byte[])[.. RawSocket.Made(Opcode.Close, RawSocket.Goodbye(1000)), .. RawSocket.Made(opcode, behind)]);
        (await socket.Next()).ShouldNotBeNull().Code.ShouldBe(1000);
        await socket.MustEnd();
    }

    [Fact]
    public async Task A_goodbye_within_a_message_ends_it()
    {
        using var socket = await RawSocket.Open(server.Url);
        await socket.Send(Opcode.Text, "half"u8.ToArray(), last: false);
        await socket.Send(Opcode.Close, RawSocket.Goodbye(1001));
        await socket.MustClose(1001);
    }

    /// <summary>Nobody waits for a client that was told goodbye and says nothing.</summary>
    [Fact]
    public async Task A_client_that_does_not_answer_a_goodbye_is_left()
    {
        using var socket = await RawSocket.Open(server.Url);
        await socket.Send(Opcode.Binary, [1]);
        (await socket.Next()).ShouldNotBeNull().Code.ShouldBe(1003);
        await socket.MustEnd();
    }

    private static async Task MustPong(RawSocket socket, byte[] payload)
    {
        var pong = (await socket.Next()).ShouldNotBeNull();
        pong.Opcode.ShouldBe(Opcode.Pong);
        pong.Payload.ShouldBe(payload);
    }

    /// <summary>Hexadecimal digits, or else the text itself.</summary>
    private static byte[] Bytes(string text) => text.All(char.IsAsciiHexDigitUpper) ? Convert.FromHexString(text) : Encoding.UTF8.GetBytes(text);
}
