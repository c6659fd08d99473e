using System.Net;

namespace Olympus.Api.Platform;

public sealed class KeepingTheTenant(Server server)
{
    [Fact]
    public async Task Shows_the_business_of_the_token()
    {
        var shop = await Shop.Open(server);
        var tenant = (await shop.As("viewer").Get("/api/v1/tenant")).MustBe(HttpStatusCode.OK);
        tenant.Id.ShouldBe(shop.TenantId.Value);
        tenant["plan"].GetValue<string>().ShouldBe("standard");
        tenant["settings"].ToJsonString().ShouldBe("""{"locale":"en","week_start":"monday"}""");
        tenant.ETag.ShouldBe("\"1\"");
        (await shop.Get("/api/v1/tenant", ("If-None-Match", "\"1\""))).MustBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Changes_what_is_sent_and_nothing_else()
    {
        var shop = await Shop.Open(server);
        var changed = (await shop.Patch(
            "/api/v1/tenant",
            new
            {
                Name = " Tea House ",
                Settings = new { Locale = "de-AT", WeekStart = "sunday" },
                Branding = new { PrimaryColour = "#1a73e8", LogoUrl = "https://example.test/logo.png" },
            },
            ("If-Match", "\"1\""))).MustBe(HttpStatusCode.OK);
        changed["name"].GetValue<string>().ShouldBe("Tea House");
        changed["industry"].GetValue<string>().ShouldBe("retail");
        changed.ETag.ShouldBe("\"2\"");
        (await shop.Get("/api/v1/tenant")).Text.ShouldBe(changed.Text);
        await shop.Settle();
        (await shop.Get("/api/v1/events?types=platform.tenant.updated"))["data"][0]!["payload"]!["week_start"]!.GetValue<string>().ShouldBe("sunday");
    }

    [Fact]
    public async Task Refuses_a_change_of_something_read_too_long_ago()
    {
        var shop = await Shop.Open(server);
        (await shop.Patch("/api/v1/tenant", new { Name = "One" })).MustRefuse(HttpStatusCode.PreconditionRequired, "request.if_match_missing");
        (await shop.Patch("/api/v1/tenant", new { Name = "One" }, ("If-Match", "\"1\""))).MustBe(HttpStatusCode.OK);
        var stale = (await shop.Patch("/api/v1/tenant", new { Name = "Two" }, ("If-Match", "\"1\"")))
            .MustRefuse(HttpStatusCode.PreconditionFailed, "request.version_stale");
        stale.ETag.ShouldBe("\"2\"");
    }

    [Theory]
    [InlineData("""{"plan":"enterprise"}""", "request.malformed")]
    [InlineData("""{"slug":"other"}""", "request.malformed")]
    [InlineData("""{"name":"  "}""", "request.invalid")]
    [InlineData("""{"industry":"bank"}""", "request.invalid")]
    [InlineData("""{"settings":{"locale":"deutsch","week_start":"monday"}}""", "request.invalid")]
    [InlineData("""{"settings":{"locale":"de","week_start":"someday"}}""", "request.malformed")]
    [InlineData("""{"branding":{"primary_colour":"red"}}""", "request.invalid")]
    [InlineData("""{"branding":{"logo_url":"http://example.test/logo.png"}}""", "request.invalid")]
    [InlineData("""{"branding":{"logo_url":"https://169.254.169.254/logo.png"}}""", "request.invalid")]
    [InlineData("""{"branding":{"logo_url":"javascript:alert(1)"}}""", "request.invalid")]
    public async Task Refuses_what_is_not_for_tenants_to_say(string body, string code)
    {
        var shop = await Shop.Open(server);
        (await shop.Patch("/api/v1/tenant", body, ("If-Match", "\"1\""))).MustRefuse(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task Is_for_owners_and_admins_of_the_whole_business()
    {
        var shop = await Shop.Open(server);
        var change = (Shop who) => who.Patch("/api/v1/tenant", new { Name = "Mine" }, ("If-Match", "\"1\""));
        (await change(shop.As("manager"))).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await change(shop.As("admin", shop.LocationId))).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await change(shop.As("admin"))).MustBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Names_the_roles_strongest_first()
    {
        var shop = await Shop.Open(server);
        var roles = (await shop.As("viewer").Get("/api/v1/roles")).MustBe(HttpStatusCode.OK);
        roles["data"].AsArray().Select(role => role!["name"]!.GetValue<string>()).ShouldBe(["owner", "admin", "manager", "staff", "kitchen", "viewer"]);
        roles["data"][5]!["permissions"]!.AsArray().Select(permission => permission!.GetValue<string>()).ShouldContain("orders:read");
    }
}
