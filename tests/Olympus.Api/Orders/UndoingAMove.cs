using System.Net;
using System.Text.Json.Nodes;

namespace Olympus.Api.Orders;

public sealed class UndoingAMove(Server server)
{
    private static Task<Answer> Undo(Shop shop, Guid order, Answer moved) => shop.Post($"/api/v1/orders/{order}/undo", null, ("If-Match", moved.ETag));

    [Fact]
    public async Task Stands_where_it_stood_and_the_log_tells_both()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed();
        (await counter.Move(order, "confirmed")).MustBe(HttpStatusCode.OK);
        var moved = (await counter.Move(order, "ready")).MustBe(HttpStatusCode.OK);
        moved["undo_until"].GetValue<DateTimeOffset>().ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddMinutes(5));

        var undone = (await Undo(counter.Shop.As("kitchen"), order, moved)).MustBe(HttpStatusCode.OK);
        (undone["status"].GetValue<string>(), undone.Body!["undo_until"]).ShouldBe(("confirmed", null));
        var read = await counter.Order(order);
        (read["status"].GetValue<string>(), read["version"].GetValue<long>()).ShouldBe(("confirmed", undone["version"].GetValue<long>()));
        read["allowed"].ToJsonString().ShouldBe(undone["allowed"].ToJsonString());
        var last = (await counter.Shop.Get($"/api/v1/orders/{order}/history"))["data"].AsArray()[^1]!;
        (last["payload"]!["from"]!.GetValue<string>(), last["payload"]!["to"]!.GetValue<string>(), last["payload"]!["undone"]!.GetValue<bool>())
            .ShouldBe(("ready", "confirmed", true));

        (await Undo(counter.Shop, order, undone)).MustRefuse(HttpStatusCode.Conflict, "orders.not_undoable");
        (await counter.Move(order, "preparing")).MustBe(HttpStatusCode.OK);
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Takes_back_what_was_handed_over_though_the_figures_had_closed_it()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed();
        (await counter.Cash(order)).MustBe(HttpStatusCode.Created);
        (await counter.Move(order, "confirmed")).MustBe(HttpStatusCode.OK);
        var done = (await counter.Move(order, "completed")).MustBe(HttpStatusCode.OK);
        await counter.Shop.Settle();

        (await Undo(counter.Shop, order, done)).MustBe(HttpStatusCode.OK)["status"].GetValue<string>().ShouldBe("confirmed");
        (await counter.Order(order))["payment_status"].GetValue<string>().ShouldBe("paid");
        var card = (await counter.Shop.Get($"/api/v1/orders/board?location_id={counter.Shop.LocationId}"))["data"][0]!;
        card["id"]!.GetValue<Guid>().ShouldBe(order);
        await counter.Shop.Verify();
        (await counter.Move(order, "completed")).MustBe(HttpStatusCode.OK);
        await counter.Shop.Verify();
    }

    [Fact]
    public async Task Is_refused_once_something_came_of_it()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed();
        var confirmed = (await counter.Move(order, "confirmed")).MustBe(HttpStatusCode.OK);
        (await counter.Cash(order)).MustBe(HttpStatusCode.Created);
        (await Undo(counter.Shop, order, confirmed)).MustRefuse(HttpStatusCode.PreconditionFailed, "request.version_stale");
        var read = await counter.Order(order);
        read.Body!["undo_until"].ShouldBeNull();
        (await Undo(counter.Shop, order, read)).MustRefuse(HttpStatusCode.Conflict, "orders.not_undoable");

        var draft = (await counter.Shop.Post("/api/v1/orders", new JsonObject
        {
            ["location_id"] = counter.Shop.LocationId.Value,
            ["status"] = "draft",
            ["lines"] = new JsonArray(new JsonObject { ["variant_id"] = await counter.Product(100), ["quantity"] = 1 }),
        })).MustBe(HttpStatusCode.Created).Id;
        var placed = (await counter.Move(draft, "pending")).MustBe(HttpStatusCode.OK);
        placed.Body!["undo_until"].ShouldBeNull();
        (await Undo(counter.Shop, draft, placed)).MustRefuse(HttpStatusCode.Conflict, "orders.not_undoable");

        var cancelled = (await counter.Cancel(draft)).MustBe(HttpStatusCode.OK);
        (await Undo(counter.Shop, draft, cancelled)).MustRefuse(HttpStatusCode.Conflict, "orders.not_undoable");
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Is_refused_after_ten_minutes()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed();
        var moved = (await counter.Move(order, "confirmed")).MustBe(HttpStatusCode.OK);
        await counter.Shop.Db.Write(
            tx =>
            {
                tx.Enqueue(new("update commerce.orders set moved_at = moved_at - interval '11 minutes' where id = $1", order));
                return Task.CompletedTask;
            },
            Counter.Ct);
        (await Undo(counter.Shop, order, moved)).MustRefuse(HttpStatusCode.Conflict, "orders.not_undoable")["until"].GetValue<DateTimeOffset>()
            .ShouldBeLessThan(DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task Is_for_those_who_may_move_it_and_names_what_it_undoes()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed();
        var moved = (await counter.Move(order, "confirmed")).MustBe(HttpStatusCode.OK);
        (await Undo(counter.Shop.As("viewer"), order, moved)).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await counter.Shop.Post($"/api/v1/orders/{order}/undo")).MustRefuse((HttpStatusCode)428, "request.if_match_missing");
        foreach (var outsider in new[] { await Shop.Open(server), counter.Shop.As("manager", new(Guid.NewGuid())) })
            (await Undo(outsider, order, moved)).MustRefuse(HttpStatusCode.NotFound, "not_found");
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Undo(counter.Shop, order, moved)));
        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
    }
}
