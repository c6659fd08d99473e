using Olympus.Tests;

namespace Olympus.Faults;

public sealed class ARedisThatIsKilled
{
    private const int Kills = 5;
    private const int Lanes = 16;

    [Fact]
    public async Task Fails_no_request_and_loses_no_event()
    {
        await using var redis = await RedisServer.Start();
        await using var installation = await Installation.Start(durable: false);
        (string, string)[] settings = [("REDIS_URL", redis.Url), ("Olympus__Redis__StreamLength", "1000000")];
        var (first, second) = (await installation.Serve(null, settings), await installation.Serve(null, settings));
        using var here = await Merchant.Open(first.Url);
        using var there = await Merchant.Open(second.Url);
        using var stop = new CancellationTokenSource();
        var sellers = new[] { here, here, here, there, there, there }.Select(merchant => merchant.Sell(stop.Token)).ToArray();

        for (var kill = 0; kill < Kills; kill++)
        {
            await AServerThatIsKilled.UntilMoreAreSold(here, 25);
            redis.Kill();
            await AServerThatIsKilled.UntilMoreAreSold(there, 25);
            await redis.Restart();
        }

        await AServerThatIsKilled.UntilMoreAreSold(here, 25);
        (await redis.Do("FLUSHALL")).ShouldBe("+OK");
        await AServerThatIsKilled.UntilMoreAreSold(there, 25);
        await stop.CancelAsync();
        await Task.WhenAll(sellers);

        foreach (var merchant in new[] { here, there })
        {
            merchant.Answers.Keys.ShouldBe([201]);
            await AServerThatIsKilled.TheBooksAgree(installation, merchant, $"{Kills} kills of Redis and a flush");
        }

        // It comes back by itself, and everything is in the streams: neither less nor more than in the log.
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (await Published(redis) != await installation.Count("select count(*) from events.log"))
        {
            patience.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60), "the streams never got there");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<long> Published(RedisServer redis)
    {
        var entries = 0L;
        for (var lane = 0; lane < Lanes; lane++)
            entries += long.Parse((await redis.Do("XLEN", $"olympus:events:{lane}")).TrimStart(':'));
        return entries;
    }
}
