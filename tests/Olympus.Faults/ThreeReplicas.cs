using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;

namespace Olympus.Faults;

/// <summary>As it runs in a shop: replicas behind nginx, of which now and then one dies.</summary>
public sealed class ThreeReplicas
{
    private static readonly int Kills = Effort.Of(4, 12);

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Behind_nginx_of_which_one_is_killed_again_and_again_lose_and_double_no_order_and_no_event()
    {
        await using var installation = await Installation.Start(durable: false);
        installation.Set("Olympus__TrustedProxies", "127.0.0.1");
        ServerProcess[] replicas = [await installation.Serve(), await installation.Serve(), await installation.Serve()];
        await using var nginx = await Nginx.Before(replicas);
        using var merchant = await Merchant.Open(nginx.Url);
        using var stop = new CancellationTokenSource();
        using var leave = new CancellationTokenSource();
        Follower[] followers =
        [
            new SocketFollower(nginx.Url, merchant.Token), new SocketFollower(nginx.Url, merchant.Token), new SocketFollower(nginx.Url, merchant.Token),
            new StreamFollower(nginx.Url, merchant.Token), new StreamFollower(nginx.Url, merchant.Token),
        ];
        await Task.WhenAll(followers.Select(follower => follower.Begin(leave.Token)));
        var sellers = Enumerable.Range(0, 3).Select(_ => merchant.Sell(stop.Token)).ToArray();

        var watch = Stopwatch.StartNew();
        for (var kill = 0; kill < Kills; kill++)
        {
            await AServerThatIsKilled.UntilMoreAreSold(merchant, 10);
            var wanted = Between * kill - watch.Elapsed;
            await Task.Delay(wanted > TimeSpan.Zero ? wanted : TimeSpan.Zero, TestContext.Current.CancellationToken);
            replicas[kill % replicas.Length].Kill();
            await AServerThatIsKilled.UntilMoreAreSold(merchant, 10); // the others go on
            await replicas[kill % replicas.Length].Restart();
        }

        await AServerThatIsKilled.UntilMoreAreSold(merchant, 25);
        await stop.CancelAsync();
        await Task.WhenAll(sellers);
        await AServerThatIsKilled.TheBooksAgree(installation, merchant, $"{Kills} kills of one of three replicas in {watch.Elapsed.TotalSeconds:0} s");
        var listed = new Dictionary<string, List<string>>();
        foreach (var follower in followers)
        {
            if (!listed.TryGetValue(follower.Start, out var events))
                listed[follower.Start] = events = await Listed(merchant, follower.Start);
            await SawEverythingOnce(follower, events);
        }

        followers.Sum(follower => follower.Cuts).ShouldBeGreaterThan(Kills / 2, "nobody was cut: this shows nothing");
        await leave.CancelAsync();
        await Task.WhenAll(followers.Select(follower => follower.End()));
    }

    /// <summary>From its first place on: all that the list has, in the list's order.</summary>
    private static async Task SawEverythingOnce(Follower follower, List<string> events)
    {
        await follower.UntilItSaw(events.Count);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{follower.GetType().Name}: {events.Count} events, {events.Except(follower.Seen).Count()} missed, "
            + $"{follower.Seen.Count - follower.Seen.Distinct().Count()} repeated, {follower.Cuts} cuts");
        follower.Seen.Take(events.Count).ShouldBe(events);
        follower.Seen.Distinct().Count().ShouldBe(follower.Seen.Count);
        follower.Surprises.ShouldBeEmpty();
    }

    /// <summary>What lies behind a cursor, in the order of the list. Every order that was acknowledged is in it exactly once.</summary>
    private static async Task<List<string>> Listed(Merchant merchant, string cursor)
    {
        var (events, placed) = (new List<string>(), new List<string>());
        for (var more = true; more;)
        {
            var (status, text) = await merchant.Read($"/api/v1/events?limit=100&after={cursor}");
            status.ShouldBe(HttpStatusCode.OK, text);
            var page = JsonNode.Parse(text)!;
            foreach (var one in page["data"]!.AsArray())
            {
                events.Add(one!["id"]!.ToString());
                if (one["event_type"]!.ToString() == "commerce.order.created")
                    placed.Add(one["aggregate"]!["id"]!.ToString());
            }

            (more, cursor) = (page["has_more"]!.GetValue<bool>(), page["next_cursor"]!.ToString());
        }

        placed.Order(StringComparer.Ordinal).ShouldBe(merchant.Acknowledged.Values.Order(StringComparer.Ordinal));
        return events;
    }
}
