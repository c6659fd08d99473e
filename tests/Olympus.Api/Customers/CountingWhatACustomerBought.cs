using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Contracts.Customers;
using Olympus.Contracts.Orders;
using Olympus.Contracts.Payments;
using Olympus.Kernel.Events;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api.Customers;

public sealed class CountingWhatACustomerBought(Server server)
{
    private static readonly Currency Euro = new("EUR");
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<Id<Customer>> Customer(Shop shop, string name = "Ada") =>
        new((await shop.Post("/api/v1/customers", new { name })).MustBe(HttpStatusCode.Created).Id);

    private static OrderCreated Placed(Shop shop, Id<Customer>? customer, long total, string status = "confirmed", long number = 1) => new(
        Id<Order>.New(), number, shop.LocationId, customer, "api", "in_store", status, new DateOnly(2026, 3, 2),
        new(total, Euro), new(0, Euro), new(total, Euro), []);

    private static PaymentCaptured Paid(OrderCreated order, long amount) =>
        new(Id<Payment>.New(), order.OrderId, order.LocationId, order.CustomerId, "cash", new(amount, Euro));

    private static PaymentRefunded Refunded(OrderCreated order, long amount) =>
        new(Id<Payment>.New(), Id<Refund>.New(), order.OrderId, order.LocationId, order.CustomerId, "cash", new(amount, Euro), "returned");

    private static async Task Happens<T>(Shop shop, T happened, DateTimeOffset? at = null)
        where T : IEvent => await shop.Db.Write(
            tx =>
            {
                tx.Append(happened, at);
                return Task.CompletedTask;
            },
            Ct);

    private static async Task<JsonNode> Totals(Shop shop, Id<Customer> customer)
    {
        await shop.Verify("customers.");
        return (await shop.Get($"/api/v1/customers/{customer}")).MustBe(HttpStatusCode.OK)["totals"];
    }

    [Fact]
    public async Task Adds_up_orders_and_payments()
    {
        var shop = await Shop.Open(server);
        var ada = await Customer(shop);
        var (first, second) = (Placed(shop, ada, 1000), Placed(shop, ada, 500, number: 2));
        await Happens(shop, first, Monday);
        await Happens(shop, Paid(first, 1000), Monday);
        await Happens(shop, second, Monday.AddDays(1));
        await Happens(shop, Paid(second, 200), Monday.AddDays(1));
        await Happens(shop, Refunded(first, 300), Monday.AddDays(2));
        JsonNode.DeepEquals(await Totals(shop, ada), JsonNode.Parse(
            """
            [{
              "orders": 2,
              "spent": { "amount": 1200, "currency": "EUR" },
              "refunded": { "amount": 300, "currency": "EUR" },
              "first_order_at": "2026-03-02T09:00:00+00:00",
              "last_order_at": "2026-03-03T09:00:00+00:00"
            }]
            """)).ShouldBeTrue();
    }

    [Fact]
    public async Task Leaves_drafts_and_cancelled_orders_out()
    {
        var shop = await Shop.Open(server);
        var ada = await Customer(shop);
        var (draft, gone, kept) = (Placed(shop, ada, 100, "draft"), Placed(shop, ada, 200), Placed(shop, ada, 300, "draft"));
        await Happens(shop, draft, Monday);
        await Happens(shop, gone, Monday);
        await Happens(shop, kept, Monday.AddDays(1));
        await Happens(shop, new OrderCancelled(gone.OrderId, shop.LocationId, ada, "confirmed", "changed mind", true, gone.Net, gone.Tax, gone.Total));
        await Happens(shop, new OrderStatusChanged(kept.OrderId, shop.LocationId, ada, "draft", "pending"));
        var totals = await Totals(shop, ada);
        totals[0]!["orders"]!.GetValue<long>().ShouldBe(1);
        totals[0]!["first_order_at"]!.GetValue<DateTimeOffset>().ShouldBe(Monday.AddDays(1));
    }

