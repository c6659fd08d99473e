using System.Net;
using Olympus.Api.Orders;

namespace Olympus.Api.Payments;

public sealed class RepeatingAPayment(Server server)
{
    [Theory]
    [InlineData("cash")]
    [InlineData("card")]
    public async Task With_the_same_key_takes_the_money_once(string method)
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed(1000);
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var body = new { Method = method, CardToken = method == "card" ? "test_ok" : null, Amount = Counter.Eur(100) };
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => counter.Shop.Post($"/api/v1/orders/{order}/payments", body, key)));
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created || answer.Code == "idempotency.in_progress");
        answers.Where(answer => answer.Status == HttpStatusCode.Created).Select(answer => answer.Text).Distinct().Count().ShouldBe(1);
        Counter.Amount((await counter.Order(order))["totals"]["captured"]).ShouldBe(100);
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Of_a_refund_with_the_same_key_gives_back_once()
    {
        var counter = await Counter.Open(server);
        var payment = (await counter.Card(await counter.Placed(1000))).Id;
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        for (var i = 0; i < 3; i++)
            (await counter.Shop.Post($"/api/v1/payments/{payment}/refunds", new { Reason = "Broken", Amount = Counter.Eur(100) }, key)).MustBe(HttpStatusCode.Created);
        (await counter.Shop.Post($"/api/v1/payments/{payment}/refunds", new { Reason = "Broken", Amount = Counter.Eur(101) }, key))
            .MustRefuse(HttpStatusCode.UnprocessableEntity, "idempotency.key_reused");
        Counter.Amount((await counter.Shop.Get($"/api/v1/payments/{payment}"))["refunded"]).ShouldBe(100);
    }

    [Fact]
    public async Task At_once_never_takes_more_than_the_total()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed(1000);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? counter.Cash(order, 300) : counter.Card(order, amount: 300)));
        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(3);
        Counter.Amount((await counter.Order(order))["due"]).ShouldBe(100);
        await counter.BooksAreRight();
    }
}
