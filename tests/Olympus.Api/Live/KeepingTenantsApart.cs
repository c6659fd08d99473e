using System.Text.Json.Nodes;
using Olympus.Kernel.Events;

namespace Olympus.Api.Live;

public sealed class KeepingTenantsApart(Server server)
{
    private const int Sockets = 500;
    private const int Events = 20;

    /// <summary>Two tenants, 500 sockets each, in one crowd: every frame belongs to the tenant of its socket.</summary>
    [Fact]
    public async Task Crosses_no_frame()
    {
        var ct = TestContext.Current.CancellationToken;
        var shops = new[] { await (await Shop.Open(server)).Settled(), await (await Shop.Open(server)).Settled() };
        var tokens = shops.ToDictionary(shop => shop, shop => Enumerable.Range(0, Sockets / 10).Select(_ => shop.As("owner").Token).ToArray());
        var wires = new (Shop Shop, Wire Wire)[2 * Sockets];
        await Parallel.ForEachAsync(Enumerable.Range(0, wires.Length), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = ct }, async (n, _) =>
        {
            var shop = shops[n % 2];
            wires[n] = (shop, await Wire.Open(server, tokens[shop][n / 2 / 10]));
            await wires[n].Wire.Subscribe(n % 4 < 2 ? "events" : "notifications");
            await wires[n].Wire.Subscribe("events");
        });

        await Task.WhenAll(shops.Select(async shop =>
        {
            for (var i = 0; i < Events; i++)
                await shop.Db.Write(
                    tx =>
                    {
                        tx.Append(new EffectRetried(Guid.CreateVersion7(), $"CNRY-{shop.TenantId}"));
                        return Task.CompletedTask;
                    },
                    ct);
        }));

        var frames = 0;
        for (var n = 0; n < wires.Length; n++)
            for (var i = 0; i < (n % 4 < 2 ? 2 : 1) * Events; i++, frames++)
                Check(wires[n].Shop, (await wires[n].Wire.Note())["params"]!);
        frames.ShouldBe(3 * Events * Sockets);
        foreach (var (_, wire) in wires)
        {
            wire.NoteNow().ShouldBeNull();
            await wire.DisposeAsync();
        }
    }

    private static void Check(Shop shop, JsonNode note)
    {
        note["event"]!["tenant_id"]!.GetValue<Guid>().ShouldBe(shop.TenantId.Value);
        note["event"]!["payload"]!["kind"]!.ToString().ShouldBe($"CNRY-{shop.TenantId}");
    }
}
