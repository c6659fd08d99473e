namespace Olympus.Faults;

public sealed class ADatabaseThatGoesAway
{
    [Fact]
    public async Task Is_found_again_by_the_server_itself()
    {
        await using var installation = await Installation.Start(durable: true);
        var server = await installation.Serve();
        using var merchant = await Merchant.Open(server.Url);
        using var stop = new CancellationTokenSource();
        var sellers = Enumerable.Range(0, 8).Select(_ => merchant.Sell(stop.Token)).ToArray();

        for (var fault = 0; fault < 5; fault++)
        {
            await AServerThatIsKilled.UntilMoreAreSold(merchant, 50);
            if (fault % 2 == 0)
                await installation.StopDatabase();
            else
                installation.KillDatabase();
            await installation.StartDatabase(durable: true);
        }

        await AServerThatIsKilled.UntilMoreAreSold(merchant, 50);
        await stop.CancelAsync();
        await Task.WhenAll(sellers);
        await AServerThatIsKilled.TheBooksAgree(installation, merchant, "5 database faults");
    }
}
