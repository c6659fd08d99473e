using System.Net;
using Olympus.Api.Orders;
using Olympus.Kernel.Values;

namespace Olympus.Api.Payments;

public sealed class ReversingAPayment(Server server)
{
    private static Task<Answer> Reverse(Shop shop, Guid payment, string reason = "Card, not cash") =>
        shop.Post($"/api/v1/payments/{payment}/reversal", new { Reason = reason });

    [Fact]
    public async Task Makes_the_order_due_again_and_it_is_paid_the_right_way()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed();
        var cash = (await counter.Cash(order)).MustBe(HttpStatusCode.Created);
        cash["taken_by"].GetValue<Guid>().ShouldBe(counter.Shop.UserId.Value);
        (await counter.Move(order, "confirmed")).MustBe(HttpStatusCode.OK);
        (await counter.Move(order, "completed")).MustBe(HttpStatusCode.OK);
        await counter.Shop.Settle();

        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var reversed = (await counter.Shop.Post($"/api/v1/payments/{cash.Id}/reversal", new { Reason = "Card, not cash" }, key)).MustBe(HttpStatusCode.OK);
        (reversed["status"].GetValue<string>(), Counter.Amount(reversed["captured"]), Counter.Amount(reversed["refundable"])).ShouldBe(("reversed", 0, 0));
        (await counter.Shop.Post($"/api/v1/payments/{cash.Id}/reversal", new { Reason = "Card, not cash" }, key)).Text.ShouldBe(reversed.Text);
        var read = await counter.Order(order);
        (read["payment_status"].GetValue<string>(), Counter.Amount(read["due"]), read["status"].GetValue<string>()).ShouldBe(("unpaid", 1000, "completed"));
        (await counter.Events(cash.Id)).ShouldBe(["commerce.payment.captured", "commerce.payment.reversed"]);
        await counter.Shop.Verify();

        (await counter.Card(order)).MustBe(HttpStatusCode.Created)["status"].GetValue<string>().ShouldBe("captured");
        (await counter.Order(order))["payment_status"].GetValue<string>().ShouldBe("paid");
        await counter.Shop.Verify();
        var figures = (await counter.Shop.Post("/api/v1/analytics/query", new
        {
            Measures = new[] { "payments", "captured" },
            Dimensions = new[] { "payment_method" },
            Period = new { Preset = "today" },
        })).MustBe(HttpStatusCode.OK).Text;
        figures.ShouldContain("card");
    }

    [Fact]
    public async Task Gives_a_cards_money_back_at_its_gateway_and_stays_when_that_declines()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed();
        var card = (await counter.Card(order)).MustBe(HttpStatusCode.Created);
        (await Reverse(counter.Shop, card.Id)).MustBe(HttpStatusCode.OK)["status"].GetValue<string>().ShouldBe("reversed");
        (await counter.Cash(order)).MustBe(HttpStatusCode.Created);

        var second = await counter.Placed();
        var declines = (await counter.Card(second, "test_refund_declined_do_not_honor")).MustBe(HttpStatusCode.Created);
        var stays = (await Reverse(counter.Shop, declines.Id)).MustBe(HttpStatusCode.OK);
        (stays["status"].GetValue<string>(), Counter.Amount(stays["refundable"]), stays["failure"]["code"]!.GetValue<string>()).ShouldBe(("captured", 1000, "do_not_honor"));
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Is_for_who_took_it_or_may_refund_and_for_a_quarter_of_an_hour()
    {
        var counter = await Counter.Open(server);
        var staff = await counter.Shop.Join("staff");
        var order = await counter.Placed();
        var own = (await staff.Post($"/api/v1/orders/{order}/payments", new { Method = "cash" })).MustBe(HttpStatusCode.Created).Id;
        (await Reverse(counter.Shop.As("staff"), own)).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await Reverse(counter.Shop.As("viewer"), own)).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await Reverse(await Shop.Open(server), own)).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await Reverse(staff, own)).MustBe(HttpStatusCode.OK);
        (await Reverse(staff, own)).MustRefuse(HttpStatusCode.Conflict, "payments.illegal_move");

        var partly = (await counter.Cash(order)).MustBe(HttpStatusCode.Created).Id;
        (await counter.Refund(partly, 100)).MustBe(HttpStatusCode.Created);
        (await Reverse(counter.Shop, partly)).MustRefuse(HttpStatusCode.Conflict, "payments.partly_refunded");

        var late = (await counter.Cash(await counter.Placed())).MustBe(HttpStatusCode.Created).Id;
        await counter.Shop.Db.Write(
            tx => tx.Execute(new("update commerce.payments set created_at = created_at - interval '16 minutes' where id = $1", late)), Counter.Ct);
        (await Reverse(counter.Shop.As("manager"), late)).MustRefuse(HttpStatusCode.Conflict, "payments.too_late_to_reverse");
        (await Reverse(counter.Shop, late, "")).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Happens_once_however_many_try()
    {
        var counter = await Counter.Open(server);
        var payment = (await counter.Cash(await counter.Placed())).MustBe(HttpStatusCode.Created).Id;
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => i % 2 == 0 ? Reverse(counter.Shop, payment) : counter.Refund(payment)));
        answers.Count(answer => (int)answer.Status is 200 or 201).ShouldBe(1);
        await counter.BooksAreRight();
    }
}
