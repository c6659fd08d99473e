using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Api.Orders;
using Olympus.Contracts.Catalog;
using Olympus.Contracts.Orders;
using Olympus.Kernel.Values;

namespace Olympus.Api.Analytics;

public sealed class KnowingTheAssortment(Server server)
{
    private const string Analytics = "/api/v1/analytics";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<Answer> Read(Shop shop, string path)
    {
        await shop.Settle();
        return (await shop.Get($"{Analytics}/{path}")).MustBe(HttpStatusCode.OK);
    }

    private Task Sold(Shop shop, params (DateOnly Day, (Id<Product> Product, long Minor)[] Lines)[] orders) => shop.Db.Write(
        tx => server.Services.GetRequiredService<IOrderHistory>().Write(tx, [.. orders.Select(order =>
        {
            var at = new DateTimeOffset(order.Day, new(12, 0), TimeSpan.FromHours(1));
            Money Eur(long minor) => new(minor, new Currency("EUR"));
            return new HistoricalOrder(
                Id<Order>.New(at), $"{Guid.NewGuid()}", shop.LocationId, null, "pos", "takeout", at,
                [.. order.Lines.Select(line => new HistoricalOrderLine(
                    Id<OrderLine>.New(), null, line.Product, null, "Thing", "product", 1, Eur(line.Minor), Eur(line.Minor), Eur(0), Eur(line.Minor), "zero", 0))],
                null, "cash");
        })]),
        Ct);

    [Fact]
    public async Task Sorts_products_by_what_they_bring_in_and_how_steadily_they_sell()
    {
        var shop = await Shop.Open(server);
        Id<Product>[] four = [.. Enumerable.Range(0, 4).Select(_ => Id<Product>.New())];
        var first = new DateOnly(2025, 3, 1);
        await Sold(shop,
        [
            .. Enumerable.Range(0, 10).Select(day => (first.AddDays(day), new[] { (four[0], 8_000L) })),
            .. Enumerable.Range(0, 3).Select(day => (first.AddDays(3 * day), new[] { (four[1], 5_000L) })),
            (first.AddDays(4), [(four[2], 900L)]),
            (first.AddDays(-5), [(four[3], 70_000L)]),
        ]);

        var classes = await Read(shop, "products/classes?from=2025-03-01&to=2025-03-10");
        (classes["days"].GetValue<int>(), classes["count"].GetValue<long>(), Counter.Amount(classes["net"])).ShouldBe((10, 4, 95_900));
        classes["products"].AsArray().Select(product => (
                new Id<Product>(product!["product_id"]!.GetValue<Guid>()), product["abc"]!.GetValue<string>(), product["velocity"]!.GetValue<string>(),
                product["days_sold"]!.GetValue<long>(), Counter.Amount(product["net"])))
            .ShouldBe([
                (four[0], "a", "fast", 10, 80_000), (four[1], "b", "medium", 3, 15_000), (four[2], "c", "slow", 1, 900), (four[3], "c", "dead", 0, 0)]);
        classes["products"][3]!["last_sold_on"]!.GetValue<string>().ShouldBe("2025-02-24");
        classes["groups"].AsArray().Count.ShouldBe(4);
    }

    [Fact]
    public async Task Finds_what_is_bought_together()
    {
        var shop = await Shop.Open(server);
        var (tea, milk, cake) = (Id<Product>.New(), Id<Product>.New(), Id<Product>.New());
        var day = new DateOnly(2025, 3, 1);
        await Sold(shop,
        [
            .. Enumerable.Repeat((day, new[] { (tea, 100L), (milk, 100L), (milk, 100L) }), 6),
            .. Enumerable.Repeat((day, new[] { (tea, 100L), (cake, 100L) }), 2),
            .. Enumerable.Repeat((day, new[] { (cake, 100L) }), 2),
        ]);

        var pairs = await Read(shop, "products/pairs?from=2025-03-01&to=2025-03-01&support=0.5&confidence=0.5");
        (pairs["baskets"].GetValue<long>(), pairs["sets"].GetValue<long>(), pairs["rules"].GetValue<long>()).ShouldBe((10, 3, 2));
        var rules = pairs["data"].AsArray();
        rules.Select(rule => (rule!["if"]![0]!["product_id"]!.GetValue<Guid>(), rule["then"]!["product_id"]!.GetValue<Guid>(), rule["count"]!.GetValue<long>()))
            .ShouldBe([(tea.Value, milk.Value, 6), (milk.Value, tea.Value, 6)], ignoreOrder: true);
        var milkThenTea = rules.Single(rule => rule!["then"]!["product_id"]!.GetValue<Guid>() == tea.Value)!;
        (milkThenTea["support"]!.GetValue<double>(), milkThenTea["confidence"]!.GetValue<double>(), milkThenTea["lift"]!.GetValue<double>()).ShouldBe((0.6, 1, 1.25));
        (await Read(shop, "products/pairs?from=2025-02-01&to=2025-02-28"))["baskets"].GetValue<long>().ShouldBe(0);
    }

    [Fact]
    public async Task Leaves_out_what_was_cancelled_and_names_products_as_they_are_called()
    {
        var counter = await Counter.Open(server);
        var (tea, cake) = (await counter.Product(1000), await counter.Product(500));
        (await counter.Place((tea, 1), (cake, 1))).MustBe(HttpStatusCode.Created);
        (await counter.Cancel((await counter.Place((tea, 1))).Id)).MustBe(HttpStatusCode.OK);
        var pairs = await Read(counter.Shop, "products/pairs");
        pairs["baskets"].GetValue<long>().ShouldBe(1);
        pairs["data"].AsArray().Count.ShouldBe(2);
        pairs["data"][0]!["then"]!["name"]!.GetValue<string>().ShouldBe("Tea");
    }

    /// <summary>A shop that sells as much every day of the week, until one Thursday it sells nothing and one Friday five times as much.</summary>
    [Fact]
    public async Task Tells_of_days_that_are_not_like_the_others()
    {
        var shop = await Shop.Open(server);
        var product = Id<Product>.New();
        var monday = new DateOnly(2025, 1, 6);
        await Sold(shop, [.. Enumerable.Range(0, 84).SelectMany(day => Enumerable.Repeat(
            (monday.AddDays(day), new[] { (product, 1000L) }), day == 73 ? 0 : (monday.AddDays(day).DayOfWeek == DayOfWeek.Saturday ? 8 : 4) * (day == 81 ? 5 : 1)))]);

        var unusual = await Read(shop, $"unusual-days?from={monday.AddDays(56):yyyy-MM-dd}&to={monday.AddDays(83):yyyy-MM-dd}");
        JsonNode?[] orders = [.. unusual["days"].AsArray().Where(day => day!["measure"]!.GetValue<string>() == "orders")];
        orders.Select(day => (day!["on"]!.GetValue<string>(), day["value"]!.GetValue<double>(), day["usual"]!.GetValue<double>(), day["severity"]!.GetValue<string>()))
            .ShouldBe([($"{monday.AddDays(81):yyyy-MM-dd}", 20, 4, "high"), ($"{monday.AddDays(73):yyyy-MM-dd}", 0, 4, "high")]);
        unusual["judged"].GetValue<long>().ShouldBe(28 * 6);
        (await Read(shop, $"unusual-days?from={monday:yyyy-MM-dd}&to={monday.AddDays(20):yyyy-MM-dd}"))["judged"].GetValue<long>().ShouldBe(0);
    }
}
