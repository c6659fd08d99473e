using System.Net;

namespace Olympus.Api.Platform;

public sealed class InvitingPeople(Server server)
{
    private static object Bob(string role = "staff", Guid? location = null) => new { Email = "Bob@Example.test", Role = role, Name = "Bob", LocationId = location };

    [Fact]
    public async Task Shows_the_token_once_and_the_invitation_as_open()
    {
        var shop = await Shop.Open(server);
        var invited = (await shop.Post("/api/v1/invitations", Bob())).MustBe(HttpStatusCode.Created);
        invited["token"].GetValue<string>().ShouldStartWith("oli_");
        invited["email"].GetValue<string>().ShouldBe("bob@example.test");
        var listed = (await shop.Get("/api/v1/invitations?state=open")).MustBe(HttpStatusCode.OK);
        listed["data"][0]!["id"]!.GetValue<Guid>().ShouldBe(invited.Id);
        listed.Text.ShouldNotContain(invited["token"].GetValue<string>());
        (await shop.Get("/api/v1/events?types=platform.invitation.created")).Text.ShouldNotContain("bob@example.test");
    }

    [Fact]
    public async Task Invites_an_address_once_at_a_time()
    {
        var shop = await Shop.Open(server);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => shop.Post("/api/v1/invitations", Bob())));
        var made = answers.Where(answer => answer.Status == HttpStatusCode.Created).ShouldHaveSingleItem();
        foreach (var answer in answers.Except([made]))
            answer.MustRefuse(HttpStatusCode.Conflict, "platform.already_invited");
        (await shop.Delete($"/api/v1/invitations/{made.Id}")).MustBe(HttpStatusCode.NoContent);
        (await shop.Delete($"/api/v1/invitations/{made.Id}")).MustRefuse(HttpStatusCode.Conflict, "platform.invitation_closed");
        (await shop.Post("/api/v1/invitations", Bob())).MustBe(HttpStatusCode.Created);
        (await shop.Get("/api/v1/invitations"))["data"].AsArray().Select(row => row!["state"]!.GetValue<string>()).ShouldBe(["open", "revoked"]);
    }

    [Fact]
    public async Task Invites_nobody_who_is_here_already()
    {
        var shop = await Shop.Open(server);
        (await shop.Post("/api/v1/invitations", new { Email = "ADA@example.test", Role = "staff" })).MustRefuse(HttpStatusCode.Conflict, "platform.email_taken");
    }

    [Fact]
    public async Task Invites_nobody_above_oneself()
    {
        var shop = await Shop.Open(server);
        var manager = await shop.Join("manager");
        (await manager.Post("/api/v1/invitations", Bob("admin"))).MustRefuse(HttpStatusCode.Forbidden, "platform.above_you");
        (await manager.Post("/api/v1/invitations", Bob("manager"))).MustBe(HttpStatusCode.Created);
        var admin = await shop.Join("admin");
        (await admin.Post("/api/v1/invitations", new { Email = "eve@example.test", Role = "owner" })).MustRefuse(HttpStatusCode.Forbidden, "platform.above_you");
        var owner = (await shop.Post("/api/v1/invitations", new { Email = "eve@example.test", Role = "owner" })).MustBe(HttpStatusCode.Created);
        (await admin.Delete($"/api/v1/invitations/{owner.Id}")).MustRefuse(HttpStatusCode.Forbidden, "platform.above_you");
        (await shop.As("staff").Post("/api/v1/invitations", Bob())).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
    }

    [Fact]
    public async Task Invites_to_ones_own_place_only()
    {
        var shop = await Shop.Open(server);
        var local = await shop.Join("manager", shop.LocationId);
        (await local.Post("/api/v1/invitations", Bob())).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        var invited = (await local.Post("/api/v1/invitations", Bob("staff", shop.LocationId.Value))).MustBe(HttpStatusCode.Created);
        var everywhere = (await shop.Post("/api/v1/invitations", new { Email = "eve@example.test", Role = "staff" })).MustBe(HttpStatusCode.Created);
        (await local.Get("/api/v1/invitations"))["data"].AsArray().Select(row => row!["id"]!.GetValue<Guid>()).ShouldBe([invited.Id]);
        (await local.Delete($"/api/v1/invitations/{everywhere.Id}")).MustRefuse(HttpStatusCode.NotFound, "not_found");
    }

    [Theory]
    [InlineData("""{"email":"bob","role":"staff"}""")]
    [InlineData("""{"email":"bob@example.test","role":"king"}""")]
    [InlineData("""{"email":"bob@example.test","role":"owner","location_id":"019a0000-0000-7000-8000-000000000000"}""")]
    public async Task Refuses_what_makes_no_sense(string body)
    {
        var shop = await Shop.Open(server);
        (await shop.Post("/api/v1/invitations", body)).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task Knows_nothing_of_other_tenants()
    {
        var (shop, other) = (await Shop.Open(server), await Shop.Open(server));
        var invited = (await shop.Post("/api/v1/invitations", Bob())).MustBe(HttpStatusCode.Created);
        (await other.Get("/api/v1/invitations"))["data"].AsArray().ShouldBeEmpty();
        (await other.Delete($"/api/v1/invitations/{invited.Id}")).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await other.Post("/api/v1/invitations", Bob("staff", shop.LocationId.Value))).MustRefuse(HttpStatusCode.Conflict, "platform.location_unknown");
        (await other.Post("/api/v1/invitations", Bob())).MustBe(HttpStatusCode.Created);
    }
}
