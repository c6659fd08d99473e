using System.Net;
using System.Text.Json.Nodes;
using Olympus.Api.Orders;

namespace Olympus.Api.Events;

public sealed class ReadingWhatHappenedLately(Server server)
{
    private const string Recent = "/api/v1/events/recent";

    private static List<string> Types(Answer page) => [.. page["data"].AsArray().Select(e => e!["event_type"]!.GetValue<string>())];

    private static List<Guid> Ids(JsonNode events) => [.. events.AsArray().Select(e => e!["id"]!.GetValue<Guid>())];

    [Fact]
    public async Task Shows_the_newest_first_and_goes_back_page_by_page()
    {
        var counter = await Counter.Open(server);
        await counter.Cancel(await counter.Placed());
        await counter.Placed();
        await counter.Shop.Settle();
        var all = Ids((await counter.Shop.Get($"{Recent}?limit=100"))["data"]);
        all.ShouldBe(all.OrderDescending());
        all.Order().ShouldBe(Ids((await counter.Shop.Get("/api/v1/events?limit=100"))["data"]).Order());

        var (walked, cursor) = (new List<Guid>(), "");
        do
        {
            var page = (await counter.Shop.Get($"{Recent}?limit=3{cursor}")).MustBe(HttpStatusCode.OK);
            walked.AddRange(Ids(page["data"]));
            cursor = page["has_more"].GetValue<bool>() ? $"&cursor={page["next_cursor"]}" : "";
        }
        while (cursor.Length > 0);
        walked.ShouldBe(all);
    }

    [Fact]
    public async Task Filters_by_type_person_and_time()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed();
        await counter.Shop.Settle();
        var placed = (await counter.Shop.Get($"{Recent}?types=commerce.order.created"))["data"].AsArray().ShouldHaveSingleItem()!;
        placed["aggregate"]!["id"]!.GetValue<Guid>().ShouldBe(order);
        var actor = placed["actor"]!.GetValue<string>();
        Types(await counter.Shop.Get($"{Recent}?actor={actor}&limit=100")).ShouldContain("commerce.order.created");
        (await counter.Shop.Get($"{Recent}?actor=user:{Guid.NewGuid()}"))["data"].AsArray().ShouldBeEmpty();

        var at = Uri.EscapeDataString(placed["occurred_at"]!.GetValue<string>());
        Types(await counter.Shop.Get($"{Recent}?from={at}&limit=100")).ShouldContain("commerce.order.created");
        Types(await counter.Shop.Get($"{Recent}?to={at}&limit=100")).ShouldNotContain("commerce.order.created");
    }

    [Fact]
    public async Task Says_from_where_to_follow()
    {
        var counter = await Counter.Open(server);
        await counter.Placed();
        await counter.Shop.Settle();
        var page = await counter.Shop.Get(Recent);
        var order = await counter.Placed();
        await counter.Shop.Settle();
        var since = (await counter.Shop.Get($"/api/v1/events?after={page["tail"]}&types=commerce.order.created"))["data"].AsArray();
        since.ShouldHaveSingleItem()!["aggregate"]!["id"]!.GetValue<Guid>().ShouldBe(order);
    }

    [Fact]
    public async Task Refuses_what_it_cannot_read()
    {
        var shop = await Shop.Open(server);
        (await shop.Get($"{Recent}?cursor=nonsense")).MustRefuse(HttpStatusCode.BadRequest, "request.cursor_invalid");
        (await shop.Get($"{Recent}?actor=a%20b")).MustBe(HttpStatusCode.BadRequest);
        (await shop.Get($"{Recent}?limit=0")).MustRefuse(HttpStatusCode.BadRequest, "request.limit_invalid");
        (await shop.As("staff").Get(Recent)).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await shop.As("manager", shop.LocationId).Get(Recent)).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
    }

    [Fact]
    public async Task Shows_nothing_of_another_tenant()
    {
        var (mine, theirs) = (await Counter.Open(server), await Counter.Open(server));
        var order = await theirs.Placed();
        await theirs.Shop.Settle();
        (await mine.Shop.Get($"{Recent}?limit=100")).Text.ShouldNotContain(order.ToString());
        var page = await theirs.Shop.Get($"{Recent}?limit=1");
        (await mine.Shop.Get($"{Recent}?limit=1&cursor={page["next_cursor"]}")).MustRefuse(HttpStatusCode.BadRequest, "request.cursor_invalid");
    }
}
