using System.Net;
using System.Text.Json.Nodes;

namespace Olympus.Api.Customers;

public sealed class OnePersonTwice(Server server)
{
    private static async Task<(Guid Kept, Guid Other)> Two(Shop shop)
    {
        var kept = await shop.Post("/api/v1/customers", new
        {
            name = "Chen Li",
            note = "Window seat.",
            allergies = "nuts",
            tags = new[] { "regular" },
            emails = new[] { new { value = "chen@example.test" } },
        });
        var other = await shop.Post("/api/v1/customers", new
        {
            name = "C. Li",
            external_reference = "K-4711",
            allergies = "shellfish",
            tags = new[] { "regular", "card" },
            emails = new[] { new { value = "CHEN@example.test" }, new { value = "li@work.test" } },
            phones = new[] { new { value = "+49 30 1234567" } },
        });
        return (kept.MustBe(HttpStatusCode.Created).Id, other.MustBe(HttpStatusCode.Created).Id);
    }

    private static Task<Answer> Merge(Shop shop, Guid kept, Guid other, long version = 1) =>
        shop.Post($"/api/v1/customers/{kept}/merges", new { customer_id = other }, ("If-Match", $"\"{version}\""));

    private static async Task<Guid> Order(Shop shop, Guid customer)
    {
        var product = (await shop.Post("/api/v1/products", new { name = "Tea", price = new { amount = 300, currency = "EUR" }, tracks_stock = false }))
            .MustBe(HttpStatusCode.Created);
        return (await shop.Post("/api/v1/orders", new
        {
            location_id = shop.LocationId,
            customer_id = customer,
            status = "confirmed",
            lines = new[] { new { variant_id = product["variants"][0]!["id"]!.GetValue<Guid>(), quantity = 1 } },
        })).MustBe(HttpStatusCode.Created).Id;
    }

    private static string[] Values(JsonNode contacts) => [.. contacts.AsArray().Select(one => one!["value"]!.GetValue<string>())];

    [Fact]
    public async Task Becomes_one_entry_with_everything_of_both()
    {
        var shop = await Shop.Open(server);
        var (kept, other) = await Two(shop);
        var (first, second) = (await Order(shop, kept), await Order(shop, other));
        await shop.Post($"/api/v1/customers/{other}/consents", new { channel = "sms", is_granted = true, source = "till" });

        var one = (await Merge(shop, kept, other)).MustBe(HttpStatusCode.OK);
        await shop.Settle();

        one["name"].GetValue<string>().ShouldBe("Chen Li");
        one["external_reference"].GetValue<string>().ShouldBe("K-4711");
        one["allergies"].GetValue<string>().ShouldBe("nuts, shellfish");
        one["tags"].ToJsonString().ShouldBe("""["regular","card"]""");
        Values(one["emails"]).ShouldBe(["chen@example.test", "li@work.test"]);
        one["emails"][0]!["is_primary"]!.GetValue<bool>().ShouldBeTrue();
        Values(one["phones"]).ShouldBe(["+49 30 1234567"]);
        one["merged"][0]!["name"]!.GetValue<string>().ShouldBe("C. Li");
        one.ETag.ShouldBe("\"2\"");

        var read = await shop.Get($"/api/v1/customers/{kept}");
        read["totals"][0]!["orders"]!.GetValue<long>().ShouldBe(2);
        read["consents"][0]!["channel"]!.GetValue<string>().ShouldBe("sms");
        (await shop.Get($"/api/v1/customers/{kept}/consents"))["data"].AsArray().Count.ShouldBe(1);
        (await shop.Get($"/api/v1/customers/{kept}/orders"))["data"].AsArray().Select(order => order!["id"]!.GetValue<Guid>()).ShouldBe([second, first]);
        (await shop.Get("/api/v1/customers?q=li"))["data"].AsArray().ShouldHaveSingleItem()!["id"]!.GetValue<Guid>().ShouldBe(kept);
        (await shop.Get("/api/v1/customers?phone=%2B49301234567"))["data"].AsArray().ShouldHaveSingleItem()!["id"]!.GetValue<Guid>().ShouldBe(kept);
        var gone = await shop.Get($"/api/v1/customers/{other}");
        gone["merged_into"].GetValue<Guid>().ShouldBe(kept);
        await shop.Verify("customers.");
    }

