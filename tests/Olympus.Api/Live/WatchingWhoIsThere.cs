using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api.Live;

public sealed class WatchingWhoIsThere(Server server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Shows_who_comes_and_goes_on_this_process_and_on_others()
    {
        var (shop, stranger) = (await Shop.Open(server), await Shop.Open(server));
        var (here, there) = (shop.As("staff"), shop.As("kitchen"));
        await using var foreign = await Wire.Open(server, stranger.Token);
        await using var wire = await Wire.Open(server, shop.Token);
        var present = (await wire.Subscribe("presence"))["present"]!.AsArray();
        present.Select(user => user!.GetValue<Guid>()).ShouldBe([shop.UserId.Value]);

        await using (var first = await Wire.Open(server, here.Token))
        {
            (await Heard(wire, "joined")).ShouldBe([here.UserId.Value]);
            await using var second = await Wire.Open(server, here.Token);
            first.Cut();
            await using var own = await Server.With(_ => { });
            await using (var elsewhere = await Wire.Open(own, there.Token))
            {
                (await Heard(wire, "joined")).ShouldBe([there.UserId.Value]);
                (await elsewhere.Subscribe("presence"))["present"]!.AsArray().Select(user => user!.GetValue<Guid>())
                    .ShouldBe(new[] { shop.UserId, here.UserId, there.UserId }.Select(user => user.Value), ignoreOrder: true);
            }

            (await Heard(wire, "left")).ShouldBe([there.UserId.Value]);
        }

        (await Heard(wire, "left")).ShouldBe([here.UserId.Value]);
    }

    [Fact]
    public async Task Forgets_whom_a_killed_process_left_behind()
    {
        var shop = await Shop.Open(server);
        var (node, ghost) = (Guid.CreateVersion7(), Id<User>.New());
        await shop.Db.Write(
            tx =>
            {
                tx.Enqueue(new("insert into gateway.nodes (id) values ($1)", node));
                tx.Enqueue(new("insert into gateway.presence (node_id, user_id) values ($1, $2)", node, ghost));
                return Task.CompletedTask;
            },
            Ct);
        await using var wire = await Wire.Open(server, shop.Token);
        (await wire.Subscribe("presence"))["present"]!.AsArray().Select(user => user!.GetValue<Guid>()).ShouldContain(ghost.Value);

        // What half a minute without a sign of life looks like.
        await shop.Db.Write(tx => tx.Execute(new("update gateway.nodes set seen_at = seen_at - interval '31 seconds' where id = $1", node)), Ct);
        (await Heard(wire, "left")).ShouldBe([ghost.Value]);
    }

    private static async Task<Guid[]> Heard(Wire wire, string what) =>
        [.. (await wire.Note("live.presence"))[what]!.AsArray().Select(user => user!.GetValue<Guid>())];
}
