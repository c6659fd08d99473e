using System.Net;
using Olympus.Api.Orders;
using Olympus.Commerce.Payments;

namespace Olympus.Api.Payments;

/// <summary>The card terminal that nothing connects to: staff enter what its receipt says, and what they enter has happened.</summary>
public sealed class WithATerminal : IAsyncLifetime
{
    public Server Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await Server.Set((PaymentsModule.GatewaySetting, "terminal"));

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

public sealed class KeyingIntoATerminal(WithATerminal terminal) : IClassFixture<WithATerminal>
{
    private const string Receipt = "T-0815 / 004711";

    [Fact]
    public async Task Captures_and_refunds_and_keeps_the_number_of_the_receipt()
    {
        var counter = await Counter.Open(terminal.Server);
        var order = await counter.Placed(1000);
        var payment = (await counter.Card(order, Receipt)).MustBe(HttpStatusCode.Created);
        payment["status"].GetValue<string>().ShouldBe("captured");
        (await counter.Shop.Db.Query<string>(new("select gateway || ': ' || card_token from commerce.payments where id = $1", payment.Id), Counter.Ct))
            .ShouldBe([$"terminal: {Receipt}"]);
        (await counter.Order(order))["payment_status"].GetValue<string>().ShouldBe("paid");

        (await counter.Refund(payment.Id, 400)).MustBe(HttpStatusCode.Created);
        (await counter.Order(order))["payment_status"].GetValue<string>().ShouldBe("partially_refunded");
        (await counter.Refund(payment.Id, 601)).MustRefuse(HttpStatusCode.Conflict, "payments.exceeds_captured");
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Promises_then_captures_or_lets_go()
    {
        var counter = await Counter.Open(terminal.Server);
        var (kept, dropped) = (await counter.Placed(1000), await counter.Placed(1000));
        var promise = (await counter.Card(kept, Receipt, capture: false)).MustBe(HttpStatusCode.Created);
        promise["status"].GetValue<string>().ShouldBe("authorized");
        (await counter.Shop.Post($"/api/v1/payments/{promise.Id}/capture", new { Amount = Counter.Eur(1000) })).MustBe(HttpStatusCode.OK)["status"].GetValue<string>()
            .ShouldBe("captured");
        var other = (await counter.Card(dropped, Receipt, capture: false)).MustBe(HttpStatusCode.Created);
        (await counter.Shop.Post($"/api/v1/payments/{other.Id}/void", new { })).MustBe(HttpStatusCode.OK)["status"].GetValue<string>().ShouldBe("voided");
        await counter.BooksAreRight();
    }

    /// <summary>Two entries for one order at the same moment: the drawer must not take both.</summary>
    [Fact]
    public async Task Takes_no_more_than_is_due_however_many_key_it_in_at_once()
    {
        var counter = await Counter.Open(terminal.Server);
        var order = await counter.Placed(1000);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => counter.Card(order, $"{Receipt}-{n}")));
        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created || answer.Status == HttpStatusCode.Conflict);
        await counter.BooksAreRight();
    }
}
