using System.Net;

namespace Olympus.Api.Webhooks;

public sealed class KeepingEndpoints(Server server)
{
    private const string Url = "http://127.0.0.1:9/";

    [Fact]
    public async Task Reads_changes_and_takes_away()
    {
        var shop = await Shop.Open(server);
        var made = (await shop.Post("/api/v1/webhooks", new { url = $"{Url}?key=1", description = " Books ", event_types = new[] { "commerce.*" } })).MustBe(HttpStatusCode.Created);
        made["secret"].GetValue<string>().ShouldStartWith("whsec_");
        Convert.FromBase64String(made["secret"].GetValue<string>()["whsec_".Length..]).Length.ShouldBe(32);
        var path = $"/api/v1/webhooks/{made.Id}";
        var view = (await shop.Get(path)).MustBe(HttpStatusCode.OK);
        view.Text.ShouldNotContain("whsec_");
        (view["url"].GetValue<string>(), view["description"].GetValue<string>(), view["status"].GetValue<string>()).ShouldBe(($"{Url}?key=1", "Books", "active"));
        view["secrets"].AsArray().ShouldHaveSingleItem();

        var changed = (await shop.Patch(path, new { description = "", event_types = new[] { "customers.*", "commerce.order.created" } }, ("If-Match", view.ETag))).MustBe(HttpStatusCode.OK);
        changed.Body!["description"].ShouldBeNull();
        changed["event_types"].AsArray().Count.ShouldBe(2);
        (await shop.Patch(path, new { description = "x" }, ("If-Match", view.ETag))).MustRefuse(HttpStatusCode.PreconditionFailed, "request.version_stale");
        (await shop.Get("/api/v1/webhooks"))["data"].AsArray().ShouldHaveSingleItem();

        (await shop.Delete(path, ("If-Match", changed.ETag))).MustBe(HttpStatusCode.NoContent);
        (await shop.Get(path)).MustBe(HttpStatusCode.NotFound);
        (await shop.Get($"{path}/deliveries")).MustBe(HttpStatusCode.NotFound);
        (await shop.Post($"{path}/ping")).MustBe(HttpStatusCode.NotFound);
        (await shop.Post($"{path}/rotate-secret", new { })).MustBe(HttpStatusCode.NotFound);
        (await shop.Get("/api/v1/webhooks"))["data"].AsArray().ShouldBeEmpty();
        await shop.Settle();
        var told = await shop.Get("/api/v1/events?types=webhooks.endpoint.created,webhooks.endpoint.changed,webhooks.endpoint.archived");
        told["data"].AsArray().Select(e => e!["event_type"]!.GetValue<string>())
            .ShouldBe(["webhooks.endpoint.created", "webhooks.endpoint.changed", "webhooks.endpoint.archived"]);
        told.Text.ShouldNotContain("key=1", Case.Sensitive, "addresses may hold secrets");
    }

