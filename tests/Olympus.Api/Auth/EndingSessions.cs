using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Auth;
using Olympus.Contracts.Auth;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Security;
using Olympus.Kernel.Tenancy;

namespace Olympus.Api.Auth;

public sealed class EndingSessions(Server server)
{
    [Fact]
    public async Task By_signing_out_ends_this_one()
    {
        var owner = await Visitor.Owner(server);
        var other = await owner.Elsewhere().Login();

        (await owner.Post("/api/v1/auth/logout", new { all = false })).MustBe(HttpStatusCode.NoContent);

        await owner.MustBeOutSoon();
        (await owner.TryRefresh(owner.RefreshToken)).MustRefuse(HttpStatusCode.Unauthorized, "auth.refresh_invalid");
        (await other.Me()).MustBe(HttpStatusCode.OK);
        (await owner.Events()).ShouldBe(["auth.user.logged_in", "auth.user.logged_in", "auth.session.revoked"]);
    }

    [Fact]
    public async Task By_signing_out_everywhere_ends_all()
    {
        var owner = await Visitor.Owner(server);
        var other = await owner.Elsewhere().Login();
        (await other.Post("/api/v1/auth/logout", new { all = true })).MustBe(HttpStatusCode.NoContent);
        await owner.MustBeOutSoon();
        await other.MustBeOutSoon();
    }

