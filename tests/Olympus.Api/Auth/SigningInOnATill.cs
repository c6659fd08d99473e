using System.Net;
using Olympus.Kernel.Security;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api.Auth;

public sealed class SigningInOnATill(Server server)
{
    private const string Chosen = "seven quiet lighthouses";

    internal static async Task<(Guid Id, string Token)> Till(Visitor by, string name = "Till 2", Guid? location = null)
    {
        var made = (await by.Post("/api/v1/auth/devices", new { name, location_id = location ?? await Place(by) })).MustBe(HttpStatusCode.Created);
        return (made.Id, made["token"].GetValue<string>());
    }

    internal static async Task<Guid> Place(Visitor by) => (await by.Get("/api/v1/locations"))["data"][0]!["id"]!.GetValue<Guid>();

    /// <summary>Somebody who joined, signed in with their password on a device of their own.</summary>
    internal static async Task<Visitor> Join(Visitor owner, string role, Guid? location = null, string name = "Bo Lind")
    {
        var invited = (await owner.Post("/api/v1/invitations", new { email = $"{Guid.NewGuid():N}@example.test", role, location_id = location })).MustBe(HttpStatusCode.Created);
        var guest = owner.Elsewhere();
        guest.Become((await guest.Post("/api/v1/auth/invitations/accept", new { token = invited["token"].GetValue<string>(), name, password = Chosen })).MustBe(HttpStatusCode.OK));
        return guest;
    }

    private static Task<Answer> Pin(Visitor by, Visitor of, string pin = "7301") => by.Put($"/api/v1/auth/people/{of.UserId}/pin", new { pin });

    private static Task<Answer> SignIn(Visitor at, string till, Id<User> who, string pin = "7301") =>
        at.Post("/api/v1/auth/devices/sign-in", new { user_id = who.Value, pin, device_token = till });

    [Fact]
    public async Task Shows_who_works_there_and_lets_them_in_with_their_pin()
    {
        var owner = await Visitor.Owner(server);
        var (device, token) = await Till(owner);
        var bo = await Join(owner, "staff");
        (await Pin(owner, bo)).MustBe(HttpStatusCode.NoContent);

        var counter = owner.Elsewhere();
        var shown = (await counter.Post("/api/v1/auth/devices/people", new { device_token = token })).MustBe(HttpStatusCode.OK);
        shown["name"].GetValue<string>().ShouldBe("Till 2");
        shown["people"].AsArray().Select(one => (one!["name"]!.GetValue<string>(), one["has_pin"]!.GetValue<bool>())).ShouldBe([("Ada Quill", false), ("Bo Lind", true)]);
        shown.Text.ShouldNotContain("@");

        counter.Become((await SignIn(counter, token, bo.UserId)).MustBe(HttpStatusCode.OK));
        (await counter.Me())["name"].GetValue<string>().ShouldBe("Bo Lind");
        (counter.SignedIn["refresh_expires_at"].GetValue<DateTimeOffset>() - DateTimeOffset.UtcNow).ShouldBeLessThan(TimeSpan.FromHours(16.1));
        (await counter.Refresh()).UserId.ShouldBe(bo.UserId);
        var listed = (await owner.Get("/api/v1/auth/devices"))["data"].AsArray().ShouldHaveSingleItem()!;
        (listed["id"]!.GetValue<Guid>(), listed["last_user_id"]!.GetValue<Guid>()).ShouldBe((device, bo.UserId.Value));

        // The next one, on the same till, a moment later.
        (await owner.Put("/api/v1/auth/pin", new { pin = "9283", current_password = Visitor.Password })).MustBe(HttpStatusCode.NoContent);
        counter.Become((await SignIn(counter, token, owner.UserId, "9283")).MustBe(HttpStatusCode.OK));
        (await counter.Me())["name"].GetValue<string>().ShouldBe("Ada Quill");
    }

