using System.Net;
using System.Text.Json.Nodes;
using Olympus.Api.Live;
using Olympus.Api.Orders;

namespace Olympus.Api.Analytics;

public sealed class SeeingTheDashboard(Server server)
{
    private const string Dashboard = "/api/v1/analytics/dashboard";

    private static async Task<Answer> Read(Shop shop, string query = "")
    {
        await shop.Verify("analytics.");
        return (await shop.Get($"{Dashboard}{query}")).MustBe(HttpStatusCode.OK);
    }

    private static string[] Values(JsonNode row) => [.. row["values"]!.AsArray().Select(value => value?.ToJsonString() ?? "-")];

    [Fact]
    public async Task Shows_a_day_with_its_products_hours_and_stock()
    {
        var counter = await Counter.Open(server);
        var (tea, cake) = (await counter.Product(1190, stock: 10), await counter.Product(595, stock: 3));
        (await counter.Place((tea, 2), (cake, 1))).MustBe(HttpStatusCode.Created);
        var order = (await counter.Place((cake, 2))).MustBe(HttpStatusCode.Created).Id;
        (await counter.Cash(order)).MustBe(HttpStatusCode.Created);

        var day = await Read(counter.Shop);
        Values(day["sales"]["rows"]![0]!)[..6].ShouldBe(["2", "4165", "3500", "665", "5", "1750"]);
        day["sales"]["rows"]![0]!["comparison"]![0]!.GetValue<long>().ShouldBe(0);
        day["periods"][0]!["is_running"]!.GetValue<bool>().ShouldBeTrue();
        day["trend"]["dimensions"]![0]!["name"]!.GetValue<string>().ShouldBe("hour");
        day["trend"]["rows"]!.AsArray().Sum(row => row!["values"]![0]!.GetValue<long>()).ShouldBe(2);
        Values(day["peak_hours"]["rows"]!.AsArray().ShouldHaveSingleItem()!).ShouldBe(["2", "3500"]);
        day["top_products"]["rows"]!.AsArray().Select(row => Values(row!)).ShouldBe([["2000", "2"], ["1500", "3"]]);
        day["payments"]["rows"]!.AsArray().Select(row => Values(row!)).ShouldBe([["1190", "0", "1"]]);
        var slow = day["slow_products"].AsArray().ShouldHaveSingleItem()!;
        (slow["units"]!.GetValue<long>(), slow["on_hand"]!.GetValue<long>(), slow["value"]!["amount"]!.GetValue<long>()).ShouldBe((2, 8, 9520));
        var risk = day["stock_at_risk"].AsArray().ShouldHaveSingleItem()!;
        (risk["variant_id"]!.GetValue<Guid>(), risk["on_hand"]!.GetValue<long>(), risk["units"]!.GetValue<long>(), risk["days_of_cover"]!.GetValue<decimal>())
            .ShouldBe((cake, 0, 3, 0m));
    }

    /// <summary>Who follows the channel reads again until everything is counted that was recorded up to what it told of.</summary>
    [Fact]
    public async Task Shows_what_its_channel_told_of()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(1190, stock: 10);
        await counter.Shop.Settle();
        await using var wire = await Wire.Open(server, counter.Shop.As("viewer").Token);
        await wire.Subscribe("dashboard");
        for (var orders = 1; orders <= 3; orders++)
        {
            var order = (await counter.Place((tea, 1))).MustBe(HttpStatusCode.Created).Id;
            var told = (await wire.Note("live.event"))["event"]!;
            (told["event_type"]!.GetValue<string>(), told["aggregate"]!["id"]!.GetValue<Guid>()).ShouldBe(("commerce.order.created", order));
            Answer shown = null!;
            await Eventually.Holds(async () =>
                (shown = await counter.Shop.Get(Dashboard))["as_of"].GetValue<DateTimeOffset>() > told["recorded_at"]!.GetValue<DateTimeOffset>());
            Values(shown["sales"]["rows"]![0]!)[0].ShouldBe($"{orders}");
        }
    }

    [Fact]
    public async Task Shows_years_by_month_and_a_week_by_day()
    {
        var shop = await Shop.Open(server);
        static string Of(Answer answer) => answer["trend"]["dimensions"]![0]!["name"]!.GetValue<string>();
        Of(await Read(shop, "?period=all_time")).ShouldBe("month");
        Of(await Read(shop, "?period=last_7_days")).ShouldBe("day");
        Of(await Read(shop, "?period=custom&from=2024-01-01&to=2024-01-01")).ShouldBe("hour");
        (await Read(shop, "?period=last_7_days"))["trend"]["rows"]!.AsArray().Count.ShouldBe(7);
        (await shop.Get($"{Dashboard}?period=someday")).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await shop.Get($"{Dashboard}?period=custom&from=2024-01-02")).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Theory]
    [InlineData("viewer", HttpStatusCode.OK)]
    [InlineData("staff", HttpStatusCode.Forbidden)]
    public async Task Is_for_those_who_may_see_figures(string role, HttpStatusCode status) =>
        (await (await Shop.Open(server)).As(role).Get(Dashboard)).MustBe(status);

    [Fact]
    public async Task Shows_a_manager_of_one_place_that_place_alone()
    {
        var shop = await Shop.Open(server);
        var other = (await shop.Post("/api/v1/locations", new { name = "Other", time_zone = "Europe/Paris", currency = "EUR", tax_region = "FR" })).Id;
        var manager = shop.As("manager", shop.LocationId);
        (await Read(manager))["periods"][0]!["locations"]!.GetValue<int>().ShouldBe(1);
        (await manager.Get($"{Dashboard}?location_id={other}")).MustRefuse(HttpStatusCode.NotFound, "not_found");
    }
}
