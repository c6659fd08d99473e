using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Api.Orders;
using Olympus.Gateway.Edge;

namespace Olympus.Api.Live;

/// <summary>What a socket adds to JSON-RPC: frames, order, and everything at the same time.</summary>
public sealed class SpeakingJsonRpc(Server server)
{
    private const string Ping = """{"jsonrpc":"2.0","method":"ping","id":1}""";

    [Fact]
    public async Task Takes_a_message_in_as_many_frames_as_it_comes()
    {
        await using var wire = await Wire.Open(server.Url);
        var bytes = Encoding.UTF8.GetBytes("""{"jsonrpc":"2.0","method":"ping","id":"\u00e9é"}""");
        for (var i = 0; i < bytes.Length; i++)
            await wire.Send([bytes[i]], WebSocketMessageType.Text, i == bytes.Length - 1);
        (await wire.Text()).ShouldEndWith("""
            "id":"\u00e9é"}
            """.Trim());
        await wire.Send(Encoding.UTF8.GetBytes(Ping), WebSocketMessageType.Text, last: false);
        await wire.Send([], WebSocketMessageType.Text, last: true);
        (await wire.Text()).ShouldContain("\"id\":1}");
    }

    [Fact]
    public async Task Goes_on_after_a_message_that_is_nonsense()
    {
        await using var wire = await Wire.Open(server.Url);
        foreach (var nonsense in new[] { "", "{", "\ufeff" + Ping, "[]" })
        {
            await wire.Send(nonsense);
            (await wire.Text()).ShouldContain("\"error\":{\"code\":-32");
        }

        await wire.Send(Ping);
        (await wire.Text()).ShouldContain("\"result\":{\"now\":");
    }

    [Fact]
    public async Task Ends_a_socket_that_sends_bytes_instead_of_text()
    {
        await using var wire = await Wire.Open(server.Url);
        await wire.Send(Encoding.UTF8.GetBytes(Ping), WebSocketMessageType.Binary, true);
        (await wire.End()).Status.ShouldBe(1003);
    }

    [Fact]
    public async Task Ends_a_socket_whose_message_is_larger_than_64_KiB()
    {
        await using var wire = await Wire.Open(server.Url);
        var text = Ping.Replace("\"ping\"", "\"ping\",\"x\":\"" + new string('a', 64 * 1024 - Ping.Length - 7) + "\"", StringComparison.Ordinal);
        text.Length.ShouldBe(64 * 1024);
        await wire.Send(text);
        (await wire.Text()).ShouldContain("\"result\"");
        await wire.Send(text + " ");
        (await wire.End()).Status.ShouldBe(1009);
    }

    [Fact]
    public async Task Ends_a_socket_whose_text_is_not_UTF_8()
    {
        await using var wire = await Wire.Open(server.Url);
        await wire.Send([(byte)'"', 0xff, (byte)'"'], WebSocketMessageType.Text, true);
        (await wire.End()).Status.ShouldBe(1007);
    }

