using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Api.Analytics;
using Olympus.Api.Orders;
using Olympus.Kernel.Events;

namespace Olympus.Api.Payments;

/// <summary>What a guest gives on top: beside the amount in everything that is kept, and no part of what the order is due.</summary>
public sealed class GivingATip(Server server)
{
    private static object Eur(long amount) => Counter.Eur(amount);

    private static (long Tip, long Refunded, long Refundable) Tip(Answer payment) =>
        (Counter.Amount(payment["tip"]), Counter.Amount(payment["tip_refunded"]), Counter.Amount(payment["tip_refundable"]));

    private static Task<Answer> Pay(Counter counter, Guid order, object body, params (string, string)[] headers) =>
        counter.Shop.Post($"/api/v1/orders/{order}/payments", body, headers);

    private static Task<Answer> Card(Counter counter, Guid order, long tip, string token = "test_ok", bool capture = true, long? amount = null) =>
        Pay(counter, order, new { Method = "card", CardToken = token, Capture = capture, Tip = Eur(tip), Amount = amount is { } some ? Eur(some) : null });

    private static Task<Answer> Capture(Counter counter, Guid payment, long? amount, long? tip) =>
        counter.Shop.Post($"/api/v1/payments/{payment}/capture", new { Amount = amount is { } a ? Eur(a) : null, Tip = tip is { } t ? Eur(t) : null });

    private static Task<Answer> Refund(Counter counter, Guid payment, long? amount, long? tip) =>
        counter.Shop.Post(
            $"/api/v1/payments/{payment}/refunds", new { Reason = "Mistyped", Amount = amount is { } a ? Eur(a) : null, Tip = tip is { } t ? Eur(t) : null });

    /// <summary>What the log says of a payment: amount, tip (a dash without one) and rounding of each event.</summary>
    private static Task<List<string>> Told(Counter counter, Guid payment) => counter.Shop.Db.Query<string>(
        new("""
            select split_part(type, '.', 3) || ' ' || (payload -> 'amount' ->> 'amount') || ' ' || coalesce(payload -> 'tip' ->> 'amount', '-') || ' '
                || coalesce(payload -> 'rounding' ->> 'amount', '-')
            from events.log
            where aggregate_id = $1
            order by xid, seq
            """,
            payment),
        Counter.Ct);

    [Fact]
    public async Task In_cash_is_in_the_drawer_and_not_in_what_the_order_paid()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed(1000);
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var body = new { Method = "cash", Amount = Eur(600), Tip = Eur(150), Tendered = Eur(1000) };
        var payment = (await Pay(counter, order, body, key)).MustBe(HttpStatusCode.Created);
        (await Pay(counter, order, body, key)).Text.ShouldBe(payment.Text);
        (await Pay(counter, order, new { Method = "cash", Amount = Eur(600), Tip = Eur(151), Tendered = Eur(1000) }, key))
            .MustRefuse(HttpStatusCode.UnprocessableEntity, "idempotency.key_reused");
        Tip(payment).ShouldBe((150, 0, 150));
        (Counter.Amount(payment["amount"]), Counter.Amount(payment["captured"]), Counter.Amount(payment["refundable"]), Counter.Amount(payment["change"]))
            .ShouldBe((600, 600, 600, 250));

        (await counter.Shop.Get($"/api/v1/payments/{payment.Id}")).Text.ShouldBe(payment.Text);
        var read = await counter.Order(order);
        (Counter.Amount(read["due"]), Counter.Amount(read["total"]), Counter.Amount(read["totals"]["captured"])).ShouldBe((400, 1000, 600));
        Counter.Amount(read["payments"][0]!["tip"]).ShouldBe(150);
        (await Told(counter, payment.Id)).ShouldBe(["captured 600 150 -"]);
        Counter.Amount((await Pay(counter, order, new { Method = "cash", Tip = Eur(0) })).MustBe(HttpStatusCode.Created)["tendered"]).ShouldBe(400);
        (await counter.Order(order))["payment_status"].GetValue<string>().ShouldBe("paid");

