using System.Net;

namespace Olympus.Api.Orders;

public sealed class FollowingAnOrder(Server server)
{
    [Fact]
    public async Task Goes_from_hand_to_hand()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(100);
        var order = (await counter.Shop.Post("/api/v1/orders", new
        {
            LocationId = counter.Shop.LocationId.Value,
            Channel = "delivery",
            Source = "online",
            Status = "draft",
            Lines = new[] { new { VariantId = tea, Quantity = 1 } },
        })).MustBe(HttpStatusCode.Created).Id;
        var version = 1;
        foreach (var status in new[] { "pending", "confirmed", "preparing", "ready", "in_delivery", "ready", "in_delivery", "completed" })
        {
            var moved = (await counter.Move(order, status)).MustBe(HttpStatusCode.OK);
            moved["status"].GetValue<string>().ShouldBe(status);
            moved.ETag.ShouldBe($"\"{++version}\"");
        }

        (await counter.Order(order))["allowed"].AsArray().ShouldBeEmpty();
        (await counter.Events(order)).Count.ShouldBe(9);
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Is_refused_an_illegal_move_with_the_legal_ones()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed();
        var refused = (await counter.Move(order, "completed")).MustRefuse(HttpStatusCode.Conflict, "orders.illegal_move");
        refused["current"].GetValue<string>().ShouldBe("pending");
        refused["status"].GetValue<int>().ShouldBe(409);
        refused["allowed"].AsArray().Select(status => status!.GetValue<string>()).ShouldBe(["confirmed", "cancelled"]);
    }

    [Fact]
    public async Task Is_cancelled_only_with_a_reason_and_gives_its_goods_back()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(100, stock: 5);
        var order = (await counter.Place((tea, 3))).Id;
        (await counter.Move(order, "cancelled")).MustRefuse(HttpStatusCode.Conflict, "orders.cancellation_needed");
        (await counter.Cancel(order, "")).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await counter.Cancel(order)).MustBe(HttpStatusCode.OK)["status"].GetValue<string>().ShouldBe("cancelled");
        (await counter.OnHand(tea)).ShouldBe(5);
        (await counter.Cancel(order)).MustRefuse(HttpStatusCode.Conflict, "orders.illegal_move");
        (await counter.OnHand(tea)).ShouldBe(5);
        (await counter.Order(order))["cancel_reason"].GetValue<string>().ShouldBe("Changed their mind");
        (await counter.Events(order)).ShouldBe(["commerce.order.created", "commerce.order.cancelled"]);
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Is_cancelled_without_giving_back_what_cannot_be_sold_again()
    {
        var counter = await Counter.Open(server);
        var soup = await counter.Product(100, stock: 5);
        var order = (await counter.Place((soup, 3))).Id;
        (await counter.Shop.Post($"/api/v1/orders/{order}/cancellation", new { Reason = "Never fetched", Restock = false })).MustBe(HttpStatusCode.OK);
        (await counter.OnHand(soup)).ShouldBe(2);
    }

    [Fact]
    public async Task Is_cancelled_only_when_its_money_went_back()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed(1000);
        var payment = (await counter.Cash(order, 600)).Id;
        (await counter.Cancel(order)).MustRefuse(HttpStatusCode.Conflict, "orders.payments_open")["captured"]["amount"]!.GetValue<long>().ShouldBe(600);
        (await counter.Refund(payment, 599)).MustBe(HttpStatusCode.Created);
        (await counter.Cancel(order)).MustRefuse(HttpStatusCode.Conflict, "orders.payments_open");
        (await counter.Refund(payment, 1)).MustBe(HttpStatusCode.Created);
        (await counter.Cancel(order)).MustBe(HttpStatusCode.OK);
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Is_cancelled_or_paid_but_never_both()
    {
        var counter = await Counter.Open(server);
        for (var i = 0; i < 10; i++)
        {
            var order = await counter.Placed(1000);
            var answers = await Task.WhenAll(counter.Cancel(order), counter.Cash(order), counter.Card(order));
            var (cancelled, paid) = (answers[0].Status == HttpStatusCode.OK, answers[1..].Count(answer => answer.Status == HttpStatusCode.Created));
            (cancelled ? 0 : 1).ShouldBe(paid);
        }

        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Moves_once_however_many_try()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => counter.Move(order, "confirmed")));
        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Is_for_those_who_may_and_sees_no_other_tenant()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed();
        (await counter.Shop.As("viewer").Post($"/api/v1/orders/{order}/status", new { Status = "confirmed" })).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await counter.Shop.As("staff").Post($"/api/v1/orders/{order}/cancellation", new { Reason = "x" })).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await counter.Shop.As("kitchen").Patch($"/api/v1/orders/{order}", new { Note = "x" }, ("If-Match", "\"1\""))).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        foreach (var outsider in new[] { await Shop.Open(server), counter.Shop.As("manager", new(Guid.NewGuid())) })
        {
            (await outsider.Get($"/api/v1/orders/{order}")).MustRefuse(HttpStatusCode.NotFound, "not_found");
            (await outsider.Get($"/api/v1/orders/{order}/history")).MustRefuse(HttpStatusCode.NotFound, "not_found");
            (await outsider.Post($"/api/v1/orders/{order}/status", new { Status = "confirmed" })).MustRefuse(HttpStatusCode.NotFound, "not_found");
            (await outsider.Post($"/api/v1/orders/{order}/cancellation", new { Reason = "x" })).MustRefuse(HttpStatusCode.NotFound, "not_found");
            (await outsider.Patch($"/api/v1/orders/{order}", new { Note = "x" }, ("If-Match", "\"1\""))).MustRefuse(HttpStatusCode.NotFound, "not_found");
            (await outsider.Get("/api/v1/orders"))["data"].AsArray().ShouldBeEmpty();
        }

        (await counter.Shop.As("kitchen", counter.Shop.LocationId).Post($"/api/v1/orders/{order}/status", new { Status = "confirmed" })).MustBe(HttpStatusCode.OK);
    }
}