    [Fact]
    public async Task From_the_list_ends_the_one_that_was_chosen()
    {
        var owner = await Visitor.Owner(server);
        var phone = await owner.Elsewhere("127.0.2.3", "phone/1").Login();

        var list = (await owner.Get("/api/v1/auth/sessions")).MustBe(HttpStatusCode.OK)["data"].AsArray();
        list.Select(session => (session!["id"]!.GetValue<Guid>(), session["device"]!.GetValue<string>(), session["address"]!.GetValue<string>(), session["is_current"]!.GetValue<bool>()))
            .ShouldBe([(phone.SessionId, "phone/1", "127.0.2.3", false), (owner.SessionId, "tests/1", "127.0.0.1", true)]);

        (await owner.Delete($"/api/v1/auth/sessions/{phone.SessionId}")).MustBe(HttpStatusCode.NoContent);
        await phone.MustBeOutSoon();
        (await owner.Me()).MustBe(HttpStatusCode.OK);
        (await owner.Get("/api/v1/auth/sessions"))["data"].AsArray().Count.ShouldBe(1);
        (await owner.Delete($"/api/v1/auth/sessions/{phone.SessionId}")).MustRefuse(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Of_all_others_leaves_the_one_that_asks_and_those_of_other_people()
    {
        var owner = await Visitor.Owner(server);
        var stranger = await Visitor.Owner(server);
        Visitor[] others = [await owner.Elsewhere().Login(), await owner.Elsewhere("127.0.2.4", "phone/1").Login()];

        (await owner.Delete("/api/v1/auth/sessions")).MustBe(HttpStatusCode.NoContent);

        foreach (var other in others)
        {
            await other.MustBeOutSoon();
            (await other.TryRefresh(other.RefreshToken)).MustRefuse(HttpStatusCode.Unauthorized, "auth.refresh_invalid");
        }

        (await owner.Get("/api/v1/auth/sessions")).MustBe(HttpStatusCode.OK)["data"].AsArray().Select(session => session!["id"]!.GetValue<Guid>())
            .ShouldBe([owner.SessionId]);
        (await stranger.Me()).MustBe(HttpStatusCode.OK);
        (await owner.Events())[^1].ShouldBe("auth.sessions.ended");
    }

    [Fact]
    public async Task Of_somebody_else_is_like_ending_one_that_is_not_there()
    {
        var owner = await Visitor.Owner(server);
        var stranger = await Visitor.Owner(server);
        var theirs = await stranger.Delete($"/api/v1/auth/sessions/{owner.SessionId}");
        var nobodys = await stranger.Delete($"/api/v1/auth/sessions/{Guid.CreateVersion7()}");
        theirs.MustRefuse(HttpStatusCode.NotFound, "not_found");
        nobodys.MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await owner.Me()).MustBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Lists_page_by_page()
    {
        var owner = await Visitor.Owner(server);
        for (var i = 0; i < 4; i++)
            await owner.Elsewhere().Login();
        var first = (await owner.Get("/api/v1/auth/sessions?limit=3")).MustBe(HttpStatusCode.OK);
        first["has_more"].GetValue<bool>().ShouldBeTrue();
        var second = (await owner.Get($"/api/v1/auth/sessions?limit=3&cursor={first["next_cursor"].GetValue<string>()}")).MustBe(HttpStatusCode.OK);
        first["data"].AsArray().Concat(second["data"].AsArray()).Select(session => session!["id"]!.GetValue<Guid>()).Distinct().Count().ShouldBe(5);
        second["has_more"].GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task Of_a_disabled_user_and_of_a_suspended_tenant_works_at_once()
    {
        var ct = TestContext.Current.CancellationToken;
        var sessions = server.Services.GetRequiredService<ISessions>();
        var (disabled, suspended, other) = (await Visitor.Owner(server), await Visitor.Owner(server), await Visitor.Owner(server));

        await disabled.Db.Write(tx => { sessions.UserDisabled(tx, disabled.UserId); return Task.CompletedTask; }, ct);
        await suspended.Db.Write(tx => { sessions.TenantSuspended(tx); return Task.CompletedTask; }, ct);

        await disabled.MustBeOutSoon();
        await suspended.MustBeOutSoon();
        (await disabled.TryRefresh(disabled.RefreshToken)).MustRefuse(HttpStatusCode.Unauthorized, "auth.refresh_invalid");
        (await suspended.TryRefresh(suspended.RefreshToken)).MustRefuse(HttpStatusCode.Unauthorized, "auth.refresh_invalid");
        (await other.Me()).MustBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Is_heard_of_by_a_replica_that_starts_later_and_by_one_that_runs()
    {
        var ct = TestContext.Current.CancellationToken;
        var tokens = server.Services.GetRequiredService<AccessTokens>();
        var running = new Revocations(server.Services.GetRequiredService<SystemDb>(), TimeProvider.System);
        await running.CatchUp(ct);
        var owner = await Visitor.Owner(server);
        running.Deny(tokens.Verify(owner.AccessToken).Token!).ShouldBeFalse();

        (await owner.Post("/api/v1/auth/logout", new { all = false })).MustBe(HttpStatusCode.NoContent);

        var starting = new Revocations(server.Services.GetRequiredService<SystemDb>(), TimeProvider.System);
        foreach (var replica in new[] { running, starting })
        {
            await replica.CatchUp(ct);
            await replica.Forget(ct);
            replica.Deny(tokens.Verify(owner.AccessToken).Token!).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Is_waited_for_rather_than_guessed_at()
    {
        var owner = await Visitor.Owner(server);
        var clock = new StoppedClock();
        var revocations = new Revocations(server.Services.GetRequiredService<SystemDb>(), clock);
        IBearerAuthentication door = new BearerAuthentication(server.Services.GetRequiredService<AccessTokens>(), revocations);

        Should.Throw<RefusalException>(() => door.Authenticate(owner.AccessToken)).Refusal.ShouldBe(AuthRefusals.RevocationsUnknown);
        await revocations.CatchUp(TestContext.Current.CancellationToken);
        door.Authenticate(owner.AccessToken).UserId.ShouldBe(owner.UserId);
        clock.Ticks += TimeSpan.FromSeconds(5.1).Ticks;
        Should.Throw<RefusalException>(() => door.Authenticate(owner.AccessToken)).Refusal.ShouldBe(AuthRefusals.RevocationsUnknown);
        Should.Throw<RefusalException>(() => door.Authenticate("x")).Refusal.ShouldBe(AccessRefusals.Unauthenticated);
    }

    private sealed class StoppedClock : TimeProvider
    {
        public long Ticks { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Ticks;
    }
}
