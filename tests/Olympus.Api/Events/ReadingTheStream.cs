using System.Net;

namespace Olympus.Api.Events;

public sealed class ReadingTheStream(Server server)
{
    private static List<string> Types(Answer answer) => [.. answer["data"].AsArray().Select(e => e!["event_type"]!.GetValue<string>())];

    [Fact]
    public async Task Shows_what_happened_in_order_and_with_the_whole_envelope()
    {
        var shop = await Shop.Open(server);
        var stream = await shop.Caught(3);
        Types(stream).Take(3).ShouldBe(["platform.tenant.created", "platform.location.created", "platform.user.created"]);
        var first = stream["data"][0]!.AsObject();
        first.Select(member => member.Key).ShouldBe(
            ["id", "timestamp", "tenant_id", "event_type", "payload", "cursor", "version", "occurred_at", "recorded_at", "actor", "aggregate", "correlation_id", "sequence"]);
        first["tenant_id"]!.GetValue<Guid>().ShouldBe(shop.TenantId.Value);
        first["aggregate"]!.ToJsonString().ShouldBe($$"""{"type":"tenant","id":"{{shop.TenantId}}"}""");
        first["payload"]!["industry"]!.GetValue<string>().ShouldBe("retail");
        first["timestamp"]!.GetValue<DateTimeOffset>().ShouldBe(first["occurred_at"]!.GetValue<DateTimeOffset>());
    }

    [Fact]
    public async Task Goes_on_behind_any_event_and_waits_at_the_end()
    {
        var shop = await Shop.Open(server);
        var all = await shop.Caught(3);
        var rest = await shop.Get($"/api/v1/events?after={all["data"][0]!["cursor"]}");
        Types(rest).ShouldBe(Types(all).Skip(1));
        rest["has_more"].GetValue<bool>().ShouldBeFalse();
        var end = rest["next_cursor"].GetValue<string>();
        var nothing = await shop.Get($"/api/v1/events?after={end}");
        nothing["data"].AsArray().ShouldBeEmpty();
        nothing["next_cursor"].GetValue<string>().ShouldBe(end);
        (await shop.Patch("/api/v1/tenant", new { Name = "New" }, ("If-Match", "\"1\""))).MustBe(HttpStatusCode.OK);
        Types(await shop.Caught(1, $"after={end}")).ShouldBe(["platform.tenant.updated"]);
    }

    [Fact]
    public async Task Comes_in_pages_of_the_size_asked_for()
    {
        var shop = await Shop.Open(server);
        var all = await shop.Caught(3);
        var (after, seen) = ("", new List<string>());
        for (var more = true; more;)
        {
            var page = (await shop.Get($"/api/v1/events?limit=2{after}")).MustBe(HttpStatusCode.OK);
            page["data"].AsArray().Count.ShouldBeLessThanOrEqualTo(2);
            seen.AddRange(page["data"].AsArray().Select(e => e!["id"]!.GetValue<string>()));
            after = $"&after={page["next_cursor"]}";
            more = page["has_more"].GetValue<bool>();
        }

        seen.ShouldBe(all["data"].AsArray().Select(e => e!["id"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Shows_some_types_or_one_thing_only()
    {
        var shop = await Shop.Open(server);
        await shop.Caught(3);
        Types(await shop.Get("/api/v1/events?types=platform.user.created,platform.tenant.created")).ShouldBe(["platform.tenant.created", "platform.user.created"]);
        var none = await shop.Get("/api/v1/events?types=no.such.type");
        none["data"].AsArray().ShouldBeEmpty();
        none["next_cursor"].GetValue<string>().ShouldNotBeEmpty();
        (await shop.Get($"/api/v1/events?after={none["next_cursor"]}"))["data"].AsArray().ShouldBeEmpty();
        Types(await shop.Get($"/api/v1/events?aggregate_id={shop.LocationId}")).ShouldBe(["platform.location.created"]);
        (await shop.Get("/api/v1/events?types=,")).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task Takes_no_cursor_of_another_tenant_or_a_forged_one()
    {
        var (shop, other) = (await Shop.Open(server), await Shop.Open(server));
        var cursor = (await shop.Caught(1))["next_cursor"].GetValue<string>();
        (await other.Get($"/api/v1/events?after={cursor}")).MustRefuse(HttpStatusCode.BadRequest, "request.cursor_invalid");
        (await shop.Get("/api/v1/events?after=AAAA")).MustRefuse(HttpStatusCode.BadRequest, "request.cursor_invalid");
        (await shop.Get("/api/v1/events?limit=101")).MustRefuse(HttpStatusCode.BadRequest, "request.limit_invalid");
        (await other.Get($"/api/v1/events?aggregate_id={shop.LocationId}"))["data"].AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Is_for_those_who_run_the_whole_business()
    {
        var shop = await Shop.Open(server);
        (await shop.As("manager").Get("/api/v1/events")).MustBe(HttpStatusCode.OK);
        (await shop.As("manager", shop.LocationId).Get("/api/v1/events")).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await shop.As("staff").Get("/api/v1/events")).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await shop.As("manager").Get("/api/v1/events/parked")).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
    }
}

internal static class StreamOfAShop
{
    /// <summary>The stream as soon as it shows so many events: a transaction of anybody on this cluster, begun before, may hold them back a moment.</summary>
    public static async Task<Answer> Caught(this Shop shop, int events, string query = "limit=100")
    {
        for (var deadline = TimeProvider.System.GetTimestamp(); ; await Task.Delay(20))
        {
            var answer = (await shop.Get($"/api/v1/events?{query}")).MustBe(HttpStatusCode.OK);
            if (answer["data"].AsArray().Count >= events || TimeProvider.System.GetElapsedTime(deadline) > TimeSpan.FromSeconds(60))
                return answer;
        }
    }
}