    [Fact]
    public async Task Moves_an_order_that_gets_another_customer()
    {
        var shop = await Shop.Open(server);
        var (ada, grace) = (await Customer(shop), await Customer(shop, "Grace"));
        var order = Placed(shop, ada, 100, "pending");
        await Happens(shop, order);
        await Happens(shop, Paid(order, 100));
        await Happens(shop, new OrderUpdated(order.OrderId, shop.LocationId, grace, order.Net, order.Tax, order.Total, []));
        (await Totals(shop, ada)).AsArray().ShouldBeEmpty();
        (await Totals(shop, grace))[0]!["spent"]!["amount"]!.GetValue<long>().ShouldBe(100);
    }

    [Fact]
    public async Task Counts_a_payment_that_was_heard_of_before_its_order()
    {
        var shop = await Shop.Open(server);
        var ada = await Customer(shop);
        var order = Placed(shop, ada, 100);
        await Happens(shop, Paid(order, 100));
        await shop.Settle();
        await Happens(shop, order);
        var totals = await Totals(shop, ada);
        totals[0]!["orders"]!.GetValue<long>().ShouldBe(1);
        totals[0]!["spent"]!["amount"]!.GetValue<long>().ShouldBe(100);
    }

    [Fact]
    public async Task Gives_the_same_numbers_when_replayed()
    {
        var shop = await Shop.Open(server);
        Id<Customer>[] customers = [await Customer(shop), await Customer(shop, "Grace"), await Customer(shop, "Barbara")];
        var random = new Random(7);
        for (var i = 0; i < 40; i++)
        {
            var order = Placed(shop, random.Next(5) == 0 ? null : customers[random.Next(3)], random.Next(1, 9999), number: i + 1);
            await Happens(shop, order, Monday.AddHours(random.Next(500)));
            if (random.Next(4) > 0)
                await Happens(shop, Paid(order, order.Total.Amount));
            if (random.Next(4) == 0)
                await Happens(shop, Refunded(order, 1));
            if (random.Next(6) == 0)
                await Happens(shop, new OrderCancelled(order.OrderId, shop.LocationId, order.CustomerId, "confirmed", "no", true, order.Net, order.Tax, order.Total));
            if (i % 10 == 0)
                await shop.Settle();
        }

        var before = await Everything(shop);
        var projection = server.Services.GetServices<IProjection>().Single(one => one.Name == "customer_totals");
        (await server.Services.GetRequiredService<ProjectionRunner>().Replay(projection, null, Ct)).ShouldBeGreaterThan(40);
        (await Everything(shop)).ShouldBe(before);
    }

    [Fact]
    public async Task Lists_the_orders_newest_first()
    {
        var shop = await Shop.Open(server);
        var ada = await Customer(shop);
        for (var i = 1; i <= 5; i++)
            await Happens(shop, Placed(shop, ada, i * 100, number: i), Monday.AddDays(i));
        await shop.Settle();
        var page = (await shop.Get($"/api/v1/customers/{ada}/orders?limit=3")).MustBe(HttpStatusCode.OK);
        page["data"].AsArray().Select(order => order!["number"]!.GetValue<long>()).ShouldBe([5, 4, 3]);
        page["data"][0]!["total"]!["amount"]!.GetValue<long>().ShouldBe(500);
        (await shop.Get($"/api/v1/customers/{ada}/orders?limit=3&cursor={page["next_cursor"]}"))["data"].AsArray()
            .Select(order => order!["number"]!.GetValue<long>()).ShouldBe([2, 1]);
    }

    [Fact]
    public async Task Lists_only_orders_of_locations_whose_orders_one_may_see()
    {
        var shop = await Shop.Open(server);
        var ada = await Customer(shop);
        await Happens(shop, Placed(shop, ada, 100));
        await shop.Settle();
        (await shop.As("staff", shop.LocationId).Get($"/api/v1/customers/{ada}/orders"))["data"].AsArray().Count.ShouldBe(1);
        (await shop.As("staff", Id<Location>.New()).Get($"/api/v1/customers/{ada}/orders"))["data"].AsArray().ShouldBeEmpty();
    }

    private static async Task<string> Everything(Shop shop)
    {
        await shop.Verify("customers.");
        return string.Join('\n', await shop.Db.Query<string>(
            new("""
                select total::text from customer.totals as total
                union all select seen::text from customer.customer_orders as seen
                order by 1
                """),
            Ct));
    }
}