    [Fact]
    public async Task Takes_twenty_and_no_more_however_many_come_at_once()
    {
        var shop = await Shop.Open(server);
        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => shop.Post("/api/v1/webhooks", new { url = Url })));
        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(20);
        answers.Where(answer => answer.Status != HttpStatusCode.Created).ShouldAllBe(answer => answer.Code == "webhooks.too_many_endpoints");
        var first = answers.First(answer => answer.Status == HttpStatusCode.Created);
        (await shop.Delete($"/api/v1/webhooks/{first.Id}", ("If-Match", "\"1\""))).MustBe(HttpStatusCode.NoContent);
        (await shop.Post("/api/v1/webhooks", new { url = Url })).MustBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("commerce"), InlineData("*"), InlineData("Commerce.*"), InlineData("commerce.order"), InlineData("commerce.*.created"), InlineData("commerce.order.created.*")]
    [InlineData("commerce.order.*.*"), InlineData("commerce.order.created "), InlineData("")]
    public async Task Refuses_filters_that_mean_nothing(string filter) =>
        (await (await Shop.Open(server)).Post("/api/v1/webhooks", new { url = Url, event_types = new[] { filter } }))
            .MustRefuse(HttpStatusCode.BadRequest, "request.invalid")["errors"][0]!["pointer"]!.GetValue<string>().ShouldBe("/event_types");

    [Fact]
    public async Task Signs_with_both_secrets_while_one_follows_the_other()
    {
        await using var receiver = await Receiver.Start();
        var hook = await Hook.Open(await Shop.Open(server), receiver.Url, "customers.*");
        var rotated = (await hook.Shop.Post($"{hook.Path}/rotate-secret", new { })).MustBe(HttpStatusCode.OK);
        var fresh = rotated["secret"].GetValue<string>();
        rotated["old_expires_at"].GetValue<DateTimeOffset>().ShouldBeInRange(DateTimeOffset.UtcNow.AddHours(23), DateTimeOffset.UtcNow.AddHours(25));
        await Hook.Happen(hook.Shop);
        var came = (await receiver.Until(1))[0];
        came.Signatures.Length.ShouldBe(2);
        (came.IsSignedWith(hook.Secret), came.IsSignedWith(fresh)).ShouldBe((true, true));

        await hook.Change("update webhooks.secrets set expires_at = clock_timestamp() where endpoint_id = $1 and expires_at is not null");
        await Hook.Happen(hook.Shop);
        came = (await receiver.Until(2))[1];
        came.Signatures.Length.ShouldBe(1);
        (came.IsSignedWith(hook.Secret), came.IsSignedWith(fresh)).ShouldBe((false, true));

        var last = (await hook.Shop.Post($"{hook.Path}/rotate-secret", new { overlap_hours = 0 })).MustBe(HttpStatusCode.OK)["secret"].GetValue<string>();
        await Hook.Happen(hook.Shop);
        came = (await receiver.Until(3))[2];
        came.Signatures.Length.ShouldBe(1);
        (came.IsSignedWith(fresh), came.IsSignedWith(last)).ShouldBe((false, true));
    }

    [Fact]
    public async Task Keeps_every_old_secret_until_its_end_when_an_answer_was_lost_and_asked_for_again()
    {
        var shop = await Shop.Open(server);
        var hook = await Hook.Open(shop, Url);
        for (var i = 0; i < 3; i++)
            (await shop.Post($"{hook.Path}/rotate-secret", new { overlap_hours = 1 })).MustBe(HttpStatusCode.OK);
        (await hook.Read())["secrets"].AsArray().Count.ShouldBe(4);
        (await shop.Post($"{hook.Path}/rotate-secret", new { overlap_hours = 1 })).MustRefuse(HttpStatusCode.Conflict, "webhooks.too_many_secrets");
        (await shop.Post($"{hook.Path}/rotate-secret", new { overlap_hours = 0 })).MustBe(HttpStatusCode.OK);
        (await hook.Read())["secrets"].AsArray().ShouldHaveSingleItem();
        (await shop.Post($"{hook.Path}/rotate-secret", new { overlap_hours = 169 })).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task Writes_secrets_down_sealed()
    {
        var hook = await Hook.Open(await Shop.Open(server), Url);
        var row = (await hook.Shop.Db.First<string>(new("select secrets::text || encode(sealed, 'escape') from webhooks.secrets where endpoint_id = $1", hook.Id), TestContext.Current.CancellationToken))!;
        var secret = Convert.FromBase64String(hook.Secret["whsec_".Length..]);
        row.ShouldNotContain(hook.Secret["whsec_".Length..]);
        row.ShouldNotContain(Convert.ToHexStringLower(secret));
        server.Logs.With(hook.Secret["whsec_".Length..]).ShouldBeEmpty();
    }

    [Fact]
    public async Task Pings_one_endpoint_and_tells_what_came_of_it()
    {
        await using var receiver = await Receiver.Start();
        await using var other = await Receiver.Start();
        var shop = await Shop.Open(server);
        var (hook, bystander) = (await Hook.Open(shop, receiver.Url, "customers.*"), await Hook.Open(shop, other.Url));
        var ping = (await shop.Post($"{hook.Path}/ping")).MustBe(HttpStatusCode.OK);
        (ping["outcome"].GetValue<string>(), ping["status_code"].GetValue<int>()).ShouldBe(("delivered", 204));
        var came = receiver.All.ShouldHaveSingleItem();
        came.IsSignedWith(hook.Secret).ShouldBeTrue();
        came.Json["event_type"]!.GetValue<string>().ShouldBe("webhooks.endpoint.ping");
        came.Id.ShouldBe(ping["event_id"].GetValue<string>());
        (await hook.Deliveries()).ShouldHaveSingleItem()["id"]!.GetValue<string>().ShouldBe(ping["delivery_id"].GetValue<string>());

        await Hook.Happen(shop);
        await other.Until(1);
        other.All.ShouldHaveSingleItem().Json["event_type"]!.GetValue<string>().ShouldBe("customers.customer.created");
        (await bystander.Deliveries()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Pings_without_counting_it_against_the_endpoint()
    {
        await using var receiver = await Receiver.Answering(410);
        var hook = await Hook.Open(await Shop.Open(server), receiver.Url, "customers.*");
        var ping = (await hook.Shop.Post($"{hook.Path}/ping")).MustBe(HttpStatusCode.OK);
        (ping["outcome"].GetValue<string>(), ping["error"].GetValue<string>()).ShouldBe(("failed", "http_status"));
        (await hook.Read())["status"].GetValue<string>().ShouldBe("active");
        (await hook.Health())["failures"].GetValue<int>().ShouldBe(0);
        (await hook.UntilStatus("dead"))["status_code"]!.GetValue<int>().ShouldBe(410);
    }

    [Fact]
    public async Task Sends_one_again_when_asked()
    {
        await using var receiver = await Receiver.Start();
        var hook = await Hook.Open(await Shop.Open(server), receiver.Url, "customers.*");
        await Hook.Happen(hook.Shop);
        var delivery = await hook.UntilStatus("delivered");
        (await hook.Shop.Post($"{hook.Path}/deliveries/{delivery["id"]}/redeliver")).MustBe(HttpStatusCode.Accepted)["status"].GetValue<string>().ShouldBe("waiting");
        var came = await receiver.Until(2);
        came[1].Id.ShouldBe(came[0].Id);
        await hook.Until(one => one["status"]!.GetValue<string>() == "delivered" && one["attempts"]!.GetValue<int>() == 2);
        (await hook.Delivery(delivery))["attempts"].AsArray().Count.ShouldBe(2);
        (await hook.Deliveries()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Sends_a_stretch_of_time_again_once_for_each_key()
    {
        await using var receiver = await Receiver.Start();
        var shop = await Shop.Open(server);
        var from = DateTimeOffset.UtcNow.AddMinutes(-1);
        await Hook.Happen(shop);
        var hook = await Hook.Open(shop, receiver.Url, "customers.*");
        await Hook.Happen(shop);
        await hook.UntilStatus("delivered");

        var (asked, key) = (new { from, to = DateTimeOffset.UtcNow.AddMinutes(1) }, ("Idempotency-Key", Guid.NewGuid().ToString()));
        var replay = (await shop.Post($"{hook.Path}/replay", asked, key)).MustBe(HttpStatusCode.Accepted);
        (replay["created"].GetValue<int>(), replay["repeated"].GetValue<int>()).ShouldBe((1, 1), "the first happened before the endpoint was made");
        await receiver.Until(3);
        await Wait.Until(async () => (await hook.Deliveries("?status=delivered")).Count == 2, "both");
        (await shop.Post($"{hook.Path}/replay", asked, key)).MustBe(HttpStatusCode.Accepted).Text.ShouldBe(replay.Text);
        var narrow = (await shop.Post($"{hook.Path}/replay", new { asked.from, asked.to, types = new[] { "customers.consent.*" } })).MustBe(HttpStatusCode.Accepted);
        (narrow["created"].GetValue<int>(), narrow["repeated"].GetValue<int>(), narrow["waiting"].GetValue<int>()).ShouldBe((0, 0, 0));
        receiver.All.Count.ShouldBe(3);
        receiver.All.GroupBy(came => came.Id).Select(same => same.Count()).Order().ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Refuses_a_stretch_that_is_too_long_or_too_full()
    {
        var shop = await Shop.Open(server);
        var hook = await Hook.Open(shop, Url, "commerce.*", "test.*");
        var now = DateTimeOffset.UtcNow;
        (await shop.Post($"{hook.Path}/replay", new { from = now.AddDays(-32), to = now })).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await shop.Post($"{hook.Path}/replay", new { from = now, to = now })).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        await hook.Change(
            """
            insert into events.log (id, type, aggregate_type, aggregate_id, occurred_at, actor, payload)
            select webhooks.new_id(now() - interval '40 days'), 'test.thing.happened', 'thing', gen_random_uuid(), now() - interval '40 days', 'test', '{}'
            from generate_series(1, 10001) where $1::uuid is not null
            """);
        (await shop.Post($"{hook.Path}/replay", new { from = now.AddDays(-41), to = now.AddDays(-39) })).MustRefuse(HttpStatusCode.UnprocessableEntity, "webhooks.replay_too_large");
        await shop.Patch(hook.Path, new { is_active = false }, ("If-Match", "\"1\""));
        (await shop.Post($"{hook.Path}/replay", new { from = now.AddDays(-41), to = now })).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await shop.Post($"{hook.Path}/replay", new { from = now.AddDays(-1), to = now })).MustRefuse(HttpStatusCode.Conflict, "webhooks.endpoint_disabled");
    }

    [Fact]
    public async Task Lets_events_pass_by_one_that_is_switched_off()
    {
        await using var receiver = await Receiver.Start();
        var shop = await Shop.Open(server);
        var hook = await Hook.Open(shop, receiver.Url, "customers.*");
        var off = (await shop.Patch(hook.Path, new { is_active = false }, ("If-Match", "\"1\""))).MustBe(HttpStatusCode.OK);
        (off["status"].GetValue<string>(), off["status_reason"].GetValue<string>()).ShouldBe(("disabled", "by_hand"));
        await Hook.Happen(shop);
        await shop.Settle();
        (await shop.Patch(hook.Path, new { is_active = true }, ("If-Match", off.ETag))).MustBe(HttpStatusCode.OK)["status"].GetValue<string>().ShouldBe("active");
        var second = await Hook.Happen(shop);
        await hook.UntilStatus("delivered");
        receiver.All.ShouldHaveSingleItem().Json["aggregate"]!["id"]!.GetValue<Guid>().ShouldBe(second);
    }

    [Fact]
    public async Task Pages_and_filters_its_log()
    {
        await using var receiver = await Receiver.Start();
        var shop = await Shop.Open(server);
        var hook = await Hook.Open(shop, receiver.Url, "customers.*");
        var customer = await Hook.Happen(shop);
        for (var version = 1; version <= 3; version++)
            await shop.Patch($"/api/v1/customers/{customer}", new { note = $"{version}" }, ("If-Match", $"\"{version}\""));
        await Wait.Until(async () => (await hook.Deliveries("?status=delivered")).Count == 4, "four deliveries");
        (await hook.Deliveries("?event_type=customers.customer.updated")).Count.ShouldBe(3);
        (await hook.Deliveries("?event_type=customers.customer.updated&status=delivered")).Count.ShouldBe(3);
        (await hook.Deliveries("?event_type=customers.customer.updated&status=dead")).ShouldBeEmpty();
        var page = await shop.Get($"{hook.Path}/deliveries?limit=3");
        var rest = await shop.Get($"{hook.Path}/deliveries?limit=3&cursor={page["next_cursor"]}");
        rest["has_more"].GetValue<bool>().ShouldBeFalse();
        page["data"].AsArray().Concat(rest["data"].AsArray()).Select(one => one!["id"]!.GetValue<string>()).Distinct().Count().ShouldBe(4);
        (await shop.Get($"{hook.Path}/deliveries?status=lost")).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await shop.Get($"{hook.Path}/deliveries?status=dead&cursor={page["next_cursor"]}")).MustRefuse(HttpStatusCode.BadRequest, "request.cursor_invalid");
    }

    [Fact]
    public async Task Wants_the_right_for_the_whole_business()
    {
        var shop = await Shop.Open(server);
        (await shop.As("manager").Get("/api/v1/webhooks")).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await shop.As("admin", shop.LocationId).Post("/api/v1/webhooks", new { url = Url })).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await shop.As("admin").Post("/api/v1/webhooks", new { url = Url })).MustBe(HttpStatusCode.Created);
    }
}
