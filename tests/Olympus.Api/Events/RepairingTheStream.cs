using System.Net;

namespace Olympus.Api.Events;

public sealed class RepairingTheStream(Server server)
{
    private const string ParkSql = """
        insert into events.parked (projection, event_id, aggregate_id, xid, seq, attempts, error)
        select 'nobody', id, aggregate_id, xid, seq, 5, 'No twos.' from events.log
        """;

    private const string EffectSql = "insert into events.effects (id, kind, payload, state, attempts, last_error) values ($1, 'nobody-does-this', $2, $3, 8, 'Mailbox full.')";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<Guid> Effect(Shop shop, string state)
    {
        var id = Guid.CreateVersion7();
        await shop.Db.Write(tx => tx.Execute(new(EffectSql, id, new Olympus.Kernel.Data.Json("{}"), state)), Ct);
        return id;
    }

    [Fact]
    public async Task Shows_what_is_parked_and_why()
    {
        var (shop, other) = (await Shop.Open(server), await Shop.Open(server));
        await shop.Db.Write(tx => tx.Execute(new(ParkSql)), Ct);
        var first = (await shop.As("admin").Get("/api/v1/events/parked?limit=2")).MustBe(HttpStatusCode.OK);
        var rest = await shop.Get($"/api/v1/events/parked?limit=2&cursor={first["next_cursor"]}");
        first["data"].AsArray().Concat(rest["data"].AsArray()).Select(row => row!["event_type"]!.GetValue<string>()).Take(3)
            .ShouldBe(["platform.tenant.created", "platform.location.created", "platform.user.created"]);
        first["data"][0]!["error"]!.GetValue<string>().ShouldBe("No twos.");
        (await other.Get("/api/v1/events/parked"))["data"].AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Gives_a_dead_effect_another_series_of_attempts()
    {
        var shop = await Shop.Open(server);
        var (dead, done) = (await Effect(shop, "dead"), await Effect(shop, "done"));
        var listed = (await shop.Get("/api/v1/effects?state=dead")).MustBe(HttpStatusCode.OK);
        listed["data"].AsArray().Select(row => row!["id"]!.GetValue<Guid>()).ShouldBe([dead]);
        listed["data"][0]!["last_error"]!.GetValue<string>().ShouldBe("Mailbox full.");

        var revived = (await shop.Post($"/api/v1/effects/{dead}/retry")).MustBe(HttpStatusCode.OK);
        revived["state"].GetValue<string>().ShouldBe("waiting");
        revived["attempts"].GetValue<int>().ShouldBe(0);
        (await shop.Post($"/api/v1/effects/{dead}/retry")).MustRefuse(HttpStatusCode.Conflict, "events.effect_not_dead");
        (await shop.Post($"/api/v1/effects/{done}/retry")).MustRefuse(HttpStatusCode.Conflict, "events.effect_not_dead");
        (await shop.Caught(1, "types=events.effect.retried"))["data"][0]!["aggregate"]!["id"]!.GetValue<Guid>().ShouldBe(dead);
    }

    [Fact]
    public async Task Is_for_owners_and_admins_and_within_one_tenant()
    {
        var (shop, other) = (await Shop.Open(server), await Shop.Open(server));
        var dead = await Effect(shop, "dead");
        (await other.Get("/api/v1/effects"))["data"].AsArray().ShouldBeEmpty();
        (await other.Post($"/api/v1/effects/{dead}/retry")).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await shop.Post($"/api/v1/effects/{Guid.CreateVersion7()}/retry")).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await shop.As("manager").Post($"/api/v1/effects/{dead}/retry")).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await shop.Get("/api/v1/effects?state=lost")).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
    }
}
