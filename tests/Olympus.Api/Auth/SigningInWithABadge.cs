using System.Net;
using Olympus.Kernel.Security;

namespace Olympus.Api.Auth;

public sealed class SigningInWithABadge(Server server)
{
    private static async Task<string> Give(Visitor by, Visitor to) => (await TryGive(by, to)).MustBe(HttpStatusCode.OK)["code"].GetValue<string>();

    private static Task<Answer> TryGive(Visitor by, Visitor to, string? password = null) =>
        by.Post($"/api/v1/auth/people/{to.UserId}/badge", new { current_password = password });

    private static Task<Answer> Scan(Visitor at, string till, string code) => at.Post("/api/v1/auth/devices/sign-in/badge", new { code, device_token = till });

    [Fact]
    public async Task Needs_no_name_and_no_pin()
    {
        var owner = await Visitor.Owner(server);
        var (device, token) = await SigningInOnATill.Till(owner);
        var bo = await SigningInOnATill.Join(owner, "staff");
        var code = await Give(owner, bo);
        code.ShouldMatch("^[0-9]{28}$");
        (await owner.Get("/api/v1/auth/badges"))["data"].AsArray().ShouldHaveSingleItem()!["last_used_at"].ShouldBeNull();

        var counter = owner.Elsewhere();
        counter.Become((await Scan(counter, token, code)).MustBe(HttpStatusCode.OK));
        (await counter.Me())["name"].GetValue<string>().ShouldBe("Bo Lind");
        (counter.SignedIn["refresh_expires_at"].GetValue<DateTimeOffset>() - DateTimeOffset.UtcNow).ShouldBeLessThan(TimeSpan.FromHours(16.1));
        var listed = await owner.Get("/api/v1/auth/badges");
        listed["data"][0]!["last_used_at"].ShouldNotBeNull();
        listed.Text.ShouldNotContain(code);
        (await owner.Get("/api/v1/auth/devices"))["data"][0]!["last_user_id"]!.GetValue<Guid>().ShouldBe(bo.UserId.Value);
        (await owner.Db.Query<string>(
            new("select (payload->>'device_id') || ' ' || (payload->>'is_by_badge') from events.log where type = 'auth.user.logged_in' order by xid, seq"), TestContext.Current.CancellationToken))[^1]
            .ShouldBe($"{device} true");
        (await owner.Events()).ShouldContain("auth.badge.given");
    }

    [Fact]
    public async Task Ends_when_it_is_taken_back_replaced_or_its_holder_is_kept_out()
    {
        var owner = await Visitor.Owner(server);
        var (_, token) = await SigningInOnATill.Till(owner);
        var bo = await SigningInOnATill.Join(owner, "staff");
        var first = await Give(owner, bo);
        var counter = owner.Elsewhere();
        counter.Become((await Scan(counter, token, first)).MustBe(HttpStatusCode.OK));
        var second = await Give(owner, bo);
        await counter.MustBeOutSoon();
        (await Scan(counter, token, first)).MustRefuse(HttpStatusCode.Unauthorized, "auth.badge_refused");

        counter.Become((await Scan(counter, token, second)).MustBe(HttpStatusCode.OK));
        (await owner.Delete($"/api/v1/auth/people/{bo.UserId}/badge")).MustBe(HttpStatusCode.NoContent);
        await counter.MustBeOutSoon();
        (await Scan(counter, token, second)).MustRefuse(HttpStatusCode.Unauthorized, "auth.badge_refused");
        (await owner.Delete($"/api/v1/auth/people/{bo.UserId}/badge")).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await bo.Me()).MustBe(HttpStatusCode.OK); // with a password, elsewhere: not the badge's business

        var third = await Give(owner, bo);
        counter.Become((await Scan(counter, token, third)).MustBe(HttpStatusCode.OK));
        var shop = Shop.SignedUp(server, owner.SignedIn);
        var read = await shop.Get($"/api/v1/users/{bo.UserId}");
        (await shop.Patch($"/api/v1/users/{bo.UserId}", new { status = "disabled" }, ("If-Match", read.ETag))).MustBe(HttpStatusCode.OK);
        await counter.MustBeOutSoon();
        (await Scan(counter, token, third)).MustRefuse(HttpStatusCode.Unauthorized, "auth.badge_refused");
    }

    [Fact]
    public async Task Works_on_the_tills_of_ones_place_alone_and_is_guessed_seldom()
    {
        var owner = await Visitor.Owner(server);
        var here = await SigningInOnATill.Place(owner);
        var there = (await owner.Post("/api/v1/locations", new { name = "Second", time_zone = "Europe/Berlin", currency = "EUR", tax_region = "DE" })).MustBe(HttpStatusCode.Created).Id;
        var (_, token) = await SigningInOnATill.Till(owner, location: here);
        var (_, other) = await SigningInOnATill.Till(owner, "Till 3", there);
        var code = await Give(owner, await SigningInOnATill.Join(owner, "staff", there));
        var counter = owner.Elsewhere();
        var refused = (await Scan(counter, token, code)).MustRefuse(HttpStatusCode.Unauthorized, "auth.badge_refused");
        var stranger = await Visitor.Owner(server);
        var (_, theirs) = await SigningInOnATill.Till(stranger);
        (await Scan(stranger, theirs, code)).MustRefuse(HttpStatusCode.Unauthorized, "auth.badge_refused");
        (await Scan(counter, OpaqueToken.New(OpaqueToken.Till, owner.TenantId).Text, code)).MustRefuse(HttpStatusCode.Unauthorized, "auth.device_unknown");
        (await counter.Post("/api/v1/auth/devices/sign-in/badge", new { code })).MustRefuse(HttpStatusCode.Unauthorized, "auth.device_unknown");

        for (var n = 1; n < 20; n++)
            (await Scan(counter, token, $"{n:D28}")).MustRefuse(HttpStatusCode.Unauthorized, "auth.badge_refused")["detail"].ToString().ShouldBe(refused["detail"].ToString());
        (await Scan(counter, token, code)).MustRefuse(HttpStatusCode.TooManyRequests, "auth.throttled");
        (await Scan(counter, other, code)).MustBe(HttpStatusCode.OK);
        (await owner.Put("/api/v1/auth/pin", new { pin = "9283", current_password = Visitor.Password })).MustBe(HttpStatusCode.NoContent);
        (await counter.Post("/api/v1/auth/devices/sign-in", new { user_id = owner.UserId.Value, pin = "9283", device_token = token })).MustBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Gives_nobody_more_than_they_have()
    {
        var owner = await Visitor.Owner(server);
        var here = await SigningInOnATill.Place(owner);
        var (manager, staff) = (await SigningInOnATill.Join(owner, "manager", here, "Mia"), await SigningInOnATill.Join(owner, "staff", here));
        (await TryGive(manager, owner)).MustRefuse(HttpStatusCode.Forbidden, "auth.above_you");
        (await TryGive(manager, staff)).MustBe(HttpStatusCode.OK);
        (await TryGive(staff, staff)).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await staff.Get("/api/v1/auth/badges")).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await TryGive(owner, owner)).MustRefuse(HttpStatusCode.Forbidden, "auth.wrong_password");
        (await TryGive(owner, owner, "not the one that it is")).MustRefuse(HttpStatusCode.Forbidden, "auth.wrong_password");
        (await TryGive(owner, owner, Visitor.Password)).MustBe(HttpStatusCode.OK);
        (await TryGive(owner, await Visitor.Owner(server))).MustRefuse(HttpStatusCode.NotFound, "not_found");
    }
}
