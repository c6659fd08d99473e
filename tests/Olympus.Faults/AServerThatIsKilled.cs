namespace Olympus.Faults;

public sealed class AServerThatIsKilled
{
    private const int Sellers = 8;

    private static readonly int Kills = Effort.Of(6, 50);

    [Fact]
    public async Task Loses_and_doubles_no_order_that_it_acknowledged()
    {
        await using var installation = await Installation.Start(durable: false);
        var server = await installation.Serve();
        using var merchant = await Merchant.Open(server.Url);
        using var stop = new CancellationTokenSource();
        var sellers = Enumerable.Range(0, Sellers).Select(_ => merchant.Sell(stop.Token)).ToArray();

        for (var kill = 0; kill < Kills; kill++)
        {
            await UntilMoreAreSold(merchant, 25);
            server.Kill();
            await server.Restart();
        }

        await stop.CancelAsync();
        await Task.WhenAll(sellers);
        await TheBooksAgree(installation, merchant, $"{Kills} kills");
    }

    [Fact]
    public async Task Ends_what_it_began_when_asked_to_stop()
    {
        await using var installation = await Installation.Start(durable: false);
        var server = await installation.Serve();
        using var merchant = await Merchant.Open(server.Url);
        using var stop = new CancellationTokenSource();
        var sellers = Enumerable.Range(0, Sellers).Select(_ => merchant.Sell(stop.Token)).ToArray();
        await UntilMoreAreSold(merchant, 50);

        var (code, took) = await server.Terminate();
        code.ShouldBe(0);
        took.ShouldBeLessThan(TimeSpan.FromSeconds(10));

        await server.Restart();
        await stop.CancelAsync();
        await Task.WhenAll(sellers);
        await TheBooksAgree(installation, merchant, "1 SIGTERM");
    }

    /// <summary>Every acknowledged order is there exactly once, nothing else is, and every invariant holds.</summary>
    internal static async Task TheBooksAgree(Installation installation, Merchant merchant, string what)
    {
        var there = await merchant.Orders();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{what}: {merchant.Acknowledged.Count} acknowledged, {merchant.Acknowledged.Values.Except(there).Count()} lost, "
            + $"{there.Count - merchant.Acknowledged.Count} doubled; answers {string.Join(", ", merchant.Answers.OrderBy(a => a.Key).Select(a => $"{a.Key}: {a.Value}"))}");
        merchant.Acknowledged.Values.Except(there).ShouldBeEmpty();
        there.Count.ShouldBe(merchant.Acknowledged.Count);
        there.Distinct().Count().ShouldBe(there.Count);
        merchant.Answers.Keys.Where(status => status is >= 500 and not 503).ShouldBeEmpty();
        merchant.Shapeless.ShouldBeEmpty();
        await installation.Verb("verify");
    }

    internal static async Task UntilMoreAreSold(Merchant merchant, int orders)
    {
        var goal = merchant.Acknowledged.Count + orders;
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (merchant.Acknowledged.Count < goal)
        {
            patience.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60), "no orders are taken any more");
            await Task.Delay(10);
        }
    }
}
