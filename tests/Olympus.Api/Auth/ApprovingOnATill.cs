using System.Net;
using System.Text.Json.Nodes;
using Olympus.Kernel.Security;

namespace Olympus.Api.Auth;

/// <summary>What staff may not do, a manager lets them do once, with a PIN or a badge on the till where both stand.</summary>
public sealed class ApprovingOnATill(Server server)
{
    private const string Pin = "7301";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A place with a till, Bo who serves there and Mia who manages there.</summary>
    private sealed record Scene(Visitor Owner, Shop Shop, Visitor Bo, Visitor Mia, Guid Device, string Till)
    {
        public static async Task<Scene> Open(Server server)
        {
            var owner = await Visitor.Owner(server);
            var shop = Shop.SignedUp(server, owner.SignedIn);
            var (device, till) = await SigningInOnATill.Till(owner);
            var bo = await SigningInOnATill.Join(owner, "staff");
            var mia = await SigningInOnATill.Join(owner, "manager", shop.LocationId.Value, "Mia");
            (await owner.Put($"/api/v1/auth/people/{mia.UserId}/pin", new { pin = Pin })).MustBe(HttpStatusCode.NoContent);
            return new(owner, shop, bo, mia, device, till);
        }

        /// <summary>An order of 10.00 that was paid.</summary>
        /// <returns>Its payment.</returns>
        public async Task<Guid> Paid(Guid? location = null, string method = "cash")
        {
            var order = (await Placed(location)).Id;
            return (await Shop.Post($"/api/v1/orders/{order}/payments", new { Method = method, CardToken = method == "card" ? "test_ok" : null })).MustBe(HttpStatusCode.Created).Id;
        }

        public async Task<Answer> Placed(Guid? location = null)
        {
            var product = (await Shop.Post("/api/v1/products", new { Name = "Tea", Price = new { Amount = 1000, Currency = "EUR" }, TracksStock = false })).MustBe(HttpStatusCode.Created);
            return (await Shop.Post("/api/v1/orders", new
            {
                LocationId = location ?? Shop.LocationId.Value,
                Lines = new[] { new { VariantId = product["variants"][0]!["id"], Quantity = 1 } },
            })).MustBe(HttpStatusCode.Created);
        }

        public Task<Answer> Ask(string permission = "payments:refund", Visitor? asker = null, Visitor? approver = null, string pin = Pin, string? till = null) =>
            Visitor.Patiently(() => (asker ?? Bo).Post(
                "/api/v1/auth/devices/approvals", new { permission, user_id = (approver ?? Mia).UserId.Value, pin, device_token = till ?? Till }));

        public async Task<string> Approval(string permission = "payments:refund", Visitor? asker = null) =>
            (await Ask(permission, asker)).MustBe(HttpStatusCode.OK)["approval"].GetValue<string>();

        public Task<Answer> Refund(Guid payment, string? approval, string? key = null, Visitor? by = null, long? amount = null) => (by ?? Bo).Post(
            $"/api/v1/payments/{payment}/refunds",
            new { reason = "cold", amount = amount is { } minor ? new { amount = minor, currency = "EUR" } : null },
            [("Idempotency-Key", key ?? Guid.NewGuid().ToString()), .. approval is null ? [] : new[] { ("Olympus-Approval", approval) }]);

        public async Task<long> Refunded(Guid payment) => (await Owner.Get($"/api/v1/payments/{payment}"))["refunded"]["amount"]!.GetValue<long>();

        public Task<List<string>> Used() => Owner.Db.Query<string>(
            new("select payload::text from events.log where type = 'auth.approval.used' order by xid, seq"), Ct);
    }