    [Fact]
    public async Task Says_how_many_sales_wait_on_it_whenever_it_asks_for_something()
    {
        var owner = await Visitor.Owner(server);
        var (_, token) = await Till(owner);
        var bo = await Join(owner, "staff");
        (await Pin(owner, bo)).MustBe(HttpStatusCode.NoContent);
        (await Unsent(owner)).ShouldBeNull();

        var counter = owner.Elsewhere();
        (await counter.Post("/api/v1/auth/devices/people", new { device_token = token, unsent = 7 })).MustBe(HttpStatusCode.OK);
        (await Unsent(owner)).ShouldBe(7);
        (await counter.Post("/api/v1/auth/devices/people", new { device_token = token })).MustBe(HttpStatusCode.OK);
        (await Unsent(owner)).ShouldBe(7);
        counter.Become((await counter.Post("/api/v1/auth/devices/sign-in", new { user_id = bo.UserId.Value, pin = "7301", device_token = token, unsent = 3 })).MustBe(HttpStatusCode.OK));
        (await Unsent(owner)).ShouldBe(3);
        (await counter.Post("/api/v1/auth/refresh", new { refresh_token = counter.RefreshToken, unsent = 0 })).MustBe(HttpStatusCode.OK);
        (await Unsent(owner)).ShouldBe(0);
        (await counter.Post("/api/v1/auth/devices/people", new { device_token = token, unsent = -1 })).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        // Not a till: there is nobody to say it of.
        (await owner.Post("/api/v1/auth/refresh", new { refresh_token = owner.RefreshToken, unsent = 9 })).MustBe(HttpStatusCode.OK);
        (await Unsent(owner)).ShouldBe(0);

        static async Task<int?> Unsent(Visitor by)
        {
            var till = (await by.Get("/api/v1/auth/devices"))["data"].AsArray().ShouldHaveSingleItem()!;
            (till["unsent"] is null).ShouldBe(till["unsent_at"] is null);
            return till["unsent"]?.GetValue<int>();
        }
    }

    [Fact]
    public async Task Counts_wrong_pins_by_person_and_till()
    {
        var owner = await Visitor.Owner(server);
        var ((_, token), (_, other)) = (await Till(owner), await Till(owner, "Till 3"));
        var (bo, ana) = (await Join(owner, "staff"), await Join(owner, "staff", name: "Ana"));
        (await Pin(owner, bo)).MustBe(HttpStatusCode.NoContent);
        (await Pin(owner, ana, "4826")).MustBe(HttpStatusCode.NoContent);
        var counter = owner.Elsewhere();
        for (var left = 4; left >= 0; left--)
            (await SignIn(counter, token, bo.UserId, "1357")).MustRefuse(HttpStatusCode.Unauthorized, "auth.pin_wrong")["attempts_left"].GetValue<int>().ShouldBe(left);
        (await SignIn(counter, token, bo.UserId)).MustRefuse(HttpStatusCode.TooManyRequests, "auth.throttled")["retry_after_seconds"].GetValue<int>().ShouldBeInRange(1, 900);
        (await SignIn(counter, other, bo.UserId)).MustBe(HttpStatusCode.OK);
        (await SignIn(counter, token, ana.UserId, "4826")).MustBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Ends_with_the_till()
    {
        var owner = await Visitor.Owner(server);
        var (device, token) = await Till(owner);
        var bo = await Join(owner, "staff");
        (await Pin(owner, bo)).MustBe(HttpStatusCode.NoContent);
        var counter = owner.Elsewhere();
        counter.Become((await SignIn(counter, token, bo.UserId)).MustBe(HttpStatusCode.OK));

        (await owner.Delete($"/api/v1/auth/devices/{device}")).MustBe(HttpStatusCode.NoContent);
        await counter.MustBeOutSoon();
        (await counter.TryRefresh(counter.RefreshToken)).MustRefuse(HttpStatusCode.Unauthorized, "auth.refresh_invalid");
        (await SignIn(counter, token, bo.UserId)).MustRefuse(HttpStatusCode.Unauthorized, "auth.device_unknown");
        (await counter.Post("/api/v1/auth/devices/people", new { device_token = token })).MustRefuse(HttpStatusCode.Unauthorized, "auth.device_unknown");
        (await owner.Delete($"/api/v1/auth/devices/{device}")).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await bo.Me()).MustBe(HttpStatusCode.OK); // with a password, elsewhere: not the till's business
    }

