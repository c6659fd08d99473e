using System.Net;
using Olympus.Api.Auth;

namespace Olympus.Api.Platform;

public sealed class ManagingUsers(Server server)
{
    private static string Of(Shop person) => $"/api/v1/users/{person.UserId}";

    private static object Roles(params (string Role, Guid? Location)[] roles) =>
        new { Roles = roles.Select(role => new { role.Role, LocationId = role.Location }).ToArray() };

    [Fact]
    public async Task Lists_them_in_the_order_they_joined()
    {
        var shop = await Shop.Open(server);
        var staff = await shop.Join("staff", shop.LocationId);
        var list = (await shop.Get("/api/v1/users")).MustBe(HttpStatusCode.OK);
        list["data"].AsArray().Select(row => row!["id"]!.GetValue<Guid>()).ShouldBe([shop.UserId.Value, staff.UserId.Value]);
        list["data"][1]!["roles"]!.ToJsonString().ShouldBe($$"""[{"role":"staff","location_id":"{{shop.LocationId}}"}]""");
        (await shop.Get("/api/v1/users?role=staff"))["data"].AsArray().Count.ShouldBe(1);
        (await shop.Get($"/api/v1/users?location_id={shop.LocationId}"))["data"].AsArray().Count.ShouldBe(1);
        (await shop.Get("/api/v1/users?status=disabled"))["data"].AsArray().ShouldBeEmpty();
        (await shop.Get("/api/v1/users?role=king")).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        var local = shop.As("manager", shop.LocationId);
        (await local.Get("/api/v1/users"))["data"].AsArray().Count.ShouldBe(1);
        (await local.Get(Of(shop))).MustRefuse(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Renames_disables_and_enables()
    {
        var shop = await Shop.Open(server);
        var staff = await shop.Join("staff");
        var renamed = (await shop.Patch(Of(staff), new { Name = "Grace" }, ("If-Match", "\"1\""))).MustBe(HttpStatusCode.OK);
        renamed["name"].GetValue<string>().ShouldBe("Grace");
        var off = (await shop.Patch(Of(staff), new { Status = "disabled" }, ("If-Match", renamed.ETag))).MustBe(HttpStatusCode.OK);
        off["status"].GetValue<string>().ShouldBe("disabled");
        (await shop.Patch(Of(staff), new { Status = "active" }, ("If-Match", renamed.ETag))).MustRefuse(HttpStatusCode.PreconditionFailed, "request.version_stale");
        (await shop.Patch(Of(staff), new { Status = "active" }, ("If-Match", off.ETag))).MustBe(HttpStatusCode.OK)["status"].GetValue<string>().ShouldBe("active");
        await shop.Settle();
        (await shop.Get($"/api/v1/events?aggregate_id={staff.UserId}"))["data"].AsArray().Select(e => e!["event_type"]!.GetValue<string>())
            .Where(type => type.StartsWith("platform.", StringComparison.Ordinal))
            .ShouldBe(["platform.user.renamed", "platform.user.disabled", "platform.user.enabled"]);
    }

    [Fact]
    public async Task Ends_tokens_with_the_rights_that_somebody_had()
    {
        var shop = await Shop.Open(server);
        var invited = (await shop.Post("/api/v1/invitations", new { Email = "bo@example.test", Role = "staff" })).MustBe(HttpStatusCode.Created);
        var guest = new Visitor(server);
        guest.Become((await guest.Post(
            "/api/v1/auth/invitations/accept",
            new { token = invited["token"].GetValue<string>(), name = "Bo Lind", password = Visitor.Password })).MustBe(HttpStatusCode.OK));
        (await guest.Get("/api/v1/users")).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");

        var path = $"/api/v1/users/{guest.UserId}";
        var promoted = (await shop.Put($"{path}/roles", Roles(("manager", null)), ("If-Match", "\"1\""))).MustBe(HttpStatusCode.OK);
        promoted["roles"].ToJsonString().ShouldBe("""[{"role":"manager","location_id":null}]""");
        await guest.MustBeOutSoon();
        await guest.Refresh();
        (await guest.Get("/api/v1/users")).MustBe(HttpStatusCode.OK);

        (await shop.Patch(path, new { Status = "disabled" }, ("If-Match", promoted.ETag))).MustBe(HttpStatusCode.OK);
        await guest.MustBeOutSoon();
        (await guest.TryRefresh(guest.RefreshToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Keeps_admins_from_touching_owners_or_making_them()
    {
        var shop = await Shop.Open(server);
        var (admin, staff) = (await shop.Join("admin"), await shop.Join("staff"));
        (await admin.Patch(Of(shop), new { Status = "disabled" }, ("If-Match", "\"1\""))).MustRefuse(HttpStatusCode.Forbidden, "platform.above_you");
        (await admin.Put($"{Of(shop)}/roles", Roles(("staff", null)), ("If-Match", "\"1\""))).MustRefuse(HttpStatusCode.Forbidden, "platform.above_you");
        (await admin.Put($"{Of(staff)}/roles", Roles(("owner", null)), ("If-Match", "\"1\""))).MustRefuse(HttpStatusCode.Forbidden, "platform.above_you");
        (await admin.Put($"{Of(admin)}/roles", Roles(("owner", null)), ("If-Match", "\"1\""))).MustRefuse(HttpStatusCode.Forbidden, "platform.above_you");
        (await admin.Put($"{Of(staff)}/roles", Roles(("admin", null)), ("If-Match", "\"1\""))).MustBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Lets_an_admin_of_one_place_give_roles_there_only()
    {
        var shop = await Shop.Open(server);
        var (local, staff) = (await shop.Join("admin", shop.LocationId), await shop.Join("staff", shop.LocationId));
        (await local.Put($"{Of(staff)}/roles", Roles(("manager", null)), ("If-Match", "\"1\""))).MustRefuse(HttpStatusCode.Forbidden, "platform.above_you");
        (await local.Put($"{Of(staff)}/roles", Roles(("manager", shop.LocationId.Value)), ("If-Match", "\"1\""))).MustBe(HttpStatusCode.OK);
        (await local.Patch(Of(staff), new { Status = "disabled" }, ("If-Match", "\"2\""))).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
    }

    [Fact]
    public async Task Never_loses_the_last_owner()
    {
        var shop = await Shop.Open(server);
        (await shop.Put($"{Of(shop)}/roles", Roles(("admin", null)), ("If-Match", "\"1\""))).MustRefuse(HttpStatusCode.Conflict, "platform.last_owner");
        (await shop.Patch(Of(shop), new { Status = "disabled" }, ("If-Match", "\"1\""))).MustRefuse(HttpStatusCode.Conflict, "platform.yourself");
        var second = await shop.Join("owner");
        (await second.Patch(Of(shop), new { Status = "disabled" }, ("If-Match", "\"1\""))).MustBe(HttpStatusCode.OK);
        (await second.Put($"{Of(second)}/roles", Roles(("admin", null)), ("If-Match", "\"1\""))).MustRefuse(HttpStatusCode.Conflict, "platform.last_owner");
    }

    [Fact]
    public async Task Leaves_one_of_two_owners_who_take_each_other_down_at_once()
    {
        var shop = await Shop.Open(server);
        var second = await shop.Join("owner");
        var answers = await Task.WhenAll(
            second.Patch(Of(shop), new { Status = "disabled" }, ("If-Match", "\"1\"")),
            shop.Put($"{Of(second)}/roles", Roles(("staff", null)), ("If-Match", "\"1\"")));
        answers.Select(answer => answer.Status).Order().ShouldBe([HttpStatusCode.OK, HttpStatusCode.Conflict]);
    }

    [Theory]
    [InlineData("""{"roles":[]}""")]
    [InlineData("""{"roles":[{"role":"king","location_id":null}]}""")]
    [InlineData("""{"roles":[{"role":"staff","location_id":null},{"role":"staff","location_id":null}]}""")]
    [InlineData("""{"roles":[{"role":"owner","location_id":"019a0000-0000-7000-8000-000000000000"}]}""")]
    public async Task Refuses_roles_that_make_no_sense(string body)
    {
        var shop = await Shop.Open(server);
        var staff = await shop.Join("staff");
        (await shop.Put($"{Of(staff)}/roles", body, ("If-Match", "\"1\""))).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task Knows_nothing_of_other_tenants()
    {
        var (shop, other) = (await Shop.Open(server), await Shop.Open(server));
        var staff = await shop.Join("staff");
        (await other.Get(Of(staff))).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await other.Patch(Of(staff), new { Name = "Mine" }, ("If-Match", "\"1\""))).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await other.Put($"{Of(staff)}/roles", Roles(("admin", null)), ("If-Match", "\"1\""))).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await shop.Put($"{Of(staff)}/roles", Roles(("staff", other.LocationId.Value)), ("If-Match", "\"1\"")))
            .MustRefuse(HttpStatusCode.Conflict, "platform.location_unknown");
    }
}
