using System.Net;

namespace Olympus.Api.Orders;

/// <summary>A ticket that waits: a draft that any till of the shop may take up again.</summary>
public sealed class ParkingAnOrder(Server server)
{
    private static Task<Answer> Park(Counter counter, Guid variant, string note = "Blue jacket") => counter.Shop.Post("/api/v1/orders", new
    {
        LocationId = counter.Shop.LocationId.Value,
        Status = "draft",
        Note = note,
        Lines = new[] { new { VariantId = variant, Quantity = 1 } },
    });

    [Fact]
    public async Task Is_recalled_changed_and_sold_at_another_till()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(1000);
        var parked = (await Park(counter, tea)).MustBe(HttpStatusCode.Created).Id;
        await counter.Placed();

        var other = counter.Shop.As("staff");
        var waiting = (await other.Get($"/api/v1/orders?status=draft&location_id={counter.Shop.LocationId}"))["data"].AsArray();
        waiting.Select(order => (order!["id"]!.GetValue<Guid>(), order["note"]!.GetValue<string>())).ShouldBe([(parked, "Blue jacket")]);
        (await other.Patch($"/api/v1/orders/{parked}", new { Lines = new[] { new { VariantId = tea, Quantity = 3 } } }, ("If-Match", "\"1\""))).MustBe(HttpStatusCode.OK);
        (await counter.Shop.Patch($"/api/v1/orders/{parked}", new { Note = "x" }, ("If-Match", "\"1\""))).MustRefuse(HttpStatusCode.PreconditionFailed, "request.version_stale");
        (await other.Post($"/api/v1/orders/{parked}/status", new { Status = "confirmed" })).MustBe(HttpStatusCode.OK);
        (await other.Post($"/api/v1/orders/{parked}/payments", new { Method = "cash" })).MustBe(HttpStatusCode.Created);
        (await counter.Shop.Post($"/api/v1/orders/{parked}/payments", new { Method = "cash" })).MustRefuse(HttpStatusCode.Conflict, "payments.nothing_due");
        (await counter.OnHand(tea)).ShouldBe(97);
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Is_discarded_by_who_may_park_and_only_while_it_is_parked()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(1000);
        var (draft, sold) = ((await Park(counter, tea)).Id, (await counter.Place((tea, 1))).Id);
        var staff = counter.Shop.As("staff");
        (await counter.Shop.As("kitchen").Post($"/api/v1/orders/{draft}/cancellation", new { Reason = "Left" })).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await staff.Post($"/api/v1/orders/{draft}/cancellation", new { Reason = "Left" })).MustBe(HttpStatusCode.OK);
        (await staff.Post($"/api/v1/orders/{sold}/cancellation", new { Reason = "Left" })).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await counter.OnHand(tea)).ShouldBe(99);
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Loses_its_customer_when_it_is_told_to()
    {
        var counter = await Counter.Open(server);
        var customer = (await counter.Shop.Post("/api/v1/customers", new { Name = "Ada" })).MustBe(HttpStatusCode.Created).Id;
        var order = await counter.Placed();
        Task<Answer> Edit(object body, int version) => counter.Shop.Patch($"/api/v1/orders/{order}", body, ("If-Match", $"\"{version}\""));
        (await Edit(new { CustomerId = customer }, 1)).MustBe(HttpStatusCode.OK);
        (await counter.Order(order))["customer_id"].GetValue<Guid>().ShouldBe(customer);
        (await Edit(new { CustomerId = customer, RemoveCustomer = true }, 2)).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await Edit(new { RemoveCustomer = true }, 2)).MustBe(HttpStatusCode.OK);
        (await counter.Order(order)).Body!["customer_id"].ShouldBeNull();
        await counter.BooksAreRight();
    }
}
