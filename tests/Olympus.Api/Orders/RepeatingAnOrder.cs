using System.Net;

namespace Olympus.Api.Orders;

public sealed class RepeatingAnOrder(Server server)
{
    [Fact]
    public async Task With_the_same_key_fifty_times_at_once_makes_one_order()
    {
        var counter = await Counter.Open(server);
        var order = counter.Order((await counter.Product(100), 1));
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => counter.Shop.Post("/api/v1/orders", order, key)));
        answers.Where(answer => answer.Status != HttpStatusCode.Created).ShouldAllBe(answer => answer.Text.Contains("idempotency.in_progress"));
        var made = answers.Where(answer => answer.Status == HttpStatusCode.Created).Select(answer => answer.Text).Distinct().ToArray();
        made.ShouldHaveSingleItem();
        (await counter.Shop.Get("/api/v1/orders"))["data"].AsArray().Count.ShouldBe(1);

        var again = (await counter.Shop.Post("/api/v1/orders", order, key)).MustBe(HttpStatusCode.Created);
        again.Text.ShouldBe(made[0]);
        again.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task With_the_same_key_and_another_body_is_refused()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(100);
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        (await counter.Shop.Post("/api/v1/orders", counter.Order((tea, 1)), key)).MustBe(HttpStatusCode.Created);
        (await counter.Shop.Post("/api/v1/orders", counter.Order((tea, 2)), key)).MustRefuse(HttpStatusCode.UnprocessableEntity, "idempotency.key_reused");
    }

    [Fact]
    public async Task That_was_refused_may_succeed_with_the_same_key()
    {
        var counter = await Counter.Open(server);
        var (tea, key) = (await counter.Product(100, stock: 0), ("Idempotency-Key", Guid.NewGuid().ToString()));
        var order = counter.Order((tea, 1));
        (await counter.Shop.Post("/api/v1/orders", order, key)).MustRefuse(HttpStatusCode.Conflict, "inventory.insufficient_stock");
        await counter.Stock(tea, 1);
        (await counter.Shop.Post("/api/v1/orders", order, key)).MustBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Without_a_key_is_refused()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(100);
        (await counter.Shop.Post("/api/v1/orders", counter.Order((tea, 1)), ("Idempotency-Key", ""))).MustRefuse(HttpStatusCode.BadRequest, "idempotency.key_missing");
    }

    [Fact]
    public async Task Sells_exactly_what_there_is_to_a_crowd()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(100, stock: 50);
        var sold = 0;
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
        {
            for (var i = 0; i < 100; i++)
            {
                var answer = await counter.Place((tea, 1));
                if (answer.Status == HttpStatusCode.Created)
                    Interlocked.Increment(ref sold);
                else
                    answer.MustRefuse(HttpStatusCode.Conflict, "inventory.insufficient_stock");
            }
        }));
        sold.ShouldBe(50);
        (await counter.OnHand(tea)).ShouldBe(0);
        (await counter.Shop.Db.Query<long>(new("select number from commerce.orders order by number"), Counter.Ct)).ShouldBe(Enumerable.Range(1, 50).Select(n => (long)n));
        await counter.BooksAreRight();
    }
}
