using System.Net;

namespace Olympus.Faults.Forwarding;

public sealed class AServiceThatIsKilled
{
    /// <summary>Of another service each, and of the gateway itself.</summary>
    private static readonly string[] Elsewhere = ["/api/v1/auth/me", "/api/v1/tenant", "/api/v1/events?limit=1", "/health/ready"];

    [Fact]
    public async Task Is_missed_by_its_own_paths_only_and_comes_back_by_itself()
    {
        await using var installation = await Installation.Start(durable: false);
        var people = await installation.Serve(["--roles", "auth,platform"]);
        var commerce = await installation.Serve(["--roles", "commerce"]);
        await installation.Serve(["--roles", "worker"]);
        var gateway = await installation.Serve(
            ["--roles", "gateway,analytics,web"],
            ("Olympus__Services__auth", people.Address), ("Olympus__Services__platform", people.Address), ("Olympus__Services__commerce", commerce.Address));
        using var merchant = await Merchant.Open(gateway.Url);
        using var stop = new CancellationTokenSource();
        var sellers = Enumerable.Range(0, 4).Select(_ => merchant.Sell(stop.Token)).ToArray();
        var others = Elsewhere.Select(path => AlwaysAnswers(merchant, path, stop.Token)).ToArray();

        for (var kill = 0; kill < 3; kill++)
        {
            await AServerThatIsKilled.UntilMoreAreSold(merchant, 25);
            commerce.Kill();
            var (status, text) = await merchant.Read("/api/v1/products");
            status.ShouldBe(HttpStatusCode.ServiceUnavailable, text);
            text.ShouldContain("\"code\":\"service.unavailable\"");
            await commerce.Restart();
        }

        await AServerThatIsKilled.UntilMoreAreSold(merchant, 25);
        await stop.CancelAsync();
        await Task.WhenAll(sellers);
        var asked = await Task.WhenAll(others);
        asked.Min().ShouldBeGreaterThan(10);
        await AServerThatIsKilled.TheBooksAgree(installation, merchant, $"3 kills of one service; elsewhere {asked.Sum()} requests, none failed");
    }

    private static async Task<int> AlwaysAnswers(Merchant merchant, string path, CancellationToken stop)
    {
        var asked = 0;
        for (; !stop.IsCancellationRequested; asked++)
        {
            var (status, text) = await merchant.Read(path);
            status.ShouldBe(HttpStatusCode.OK, $"{path}: {text}");
            await Task.Delay(20, CancellationToken.None);
        }

        return asked;
    }
}