    [Fact]
    public async Task Answers_two_calls_in_flight_with_the_same_id()
    {
        var shop = await Shop.Open(server);
        await using var wire = await Wire.Open(server, shop.Token);
        await wire.Send("""{"jsonrpc":"2.0","method":"getTenant","id":7}""");
        await wire.Send("""{"jsonrpc":"2.0","method":"listLocations","id":7}""");
        var answers = new[] { await wire.Text(), await wire.Text() };
        answers.ShouldAllBe(answer => answer.EndsWith(",\"id\":7}", StringComparison.Ordinal) && answer.Contains("\"result\"", StringComparison.Ordinal));
        answers.Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Takes_what_follows_a_sign_in_at_once_as_signed_in()
    {
        var shop = await Shop.Open(server);
        await using var wire = await Wire.Open(server.Url);
        await wire.Send($$$"""{"jsonrpc":"2.0","method":"session.authenticate","params":{"token":"{{{shop.Token}}}"},"id":1}""");
        await wire.Send("""{"jsonrpc":"2.0","method":"live.subscribe","params":{"channel":"orders"},"id":2}""");
        await wire.Send("""{"jsonrpc":"2.0","method":"getTenant","id":3}""");
        for (var i = 0; i < 3; i++)
            (await wire.Text()).ShouldContain("\"result\"");
    }

    [Fact]
    public async Task Authorizes_each_item_of_a_batch_by_itself()
    {
        var shop = await Shop.Open(server);
        await using var wire = await Wire.Open(server, shop.As("kitchen").Token);
        await wire.Send("""
            [{"jsonrpc":"2.0","method":"listOrders","id":1},{"jsonrpc":"2.0","method":"listUsers","id":2},
             {"jsonrpc":"2.0","method":"listUsers"},{"jsonrpc":"2.0","method":"getTenant","id":3}]
            """);
        var answers = JsonNode.Parse(await wire.Text())!.AsArray();
        answers.Select(answer => answer!["id"]!.GetValue<int>()).ShouldBe([1, 2, 3]);
        answers[0]!["result"].ShouldNotBeNull();
        answers[1]!["error"]!["data"]!["code"]!.ToString().ShouldBe("auth.forbidden");
        answers[2]!["result"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Counts_each_item_of_a_batch_by_itself()
    {
        await using var own = await Server.With(services => services.AddSingleton(new RateLimitSettings { Standard = 10, Anonymous = 1000 }));
        var shop = await Shop.Open(own);
        await using var wire = await Wire.Open(own, shop.Token);
        var call = """{"jsonrpc":"2.0","method":"getTenant","id":1}""";
        await wire.Send($"[{string.Join(',', Enumerable.Repeat(call, 15))}]");
        var answers = JsonNode.Parse(await wire.Text())!.AsArray();
        answers.Count(answer => answer!["result"] is not null).ShouldBeInRange(10, 12);
        answers.Count(answer => answer!["error"]?["data"]?["code"]?.ToString() == "request.rate_limited").ShouldBeInRange(3, 5);
    }

    [Fact]
    public async Task Is_silent_about_notifications_that_fail_but_logs_them()
    {
        var shop = await Shop.Open(server);
        await using var wire = await Wire.Open(server, shop.Token);
        var method = $"no{Guid.NewGuid():N}";
        await wire.Send($$"""{"jsonrpc":"2.0","method":"{{method}}"}""");
        await wire.Send("""{"jsonrpc":"2.0","result":1,"id":5}""");
        await wire.Send(Ping);
        (await wire.Text()).ShouldContain("\"id\":1}");
        await Eventually.Holds(() => server.Logs.With(method).Count == 1);
    }

    [Fact]
    public async Task Refuses_more_calls_at_the_same_time_than_sixteen()
    {
        var counter = await Counter.Open(server);
        await using var wire = await Wire.Open(server, counter.Shop.Token);
        for (var i = 0; i < 200; i++)
            await wire.Send($$"""{"jsonrpc":"2.0","method":"listOrders","id":{{i}}}""");
        var answers = new List<JsonNode>();
        for (var i = 0; i < 200; i++)
            answers.Add(JsonNode.Parse(await wire.Text())!);
        answers.Select(answer => answer["id"]!.GetValue<int>()).Order().ShouldBe(Enumerable.Range(0, 200));
        answers.ShouldAllBe(answer => answer["result"] != null || answer["error"]!["code"]!.GetValue<int>() == -32001);
    }

    [Fact]
    public async Task Says_goodbye_to_who_does_and_forgets_what_comes_after()
    {
        await using var wire = await Wire.Open(server.Url);
        await wire.Send(Ping);
        await wire.Bye();
        (await wire.End()).Status.ShouldBe(1000);
        (await wire.Text()).ShouldContain("\"id\":1}");
    }

    [Theory]
    [InlineData("session.authenticate", """[ "x" ]""")]
    [InlineData("session.authenticate", """{"token":5}""")]
    [InlineData("session.authenticate", "{}")]
    [InlineData("session.authenticate", """{"token":"x","tenant_id":"y"}""")]
    [InlineData("live.subscribe", """{"channel":["orders"]}""")]
    [InlineData("live.subscribe", """{"channel":"orders","from":1}""")]
    [InlineData("live.unsubscribe", "{}")]
    [InlineData("getOrder", "{}")]
    [InlineData("getOrder", """{"id":{"x":1}}""")]
    [InlineData("getOrder", """["0190"]""")]
    public async Task Refuses_params_of_another_form(string method, string parameters)
    {
        var shop = await Shop.Open(server);
        await using var wire = await Wire.Open(server, shop.Token);
        var answer = await wire.Call(method, JsonNode.Parse(parameters));
        if (parameters.Contains("tenant_id", StringComparison.Ordinal))
            answer["error"].ShouldNotBeNull();
        else
            answer["error"]!["code"]!.GetValue<int>().ShouldBe(-32602, answer.ToJsonString());
    }
}
