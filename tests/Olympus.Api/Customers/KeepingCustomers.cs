using System.Net;
using System.Text.Json.Nodes;

namespace Olympus.Api.Customers;

public sealed class KeepingCustomers(Server server)
{
    private static readonly object Ada = new
    {
        name = "Ada  Lovelace",
        external_reference = "17850",
        note = "Likes engines.",
        tags = new[] { "vip" },
        emails = new object[] { new { value = "ada@example.test" }, new { value = "Countess@Example.test", label = "work", is_primary = true } },
        phones = new object[] { new { value = "+44 20 7946 0018" } },
        addresses = new object[] { new { line1 = "12 St James's Square", city = "London", country = "GB" } },
    };

    [Fact]
    public async Task Reads_back_what_was_taken_down()
    {
        var shop = await Shop.Open(server);
        var created = (await shop.Post("/api/v1/customers", Ada)).MustBe(HttpStatusCode.Created);
        var customer = (await shop.Get($"/api/v1/customers/{created.Id}")).MustBe(HttpStatusCode.OK);

        customer["name"].GetValue<string>().ShouldBe("Ada  Lovelace");
        customer["external_reference"].GetValue<string>().ShouldBe("17850");
        customer["tags"].ToJsonString().ShouldBe("""["vip"]""");
        customer["emails"].ToJsonString().ShouldBe(
            """[{"value":"ada@example.test","label":null,"is_primary":false},{"value":"Countess@Example.test","label":"work","is_primary":true}]""");
        customer["phones"][0]!["is_primary"]!.GetValue<bool>().ShouldBeTrue("the first is primary when none is marked");
        customer["addresses"][0]!["city"]!.GetValue<string>().ShouldBe("London");
        customer["totals"].AsArray().ShouldBeEmpty();
        customer.ETag.ShouldBe("\"1\"");
        (await shop.Get($"/api/v1/customers/{created.Id}", ("If-None-Match", "\"1\""))).MustBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Takes_a_customer_down_once_however_often_it_is_sent()
    {
        var shop = await Shop.Open(server);
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var first = (await shop.Post("/api/v1/customers", Ada, key)).MustBe(HttpStatusCode.Created);
        (await shop.Post("/api/v1/customers", Ada, key)).MustBe(HttpStatusCode.Created).Id.ShouldBe(first.Id);
    }

    [Fact]
    public async Task Says_which_member_is_wrong()
    {
        var shop = await Shop.Open(server);
        var answer = (await shop.Post("/api/v1/customers", new
        {
            name = " ",
            external_reference = "a\nb",
            note = new string('x', 4001),
            tags = new[] { "Very Important" },
            emails = new object[] { new { value = "nobody" } },
            phones = new object[] { new { value = "call me" } },
            addresses = new object[] { new { label = "home" } },
        })).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        answer["errors"].AsArray().Select(error => error!["pointer"]!.GetValue<string>()).Order()
            .ShouldBe(["/addresses", "/emails", "/external_reference", "/name", "/note", "/phones", "/tags"]);
    }

    [Fact]
    public async Task Refuses_an_external_reference_that_another_customer_has()
    {
        var shop = await Shop.Open(server);
        await shop.Post("/api/v1/customers", Ada);
        (await shop.Post("/api/v1/customers", Ada)).MustRefuse(HttpStatusCode.Conflict, "customers.external_reference_taken");
    }

    [Fact]
    public async Task Changes_what_is_sent_and_leaves_the_rest()
    {
        var shop = await Shop.Open(server);
        var path = $"/api/v1/customers/{(await shop.Post("/api/v1/customers", Ada)).Id}";
        var changed = (await shop.Patch(path, new { name = "Ada King", note = "", phones = Array.Empty<object>() }, ("If-Match", "\"1\"")))
            .MustBe(HttpStatusCode.OK);
        changed["name"].GetValue<string>().ShouldBe("Ada King");
        changed.Body!["note"].ShouldBeNull();
        changed["emails"].AsArray().Count.ShouldBe(2);
        changed["phones"].AsArray().ShouldBeEmpty();
        changed.ETag.ShouldBe("\"2\"");
        JsonNode.DeepEquals((await shop.Get(path)).Body, changed.Body).ShouldBeTrue();
    }

    [Fact]
    public async Task Refuses_a_change_of_an_old_version()
    {
        var shop = await Shop.Open(server);
        var path = $"/api/v1/customers/{(await shop.Post("/api/v1/customers", Ada)).Id}";
        await shop.Patch(path, new { name = "Ada King" }, ("If-Match", "\"1\""));
        (await shop.Patch(path, new { name = "Ada Byron" }, ("If-Match", "\"1\"")))
            .MustRefuse(HttpStatusCode.PreconditionFailed, "request.version_stale")["etag"].GetValue<string>().ShouldBe("\"2\"");
        (await shop.Patch(path, new { name = "Ada Byron" })).MustRefuse((HttpStatusCode)428, "request.if_match_missing");
    }

    [Fact]
    public async Task Puts_a_customer_away_for_good()
    {
        var shop = await Shop.Open(server);
        var path = $"/api/v1/customers/{(await shop.Post("/api/v1/customers", Ada)).Id}";
        (await shop.Delete(path)).MustRefuse((HttpStatusCode)428, "request.if_match_missing");
        (await shop.Delete(path, ("If-Match", "\"9\""))).MustRefuse(HttpStatusCode.PreconditionFailed, "request.version_stale");
        (await shop.Delete(path, ("If-Match", "\"1\""))).MustBe(HttpStatusCode.NoContent);

        (await shop.Get("/api/v1/customers"))["data"].AsArray().ShouldBeEmpty();
        (await shop.Get("/api/v1/customers?q=ada"))["data"].AsArray().ShouldBeEmpty();
        (await shop.Get(path)).MustBe(HttpStatusCode.OK).Body!["archived_at"].ShouldNotBeNull();
        (await shop.Patch(path, new { name = "Ada King" }, ("If-Match", "\"2\""))).MustRefuse(HttpStatusCode.Conflict, "customers.archived");
        (await shop.Post($"{path}/consents", new { channel = "email", is_granted = true, source = "till" }))
            .MustRefuse(HttpStatusCode.Conflict, "customers.archived");
    }

    [Fact]
    public async Task Shows_another_tenants_customer_like_one_that_does_not_exist()
    {
        var (mine, other) = (await Shop.Open(server), await Shop.Open(server));
        var id = (await mine.Post("/api/v1/customers", Ada)).Id;
        foreach (var path in new[] { "", "/consents", "/orders" })
        {
            var random = Guid.NewGuid();
            var foreign = (await other.Get($"/api/v1/customers/{id}{path}", ("X-Request-Id", "same"))).MustRefuse(HttpStatusCode.NotFound, "not_found");
            var missing = await other.Get($"/api/v1/customers/{random}{path}", ("X-Request-Id", "same"));
            foreign.Text.Replace(id.ToString(), "", StringComparison.Ordinal)
                .ShouldBe(missing.Text.Replace(random.ToString(), "", StringComparison.Ordinal));
        }

        (await other.Patch($"/api/v1/customers/{id}", new { name = "Mallory" }, ("If-Match", "\"1\""))).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await other.Delete($"/api/v1/customers/{id}", ("If-Match", "\"1\""))).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await other.Post($"/api/v1/customers/{id}/consents", new { channel = "email", is_granted = true, source = "till" }))
            .MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await other.Get("/api/v1/customers?q=ada"))["data"].AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Lets_viewers_read_and_not_write()
    {
        var shop = await Shop.Open(server);
        var path = $"/api/v1/customers/{(await shop.Post("/api/v1/customers", Ada)).Id}";
        var viewer = shop.As("viewer");
        (await viewer.Get(path)).MustBe(HttpStatusCode.OK);
        (await viewer.Post("/api/v1/customers", Ada)).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await viewer.Patch(path, new { name = "x" }, ("If-Match", "\"1\""))).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await viewer.Delete(path, ("If-Match", "\"1\""))).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await shop.As("kitchen").Get(path)).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
    }

    [Fact]
    public async Task Keeps_every_word_about_consent()
    {
        var shop = await Shop.Open(server);
        var path = $"/api/v1/customers/{(await shop.Post("/api/v1/customers", Ada)).Id}";
        (await shop.Post($"{path}/consents", new { channel = "email", is_granted = true, source = "checkout" })).MustBe(HttpStatusCode.Created);
        (await shop.Post($"{path}/consents", new { channel = "email", is_granted = false, source = "letter" })).MustBe(HttpStatusCode.Created);
        // A paper form of last year that is only entered now does not undo what was said since.
        (await shop.Post($"{path}/consents", new { channel = "email", is_granted = true, source = "form", given_at = "2024-05-01T10:00:00Z" }))
            .MustBe(HttpStatusCode.Created);
        (await shop.Post($"{path}/consents", new { channel = "post", is_granted = true, source = "form" })).MustBe(HttpStatusCode.Created);

        (await shop.Get(path))["consents"].AsArray().Select(one => (one!["channel"]!.GetValue<string>(), one["is_granted"]!.GetValue<bool>()))
            .ShouldBe([("email", false), ("post", true)]);
        (await shop.Get($"{path}/consents"))["data"].AsArray().Select(one => one!["source"]!.GetValue<string>())
            .ShouldBe(["form", "letter", "checkout", "form"]);
        (await shop.Post($"{path}/consents", new { channel = "fax", is_granted = true, source = "x" })).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await shop.Post($"{path}/consents", new { channel = "sms", is_granted = true, source = "x", given_at = "2999-01-01T00:00:00Z" }))
            .MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task Writes_no_personal_data_into_the_log()
    {
        var shop = await Shop.Open(server);
        var path = $"/api/v1/customers/{(await shop.Post("/api/v1/customers", Ada)).Id}";
        await shop.Patch(path, new { name = "Ada King", emails = new object[] { new { value = "king@example.test" } } }, ("If-Match", "\"1\""));
        var events = await shop.Db.Query<string>(
            new("select type || payload::text from events.log where type like 'customers.%' order by xid, seq"), TestContext.Current.CancellationToken);
        events.Count.ShouldBe(2);
        events[1].ShouldContain("\"changed\": [\"name\", \"emails\"]");
        string.Concat(events).ShouldNotContain("King");
        string.Concat(events).ShouldNotContain("@");
    }
}
