using System.Text;
using System.Text.Json;
using Olympus.JsonRpc;

namespace Olympus.Rules.JsonRpc;

/// <summary>JSON-RPC 2.0, message by message: what comes in, and the exact text that goes out (nothing, where the specification wants silence).</summary>
public sealed class AnsweringMessages
{
    private const string ParseError = """{"jsonrpc":"2.0","error":{"code":-32700,"message":"Parse error"},"id":null}""";
    private const string Invalid = """{"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid Request"},"id":null}""";

    private readonly List<string> _called = [];
    private readonly List<string> _failed = [];

    public static TheoryData<string, string> Messages => new()
    {
        // one call
        { """{"jsonrpc":"2.0","method":"echo","params":[42,23],"id":1}""", """{"jsonrpc":"2.0","result":[42,23],"id":1}""" },
        { """{"jsonrpc":"2.0","method":"echo","params":{"a":1},"id":2}""", """{"jsonrpc":"2.0","result":{"a":1},"id":2}""" },
        { """{"jsonrpc":"2.0","method":"echo","id":3}""", """{"jsonrpc":"2.0","result":null,"id":3}""" },
        { """{"id":4,"params":[],"method":"echo","jsonrpc":"2.0"}""", """{"jsonrpc":"2.0","result":[],"id":4}""" },
        { "  {\"jsonrpc\":\"2.0\",\"method\":\"echo\",\"id\":5}\r\n", """{"jsonrpc":"2.0","result":null,"id":5}""" },
        { """{"jsonrpc":"2.0","method":"echo","id":6,"trace":"x"}""", """{"jsonrpc":"2.0","result":null,"id":6}""" },
        { """{"jsonrpc":"2.0","method":"\u0065cho","id":7}""", """{"jsonrpc":"2.0","result":null,"id":7}""" },

        // ids come back as they were sent
        { """{"jsonrpc":"2.0","method":"echo","id":"1"}""", """{"jsonrpc":"2.0","result":null,"id":"1"}""" },
        { """{"jsonrpc":"2.0","method":"echo","id":""}""", """{"jsonrpc":"2.0","result":null,"id":""}""" },
        { """{"jsonrpc":"2.0","method":"echo","id":"\u00e9\n\ud83d\ude00"}""", """{"jsonrpc":"2.0","result":null,"id":"\u00e9\n\ud83d\ude00"}""" },
        { """{"jsonrpc":"2.0","method":"echo","id":1.50}""", """{"jsonrpc":"2.0","result":null,"id":1.50}""" },
        { """{"jsonrpc":"2.0","method":"echo","id":-1e-7}""", """{"jsonrpc":"2.0","result":null,"id":-1e-7}""" },
        { """{"jsonrpc":"2.0","method":"echo","id":0}""", """{"jsonrpc":"2.0","result":null,"id":0}""" },
        { """{"jsonrpc":"2.0","method":"echo","id":123456789012345678901234567890}""", """{"jsonrpc":"2.0","result":null,"id":123456789012345678901234567890}""" },
        { """{"jsonrpc":"2.0","method":"echo","id":null}""", """{"jsonrpc":"2.0","result":null,"id":null}""" },
        { """{"jsonrpc":"2.0","method":"echo","id":true}""", Invalid },
        { """{"jsonrpc":"2.0","method":"echo","id":{}}""", Invalid },
        { """{"jsonrpc":"2.0","method":"echo","id":[1]}""", Invalid },

        // notifications, and responses that nobody asked for
        { """{"jsonrpc":"2.0","method":"echo","params":[1]}""", "" },
        { """{"jsonrpc":"2.0","method":"unknown"}""", "" },
        { """{"jsonrpc":"2.0","method":"refuse"}""", "" },
        { """{"jsonrpc":"2.0","method":"break"}""", "" },
        { """{"jsonrpc":"2.0","result":19,"id":1}""", "" },
        { """{"jsonrpc":"2.0","error":{"code":-32000,"message":"no"},"id":1}""", "" },
        { """{"jsonrpc":"2.0","method":"echo","result":1,"id":8}""", """{"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid Request"},"id":8}""" },

        // what is no JSON
        { """{"jsonrpc":"2.0","method":"foobar,"params":"bar","baz]""", ParseError },
        { "", ParseError },
        { "   ", ParseError },
        { "nonsense", ParseError },
        { "\ufeff{\"jsonrpc\":\"2.0\",\"method\":\"echo\",\"id\":1}", ParseError },
        { """{"jsonrpc":"2.0","method":"echo","id":1}{"jsonrpc":"2.0","method":"echo","id":2}""", ParseError },
        { """{"jsonrpc":"2.0","method":"echo","id":1,}""", ParseError },
        { """{"jsonrpc":"2.0",/* hi */"method":"echo","id":1}""", ParseError },
        { """{"jsonrpc":"2.0","method":"echo","method":"refuse","id":1}""", ParseError },
        { """{"jsonrpc":"2.0","method":"echo","params":{"a":1,"a":2},"id":1}""", ParseError },
        { """{"jsonrpc":"2.0","method":"echo","params":{"a":1,"\u0061":2},"id":1}""", ParseError },
        { """{"jsonrpc":"2.0","method":"echo","id":01}""", ParseError },
        { """{"jsonrpc":"2.0","method":"echo","id":NaN}""", ParseError },
        { """{"jsonrpc":"2.0","method":"\ud800","id":1}""", ParseError },
        { """{"jsonrpc":"2.0","method":"echo","params":{"\udc00":"x"},"id":1}""", ParseError },
        { """{"jsonrpc":"2.0","method":"echo","params":["\ud800\u0041"],"id":"\u0041"}""", ParseError },

        // JSON that is no request
        { "1", Invalid },
        { "null", Invalid },
        { "\"echo\"", Invalid },
        { "{}", Invalid },
        { """{"method":"echo","id":9}""", """{"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid Request"},"id":9}""" },
        { """{"jsonrpc":"1.0","method":"echo","id":9}""", """{"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid Request"},"id":9}""" },
        { """{"jsonrpc":2.0,"method":"echo","id":"9"}""", """{"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid Request"},"id":"9"}""" },
        { """{"jsonrpc":"2.0","method":1,"params":"bar"}""", Invalid },
        { """{"jsonrpc":"2.0","method":null,"id":9}""", """{"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid Request"},"id":9}""" },
        { """{"jsonrpc":"2.0","method":"echo","params":"bar","id":9}""", """{"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid Request"},"id":9}""" },
        { """{"jsonrpc":"2.0","method":"echo","params":7,"id":9}""", """{"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid Request"},"id":9}""" },
        { """{"jsonrpc":"2.0","method":"echo","params":null,"id":9}""", """{"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid Request"},"id":9}""" },

        // methods that are none
        { """{"jsonrpc":"2.0","method":"unknown","id":10}""", """{"jsonrpc":"2.0","error":{"code":-32601,"message":"Method not found"},"id":10}""" },
        { """{"jsonrpc":"2.0","method":"","id":10}""", """{"jsonrpc":"2.0","error":{"code":-32601,"message":"Method not found"},"id":10}""" },
        { """{"jsonrpc":"2.0","method":"rpc.echo","id":10}""", """{"jsonrpc":"2.0","error":{"code":-32601,"message":"Method not found"},"id":10}""" },
        { """{"jsonrpc":"2.0","method":"Echo","id":10}""", """{"jsonrpc":"2.0","error":{"code":-32601,"message":"Method not found"},"id":10}""" },

        // calls that fail
        { """{"jsonrpc":"2.0","method":"refuse","id":11}""", """{"jsonrpc":"2.0","error":{"code":-32000,"message":"\"No\"","data":{"code":"x.no"}},"id":11}""" },
        { """{"jsonrpc":"2.0","method":"throw","id":11}""", """{"jsonrpc":"2.0","error":{"code":-32602,"message":"Invalid params: 'a' is missing"},"id":11}""" },
        { """{"jsonrpc":"2.0","method":"break","id":11}""", """{"jsonrpc":"2.0","error":{"code":-32603,"message":"Internal error"},"id":11}""" },

        // batches
        { "[]", Invalid },
        { "[1]", $"[{Invalid}]" },
        { "[1,2,3]", $"[{Invalid},{Invalid},{Invalid}]" },
        { "[[]]", $"[{Invalid}]" },
        { """[[{"jsonrpc":"2.0","method":"echo","id":1}]]""", $"[{Invalid}]" },
        { """[{"jsonrpc":"2.0","method":"echo","id":1},{"jsonrpc":"2.0","method"]""", ParseError },
        { """[{"jsonrpc":"2.0","method":"echo"},{"jsonrpc":"2.0","method":"refuse"}]""", "" },
        { """[{"jsonrpc":"2.0","result":1,"id":1}]""", "" },
        { """[{"jsonrpc":"2.0","method":"echo","id":1}]""", """[{"jsonrpc":"2.0","result":null,"id":1}]""" },
        {
            """[{"jsonrpc":"2.0","method":"echo","id":1},{"jsonrpc":"2.0","method":"echo","id":"1"},{"jsonrpc":"2.0","method":"echo","id":1}]""",
            """[{"jsonrpc":"2.0","result":null,"id":1},{"jsonrpc":"2.0","result":null,"id":"1"},{"jsonrpc":"2.0","result":null,"id":1}]"""
        },
        {
            """[{"jsonrpc":"2.0","method":"echo","params":[1],"id":"1"},{"jsonrpc":"2.0","method":"echo"},{"foo":"boo"},{"jsonrpc":"2.0","result":1,"id":4},{"jsonrpc":"2.0","method":"unknown","id":"5"}]""",
            $$"""[{"jsonrpc":"2.0","result":[1],"id":"1"},{{Invalid}},{"jsonrpc":"2.0","error":{"code":-32601,"message":"Method not found"},"id":"5"}]"""
        },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task Says_exactly_this(string message, string answer) => (await Answer(message)).ShouldBe(answer);

    [Fact]
    public async Task Refuses_a_batch_that_is_too_long_whole()
    {
        var call = """{"jsonrpc":"2.0","method":"echo","id":1}""";
        (await Answer($"[{string.Join(',', Enumerable.Repeat(call, 50))}]")).ShouldNotContain("error");
        _called.Count.ShouldBe(50);
        (await Answer($"[{string.Join(',', Enumerable.Repeat(call, 51))}]"))
            .ShouldBe("""{"jsonrpc":"2.0","error":{"code":-32600,"message":"A batch has at most 50 items"},"id":null}""");
        _called.Count.ShouldBe(50);
    }

    [Fact]
    public async Task Refuses_what_is_nested_too_deep() =>
        (await Answer($$"""{"jsonrpc":"2.0","method":"echo","params":{{new string('[', 40)}}{{new string(']', 40)}},"id":1}""")).ShouldBe(ParseError);

    [Fact]
    public async Task Refuses_text_that_is_not_UTF_8()
    {
        var broken = Encoding.UTF8.GetBytes("""{"jsonrpc":"2.0","method":"echo","id":"?"}""");
        broken[Array.IndexOf(broken, (byte)'?')] = 0xff;
        (await Answer(broken)).ShouldBe(ParseError);
    }

    [Fact]
    public async Task Asks_for_each_item_of_a_batch_by_itself_and_in_its_order()
    {
        await Answer("""[{"jsonrpc":"2.0","method":"a","id":1},{"jsonrpc":"2.0","method":"b"},{"jsonrpc":"2.0","method":"echo","id":3}]""");
        _called.ShouldBe(["a", "b", "echo"]);
    }

    [Fact]
    public async Task Tells_the_log_of_notifications_that_failed_and_of_what_broke()
    {
        await Answer("""[{"jsonrpc":"2.0","method":"refuse"},{"jsonrpc":"2.0","method":"unknown"},{"jsonrpc":"2.0","method":"break","id":1},{"jsonrpc":"2.0","method":"refuse","id":2}]""");
        _failed.ShouldBe(["refuse -32000", "unknown -32601", "break -32603 InvalidOperationException"]);
    }

    [Fact]
    public async Task Starts_what_follows_an_answer_behind_it()
    {
        var order = new List<string>();
        var peer = new RpcPeer(new((_, _) => ValueTask.FromResult(RpcAnswer.Nothing with { Then = () => order.Add("then") }), (_, _, _) => { }));
        var call = """{"jsonrpc":"2.0","method":"x","id":1}""";
        await peer.Answer(RpcInput.Read(Encoding.UTF8.GetBytes($"[{call},{call}]"), 50), _ => order.Add("answer"), CancellationToken.None);
        order.ShouldBe(["answer", "then", "then"]);
    }

    [Fact]
    public async Task Is_silent_once_the_peer_is_gone()
    {
        using var gone = new CancellationTokenSource();
        var peer = new RpcPeer(new(
            async (_, ct) =>
            {
                await gone.CancelAsync();
                ct.ThrowIfCancellationRequested();
                return RpcAnswer.Nothing;
            },
            (call, _, _) => _failed.Add(call.Method)));
        var sent = false;
        await peer.Answer(RpcInput.Read("""{"jsonrpc":"2.0","method":"x","id":1}"""u8, 50), _ => sent = true, gone.Token);
        sent.ShouldBeFalse();
        _failed.ShouldBeEmpty();
    }

    [Fact]
    public void Writes_notifications_without_an_id()
    {
        Encoding.UTF8.GetString(RpcText.Notification("live.x", """{"a":1}"""u8)).ShouldBe("""{"jsonrpc":"2.0","method":"live.x","params":{"a":1}}""");
        Encoding.UTF8.GetString(RpcText.NotificationHead("n", ("a", "\"b\""))).ShouldBe("""{"jsonrpc":"2.0","method":"n","params":{"a":"\"b\"",""");
    }

    private Task<string> Answer(string message) => Answer(Encoding.UTF8.GetBytes(message));

    private async Task<string> Answer(byte[] message)
    {
        var said = "";
        var peer = new RpcPeer(new(Call, (call, error, cause) => _failed.Add($"{call.Method} {error.Code} {cause?.GetType().Name}".TrimEnd())));
        await peer.Answer(RpcInput.Read(message, longestBatch: 50), text => said += Encoding.UTF8.GetString(text.Span), CancellationToken.None);
        return said;
    }

    private ValueTask<RpcAnswer> Call(RpcCall call, CancellationToken ct)
    {
        _called.Add(call.Method);
        return ValueTask.FromResult<RpcAnswer>(call.Method switch
        {
            "echo" when call.Params.ValueKind == JsonValueKind.Undefined => RpcAnswer.Nothing,
            "echo" => new(Encoding.UTF8.GetBytes(call.Params.GetRawText())),
            "refuse" => new RpcError(-32000, "\"No\"", """{"code":"x.no"}"""u8.ToArray()),
            "throw" => throw RpcError.ParamsInvalid("'a' is missing").AsException(),
            "break" => throw new InvalidOperationException("broken"),
            _ => RpcError.MethodUnknown,
        });
    }
}
