namespace Olympus.Faults;

public sealed class TwoServers
{
    [Fact]
    public async Task Take_orders_and_keep_projections_of_one_database_together()
    {
        await using var installation = await Installation.Start(durable: false);
        var (first, second) = (await installation.Serve(), await installation.Serve());
        using var here = await Merchant.Open(first.Url);
        using var there = await Merchant.Open(second.Url);
        using var stop = new CancellationTokenSource();
        var sellers = new[] { here, here, here, there, there, there }.Select(merchant => merchant.Sell(stop.Token)).ToArray();

        await AServerThatIsKilled.UntilMoreAreSold(here, 100);
        second.Kill();
        await second.Restart();
        await AServerThatIsKilled.UntilMoreAreSold(there, 100);
        await stop.CancelAsync();
        await Task.WhenAll(sellers);

        await AServerThatIsKilled.TheBooksAgree(installation, here, "first of two servers");
        await AServerThatIsKilled.TheBooksAgree(installation, there, "second of two servers, killed once");
    }
}
