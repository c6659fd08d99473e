using System.Net;
using System.Text.Json.Nodes;

namespace Olympus.Api.Orders;

public sealed class EditingAnOrder(Server server)
{
    private static Task<Answer> Edit(Counter counter, Guid order, object body, int version = 1) =>
        counter.Shop.Patch($"/api/v1/orders/{order}", body, ("If-Match", $"\"{version}\""));

    private static async Task Reprice(Counter counter, JsonNode line, long price)
    {
        var product = $"/api/v1/products/{line["product_id"]}";
        var version = (await counter.Shop.Get(product)).MustBe(HttpStatusCode.OK).ETag;
        (await counter.Shop.Put($"{product}/variants/{line["variant_id"]}", new { Price = Counter.Eur(price) }, ("If-Match", version))).MustBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Reprices_what_was_touched_and_moves_the_stock_by_the_difference()
    {
        var counter = await Counter.Open(server);
        var (tea, milk, cake) = (await counter.Product(100), await counter.Product(200), await counter.Product(300));
        var order = (await counter.Place((tea, 2), (milk, 3))).Id;
        var lines = (await counter.Order(order))["lines"].AsArray();
        foreach (var line in lines)
            await Reprice(counter, line!, 1000);

        var edited = (await Edit(counter, order, new
        {
            Lines = new object[]
            {
                new { VariantId = cake, Quantity = 1 },
                new { VariantId = tea, Quantity = 2, LineId = lines[0]!["id"]!.GetValue<Guid>(), Note = "Hot" },
                new { VariantId = milk, Quantity = 1, LineId = lines[1]!["id"]!.GetValue<Guid>() },
            },
        })).MustBe(HttpStatusCode.OK);
        Counter.Amount(edited["total"]).ShouldBe(300 + 200 + 1000);
        edited.ETag.ShouldBe("\"2\"");

        var now = await counter.Order(order);
        now["lines"].AsArray().Select(line => $"{line!["quantity"]} × {Counter.Amount(line["unit_price"])} {line["note"]}").ShouldBe(["1 × 300 ", "2 × 100 Hot", "1 × 1000 "]);
        now["lines"][2]!["id"]!.GetValue<Guid>().ShouldBe(lines[1]!["id"]!.GetValue<Guid>());
        (await counter.OnHand(tea)).ShouldBe(98);
        (await counter.OnHand(milk)).ShouldBe(99);
        (await counter.OnHand(cake)).ShouldBe(99);
        (await counter.Events(order)).ShouldBe(["commerce.order.created", "commerce.order.updated"]);
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Takes_lines_out_and_changes_notes_alone()
    {
        var counter = await Counter.Open(server);
        var (tea, milk) = (await counter.Product(100), await counter.Product(200));
        var order = (await counter.Place((tea, 2), (milk, 3))).Id;
        (await Edit(counter, order, new { Note = "For Ada" })).MustBe(HttpStatusCode.OK);
        var line = (await counter.Order(order))["lines"][0]!["id"]!.GetValue<Guid>();
        (await Edit(counter, order, new { Lines = new[] { new { VariantId = tea, Quantity = 2, LineId = line } } }, 2)).MustBe(HttpStatusCode.OK);
        var now = await counter.Order(order);
        now["note"].GetValue<string>().ShouldBe("For Ada");
        Counter.Amount(now["total"]).ShouldBe(200);
        (await counter.OnHand(milk)).ShouldBe(100);
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Is_refused_when_somebody_else_was_faster()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed();
        (await counter.Shop.Patch($"/api/v1/orders/{order}", new { Note = "x" })).MustRefuse(HttpStatusCode.PreconditionRequired, "request.if_match_missing");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Edit(counter, order, new { Note = $"n{i}" })));
        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Where(answer => answer.Status != HttpStatusCode.OK).ShouldAllBe(answer => answer.Text.Contains("request.version_stale"));
    }

    [Fact]
    public async Task Is_refused_once_it_is_confirmed()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed();
        await counter.Move(order, "confirmed");
        (await Edit(counter, order, new { Note = "x" }, 2)).MustRefuse(HttpStatusCode.Conflict, "orders.not_editable");
    }

    [Fact]
    public async Task Is_refused_without_stock_below_what_was_paid_and_for_unknown_lines()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(100, stock: 5);
        var order = (await counter.Place((tea, 5))).Id;
        await counter.Cash(order, 300);
        (await Edit(counter, order, new { Lines = new[] { new { VariantId = tea, Quantity = 6 } } }, 2)).MustRefuse(HttpStatusCode.Conflict, "inventory.insufficient_stock");
        (await Edit(counter, order, new { Lines = new[] { new { VariantId = tea, Quantity = 2 } } }, 2)).MustRefuse(HttpStatusCode.Conflict, "orders.below_payments");
        (await Edit(counter, order, new { Lines = new[] { new { VariantId = tea, Quantity = 2, LineId = Guid.NewGuid() } } }, 2)).MustRefuse(HttpStatusCode.Conflict, "orders.line_unknown");
        (await Edit(counter, order, new { CustomerId = Guid.NewGuid() }, 2)).MustRefuse(HttpStatusCode.Conflict, "orders.customer_unknown");
        (await Edit(counter, order, JsonNode.Parse("""{"lines":[]}""")!, 2)).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await counter.OnHand(tea)).ShouldBe(0);
        await counter.BooksAreRight();
    }
}
