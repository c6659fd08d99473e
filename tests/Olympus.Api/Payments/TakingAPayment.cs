using System.Net;
using Olympus.Api.Orders;

namespace Olympus.Api.Payments;

public sealed class TakingAPayment(Server server)
{
    [Fact]
    public async Task In_cash_pays_what_is_due_and_gives_change()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed(1000);
        var payment = (await counter.Shop.Post($"/api/v1/orders/{order}/payments", new { Method = "cash", Tendered = Counter.Eur(1500) })).MustBe(HttpStatusCode.Created);
        payment["status"].GetValue<string>().ShouldBe("captured");
        Counter.Amount(payment["amount"]).ShouldBe(1000);
        Counter.Amount(payment["change"]).ShouldBe(500);

        var paid = await counter.Order(order);
        paid["payment_status"].GetValue<string>().ShouldBe("paid");
        Counter.Amount(paid["due"]).ShouldBe(0);
        Counter.Amount(paid["payments"][0]!["captured"]).ShouldBe(1000);
        (await counter.Events(payment.Id)).ShouldBe(["commerce.payment.captured"]);
        (await counter.Shop.Get($"/api/v1/orders/{order}/history"))["data"].AsArray().Select(happened => happened!["event_type"]!.GetValue<string>())
            .ShouldBe(["commerce.order.created", "commerce.payment.captured"]);
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task In_cash_is_rounded_to_the_smallest_coin_and_pays_the_exact_amount()
    {
        var counter = await Counter.Open(server, "FI");
        (await counter.Shop.Get($"/api/v1/locations/{counter.Shop.LocationId.Value}"))["smallest_coin"].GetValue<long>().ShouldBe(5);
        var order = await counter.Placed(928);
        var path = $"/api/v1/orders/{order}/payments";
        (await counter.Shop.Post(path, new { Method = "cash", Tendered = Counter.Eur(929) })).MustRefuse(HttpStatusCode.Conflict, "payments.tendered_too_little");
        var payment = (await counter.Shop.Post(path, new { Method = "cash", Tendered = Counter.Eur(1000) })).MustBe(HttpStatusCode.Created);
        (Counter.Amount(payment["amount"]), Counter.Amount(payment["rounding"]), Counter.Amount(payment["change"])).ShouldBe((928, 2, 70));
        (await counter.Order(order))["payment_status"].GetValue<string>().ShouldBe("paid");
        (await counter.Shop.Db.Query<long>(
            new("select (payload -> 'rounding' ->> 'amount')::bigint from events.log where aggregate_id = $1", payment.Id), Counter.Ct)).ShouldBe([2]);

        var down = (await counter.Cash(await counter.Placed(1001))).MustBe(HttpStatusCode.Created);
        (Counter.Amount(down["tendered"]), Counter.Amount(down["rounding"]), Counter.Amount(down["change"])).ShouldBe((1000, -1, 0));
        var card = (await counter.Card(await counter.Placed(928))).MustBe(HttpStatusCode.Created);
        (Counter.Amount(card["amount"]), Counter.Amount(card["rounding"])).ShouldBe((928, 0));
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task In_cash_of_a_part_is_rounded_by_itself_and_the_card_pays_the_exact_rest()
    {
        var counter = await Counter.Open(server, "FI");
        var order = await counter.Placed(928);
        Counter.Amount((await counter.Cash(order, 308)).MustBe(HttpStatusCode.Created)["tendered"]).ShouldBe(310);
        Counter.Amount((await counter.Card(order)).MustBe(HttpStatusCode.Created)["amount"]).ShouldBe(620);
        (await counter.Order(order))["payment_status"].GetValue<string>().ShouldBe("paid");
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task By_card_captures_at_once()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed(1000);
        var payment = (await counter.Card(order)).MustBe(HttpStatusCode.Created);
        payment["status"].GetValue<string>().ShouldBe("captured");
        (await counter.Order(order))["payment_status"].GetValue<string>().ShouldBe("paid");
        (await counter.Shop.Get($"/api/v1/payments/{payment.Id}")).ETag.ShouldBe("\"2\"");
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task May_be_done_in_several_parts_but_never_beyond_the_total()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed(1000);
        (await counter.Cash(order, 300)).MustBe(HttpStatusCode.Created);
        (await counter.Order(order))["payment_status"].GetValue<string>().ShouldBe("partially_paid");
        (await counter.Card(order, amount: 701)).MustRefuse(HttpStatusCode.Conflict, "payments.exceeds_total")["due"]["amount"]!.GetValue<long>().ShouldBe(700);
        (await counter.Card(order, amount: 700)).MustBe(HttpStatusCode.Created);
        (await counter.Cash(order)).MustRefuse(HttpStatusCode.Conflict, "payments.nothing_due");
        (await counter.Order(order))["payment_status"].GetValue<string>().ShouldBe("paid");
        (await counter.Shop.Get($"/api/v1/orders/{order}/payments"))["data"].AsArray().Count.ShouldBe(2);
        await counter.BooksAreRight();
    }

    [Theory]
    [InlineData("test_declined_insufficient_funds", "insufficient_funds")]
    [InlineData("test_declined_expired_card", "expired_card")]
    [InlineData("test_nonsense", "invalid_token")]
    [InlineData("4111111111111111", "invalid_token")]
    public async Task That_the_card_declines_is_a_failed_payment_and_leaves_the_order_open(string token, string code)
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed(1000);
        var payment = (await counter.Card(order, token)).MustBe(HttpStatusCode.Created);
        payment["status"].GetValue<string>().ShouldBe("failed");
        payment["failure"]["code"]!.GetValue<string>().ShouldBe(code);
        (await counter.Events(payment.Id)).ShouldBe(["commerce.payment.failed"]);
        (await counter.Order(order))["payment_status"].GetValue<string>().ShouldBe("unpaid");
        (await counter.Cash(order)).MustBe(HttpStatusCode.Created);
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task That_the_gateway_has_seen_before_takes_its_first_answer()
    {
        var counter = await Counter.Open(server);
        (await counter.Card(await counter.Placed(), "test_duplicate"))["status"].GetValue<string>().ShouldBe("captured");
    }

    [Theory]
    [InlineData("""{"method":"cash","card_token":"test_ok"}""")]
    [InlineData("""{"method":"card"}""")]
    [InlineData("""{"method":"cash","capture":false}""")]
    [InlineData("""{"method":"cash","amount":{"amount":0,"currency":"EUR"}}""")]
    public async Task Is_refused_when_its_shape_is_wrong(string body)
    {
        var counter = await Counter.Open(server);
        (await counter.Shop.Post($"/api/v1/orders/{await counter.Placed()}/payments", body)).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task Is_refused_in_another_currency_or_with_too_little_cash()
    {
        var counter = await Counter.Open(server);
        var path = $"/api/v1/orders/{await counter.Placed()}/payments";
        (await counter.Shop.Post(path, """{"method":"cash","amount":{"amount":100,"currency":"USD"}}""")).MustRefuse(HttpStatusCode.Conflict, "payments.currency_mismatch");
        (await counter.Shop.Post(path, """{"method":"cash","tendered":{"amount":100,"currency":"USD"}}""")).MustRefuse(HttpStatusCode.Conflict, "payments.currency_mismatch");
        (await counter.Shop.Post(path, """{"method":"cash","tendered":{"amount":999,"currency":"EUR"}}""")).MustRefuse(HttpStatusCode.Conflict, "payments.tendered_too_little");
    }

    [Fact]
    public async Task Is_refused_for_a_cancelled_order()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed();
        (await counter.Cancel(order)).MustBe(HttpStatusCode.OK);
        (await counter.Cash(order)).MustRefuse(HttpStatusCode.Conflict, "payments.order_cancelled");
        (await counter.Card(order)).MustRefuse(HttpStatusCode.Conflict, "payments.order_cancelled");
    }

    [Fact]
    public async Task Is_for_those_who_may_and_sees_no_other_tenant()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed();
        var payment = (await counter.Cash(order, 10)).Id;
        var (stranger, elsewhere) = (await Shop.Open(server), counter.Shop.As("staff", new(Guid.NewGuid())));
        var path = $"/api/v1/orders/{order}/payments";
        (await counter.Shop.As("viewer").Post(path, new { Method = "cash" })).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await counter.Shop.As("staff").Post($"/api/v1/payments/{payment}/refunds", new { Reason = "x" })).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        foreach (var outsider in new[] { stranger, elsewhere })
        {
            (await outsider.Post(path, new { Method = "cash" })).MustRefuse(HttpStatusCode.NotFound, "not_found");
            (await outsider.Post(path, new { Method = "card", CardToken = "test_ok" })).MustRefuse(HttpStatusCode.NotFound, "not_found");
            (await outsider.Get(path)).MustRefuse(HttpStatusCode.NotFound, "not_found");
            (await outsider.Get($"/api/v1/payments/{payment}")).MustRefuse(HttpStatusCode.NotFound, "not_found");
            (await outsider.Post($"/api/v1/payments/{payment}/void")).MustRefuse(HttpStatusCode.NotFound, "not_found");
        }

        (await stranger.Post($"/api/v1/payments/{payment}/refunds", new { Reason = "x" })).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await counter.Shop.As("staff", counter.Shop.LocationId).Post(path, new { Method = "cash" })).MustBe(HttpStatusCode.Created);
    }
}