    [Fact]
    public async Task Lets_one_refund_happen_and_says_who_approved_it()
    {
        var scene = await Scene.Open(server);
        var payment = await scene.Paid();
        var lacking = (await scene.Refund(payment, null)).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (lacking["permission"].GetValue<string>(), lacking["approvable"].GetValue<bool>()).ShouldBe(("payments:refund", true));

        var given = (await scene.Ask()).MustBe(HttpStatusCode.OK);
        given["approved_by"].GetValue<Guid>().ShouldBe(scene.Mia.UserId.Value);
        given["location_id"].GetValue<Guid>().ShouldBe(scene.Shop.LocationId.Value);
        (given["expires_at"].GetValue<DateTimeOffset>() - DateTimeOffset.UtcNow).ShouldBeLessThan(TimeSpan.FromMinutes(2.1));
        var approval = given["approval"].GetValue<string>();
        var key = Guid.NewGuid().ToString();
        var refunded = (await scene.Refund(payment, approval, key, amount: 400)).MustBe(HttpStatusCode.Created);

        // The same request again is the same refund; another one is not approved.
        (await scene.Refund(payment, approval, key, amount: 400)).MustBe(HttpStatusCode.Created).Text.ShouldBe(refunded.Text);
        (await scene.Refund(payment, approval, key, amount: 500)).MustRefuse(HttpStatusCode.UnprocessableEntity, "idempotency.key_reused");
        (await scene.Refund(payment, approval, amount: 100)).MustRefuse(HttpStatusCode.Forbidden, "auth.approval_invalid");
        (await scene.Refunded(payment)).ShouldBe(400);

        var used = JsonNode.Parse((await scene.Used()).ShouldHaveSingleItem())!;
        used["asked_by"]!.GetValue<Guid>().ShouldBe(scene.Bo.UserId.Value);
        used["approved_by"]!.GetValue<Guid>().ShouldBe(scene.Mia.UserId.Value);
        (used["permission"]!.GetValue<string>(), used["is_by_badge"]!.GetValue<bool>()).ShouldBe(("payments:refund", false));
        (used["location_id"]!.GetValue<Guid>(), used["device_id"]!.GetValue<Guid>()).ShouldBe((scene.Shop.LocationId.Value, scene.Device));
        (await scene.Owner.Db.Query<string>(
            new("select distinct type || ' ' || actor from events.log where correlation_id = (select correlation_id from events.log where type = 'auth.approval.used') order by 1"), Ct))
            .ShouldBe([$"auth.approval.used user:{scene.Bo.UserId}", $"commerce.payment.refunded user:{scene.Bo.UserId}"]);
        server.Logs.With(approval).ShouldBeEmpty();
        await scene.Shop.Verify();
    }

    [Fact]
    public async Task Holds_through_all_transactions_of_a_card_and_their_retries()
    {
        var scene = await Scene.Open(server);
        var payment = await scene.Paid(method: "card");
        var (approval, key) = (await scene.Approval(), Guid.NewGuid().ToString());
        (await scene.Refund(payment, approval, key)).MustBe(HttpStatusCode.Created);
        // As if the process had died between the gateway's answer and ours.
        await scene.Owner.Db.Write(tx => tx.Execute(new("delete from app.idempotency where key = $1", key)), Ct);
        (await scene.Refund(payment, approval, key)).MustBe(HttpStatusCode.Created);
        (await scene.Refunded(payment)).ShouldBe(1000);
        (await scene.Used()).Count.ShouldBe(1);
        await scene.Shop.Verify();
    }

