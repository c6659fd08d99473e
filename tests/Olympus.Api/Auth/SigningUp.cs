using System.Net;
using System.Text.Json.Nodes;

namespace Olympus.Api.Auth;

public sealed class SigningUp(Server server)
{
    [Fact]
    public async Task Creates_the_business_and_lets_its_owner_in()
    {
        var owner = await Visitor.Owner(server);

        var me = (await owner.Me()).MustBe(HttpStatusCode.OK);

        me["tenant_id"].GetValue<Guid>().ShouldBe(owner.TenantId.Value);
        me["name"].GetValue<string>().ShouldBe("Ada Quill");
        me["email"].GetValue<string>().ShouldBe("ada@example.test");
        me["roles"].AsArray().Select(held => (held!["role"]!.GetValue<string>(), held["location_id"])).ShouldBe([("owner", null)]);
        me["permissions"].AsArray().Select(permission => permission!.GetValue<string>()).ShouldContain("users:write_owner");
        owner.SignedIn["token_type"].GetValue<string>().ShouldBe("Bearer");
        owner.SignedIn["expires_in"].GetValue<int>().ShouldBe(900);
        (await owner.Events()).ShouldBe(["auth.user.logged_in"]);
    }

    [Fact]
    public async Task Takes_the_language_and_the_beginning_of_the_day_along()
    {
        var body = Visitor.SignUp(Visitor.NewSlug());
        (body["locale"], body["day_cut_off"]) = ("de-AT", "04:00:00");
        var owner = new Visitor(server);
        owner.Become((await owner.Post("/api/v1/auth/sign-up", body)).MustBe(HttpStatusCode.Created));
        (await owner.Get("/api/v1/tenant"))["settings"]["locale"]!.GetValue<string>().ShouldBe("de-AT");
        (await owner.Get("/api/v1/locations"))["data"][0]!["day_cut_off"]!.GetValue<string>().ShouldBe("04:00:00");

        var plain = await Visitor.Owner(server);
        (await plain.Get("/api/v1/tenant"))["settings"].ToJsonString().ShouldBe("""{"locale":"en","week_start":"monday"}""");
        (await plain.Get("/api/v1/locations"))["data"][0]!["day_cut_off"]!.GetValue<string>().ShouldBe("00:00:00");
    }

    [Fact]
    public async Task Is_refused_when_the_slug_is_taken()
    {
        var first = await Visitor.Owner(server);
        var second = new Visitor(server);
        (await second.Post("/api/v1/auth/sign-up", Visitor.SignUp(first.Slug))).MustRefuse(HttpStatusCode.Conflict, "platform.slug_taken");
        (await first.Elsewhere().TryLogin()).MustBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Knows_an_email_within_one_business_only()
    {
        var first = await Visitor.Owner(server);
        var second = await Visitor.Owner(server);
        second.Email.ShouldBe(first.Email);
        (await second.Elsewhere().TryLogin()).MustBe(HttpStatusCode.OK);
        (await second.Me())["tenant_id"].GetValue<Guid>().ShouldNotBe(first.TenantId.Value);
    }

    [Theory]
    [InlineData("business_name", "")]
    [InlineData("slug", "No")]
    [InlineData("slug", "-edge")]
    [InlineData("slug", "with space")]
    [InlineData("industry", "mining")]
    [InlineData("tax_region", "Germany")]
    [InlineData("time_zone", "Berlin")]
    [InlineData("locale", "German")]
    [InlineData("day_cut_off", "04:00:30")]
    [InlineData("owner_name", "")]
    [InlineData("email", "nobody")]
    [InlineData("password", "short")]
    [InlineData("password", "aaaaaaaaaaaaaaaaaaaa")]
    [InlineData("password", "password12345678")]
    [InlineData("password", "Blue Door Ada Quill")]
    public async Task Is_refused_when_a_member_is_wrong(string member, string value)
    {
        var body = Visitor.SignUp(Visitor.NewSlug());
        body[member] = value;
        var refused = (await new Visitor(server).Post("/api/v1/auth/sign-up", body)).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        refused["errors"][0]!["pointer"]!.GetValue<string>().ShouldBe($"/{member}");
    }

    [Theory]
    [InlineData("currency", "\"XXQ\"")]
    [InlineData("is_admin", "true")]
    [InlineData("tenant_id", "\"0190b5a0-0000-7000-8000-000000000000\"")]
    public async Task Is_refused_when_the_body_is_not_what_it_takes(string member, string json)
    {
        var body = Visitor.SignUp(Visitor.NewSlug());
        body[member] = JsonNode.Parse(json);
        (await new Visitor(server).Post("/api/v1/auth/sign-up", body)).MustRefuse(HttpStatusCode.BadRequest, "request.malformed");
    }
}
