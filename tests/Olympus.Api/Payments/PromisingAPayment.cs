using System.Net;
using Olympus.Api.Orders;

namespace Olympus.Api.Payments;

public sealed class PromisingAPayment(Server server)
{
    private static Task<Answer> Capture(Counter counter, Guid payment, long? amount = null) =>
        counter.Shop.Post($"/api/v1/payments/{payment}/capture", new { Amount = amount is null ? null : Counter.Eur(amount.Value) });

    [Fact]
    public async Task Holds_the_amount_until_it_is_captured()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed(1000);
        var payment = (await counter.Card(order, capture: false)).MustBe(HttpStatusCode.Created);
        payment["status"].GetValue<string>().ShouldBe("authorized");
        (await counter.Order(order))["payment_status"].GetValue<string>().ShouldBe("authorized");
        (await counter.Cash(order)).MustRefuse(HttpStatusCode.Conflict, "payments.nothing_due");

        Counter.Amount((await Capture(counter, payment.Id)).MustBe(HttpStatusCode.OK)["captured"]).ShouldBe(1000);
        (await counter.Order(order))["payment_status"].GetValue<string>().ShouldBe("paid");
        (await counter.Events(payment.Id)).ShouldBe(["commerce.payment.authorized", "commerce.payment.captured"]);
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Lets_go_what_a_partial_capture_leaves()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed(1000);
        var payment = (await counter.Card(order, capture: false)).Id;
        (await Capture(counter, payment, 1001)).MustRefuse(HttpStatusCode.Conflict, "payments.exceeds_authorized");
        (await Capture(counter, payment, 400)).MustBe(HttpStatusCode.OK);
        (await Capture(counter, payment, 100)).MustRefuse(HttpStatusCode.Conflict, "payments.illegal_move")["current"].GetValue<string>().ShouldBe("captured");
        Counter.Amount((await counter.Order(order))["due"]).ShouldBe(600);
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task May_be_taken_back_before_it_is_captured()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed(1000);
        var payment = (await counter.Card(order, capture: false)).Id;
        (await counter.Cancel(order)).MustRefuse(HttpStatusCode.Conflict, "orders.payments_open");
        (await counter.Shop.Post($"/api/v1/payments/{payment}/void")).MustBe(HttpStatusCode.OK)["status"].GetValue<string>().ShouldBe("voided");
        (await counter.Shop.Post($"/api/v1/payments/{payment}/void")).MustRefuse(HttpStatusCode.Conflict, "payments.illegal_move");
        (await Capture(counter, payment)).MustRefuse(HttpStatusCode.Conflict, "payments.illegal_move");
        (await counter.Order(order))["payment_status"].GetValue<string>().ShouldBe("unpaid");
        (await counter.Cancel(order)).MustBe(HttpStatusCode.OK);
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Stays_promised_when_the_gateway_declines_the_capture()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed(1000);
        var payment = (await counter.Card(order, "test_capture_declined_do_not_honor", capture: false)).Id;
        var declined = (await Capture(counter, payment)).MustBe(HttpStatusCode.OK);
        declined["status"].GetValue<string>().ShouldBe("authorized");
        declined["failure"]["code"]!.GetValue<string>().ShouldBe("do_not_honor");
        (await counter.Shop.Post($"/api/v1/payments/{payment}/void")).MustBe(HttpStatusCode.OK)["status"].GetValue<string>().ShouldBe("voided");
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Is_captured_once_however_many_try()
    {
        var counter = await Counter.Open(server);
        var payment = (await counter.Card(await counter.Placed(1000), capture: false)).Id;
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Capture(counter, payment, 400)));
        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Where(answer => answer.Status != HttpStatusCode.OK).ShouldAllBe(answer => answer.Code == "payments.illegal_move" || answer.Code == "payments.in_progress");
        await counter.BooksAreRight();
    }
}
