using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Import.OnlineRetail;
using Olympus.Kernel.Http;

namespace Olympus.Api.Import;

public sealed class ImportingOnlineRetail(Server server) : IDisposable
{
    private static readonly string[] Lines =
    [
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
        "536365,85123A,WHITE HANGING HEART,6,2010-12-01 08:26:00,2.55,17850,United Kingdom",
        "536365,71053,WHITE METAL LANTERN,2,2010-12-01 08:26:00,3.39,17850,United Kingdom",
        "536365,POST,POSTAGE,1,2010-12-01 08:26:00,18.00,17850,United Kingdom",
        "536366,85123a,WHITE HANGING HEART,4,2010-12-01 09:00:00,2.95,,United Kingdom",
        "C536379,85123A,WHITE HANGING HEART,-2,2010-12-02 10:00:00,2.55,17850,United Kingdom",
        "C536380,D,Discount,-1,2010-12-02 11:00:00,27.50,14527,EIRE",
        "536381,71053,damaged,-3,2010-12-03 12:00:00,0.0,,United Kingdom",
        "536382,71053,WHITE METAL LANTERN,many,2010-12-03 12:30:00,3.39,17850,United Kingdom",
    ];

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    private async Task<(ImportOutcome Outcome, List<RejectedLine> Rejects)> Import(Shop shop, params string[] lines)
    {
        await File.WriteAllLinesAsync(_file, lines, TestContext.Current.CancellationToken);
        var rejects = new List<RejectedLine>();
        var outcome = await server.Services.GetRequiredService<ImportOnlineRetail>().Run(
            _file, $"t-{shop.TenantId}", rejects.Add, new Progress<ImportProgress>(), TestContext.Current.CancellationToken);
        await shop.Settle(); // the stream shows events when no older transaction can still add one before them
        return (outcome, rejects);
    }

    private Task<Shop> BritishShop() => Shop.Open(server, "GBP", "Europe/London", "GB");

    private static async Task<JsonArray> Rows(Shop shop, string path) => (await shop.Get(path)).MustBe(System.Net.HttpStatusCode.OK)["data"].AsArray();

    [Fact]
    public async Task Gives_orders_with_payments_and_refunds_as_the_file_has_them()
    {
        var shop = await BritishShop();

        var (outcome, _) = await Import(shop, Lines);

        outcome.LocationId.ShouldBe(shop.LocationId);
        var orders = await Rows(shop, "/api/v1/orders");
        orders.Select(order => order!["total"]!["amount"]!.GetValue<long>()).ShouldBe([1180, 4008]);
        orders.Select(order => order!["number"]!.GetValue<long>()).ShouldBe([2, 1]);
        var order = await shop.Get($"/api/v1/orders/{orders[1]!["id"]}");
        order["status"].GetValue<string>().ShouldBe("completed");
        order["client_id"].GetValue<string>().ShouldBe("536365");
        order["placed_at"].GetValue<DateTimeOffset>().ShouldBe(new(2010, 12, 1, 8, 26, 0, TimeSpan.Zero));
        order["payment_status"].GetValue<string>().ShouldBe("partially_refunded");
        order["totals"]["captured"]!["amount"]!.GetValue<long>().ShouldBe(4008);
        order["totals"]["refunded"]!["amount"]!.GetValue<long>().ShouldBe(510);
        order["lines"].AsArray().Select(line => (line!["kind"]!.GetValue<string>(), line["quantity"]!.GetValue<long>(), line["returned_quantity"]!.GetValue<long>()))
            .ShouldBe([("product", 6, 2), ("product", 2, 0), ("shipping", 1, 0)]);
    }

    [Fact]
    public async Task Gives_products_customers_and_stock()
    {
        var shop = await BritishShop();

        await Import(shop, Lines);

        var lines = (await shop.Get($"/api/v1/orders/{(await Rows(shop, "/api/v1/orders"))[1]!["id"]}"))["lines"].AsArray();
        var heart = await shop.Get($"/api/v1/products/{lines[0]!["product_id"]}");
        heart["name"].GetValue<string>().ShouldBe("WHITE HANGING HEART");
        heart["variants"][0]!["sku"]!.GetValue<string>().ShouldBe("85123A");
        heart["variants"][0]!["price"]!["amount"]!.GetValue<long>().ShouldBe(295);
        var customers = await Rows(shop, "/api/v1/customers");
        customers.Select(customer => customer!["name"]!.GetValue<string>()).Order().ShouldBe(["Customer 14527", "Customer 17850"]);
        var changes = (await Rows(shop, "/api/v1/events?limit=100")).Where(e => e!["event_type"]!.GetValue<string>().StartsWith("inventory.stock.", StringComparison.Ordinal))
            .SelectMany(e => e!["payload"]!["items"]!.AsArray())
            .GroupBy(item => item!["variant_id"]!.GetValue<Guid>());
        changes.ToDictionary(of => of.Key, of => (of.Sum(item => item!["quantity"]!.GetValue<long>()), of.Last()!["on_hand"]!.GetValue<long>())).ShouldBe(
            new Dictionary<Guid, (long, long)>
            {
                [lines[0]!["variant_id"]!.GetValue<Guid>()] = (2, 2),
                [lines[1]!["variant_id"]!.GetValue<Guid>()] = (0, 0),
            },
            ignoreOrder: true);
    }