    [Fact]
    public async Task Turns_page_after_page_through_the_orders_of_both()
    {
        var shop = await Shop.Open(server);
        var (kept, other) = await Two(shop);
        var orders = new List<Guid>();
        foreach (var customer in new[] { kept, other, other, kept, other })
            orders.Insert(0, await Order(shop, customer));
        await Merge(shop, kept, other);
        await shop.Settle();

        var seen = new List<Guid>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await shop.Get($"/api/v1/customers/{kept}/orders?limit=2{(cursor.Length > 0 ? $"&cursor={Uri.EscapeDataString(cursor)}" : "")}")).MustBe(HttpStatusCode.OK);
            seen.AddRange(page["data"].AsArray().Select(order => order!["id"]!.GetValue<Guid>()));
            cursor = page.Body!["next_cursor"]?.GetValue<string>();
        }

        seen.ShouldBe(orders);
    }

    [Fact]
    public async Task Becomes_two_again()
    {
        var shop = await Shop.Open(server);
        var (kept, other) = await Two(shop);
        await Order(shop, other);
        var (before, others) = ((await shop.Get($"/api/v1/customers/{kept}")).Body!, (await shop.Get($"/api/v1/customers/{other}")).Body!);
        (await Merge(shop, kept, other)).MustBe(HttpStatusCode.OK);

        var after = (await shop.Delete($"/api/v1/customers/{kept}/merges/{other}")).MustBe(HttpStatusCode.OK).Body!;
        await shop.Settle();

        foreach (var member in new[] { "name", "external_reference", "note", "allergies", "tags", "emails", "phones", "addresses", "merged" })
            (after[member]?.ToJsonString()).ShouldBe(before[member]?.ToJsonString(), member);
        var back = (await shop.Get($"/api/v1/customers/{other}")).Body!;
        foreach (var member in new[] { "external_reference", "archived_at", "merged_into", "emails", "phones" })
            (back[member]?.ToJsonString()).ShouldBe(others[member]?.ToJsonString(), member);
        (await shop.Get($"/api/v1/customers/{kept}/orders"))["data"].AsArray().ShouldBeEmpty();
        (await shop.Delete($"/api/v1/customers/{kept}/merges/{other}")).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await Merge(shop, kept, other, 3)).MustBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Keeps_what_was_entered_since_when_they_are_separated()
    {
        var shop = await Shop.Open(server);
        var (kept, other) = await Two(shop);
        await Merge(shop, kept, other);
        (await shop.Patch($"/api/v1/customers/{kept}", new { note = "By the door." }, ("If-Match", "\"2\""))).MustBe(HttpStatusCode.OK);
        var after = (await shop.Delete($"/api/v1/customers/{kept}/merges/{other}")).MustBe(HttpStatusCode.OK);
        after["note"].GetValue<string>().ShouldBe("By the door.");
        after.Body!["external_reference"].ShouldBeNull("it is the other one's again");
        (await shop.Get($"/api/v1/customers/{other}"))["external_reference"].GetValue<string>().ShouldBe("K-4711");
    }

    [Fact]
    public async Task Is_merged_with_care()
    {
        var shop = await Shop.Open(server);
        var (kept, other) = await Two(shop);
        (await Merge(shop, kept, other, 9)).MustRefuse(HttpStatusCode.PreconditionFailed, "request.version_stale");
        (await Merge(shop, kept, kept)).MustRefuse(HttpStatusCode.Conflict, "customers.same_entry");
        (await Merge(shop, kept, Guid.NewGuid())).MustRefuse(HttpStatusCode.Conflict, "customers.other_unknown");
        (await Merge(shop.As("viewer"), kept, other)).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        await Merge(shop, kept, other);
        (await Merge(shop, kept, other, 2)).MustRefuse(HttpStatusCode.Conflict, "customers.other_unknown");
        (await Merge(shop, other, kept, 2)).MustRefuse(HttpStatusCode.Conflict, "customers.archived");
    }

    [Fact]
    public async Task Is_forgotten_under_every_entry()
    {
        var shop = await Shop.Open(server);
        var (kept, other) = await Two(shop);
        var order = await Order(shop, other);
        await Merge(shop, kept, other);
        (await shop.As("manager").Post($"/api/v1/customers/{kept}/erasure", null, ("If-Match", "\"2\""))).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await shop.Post($"/api/v1/customers/{kept}/erasure", null, ("If-Match", "\"1\""))).MustRefuse(HttpStatusCode.PreconditionFailed, "request.version_stale");

        (await shop.Post($"/api/v1/customers/{kept}/erasure", null, ("If-Match", "\"2\""))).MustBe(HttpStatusCode.NoContent);

        var left = await shop.Db.Query<string>(
            new("""
                select to_jsonb(one)::text from customer.customers as one
                union all select to_jsonb(one)::text from customer.contacts as one
                union all select to_jsonb(one)::text from customer.search_keys as one
                union all select to_jsonb(one)::text from customer.merges as one
                """),
            TestContext.Current.CancellationToken);
        left.Count.ShouldBe(3);
        foreach (var trace in new[] { "Li", "chen", "K-4711", "nuts", "Window", "1234567", "regular" })
            string.Concat(left).ShouldNotContain(trace, Case.Insensitive);
        (await shop.Get($"/api/v1/customers/{other}"))["erased_at"].ShouldNotBeNull();
        (await shop.Get($"/api/v1/orders/{order}")).MustBe(HttpStatusCode.OK)["customer_id"].GetValue<Guid>().ShouldBe(other);
        (await shop.Post($"/api/v1/customers/{kept}/erasure", null, ("If-Match", "\"3\""))).MustRefuse(HttpStatusCode.Conflict, "customers.erased");
        (await shop.Delete($"/api/v1/customers/{kept}/merges/{other}")).MustRefuse(HttpStatusCode.Conflict, "customers.erased");
    }

    [Fact]
    public async Task Is_handed_everything_that_is_kept()
    {
        var shop = await Shop.Open(server);
        var (kept, other) = await Two(shop);
        var (first, second) = (await Order(shop, kept), await Order(shop, other));
        await shop.Post($"/api/v1/customers/{other}/consents", new { channel = "sms", is_granted = true, source = "till" });
        await Merge(shop, kept, other);
        await shop.Settle();

        var all = (await shop.Get($"/api/v1/customers/{kept}/export")).MustBe(HttpStatusCode.OK);

        all["customer"]["name"]!.GetValue<string>().ShouldBe("Chen Li");
        all["orders"].AsArray().Select(order => order!["id"]!.GetValue<Guid>()).ShouldBe([second, first]);
        all["consent_history"].AsArray().Count.ShouldBe(1);
        all["is_complete"].GetValue<bool>().ShouldBeTrue();
        (await shop.As("viewer").Get($"/api/v1/customers/{kept}/export")).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
    }
}
