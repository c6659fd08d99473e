using Microsoft.Extensions.DependencyInjection;
using Olympus.Gateway.Live;
using Olympus.Kernel.Events;

namespace Olympus.Api.Live;

/// <summary>Whatever happens to the socket, whoever comes back with the last cursor sees every event once and in order.</summary>
public sealed class Resuming(Server server)
{
    private const int Readers = 8;
    private const int Cuts = 125;
    private const int Aggregates = 20;

    [Fact]
    public async Task After_a_thousand_cuts_misses_nothing_and_repeats_nothing_and_keeps_the_order()
    {
        var ct = TestContext.Current.CancellationToken;
        var shop = await (await Shop.Open(server)).Settled();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        string start;
        await using (var first = await Wire.Open(server, shop.Token))
            start = (await first.Subscribe("events"))["cursor"]!.ToString();
        var done = 0;
        var things = Enumerable.Range(0, Aggregates).Select(_ => Guid.CreateVersion7()).ToArray();
        var writers = Enumerable.Range(0, 3).Select(seed => Task.Run(() => Write(shop, things, seed, () => Volatile.Read(ref done) == Readers, ct), ct)).ToArray();
        var cuts = new int[Readers];
        var readers = Enumerable.Range(0, Readers).Select(async n =>
        {
            var seen = await Follow(shop.As("owner"), start, new Random(n), Cuts, () => cuts[n]++);
            Interlocked.Increment(ref done);
            return seen;
        }).ToArray();

        var seen = await Task.WhenAll(readers);
        await Task.WhenAll(writers);
        cuts.Sum().ShouldBe(Readers * Cuts);
        var stream = await shop.Db.Query<Guid>(new("select id from events.log order by xid, seq"), ct);
        foreach (var one in seen)
        {
            var from = stream.IndexOf(one[0]);
            one.ShouldBe(stream.GetRange(from, one.Count));
            stream.Take(from).ShouldNotContain(id => one.Contains(id));
        }

        // All began at the same place.
        seen.Select(one => one[0]).Distinct().ShouldHaveSingleItem();
    }

    /// <summary>Small transactions of several writers at once, some of which give up: the order of the log is not the order of their numbers.</summary>
    private static async Task Write(Shop shop, Guid[] things, int seed, Func<bool> isOver, CancellationToken ct)
    {
        var random = new Random(seed);
        while (!isOver())
            try
            {
                await shop.Db.Write(
                    async tx =>
                    {
                        for (var i = random.Next(1, 5); i > 0; i--)
                            tx.Append(new EffectRetried(things[random.Next(things.Length)], "test"));
                        await tx.Query<long>(new("select pg_current_xact_id()::text::bigint"));
                        await Task.Delay(random.Next(40), ct);
                        if (random.Next(8) == 0)
                            throw new GivenUpException();
                    },
                    ct);
            }
            catch (GivenUpException)
            {
                continue;
            }
    }

    private async Task<List<Guid>> Follow(Shop shop, string cursor, Random random, int cuts, Action cut)
    {
        var seen = new List<Guid>();
        for (var i = 0; i < cuts; i++)
        {
            await using var wire = await Wire.Open(server, shop.Token);
            await wire.Subscribe("events", cursor);
            // Half of them are cut while they are told what they missed, half behind the place where that meets what happens now.
            var (isCutEarly, few, fresh) = (random.Next(2) == 0 && i > 0, random.Next(6), random.Next(1, 5));
            while (isCutEarly ? few-- > 0 : fresh > 0)
            {
                var note = wire.NoteNow();
                if (note is null)
                {
                    fresh--;
                    note = await wire.Note();
                }

                seen.Add(note["params"]!["event"]!["id"]!.GetValue<Guid>());
                cursor = note["params"]!["cursor"]!.ToString();
            }

            cut();
        }

        return seen;
    }

    [Theory]
    [InlineData("nonsense", "cursor_invalid")]
    [InlineData("foreign", "cursor_invalid")]
    [InlineData("ahead", "cursor_ahead")]
    [InlineData("old", "too_old")]
    public async Task From_a_place_that_is_none_says_so_and_goes_on_from_now(string kind, string reason)
    {
        await using var own = await Server.With(services => services.AddSingleton(new LiveSettings { Replay = 5 }));
        var (shop, other) = (await (await Shop.Open(own)).Settled(), await (await Shop.Open(own)).Settled());
        var reader = own.Services.GetRequiredService<EventReader>();
        await Append(shop, 6);
        await shop.Settle();
        var cursor = kind switch
        {
            "foreign" => (await other.Get("/api/v1/events"))["next_cursor"].ToString(),
            "ahead" => reader.Cursor(shop.TenantId, new(long.MaxValue / 2, 1)),
            "old" => reader.Cursor(shop.TenantId, EventPosition.Beginning),
            _ => "AAAA",
        };
        await using var wire = await Wire.Open(own, shop.Token);
        await wire.Subscribe("events", cursor);
        var resync = await wire.Note("live.resync");
        resync["reason"]!.ToString().ShouldBe(reason);

        // Goes on from the place that it tells.
        var thing = await Append(shop, 1);
        var note = await wire.Note("live.event");
        note["event"]!["aggregate"]!["id"]!.GetValue<Guid>().ShouldBe(thing);
        await using var again = await Wire.Open(own, shop.Token);
        await again.Subscribe("events", resync["cursor"]!.ToString());
        (await again.Note("live.event"))["cursor"]!.ToString().ShouldBe(note["cursor"]!.ToString());
    }

    [Fact]
    public async Task Takes_the_cursor_of_REST_and_gives_one_that_REST_takes()
    {
        var shop = await (await Shop.Open(server)).Settled();
        await Append(shop, 5);
        await shop.Settle();
        var page = await shop.Get("/api/v1/events?limit=3");
        await using var wire = await Wire.Open(server, shop.Token);
        await wire.Subscribe("events", page["next_cursor"].ToString());
        var note = await wire.Note("live.event");
        var next = await shop.Get($"/api/v1/events?limit=2&after={page["next_cursor"]}");
        note["event"]!["id"]!.ToString().ShouldBe(next["data"][0]!["id"]!.ToString());
        (await shop.Get($"/api/v1/events?limit=1&after={note["cursor"]}"))["data"][0]!["id"]!.ToString().ShouldBe(next["data"][1]!["id"]!.ToString());
    }

    [Fact]
    public async Task Replays_thousands_without_losing_a_reader()
    {
        var shop = await (await Shop.Open(server)).Settled();
        await using var before = await Wire.Open(server, shop.Token);
        var cursor = (await before.Subscribe("events"))["cursor"]!.ToString();
        for (var i = 0; i < 25; i++)
            await Append(shop, 200);
        await using var wire = await Wire.Open(server, shop.Token);
        await wire.Subscribe("events", cursor);
        var (replayed, followed) = (new List<string>(), new List<string>());
        for (var i = 0; i < 5000; i++)
        {
            replayed.Add((await wire.Note("live.event"))["cursor"]!.ToString());
            followed.Add((await before.Note("live.event"))["cursor"]!.ToString());
        }

        replayed.Distinct().Count().ShouldBe(5000);
        followed.ShouldBe(replayed);
    }

    private static async Task<Guid> Append(Shop shop, int count)
    {
        var thing = Guid.CreateVersion7();
        await shop.Db.Write(
            tx =>
            {
                for (var i = 0; i < count; i++)
                    tx.Append(new EffectRetried(thing, "test"));
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken);
        return thing;
    }

    private sealed class GivenUpException : Exception;
}
