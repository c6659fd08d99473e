using System.Net;
using Olympus.Api.Orders;

namespace Olympus.Api.Payments;

public sealed class RefundingAPayment(Server server)
{
    [Theory]
    [InlineData("cash")]
    [InlineData("card")]
    public async Task Gives_back_in_parts_and_never_more_than_was_taken(string method)
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed(1000);
        var payment = (method == "cash" ? await counter.Cash(order) : await counter.Card(order)).Id;
        (await counter.Refund(payment, 400)).MustBe(HttpStatusCode.Created)["refunds"][0]!["status"]!.GetValue<string>().ShouldBe("succeeded");
        (await counter.Order(order))["payment_status"].GetValue<string>().ShouldBe("partially_refunded");
        (await counter.Refund(payment, 601)).MustRefuse(HttpStatusCode.Conflict, "payments.exceeds_captured")["refundable_minor"].GetValue<long>().ShouldBe(600);
        Counter.Amount((await counter.Refund(payment)).MustBe(HttpStatusCode.Created)["refunded"]).ShouldBe(1000);
        (await counter.Refund(payment)).MustRefuse(HttpStatusCode.Conflict, "payments.exceeds_captured");
        (await counter.Order(order))["payment_status"].GetValue<string>().ShouldBe("refunded");
        (await counter.Events(payment)).ShouldBe(["commerce.payment.captured", "commerce.payment.refunded", "commerce.payment.refunded"]);
        await counter.BooksAreRight();
    }

    [Theory]
    [InlineData("cash")]
    [InlineData("card")]
    public async Task Never_gives_back_too_much_however_many_ask_at_once(string method)
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed(1000);
        var payment = (method == "cash" ? await counter.Cash(order) : await counter.Card(order)).Id;
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => counter.Refund(payment, 300)));
        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(3);
        answers.Where(answer => answer.Status != HttpStatusCode.Created).ShouldAllBe(answer => answer.Code == "payments.exceeds_captured");
        Counter.Amount((await counter.Shop.Get($"/api/v1/payments/{payment}"))["refundable"]).ShouldBe(100);
        await counter.BooksAreRight();
    }

    /// <summary>9.28 was paid with 9.30: what goes back in cash is rounded as it was paid, and in the end the drawer gave what it took.</summary>
    [Fact]
    public async Task Gives_back_cash_that_coins_can_make()
    {
        var counter = await Counter.Open(server, "FI");
        var payment = (await counter.Cash(await counter.Placed(928))).MustBe(HttpStatusCode.Created).Id;
        long[] Roundings(Answer answer) => [.. answer.MustBe(HttpStatusCode.Created)["refunds"].AsArray().Select(refund => Counter.Amount(refund!["rounding"]))];
        Roundings(await counter.Refund(payment, 303)).ShouldBe([2]);
        Roundings(await counter.Refund(payment, 307)).ShouldBe([2, -2]);
        var all = await counter.Refund(payment);
        Roundings(all).ShouldBe([2, -2, 2]);
        Counter.Amount(all["refunded"]).ShouldBe(928);
        (await counter.Shop.Db.Query<long>(
            new("select (payload -> 'rounding' ->> 'amount')::bigint from events.log where aggregate_id = $1 order by xid, seq", payment), Counter.Ct)).ShouldBe([2, 2, -2, 2]);

        var card = (await counter.Card(await counter.Placed(928))).MustBe(HttpStatusCode.Created).Id;
        Roundings(await counter.Refund(card, 303)).ShouldBe([0]);
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task May_bring_goods_back_to_the_shelf_or_not()
    {
        var counter = await Counter.Open(server);
        var tea = await counter.Product(100, stock: 10);
        var order = (await counter.Place((tea, 5))).Id;
        var line = (await counter.Order(order))["lines"][0]!["id"]!.GetValue<Guid>();
        var payment = (await counter.Cash(order)).Id;
        Task<Answer> Return(long quantity) => counter.Shop.Post(
            $"/api/v1/payments/{payment}/refunds",
            new { Reason = "Too strong", Amount = Counter.Eur(100), Restock = new[] { new { LineId = line, Quantity = quantity } } });

        (await counter.Refund(payment, 100)).MustBe(HttpStatusCode.Created);
        (await counter.OnHand(tea)).ShouldBe(5);
        (await Return(2)).MustBe(HttpStatusCode.Created);
        (await counter.OnHand(tea)).ShouldBe(7);
        (await Return(4)).MustRefuse(HttpStatusCode.Conflict, "orders.not_returnable")["possible"].GetValue<long>().ShouldBe(3);
        (await counter.OnHand(tea)).ShouldBe(7);
        (await counter.Order(order))["lines"][0]!["returned_quantity"]!.GetValue<long>().ShouldBe(2);
        Counter.Amount((await counter.Shop.Get($"/api/v1/payments/{payment}"))["refunded"]).ShouldBe(200);
        (await counter.Events(order)).ShouldContain("commerce.order.goods_returned");

        (await counter.Refund(payment)).MustBe(HttpStatusCode.Created);
        (await counter.Cancel(order)).MustBe(HttpStatusCode.OK);
        (await counter.OnHand(tea)).ShouldBe(10);
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Is_possible_only_for_what_was_captured()
    {
        var counter = await Counter.Open(server);
        var promised = (await counter.Card(await counter.Placed(1000), capture: false)).Id;
        (await counter.Refund(promised, 1)).MustRefuse(HttpStatusCode.Conflict, "payments.illegal_move");
        var failed = (await counter.Card(await counter.Placed(1000), "test_declined_lost_card")).Id;
        (await counter.Refund(failed)).MustRefuse(HttpStatusCode.Conflict, "payments.illegal_move");
    }

    [Fact]
    public async Task That_the_gateway_declines_leaves_the_money_refundable()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed(1000);
        var payment = (await counter.Card(order, "test_refund_declined_closed_account")).Id;
        var refund = (await counter.Refund(payment, 400)).MustBe(HttpStatusCode.Created)["refunds"][0]!;
        refund["status"]!.GetValue<string>().ShouldBe("failed");
        refund["failure"]!["code"]!.GetValue<string>().ShouldBe("closed_account");
        Counter.Amount((await counter.Shop.Get($"/api/v1/payments/{payment}"))["refundable"]).ShouldBe(1000);
        (await counter.Order(order))["payment_status"].GetValue<string>().ShouldBe("paid");
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Is_refused_when_the_gateway_that_took_it_is_not_connected()
    {
        var counter = await Counter.Open(server);
        var payment = (await counter.Card(await counter.Placed(1000))).Id;
        await counter.Shop.Db.Write(tx => tx.Execute(new("update commerce.payments set gateway = 'elsewhere' where id = $1", payment)), Counter.Ct);
        (await counter.Refund(payment)).MustRefuse(HttpStatusCode.Conflict, "payments.no_gateway");
        Counter.Amount((await counter.Shop.Get($"/api/v1/payments/{payment}"))["refundable"]).ShouldBe(1000);
        await counter.BooksAreRight();
    }
}
