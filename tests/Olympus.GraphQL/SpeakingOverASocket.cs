using Olympus.GraphQL.Execution;
using Olympus.GraphQL.Transport;

namespace Olympus.GraphQL.Tests;

/// <summary>The protocol graphql-transport-ws, at its edges.</summary>
public sealed class SpeakingOverASocket : IAsyncLifetime
{
    private const string Forbidden = "4403 Forbidden", Invalid = "4400 Invalid message received";
    private Served _server = null!;

    public async ValueTask InitializeAsync() =>
        _server = await Served.Start(socket: new SocketLimits { Init = TimeSpan.FromMilliseconds(700), Operations = 5, MessageBytes = 4096 });

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("graphql-ws")]
    [InlineData("soap")]
    [InlineData("")]
    public async Task Refuses_other_protocols(string protocol)
    {
        using var client = await SocketClient.Open(_server, protocol);
        (await client.Hear()).ShouldBe("4406 Subprotocol not acceptable");
    }

    [Fact]
    public async Task Chooses_its_protocol_of_several()
    {
        using var client = await SocketClient.Open(_server, "graphql-ws", "graphql-transport-ws");
        client.Protocol.ShouldBe("graphql-transport-ws");
    }

    [Fact]
    public async Task Waits_only_so_long_to_be_greeted()
    {
        using var client = await SocketClient.Open(_server);
        (await client.Hear()).ShouldBe("4408 Connection initialisation timeout");
    }

    [Fact]
    public async Task Is_greeted_once()
    {
        using var client = await SocketClient.Greeted(_server);
        await client.Say("""{"type":"connection_init"}""");
        (await client.Hear()).ShouldBe("4429 Too many initialisation requests");
    }

    [Fact]
    public async Task Is_greeted_once_also_while_it_considers()
    {
        using var client = await SocketClient.Open(_server);
        await client.Say("""{"type":"connection_init","payload":{"token":"slow"}}""");
        await client.Say("""{"type":"connection_init"}""");
        (await client.Hear()).ShouldBe("4429 Too many initialisation requests");
    }

    [Theory]
    [InlineData("""{"type":"connection_init"}""", """{"type":"connection_ack"}""")]
    [InlineData("""{"type":"connection_init","payload":null}""", """{"type":"connection_ack"}""")]
    [InlineData("""{"type":"connection_init","payload":{"token":"me"}}""", """{"type":"connection_ack","payload":{"hello":"me"}}""")]
    [InlineData("""{"type":"connection_init","payload":{"token":"bad"}}""", Forbidden)]
    [InlineData("""{"type":"connection_init","payload":{"token":"broken"}}""", "4500 Internal server error")]
    [InlineData("""{"type":"connection_init","payload":7}""", Invalid)]
    [InlineData("""{"id":"1","type":"subscribe","payload":{"query":"{ hello }"}}""", "4401 Unauthorized")]
    public async Task Answers_a_greeting(string greeting, string answer)
    {
        using var client = await SocketClient.Open(_server);
        await client.Say(greeting);
        (await client.Hear()).ShouldBe(answer);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":7}""")]
    [InlineData("""{"type":"start","id":"1","payload":{"query":"{ hello }"}}""")]
    [InlineData("""{"type":"next","id":"1","payload":{}}""")]
    [InlineData("""{"type":"subscribe","payload":{"query":"{ hello }"}}""")]
    [InlineData("""{"type":"subscribe","id":"","payload":{"query":"{ hello }"}}""")]
    [InlineData("""{"type":"subscribe","id":7,"payload":{"query":"{ hello }"}}""")]
    [InlineData("""{"type":"subscribe","id":"1"}""")]
    [InlineData("""{"type":"subscribe","id":"1","payload":"{ hello }"}""")]
    [InlineData("""{"type":"subscribe","id":"1","payload":{}}""")]
    [InlineData("""{"type":"subscribe","id":"1","payload":{"query":7}}""")]
    [InlineData("""{"type":"subscribe","id":"1","payload":{"query":"{ hello }","variables":[]}}""")]
    [InlineData("""{"type":"subscribe","id":"1","payload":{"query":"{ hello }","operationName":7}}""")]
    [InlineData("""{"type":"complete"}""")]
    [InlineData("""{"type":"ping","payload":"x"}""")]
    public async Task Closes_on_what_is_no_message(string text)
    {
        using var client = await SocketClient.Greeted(_server);
        await client.Say(text);
        (await client.Hear()).ShouldBe(Invalid);
    }

    [Fact]
    public async Task Closes_on_bytes_and_on_what_is_too_long()
    {
        using var binary = await SocketClient.Greeted(_server);
        await binary.SayBytes([1, 2, 3]);
        (await binary.Hear()).ShouldBe(Invalid);
        using var large = await SocketClient.Greeted(_server);
        await large.Say($"{{\"type\":\"ping\",\"payload\":{{\"a\":\"{new string('x', 5000)}\"}}}}");
        (await large.Hear()).ShouldBe("1009 Message too big");
    }

    [Fact]
    public async Task Answers_pings_at_any_time_and_takes_pongs()
    {
        using var client = await SocketClient.Open(_server);
        await client.Say("""{"type":"pong"}""");
        await client.Say("""{"type":"ping","payload":{"a":[1]}}""");
        (await client.Hear()).ShouldBe("""{"type":"pong","payload":{"a":[1]}}""");
        await client.Say("""{"type":"ping"}""");
        (await client.Hear()).ShouldBe("""{"type":"pong"}""");
    }

    [Theory]
    [InlineData("{ hello }", """{"data":{"hello":"world"}}""")]
    [InlineData("mutation { set(to: 3) }", """{"data":{"set":3}}""")]
    [InlineData("{ must }", """{"errors":[{"message":"Cannot return null for non-nullable field Query.must.","locations":[{"line":1,"column":3}],"path":["must"]}],"data":null}""")]
    public async Task Answers_operations_of_one_result(string query, string result)
    {
        using var client = await SocketClient.Greeted(_server);
        await client.Subscribe("a", query);
        (await client.Hear()).ShouldBe($"{{\"id\":\"a\",\"type\":\"next\",\"payload\":{result}}}");
        (await client.Hear()).ShouldBe("""{"id":"a","type":"complete"}""");
        await client.Subscribe("a", "{ hello }"); // the id is free again
        (await client.Hear()).ShouldContain("world");
    }

    [Theory]
    [InlineData("{ nope }", "Cannot query field")]
    [InlineData("{", "Syntax Error")]
    [InlineData("{ deep { deep { deep { deep { deep { deep { deep { deep { deep { deep { end } } } } } } } } } } }", "QUERY_TOO_DEEP")]
    [InlineData("subscription { refused }", "Refused.")]
    [InlineData("query A { hello } query B { hello }", "operation name")]
    public async Task Ends_an_operation_by_its_error_and_stays(string query, string error)
    {
        using var client = await SocketClient.Greeted(_server);
        await client.Subscribe("a", query);
        var heard = await client.Hear();
        heard.ShouldStartWith("""{"id":"a","type":"error","payload":[{"message":""");
        heard.ShouldContain(error);
        (await client.HearAll()).ShouldBeEmpty(); // and no complete
    }

    [Fact]
    public async Task Ends_an_operation_that_fails_midway_by_an_error()
    {
        using var client = await SocketClient.Greeted(_server);
        await client.Subscribe("a", "subscription { failing }");
        (await client.Hear()).ShouldBe("""{"id":"a","type":"next","payload":{"data":{"failing":1}}}""");
        (await client.Hear()).ShouldBe("""{"id":"a","type":"error","payload":[{"message":"Unexpected error.","extensions":{"code":"INTERNAL_SERVER_ERROR"}}]}""");
        (await client.HearAll()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("subscription { fed }", "subscription { fed }")]
    [InlineData("{ gate }", "{ gate }")]
    [InlineData("{ gate }", "subscription { fed }")]
    public async Task Closes_on_an_id_that_is_in_use(string first, string second)
    {
        using var client = await SocketClient.Greeted(_server);
        await client.Subscribe("a", first);
        await client.Subscribe("a", second);
        (await client.Hear()).ShouldBe("4409 Subscriber for a already exists");
    }

    [Fact]
    public async Task Sends_every_event_and_then_that_it_is_over()
    {
        using var client = await SocketClient.Greeted(_server);
        await client.Subscribe("a", "subscription { count(to: 300) }");
        for (var i = 1; i <= 300; i++)
            (await client.Hear()).ShouldBe($"{{\"id\":\"a\",\"type\":\"next\",\"payload\":{{\"data\":{{\"count\":{i}}}}}}}");
        (await client.Hear()).ShouldBe("""{"id":"a","type":"complete"}""");
    }

    [Fact]
    public async Task Sends_nothing_after_the_client_had_enough()
    {
        using var client = await SocketClient.Greeted(_server);
        await client.Subscribe("a", "{ gate }");
        await client.Subscribe("b", "subscription { fed }");
        await Eventually(() => _server.Running == 1);
        await client.Say("""{"type":"complete","id":"a"}""");
        await client.Say("""{"type":"complete","id":"b"}""");
        await client.Say("""{"type":"complete","id":"never was"}""");
        (await client.HearAll()).ShouldBeEmpty();
        _server.Gate.SetResult();
        await Eventually(() => _server.Running == 0);
        (await client.HearAll()).ShouldBeEmpty();
        await client.Subscribe("b", "{ hello }");
        (await client.Hear()).ShouldContain("world");
    }

    [Fact]
    public async Task Serves_only_so_many_operations_at_once()
    {
        using var client = await SocketClient.Greeted(_server);
        for (var i = 0; i < 5; i++)
            await client.Subscribe("s" + i, "{ gate }");
        await client.Subscribe("s5", "{ hello }");
        (await client.Hear()).ShouldContain("TOO_MANY_OPERATIONS");
        await client.Say("""{"type":"complete","id":"s0"}""");
        await client.Subscribe("s6", "{ hello }");
        (await client.Hear()).ShouldContain("world");
    }

    [Fact]
    public async Task Ends_with_its_grant()
    {
        using var client = await SocketClient.Greeted(_server);
        await client.Subscribe("a", "subscription { fed }");
        await Eventually(() => _server.Running == 1);
        await _server.Grants.CancelAsync();
        (await client.Hear()).ShouldBe(Forbidden);
        await Eventually(() => _server.Running == 0);
    }

    [Fact]
    public async Task Sends_clients_elsewhere_when_the_server_stops()
    {
        using var client = await SocketClient.Greeted(_server);
        await client.Subscribe("a", "subscription { fed }");
        await Eventually(() => _server.Running == 1);
        await _server.Stop();
        (await client.Hear()).ShouldBe("1012 Service restart");
    }

    [Fact]
    public async Task Ends_what_a_client_that_is_gone_had_begun()
    {
        using var client = await SocketClient.Greeted(_server);
        await client.Subscribe("a", "subscription { fed }");
        await Eventually(() => _server.Running == 1);
        client.Abort();
        await Eventually(() => _server.Running == 0);
    }

    [Fact]
    public async Task Speaks_with_the_reference_client()
    {
        Reference.Need();
        var url = _server.Socket.ToString();
        (await Served.Script("client.mjs", url, "subscription { count(to: 3) }", "0", """{"token":"me"}""")).ShouldBe(
            ["""connected {"hello":"me"}""", """next {"data":{"count":1}}""", """next {"data":{"count":2}}""", """next {"data":{"count":3}}""", "complete null"]);
        (await Served.Script("client.mjs", url, "{ hello }", "0")).ShouldBe(["connected null", """next {"data":{"hello":"world"}}""", "complete null"]);
        (await Served.Script("client.mjs", url, "subscription { count(to: 1000) }", "2"))[^1].ShouldBe("complete null");
        (await Served.Script("client.mjs", url, "{ nope }", "0"))[^1].ShouldBe("""error ["Cannot query field \"nope\" on type \"Query\"."]""");
        (await Served.Script("client.mjs", url, "{ hello }", "0", """{"token":"bad"}"""))[^1].ShouldBe("""error {"code":4403,"reason":"Forbidden"}""");
    }

    [Fact]
    public async Task Keeps_nothing_of_operations_that_are_over()
    {
        var cycles = int.TryParse(Environment.GetEnvironmentVariable("OLYMPUS_GRAPHQL_CYCLES"), out var wanted) ? wanted : 2000;
        using var client = await SocketClient.Greeted(_server);
        long early = 0;
        for (var i = 0; i < cycles; i++)
        {
            await client.Subscribe("a", "subscription { fed }");
            await client.Say("""{"type":"complete","id":"a"}""");
            if (i == cycles / 10)
                early = GC.GetTotalMemory(true);
        }

        (await client.HearAll()).ShouldBeEmpty();
        await Eventually(() => _server.Running == 0);
        if (wanted > 0) // alone: other tests use memory too
            (GC.GetTotalMemory(true) - early).ShouldBeLessThan(5_000_000);
    }

    private static async Task Eventually(Func<bool> condition)
    {
        for (var deadline = Environment.TickCount64 + 10_000; !condition(); await Task.Delay(10))
            Environment.TickCount64.ShouldBeLessThan(deadline);
    }
}