        var stranger = await Counter.Open(server);
        (await stranger.Shop.Get($"/api/v1/payments/{payment.Id}")).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await Refund(stranger, payment.Id, 0, 150)).MustRefuse(HttpStatusCode.NotFound, "not_found");
        await counter.BooksAreRight();
    }

    /// <summary>9.28 and 1.01 are 10.29: coins make 10.30 of both together. The last refund gives what the drawer still holds.</summary>
    [Fact]
    public async Task In_cash_is_rounded_together_with_the_amount()
    {
        var counter = await Counter.Open(server, "FI");
        var order = await counter.Placed(928);
        (await Pay(counter, order, new { Method = "cash", Tip = Eur(101), Tendered = Eur(1029) })).MustRefuse(HttpStatusCode.Conflict, "payments.tendered_too_little");
        var payment = (await Pay(counter, order, new { Method = "cash", Tip = Eur(101), Tendered = Eur(1100) })).MustBe(HttpStatusCode.Created);
        (Counter.Amount(payment["rounding"]), Counter.Amount(payment["change"])).ShouldBe((1, 70));
        (await Refund(counter, payment.Id, null, null)).MustBe(HttpStatusCode.Created);
        var all = (await Refund(counter, payment.Id, 0, 101)).MustBe(HttpStatusCode.Created);
        all["refunds"].AsArray().Select(refund => (Counter.Amount(refund!["amount"]), Counter.Amount(refund["tip"]), Counter.Amount(refund["rounding"])))
            .ShouldBe([(928, 0, 2), (0, 101, -1)], "9.30 and 1.00 are the 10.30 that were paid");
        Tip(all).ShouldBe((101, 101, 0));
        (await Told(counter, payment.Id)).ShouldBe(["captured 928 101 1", "refunded 928 - 2", "refunded 0 101 -1"]);

        var whole = (await Pay(counter, await counter.Placed(928), new { Method = "cash", Tip = Eur(101) })).MustBe(HttpStatusCode.Created);
        Counter.Amount(whole["tendered"]).ShouldBe(1030);
        Counter.Amount((await Refund(counter, whole.Id, null, 101)).MustBe(HttpStatusCode.Created)["refunds"][0]!["rounding"]).ShouldBe(1);
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Goes_back_only_when_that_is_said_and_never_more_of_it_than_was_given()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed(1000);
        var payment = (await Card(counter, order, 200)).MustBe(HttpStatusCode.Created).Id;
        Tip((await counter.Refund(payment)).MustBe(HttpStatusCode.Created)).ShouldBe((200, 0, 200));
        (await counter.Order(order))["payment_status"].GetValue<string>().ShouldBe("refunded");
        (await counter.Refund(payment)).MustRefuse(HttpStatusCode.Conflict, "payments.exceeds_captured");
        (await Refund(counter, payment, null, 201)).MustRefuse(HttpStatusCode.Conflict, "payments.exceeds_tip")["refundable_minor"].GetValue<long>().ShouldBe(200);
        (await Refund(counter, payment, 1, 200)).MustRefuse(HttpStatusCode.Conflict, "payments.exceeds_captured");
        (await Refund(counter, payment, 0, 0)).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await Refund(counter, payment, 0, null)).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await Refund(counter, payment, 0, -1)).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await counter.Shop.Post($"/api/v1/payments/{payment}/refunds", """{"reason":"x","amount":{"amount":0,"currency":"EUR"},"tip":{"amount":1,"currency":"USD"}}"""))
            .MustRefuse(HttpStatusCode.Conflict, "payments.currency_mismatch");

        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var some = new { Reason = "Mistyped", Amount = Eur(0), Tip = Eur(150) };
        var back = (await counter.Shop.Post($"/api/v1/payments/{payment}/refunds", some, key)).MustBe(HttpStatusCode.Created);
        (await counter.Shop.Post($"/api/v1/payments/{payment}/refunds", some, key)).Text.ShouldBe(back.Text);
        Tip(back).ShouldBe((200, 150, 50));
        (await Refund(counter, payment, 0, 51)).MustRefuse(HttpStatusCode.Conflict, "payments.exceeds_tip");
        Counter.Amount((await Refund(counter, payment, null, 50)).MustBe(HttpStatusCode.Created)["refunded"]).ShouldBe(1000);
        (await Told(counter, payment)).ShouldBe(["captured 1000 200 -", "refunded 1000 - -", "refunded 0 150 -", "refunded 0 50 -"]);
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Is_adjusted_until_the_capture_within_what_the_card_promised()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed(1000);
        var promised = (await Card(counter, order, 200, capture: false)).MustBe(HttpStatusCode.Created);
        (promised["status"].GetValue<string>(), Tip(promised)).ShouldBe(("authorized", (200, 0, 0)));
        (await Refund(counter, promised.Id, 0, 100)).MustRefuse(HttpStatusCode.Conflict, "payments.illegal_move");
        (await Capture(counter, promised.Id, null, 201)).MustRefuse(HttpStatusCode.Conflict, "payments.exceeds_authorized")["tip_minor"].GetValue<long>().ShouldBe(200);
        (await Capture(counter, promised.Id, 1001, 0)).MustRefuse(HttpStatusCode.Conflict, "payments.exceeds_authorized");
        (await Capture(counter, promised.Id, null, -1)).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        var taken = (await Capture(counter, promised.Id, null, 150)).MustBe(HttpStatusCode.OK);
        (Counter.Amount(taken["captured"]), Tip(taken)).ShouldBe((1000, (150, 0, 150)));
        (await Capture(counter, promised.Id, null, 100)).MustRefuse(HttpStatusCode.Conflict, "payments.illegal_move");
        (await Told(counter, promised.Id)).ShouldBe(["authorized 1000 200 -", "captured 1000 150 -"]);

        // Less of the order leaves room for more on top; unless told, what was promised is taken.
        var less = (await Card(counter, await counter.Placed(1000), 0, capture: false)).Id;
        Tip((await Capture(counter, less, 900, 100)).MustBe(HttpStatusCode.OK)).ShouldBe((100, 0, 100));
        var same = (await Card(counter, await counter.Placed(1000), 80, capture: false)).Id;
        Tip((await Capture(counter, same, null, null)).MustBe(HttpStatusCode.OK)).ShouldBe((80, 0, 80));
        var dropped = (await Card(counter, await counter.Placed(1000), 80, capture: false)).Id;
        Tip((await counter.Shop.Post($"/api/v1/payments/{dropped}/void")).MustBe(HttpStatusCode.OK)).ShouldBe((80, 0, 0));
        Tip((await Card(counter, await counter.Placed(1000), 80, "test_declined_insufficient_funds")).MustBe(HttpStatusCode.Created)).ShouldBe((80, 0, 0));
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task Goes_back_with_a_payment_that_is_reversed_and_keeps_one_from_it_once_some_went_back()
    {
        var counter = await Counter.Open(server);
        foreach (var method in new[] { "cash", "card" })
        {
            var order = await counter.Placed(1000);
            var payment = (await Pay(counter, order, new { Method = method, CardToken = method == "card" ? "test_ok" : null, Tip = Eur(200) })).MustBe(HttpStatusCode.Created).Id;
            var reversed = (await counter.Shop.Post($"/api/v1/payments/{payment}/reversal", new { Reason = "Other card" })).MustBe(HttpStatusCode.OK);
            (reversed["status"].GetValue<string>(), Tip(reversed)).ShouldBe(("reversed", (200, 0, 0)));
            Counter.Amount((await counter.Order(order))["due"]).ShouldBe(1000);
            (await Told(counter, payment)).ShouldBe(["captured 1000 200 -", "reversed 1000 200 -"]);
            (await Refund(counter, payment, 0, 1)).MustRefuse(HttpStatusCode.Conflict, "payments.illegal_move");
        }

        var partly = (await Card(counter, await counter.Placed(1000), 200)).Id;
        (await Refund(counter, partly, 0, 10)).MustBe(HttpStatusCode.Created);
        (await counter.Shop.Post($"/api/v1/payments/{partly}/reversal", new { Reason = "Other card" })).MustRefuse(HttpStatusCode.Conflict, "payments.partly_refunded");
        var kept = (await Card(counter, await counter.Placed(1000), 200, "test_refund_declined_do_not_honor")).Id;
        Tip((await Refund(counter, kept, 0, 200)).MustBe(HttpStatusCode.Created)).ShouldBe((200, 0, 200));
        await counter.BooksAreRight();
    }

    [Theory]
    [InlineData("""{"method":"cash","tip":{"amount":-1,"currency":"EUR"}}""", HttpStatusCode.BadRequest, "request.invalid")]
    [InlineData("""{"method":"cash","tip":{"amount":1000000000001,"currency":"EUR"}}""", HttpStatusCode.BadRequest, "request.invalid")]
    [InlineData("""{"method":"cash","tip":{"amount":100,"currency":"USD"}}""", HttpStatusCode.Conflict, "payments.currency_mismatch")]
    [InlineData("""{"method":"card","card_token":"test_ok","tip":{"amount":100,"currency":"USD"}}""", HttpStatusCode.Conflict, "payments.currency_mismatch")]
    [InlineData("""{"method":"cash","tip":{"amount":100,"currency":"EUR"},"tendered":{"amount":1099,"currency":"EUR"}}""", HttpStatusCode.Conflict, "payments.tendered_too_little")]
    public async Task Is_refused_when_it_cannot_be(string body, HttpStatusCode status, string code)
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed(1000);
        (await Pay(counter, order, body)).MustRefuse(status, code);
        (await counter.Order(order))["payments"].AsArray().ShouldBeEmpty();
    }

    /// <summary>An answer that is lost and asked for again later, and a request that is repeated after a crash, know the tip.</summary>
    [Fact]
    public async Task Is_known_when_a_request_is_sent_again_after_a_crash()
    {
        var counter = await Counter.Open(server);
        var order = await counter.Placed(1000);
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        Task Forget() => counter.Shop.Db.Write(tx => tx.Execute(new("delete from app.idempotency where key = $1", key.Item2)), Counter.Ct);
        object Body(long tip) => new { Method = "card", CardToken = "test_timeout_approved", Tip = Eur(tip) };
        var first = (await Pay(counter, order, Body(120), key)).MustBe(HttpStatusCode.Created);
        await Forget();
        (await Pay(counter, order, Body(120), key)).MustBe(HttpStatusCode.Created).Id.ShouldBe(first.Id);
        await Forget();
        (await Pay(counter, order, Body(0), key)).MustRefuse(HttpStatusCode.UnprocessableEntity, "idempotency.key_reused");
        var effect = server.Services.GetServices<IEffect>().Single(effect => effect.Kind == "payments.resolve");
        foreach (var asked in await counter.Shop.Db.Query<string>(new("select payload::text from events.effects where kind = 'payments.resolve'"), Counter.Ct))
            await effect.Run(Guid.Empty, asked, counter.Shop.Db, Counter.Ct);
        Tip(await counter.Shop.Get($"/api/v1/payments/{first.Id}")).ShouldBe((120, 0, 120));
        (await Told(counter, first.Id)).ShouldBe(["captured 1000 120 -"]);
        await counter.BooksAreRight();
    }

    [Fact]
    public async Task On_a_till_that_was_alone_is_told_with_the_sale()
    {
        var counter = await Counter.Open(server, "FI");
        var sale = RecordingASale.Sale(counter, await counter.Product(928), 928);
        (sale["tip"], sale["cash_rounding"], sale["tendered"]) = (RecordingASale.Eur(101), RecordingASale.Eur(1), RecordingASale.Eur(1029));
        (await counter.Shop.Post("/api/v1/sales", sale.DeepClone())).MustRefuse(HttpStatusCode.BadRequest, "orders.told_wrongly")["what"].GetValue<string>().ShouldBe("tendered");
        sale["tendered"] = RecordingASale.Eur(1100);
        var order = await counter.Order((await counter.Shop.Post("/api/v1/sales", sale.DeepClone())).MustBe(HttpStatusCode.Created).Id);
        (order["payment_status"].GetValue<string>(), Counter.Amount(order["total"])).ShouldBe(("paid", 928));
        var payment = await counter.Shop.Get($"/api/v1/payments/{order["payments"][0]!["id"]}");
        (Tip(payment), Counter.Amount(payment["change"])).ShouldBe(((101, 0, 101), 70));
        foreach (var wrong in new[] { -1, 5 })
        {
            sale["tip"] = new System.Text.Json.Nodes.JsonObject { ["amount"] = wrong, ["currency"] = wrong < 0 ? "EUR" : "USD" };
            sale["client_id"] = $"wrong {wrong}";
            (await counter.Shop.Post("/api/v1/sales", sale.DeepClone())).MustRefuse(HttpStatusCode.BadRequest, "orders.told_wrongly")["what"].GetValue<string>().ShouldBe("tip");
        }

        await counter.BooksAreRight();
    }

    /// <summary>Two days ago 2.00 in cash, yesterday 1.50 in cash; today 3.00 by card, 4.00 by card that is reversed, and 0.50 of the first goes back.</summary>
    [Fact]
    public async Task Counts_on_the_day_on_which_it_was_given_less_what_went_back()
    {
        var counter = await Counter.Open(server);
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, zone).DateTime);
        var tea = await counter.Product(1000);
        var sold = new List<Guid>();
        foreach (var (ago, tip) in new[] { (2, 200), (1, 150) })
        {
            var noon = today.AddDays(-ago).ToDateTime(new(12, 0));
            var sale = RecordingASale.Sale(counter, tea, 1000, client: $"till-{ago}", receipt: $"K7Q2-{ago}");
            sale["placed_at"] = new DateTimeOffset(noon, zone.GetUtcOffset(noon));
            (sale["tip"], sale["tendered"]) = (RecordingASale.Eur(tip), RecordingASale.Eur(2000));
            sold.Add((await counter.Shop.Post("/api/v1/sales", sale)).MustBe(HttpStatusCode.Created).Id);
        }

        (await Card(counter, await counter.Placed(1000), 300)).MustBe(HttpStatusCode.Created);
        var wrong = (await Card(counter, await counter.Placed(1000), 400)).Id;
        (await counter.Shop.Post($"/api/v1/payments/{wrong}/reversal", new { Reason = "Other card" })).MustBe(HttpStatusCode.OK);
        var first = (await counter.Order(sold[0]))["payments"][0]!["id"]!.GetValue<Guid>();
        (await Refund(counter, first, 100, 50)).MustBe(HttpStatusCode.Created);

        string Day(int ago) => today.AddDays(-ago).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Task<Answer> Ask(params string[] dimensions) => counter.Shop.Ask(new
        {
            measures = new[] { "tips", "captured", "refunded" },
            dimensions,
            period = new { from = Day(2), to = Day(0) },
        });
        async Task Counted()
        {
            (await Ask("day")).Lines().ShouldBe([$"{Day(2)} EUR: 200 1000 0", $"{Day(1)} EUR: 150 1000 0", $"{Day(0)} EUR: 250 1000 100"]);
            (await Ask("payment_method")).Lines().ShouldBe(["cash EUR: 300 2000 100", "card EUR: 300 1000 0"], ignoreOrder: true);
            (await Ask("location")).Lines().ShouldBe(["Main EUR: 600 3000 100"]);
        }

        await Counted();
        (await counter.Shop.Post("/api/v1/analytics/query", new { measures = new[] { "tips" }, dimensions = new[] { "product" }, period = new { preset = "today" } }))
            .MustRefuse(HttpStatusCode.BadRequest, "analytics.cannot_combine");
        (await (await Counter.Open(server)).Shop.Ask(new { measures = new[] { "tips" }, period = new { preset = "today" } })).Lines("totals").ShouldBe(["EUR: 0"]);

        var projection = server.Services.GetServices<IProjection>().Single(one => one.Name == "trade");
        await server.Services.GetRequiredService<ProjectionRunner>().Replay(projection, null, Counter.Ct);
        await Counted();
        await counter.Shop.Verify();
    }
}