    [Fact]
    public async Task Of_many_requests_at_once_serves_one()
    {
        var scene = await Scene.Open(server);
        var payment = await scene.Paid();
        var approval = await scene.Approval();
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => scene.Refund(payment, approval, amount: 10)));
        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Where(answer => answer.Status != HttpStatusCode.Created).ShouldAllBe(answer => answer.Code == "auth.approval_invalid");
        (await scene.Refunded(payment)).ShouldBe(10);
        (await scene.Used()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Is_not_used_up_by_what_was_refused()
    {
        var scene = await Scene.Open(server);
        var payment = await scene.Paid();
        var approval = await scene.Approval();
        (await scene.Refund(payment, approval, amount: 1001)).MustRefuse(HttpStatusCode.Conflict, "payments.exceeds_captured");
        (await scene.Used()).ShouldBeEmpty();
        (await scene.Refund(payment, approval, amount: 1000)).MustBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Is_good_for_its_asker_its_right_its_place_and_two_minutes()
    {
        var scene = await Scene.Open(server);
        var there = (await scene.Owner.Post("/api/v1/locations", new { name = "Second", time_zone = "Europe/Berlin", currency = "EUR", tax_region = "DE" })).MustBe(HttpStatusCode.Created).Id;
        var (here, elsewhere) = (await scene.Paid(), await scene.Paid(there));
        var order = (await scene.Placed()).Id;
        var approval = await scene.Approval();
        var ana = await SigningInOnATill.Join(scene.Owner, "staff", name: "Ana");
        (await scene.Owner.Put($"/api/v1/auth/people/{scene.Bo.UserId}/pin", new { pin = Pin })).MustBe(HttpStatusCode.NoContent);
        var again = scene.Owner.Elsewhere(); // Bo as well, in another session
        again.Become((await again.Post("/api/v1/auth/devices/sign-in", new { user_id = scene.Bo.UserId.Value, pin = Pin, device_token = scene.Till })).MustBe(HttpStatusCode.OK));

        foreach (var refused in new[]
        {
            await scene.Refund(here, approval, by: ana),
            await scene.Refund(here, OpaqueToken.New(OpaqueToken.Approval, scene.Owner.TenantId).Text),
            await scene.Refund(here, OpaqueToken.New(OpaqueToken.Approval, (await Visitor.Owner(server)).TenantId).Text),
            await scene.Refund(here, "ola_x"),
            await scene.Refund(here, approval, by: again),
            await Cancel(approval),
            await scene.Bo.Post($"/api/v1/orders/{order}/status", new { status = "preparing" }, ("Olympus-Approval", approval)),
            await scene.Bo.Post($"/api/v1/payments/{here}/refunds", new { reason = "cold" }, ("Idempotency-Key", "one"), ("Olympus-Approval", approval), ("Olympus-Approval", approval)),
        })
            refused.MustRefuse(HttpStatusCode.Forbidden, "auth.approval_invalid");
        (await scene.Refund(elsewhere, approval)).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await scene.Used()).ShouldBeEmpty();

        await scene.Owner.Db.Write(tx => tx.Execute(new("update auth.approvals set expires_at = now() - interval '1 second'")), Ct);
        (await scene.Refund(here, approval)).MustRefuse(HttpStatusCode.Forbidden, "auth.approval_invalid");
        (await scene.Refunded(here), await scene.Refunded(elsewhere)).ShouldBe((0, 0));

        var lacking = (await Cancel(null)).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        lacking["approvable"].GetValue<bool>().ShouldBeTrue();
        (await Cancel(await scene.Approval("orders:cancel"))).MustBe(HttpStatusCode.OK)["status"].GetValue<string>().ShouldBe("cancelled");

        Task<Answer> Cancel(string? with) => scene.Bo.Post(
            $"/api/v1/orders/{order}/cancellation", new { reason = "left" },
            [("Idempotency-Key", Guid.NewGuid().ToString()), .. with is null ? [] : new[] { ("Olympus-Approval", with) }]);
    }

    [Fact]
    public async Task Ends_with_the_till_and_with_the_rights_of_who_approved()
    {
        var scene = await Scene.Open(server);
        var payment = await scene.Paid();
        var before = await scene.Approval();
        var read = await scene.Shop.Get($"/api/v1/users/{scene.Mia.UserId}");
        (await scene.Shop.Patch($"/api/v1/users/{scene.Mia.UserId}", new { status = "disabled" }, ("If-Match", read.ETag))).MustBe(HttpStatusCode.OK);
        (await scene.Refund(payment, before)).MustRefuse(HttpStatusCode.Forbidden, "auth.approval_invalid");
        (await scene.Ask()).MustRefuse(HttpStatusCode.Forbidden, "auth.pin_wrong");

        (await scene.Owner.Put("/api/v1/auth/pin", new { pin = "9283", current_password = Visitor.Password })).MustBe(HttpStatusCode.NoContent);
        var later = (await scene.Ask(approver: scene.Owner, pin: "9283")).MustBe(HttpStatusCode.OK)["approval"].GetValue<string>();
        (await scene.Owner.Delete($"/api/v1/auth/devices/{scene.Device}")).MustBe(HttpStatusCode.NoContent);
        (await scene.Refund(payment, later)).MustRefuse(HttpStatusCode.Forbidden, "auth.approval_invalid");
        (await scene.Ask(approver: scene.Owner, pin: "9283")).MustRefuse(HttpStatusCode.Forbidden, "auth.device_unknown");
        (await scene.Refunded(payment)).ShouldBe(0);
    }

    [Fact]
    public async Task Is_given_by_somebody_else_who_may_do_it_there()
    {
        var scene = await Scene.Open(server);
        var there = (await scene.Owner.Post("/api/v1/locations", new { name = "Second", time_zone = "Europe/Berlin", currency = "EUR", tax_region = "DE" })).MustBe(HttpStatusCode.Created).Id;
        var (ana, kim) = (await SigningInOnATill.Join(scene.Owner, "staff", name: "Ana"), await SigningInOnATill.Join(scene.Owner, "manager", there, "Kim"));
        foreach (var one in new[] { ana, kim, scene.Bo })
            (await scene.Owner.Put($"/api/v1/auth/people/{one.UserId}/pin", new { pin = Pin })).MustBe(HttpStatusCode.NoContent);
        (await scene.Ask(approver: ana)).MustRefuse(HttpStatusCode.Forbidden, "auth.approver_lacks");
        (await scene.Ask(approver: scene.Bo)).MustRefuse(HttpStatusCode.Forbidden, "auth.approval_own");
        (await scene.Ask(asker: scene.Mia)).MustRefuse(HttpStatusCode.Forbidden, "auth.approval_own");
        (await scene.Ask(approver: kim)).MustRefuse(HttpStatusCode.Forbidden, "auth.pin_wrong"); // works elsewhere
        (await scene.Ask("users:write")).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await scene.Ask(till: OpaqueToken.New(OpaqueToken.Till, scene.Owner.TenantId).Text)).MustRefuse(HttpStatusCode.Forbidden, "auth.device_unknown");
        (await scene.Bo.Post("/api/v1/auth/devices/approvals", new { permission = "payments:refund", user_id = scene.Mia.UserId.Value, pin = Pin, code = "1", device_token = scene.Till }))
            .MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await scene.Bo.Post("/api/v1/auth/devices/approvals", new { permission = "payments:refund", device_token = scene.Till })).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");

        // Somebody of another business, and somebody of this one on a till of another.
        var stranger = await Visitor.Owner(server);
        var (_, theirs) = await SigningInOnATill.Till(stranger);
        (await scene.Ask(asker: stranger)).MustRefuse(HttpStatusCode.Forbidden, "auth.device_unknown");
        (await scene.Ask(till: theirs)).MustRefuse(HttpStatusCode.Forbidden, "auth.device_unknown");
        (await scene.Owner.Elsewhere().Post("/api/v1/auth/devices/approvals", new { permission = "payments:refund", user_id = scene.Mia.UserId.Value, pin = Pin, device_token = scene.Till }))
            .MustRefuse(HttpStatusCode.Unauthorized, "auth.unauthenticated");
    }

    [Fact]
    public async Task Counts_wrong_pins_as_at_sign_in_and_takes_a_badge_instead()
    {
        var scene = await Scene.Open(server);
        var payment = await scene.Paid();
        for (var left = 4; left >= 0; left--)
            (await scene.Ask(pin: "1357")).MustRefuse(HttpStatusCode.Forbidden, "auth.pin_wrong")["attempts_left"].GetValue<int>().ShouldBe(left);
        (await scene.Ask()).MustRefuse(HttpStatusCode.TooManyRequests, "auth.throttled");
        (await scene.Owner.Elsewhere().Post("/api/v1/auth/devices/sign-in", new { user_id = scene.Mia.UserId.Value, pin = Pin, device_token = scene.Till }))
            .MustRefuse(HttpStatusCode.TooManyRequests, "auth.throttled");

        var code = (await scene.Owner.Post($"/api/v1/auth/people/{scene.Mia.UserId}/badge", new { })).MustBe(HttpStatusCode.OK)["code"].GetValue<string>();
        var own = (await scene.Owner.Post($"/api/v1/auth/people/{scene.Bo.UserId}/badge", new { })).MustBe(HttpStatusCode.OK)["code"].GetValue<string>();
        (await Scan(own)).MustRefuse(HttpStatusCode.Forbidden, "auth.approval_own");
        (await Scan("1111111111111111111111111111")).MustRefuse(HttpStatusCode.Forbidden, "auth.badge_refused");
        (await scene.Refund(payment, (await Scan(code)).MustBe(HttpStatusCode.OK)["approval"].GetValue<string>())).MustBe(HttpStatusCode.Created);
        JsonNode.Parse((await scene.Used()).ShouldHaveSingleItem())!["is_by_badge"]!.GetValue<bool>().ShouldBeTrue();

        Task<Answer> Scan(string badge) => scene.Bo.Post("/api/v1/auth/devices/approvals", new { permission = "payments:refund", code = badge, device_token = scene.Till });
    }

    [Fact]
    public async Task Grants_a_discount_by_hand_once()
    {
        var scene = await Scene.Open(server);
        var product = (await scene.Shop.Post("/api/v1/products", new { Name = "Tea", Price = new { Amount = 1000, Currency = "EUR" }, TracksStock = false })).MustBe(HttpStatusCode.Created);
        object[] lines = [new { variant_id = product["variants"][0]!["id"], quantity = 1 }];
        (await Place(null)).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden")["approvable"].GetValue<bool>().ShouldBeTrue();
        var approval = await scene.Approval("orders:discount");
        (await Place(approval)).MustBe(HttpStatusCode.Created)["total"]["amount"]!.GetValue<long>().ShouldBe(900);
        (await Place(approval)).MustRefuse(HttpStatusCode.Forbidden, "auth.approval_invalid");

        Task<Answer> Place(string? with) => scene.Bo.Post(
            "/api/v1/orders",
            new { location_id = scene.Shop.LocationId.Value, lines, discounts = new[] { new { reason = "late", amount_off = new { amount = 100, currency = "EUR" } } } },
            [("Idempotency-Key", Guid.NewGuid().ToString()), .. with is null ? [] : new[] { ("Olympus-Approval", with) }]);
    }
}