    [Fact]
    public async Task Ends_with_the_person_or_their_pin()
    {
        var owner = await Visitor.Owner(server);
        var (_, token) = await Till(owner);
        var bo = await Join(owner, "staff");
        (await Pin(owner, bo)).MustBe(HttpStatusCode.NoContent);
        var counter = owner.Elsewhere();
        counter.Become((await SignIn(counter, token, bo.UserId)).MustBe(HttpStatusCode.OK));
        (await Pin(owner, bo, "4826")).MustBe(HttpStatusCode.NoContent);
        await counter.MustBeOutSoon();
        (await SignIn(counter, token, bo.UserId)).MustRefuse(HttpStatusCode.Unauthorized, "auth.pin_wrong");

        counter.Become((await SignIn(counter, token, bo.UserId, "4826")).MustBe(HttpStatusCode.OK));
        var shop = Shop.SignedUp(server, owner.SignedIn);
        var read = await shop.Get($"/api/v1/users/{bo.UserId}");
        (await shop.Patch($"/api/v1/users/{bo.UserId}", new { status = "disabled" }, ("If-Match", read.ETag))).MustBe(HttpStatusCode.OK);
        await counter.MustBeOutSoon();
        (await SignIn(counter, token, bo.UserId, "4826")).MustRefuse(HttpStatusCode.Unauthorized, "auth.pin_wrong");
    }

    [Fact]
    public async Task Is_for_those_who_work_there()
    {
        var owner = await Visitor.Owner(server);
        var here = await Place(owner);
        var there = (await owner.Post("/api/v1/locations", new { name = "Second", time_zone = "Europe/Berlin", currency = "EUR", tax_region = "DE" })).MustBe(HttpStatusCode.Created).Id;
        var (_, token) = await Till(owner, location: here);
        var bo = await Join(owner, "staff", there);
        (await Pin(owner, bo)).MustBe(HttpStatusCode.NoContent);
        (await SignIn(owner.Elsewhere(), token, bo.UserId)).MustRefuse(HttpStatusCode.Unauthorized, "auth.pin_wrong");
        (await owner.Elsewhere().Post("/api/v1/auth/devices/people", new { device_token = token })).Text.ShouldNotContain("Bo Lind");

        var stranger = await Visitor.Owner(server);
        (await stranger.Put("/api/v1/auth/pin", new { pin = "7301", current_password = Visitor.Password })).MustBe(HttpStatusCode.NoContent);
        (await SignIn(stranger, token, stranger.UserId)).MustRefuse(HttpStatusCode.Unauthorized, "auth.pin_wrong");
        (await SignIn(stranger, OpaqueToken.New(OpaqueToken.Till, owner.TenantId).Text, bo.UserId)).MustRefuse(HttpStatusCode.Unauthorized, "auth.device_unknown");
    }

    [Fact]
    public async Task Gives_nobody_more_than_they_have()
    {
        var owner = await Visitor.Owner(server);
        var here = await Place(owner);
        var (manager, staff) = (await Join(owner, "manager", here, "Mia"), await Join(owner, "staff", here));
        (await Pin(manager, owner)).MustRefuse(HttpStatusCode.Forbidden, "auth.above_you");
        (await Pin(manager, staff)).MustBe(HttpStatusCode.NoContent);
        (await Pin(manager, manager)).MustRefuse(HttpStatusCode.Forbidden, "auth.wrong_password");
        (await manager.Put($"/api/v1/auth/people/{manager.UserId}/pin", new { pin = "7301", current_password = Chosen })).MustBe(HttpStatusCode.NoContent);
        (await Pin(staff, staff)).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await staff.Post("/api/v1/auth/devices", new { name = "x", location_id = here })).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await manager.Post("/api/v1/auth/devices", new { name = "Till 4", location_id = here })).MustBe(HttpStatusCode.Created);
        (await manager.Post("/api/v1/auth/devices", new { name = "x", location_id = Guid.NewGuid() })).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await owner.Post("/api/v1/auth/devices", new { name = "x", location_id = Guid.NewGuid() })).MustRefuse(HttpStatusCode.Conflict, "auth.location_unknown");
        (await staff.Put("/api/v1/auth/pin", new { pin = "7301", current_password = "not the password at all" })).MustRefuse(HttpStatusCode.Forbidden, "auth.wrong_password");
        foreach (var weak in new[] { "1234", "0000", "123", "12a4", "2580", "1987" })
            (await staff.Put("/api/v1/auth/pin", new { pin = weak, current_password = Chosen })).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
    }
}