    [Fact]
    public async Task Tells_all_of_it_in_the_event_stream_at_its_historical_time()
    {
        var shop = await BritishShop();

        await Import(shop, Lines);

        var events = (await Rows(shop, "/api/v1/events?limit=100"))
            .Where(e => e!["actor"]!.GetValue<string>() == "import:online-retail")
            .Select(e => (Type: e!["event_type"]!.GetValue<string>(), At: e["occurred_at"]!.GetValue<DateTimeOffset>())).ToList();
        events.Count(e => e.Type == "commerce.product.created").ShouldBe(2);
        events.Count(e => e.Type == "customers.customer.created").ShouldBe(2);
        events.Where(e => e.Type == "commerce.order.created").Select(e => e.At.Day).ShouldBe([1, 1]);
        events.Count(e => e.Type == "commerce.payment.captured").ShouldBe(2);
        events.Where(e => e.Type == "commerce.payment.refunded").ShouldHaveSingleItem().At.ShouldBe(new(2010, 12, 2, 10, 0, 0, TimeSpan.Zero));
        events.Where(e => e.Type == "import.adjustment.recorded").ShouldHaveSingleItem();
        events.Where(e => e.Type == "inventory.stock.put_back").ShouldHaveSingleItem();
        events.ShouldAllBe(e => e.At.Year == 2010);
    }

    [Fact]
    public async Task Shows_what_it_kept_beside_the_orders()
    {
        var shop = await BritishShop();
        var other = await Shop.Open(server);
        var (outcome, _) = await Import(shop, Lines);

        var kept = await Rows(shop, "/api/v1/imports/adjustments");
        kept.Sum(row => row!["amount"]!["amount"]!.GetValue<long>()).ShouldBe(outcome.Reconciliation.Adjusted);
        var one = kept.ShouldHaveSingleItem()!;
        (one["source"]!.ToString(), one["amount"]!["currency"]!.ToString(), one["occurred_at"]!.GetValue<DateTimeOffset>().Year).ShouldBe(("online-retail", "GBP", 2010));
        (await Rows(shop, $"/api/v1/imports/adjustments?customer_id={Guid.NewGuid()}")).ShouldBeEmpty();
        (await Rows(other, "/api/v1/imports/adjustments")).ShouldBeEmpty();
        (await shop.As("kitchen").Get("/api/v1/imports/adjustments")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Reconciles_and_lists_what_it_did_not_take()
    {
        var (outcome, rejects) = await Import(await BritishShop(), Lines);

        var sums = outcome.Reconciliation;
        (sums.Lines, sums.Rejected, sums.Invoices, sums.Customers, sums.Products).ShouldBe((8, 1, 5, 2, 5));
        (sums.Gross, sums.Returned, sums.Net).ShouldBe((5188, 3260, 1928));
        (sums.Ordered - sums.Refunded + sums.Adjusted).ShouldBe(sums.Net);
        rejects.ShouldHaveSingleItem().ShouldBe(new(9, RejectReasons.BadQuantity, rejects[0].Detail, Lines[8]));
    }

    [Fact]
    public async Task Twice_imports_nothing_twice()
    {
        var shop = await BritishShop();
        await Import(shop, Lines);
        var before = await Shapes(shop);

        var (outcome, _) = await Import(shop, Lines);

        outcome.ImportedInvoices.ShouldBe(0);
        outcome.KnownInvoices.ShouldBe(5);
        outcome.Reconciliation.Net.ShouldBe(1928);
        (await Shapes(shop)).ShouldBe(before);
    }

    [Fact]
    public async Task Goes_on_where_an_earlier_run_ended_and_refunds_what_that_one_sold()
    {
        var shop = await BritishShop();
        var (first, _) = await Import(shop, Lines[..5]);
        first.ImportedInvoices.ShouldBe(2);

        var (outcome, _) = await Import(shop, Lines);

        outcome.ImportedInvoices.ShouldBe(3);
        outcome.KnownInvoices.ShouldBe(2);
        var whole = await BritishShop();
        await Import(whole, Lines);
        (await Rows(shop, "/api/v1/orders")).Select(order => order!["payment_status"]!.GetValue<string>())
            .ShouldBe((await Rows(whole, "/api/v1/orders")).Select(order => order!["payment_status"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Opens_a_location_of_its_own_where_nobody_uses_pounds()
    {
        var shop = await Shop.Open(server, "EUR");

        var (first, _) = await Import(shop, Lines);
        var (second, _) = await Import(shop, Lines);

        first.LocationId.ShouldNotBe(shop.LocationId);
        second.LocationId.ShouldBe(first.LocationId);
        (await Rows(shop, "/api/v1/orders")).ShouldAllBe(order => order!["location_id"]!.GetValue<Guid>() == first.LocationId.Value);
    }

    [Fact]
    public async Task Refuses_an_unknown_tenant_and_a_file_of_another_kind()
    {
        var shop = await BritishShop();
        var import = server.Services.GetRequiredService<ImportOnlineRetail>();
        await File.WriteAllLinesAsync(_file, ["a,b,c", "1,2,3"], TestContext.Current.CancellationToken);

        Task Run(string slug) => import.Run(_file, slug, _ => { }, new Progress<ImportProgress>(), TestContext.Current.CancellationToken);

        (await Should.ThrowAsync<RefusalException>(() => Run("nobody"))).Refusal.Code.ShouldBe("import.unknown_tenant");
        (await Should.ThrowAsync<RefusalException>(() => Run($"t-{shop.TenantId}"))).Refusal.Code.ShouldBe("import.not_a_sales_file");
    }

    /// <summary>How much there is of everything.</summary>
    private static async Task<string> Shapes(Shop shop)
    {
        var counts = new List<string>();
        foreach (var path in new[] { "/api/v1/orders", "/api/v1/customers", "/api/v1/events?limit=100" })
            counts.Add($"{path} {(await Rows(shop, path)).Count}");
        return string.Join(", ", counts);
    }
}
