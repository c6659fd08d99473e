using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Api.Orders;
using Olympus.Kernel.Events;

namespace Olympus.Api.Payments;

public sealed class LosingTheGatewaysAnswer(Server server)
{
    private sealed record Asked(Guid Id, string Text);

    /// <summary>What the worker does later, done now; twice, because it is done at least once.</summary>
    private async Task Resolve(Counter counter)
    {
        var effect = server.Services.GetServices<IEffect>().Single(effect => effect.Kind == "payments.resolve");
        foreach (var asked in await counter.Shop.Db.Query<Asked>(new("select id, payload::text as text from events.effects where kind = 'payments.resolve' order by id"), Counter.Ct))
            for (var i = 0; i < 2; i++)
                await effect.Run(asked.Id, asked.Text, counter.Shop.Db, Counter.Ct);
    }

    [Theory]
    [InlineData("test_timeout_approved", "captured", "paid", 0)]
    [InlineData("test_timeout_declined", "failed", "unpaid", 1000)]
    [InlineData("test_timeout_lost", "failed", "unpaid", 1000)]
    public async Task Leaves_the_payment_pending_until_it_is_asked_for(string token, string status, string paymentStatus, long due)
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed(1000);
        var payment = (await counter.Card(order, token)).MustBe(HttpStatusCode.Created);
        payment["status"].GetValue<string>().ShouldBe("pending");
        Counter.Amount((await counter.Order(order))["due"]).ShouldBe(0);
        (await counter.Cash(order)).MustRefuse(HttpStatusCode.Conflict, "payments.nothing_due");
        (await counter.Cancel(order)).MustRefuse(HttpStatusCode.Conflict, "orders.payments_open");
        await counter.BooksAreRight();

        await Resolve(counter);
        (await counter.Shop.Get($"/api/v1/payments/{payment.Id}"))["status"].GetValue<string>().ShouldBe(status);
        var settled = await counter.Order(order);
        settled["payment_status"].GetValue<string>().ShouldBe(paymentStatus);
        Counter.Amount(settled["due"]).ShouldBe(due);
        (await counter.Events(payment.Id)).Count.ShouldBe(1);
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Holds_a_refund_back_until_it_is_known()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed(1000);
        var payment = (await counter.Card(order, "test_refund_timeout_approved")).Id;
        (await counter.Refund(payment, 700)).MustBe(HttpStatusCode.Created)["refunds"][0]!["status"]!.GetValue<string>().ShouldBe("pending");
        (await counter.Refund(payment, 301)).MustRefuse(HttpStatusCode.Conflict, "payments.exceeds_captured");
        await Resolve(counter);
        Counter.Amount((await counter.Shop.Get($"/api/v1/payments/{payment}"))["refunded"]).ShouldBe(700);
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Of_a_capture_keeps_others_from_asking_meanwhile()
    {
        var counter = await Counter.Open(server);
        var payment = (await counter.Card(await counter.Placed(1000), "test_capture_timeout_approved", capture: false)).Id;
        (await counter.Shop.Post($"/api/v1/payments/{payment}/capture", new { })).MustBe(HttpStatusCode.OK)["status"].GetValue<string>().ShouldBe("authorized");
        (await counter.Shop.Post($"/api/v1/payments/{payment}/void")).MustRefuse(HttpStatusCode.Conflict, "payments.in_progress");
        await Resolve(counter);
        (await counter.Shop.Get($"/api/v1/payments/{payment}"))["status"].GetValue<string>().ShouldBe("captured");
        await counter.BooksAreRight();
    }

    /// <summary>A crash after the first transaction leaves what was written down, and a client that retries with the same key.</summary>
    [Fact]
    public async Task In_a_crash_lets_a_retry_find_what_was_begun()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed(1000);
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var body = new { Method = "card", CardToken = "test_timeout_approved" };
        var first = (await counter.Shop.Post($"/api/v1/orders/{order}/payments", body, key)).MustBe(HttpStatusCode.Created);
        // The response of the crashed attempt was never stored.
        await counter.Shop.Db.Write(tx => tx.Execute(new("delete from app.idempotency where key = $1", key.Item2)), Counter.Ct);
        var retried = (await counter.Shop.Post($"/api/v1/orders/{order}/payments", body, key)).MustBe(HttpStatusCode.Created);
        retried.Id.ShouldBe(first.Id);
        await counter.Shop.Db.Write(tx => tx.Execute(new("delete from app.idempotency where key = $1", key.Item2)), Counter.Ct);
        (await counter.Shop.Post($"/api/v1/orders/{order}/payments", new { Method = "card", CardToken = "test_ok" }, key))
            .MustRefuse(HttpStatusCode.UnprocessableEntity, "idempotency.key_reused");
        await Resolve(counter);
        (await counter.Shop.Get($"/api/v1/orders/{order}/payments"))["data"].AsArray().Count.ShouldBe(1);
        await counter.BooksAreRight();
    }
}
