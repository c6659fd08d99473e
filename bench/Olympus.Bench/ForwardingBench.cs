using System.CommandLine;
using System.Diagnostics;
using System.Net.Http.Headers;

namespace Olympus.Bench;

/// <summary><c>bench forwarding</c>: one server asked directly, and through a gateway that forwards to it, in turn.</summary>
internal static class ForwardingBench
{
    private const int Asks = 2000;

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "How often each is measured.", DefaultValueFactory = _ => 5 };
        var seconds = new Option<int>("--seconds") { Description = "Of each throughput round.", DefaultValueFactory = _ => 5 };
        var command = new Command("forwarding", "Measure what a gateway in front of a service costs. Needs wrk.") { rounds, seconds };
        command.SetAction((parsed, ct) => Measure(parsed.GetValue(rounds), parsed.GetValue(seconds), ct));
        return command;
    }

    private static async Task<int> Measure(int rounds, int seconds, CancellationToken ct)
    {
        await using var site = await Site.Open(ct);
        var gateway = await site.ServeAnother(
            ct, [("Olympus__Roles", "gateway"), .. new[] { "auth", "platform", "commerce", "analytics" }.Select(role => ($"Olympus__Services__{role}", site.Url.ToString()))]);
        var business = await Business.Open(site.Url, 0, ct);
        await Crowd.Analyze(site, ct);
        var load = new Load("product by id", [.. business.Products.Take(20).Select(id => ("GET", $"/api/v1/products/{id}", business.Token, (string?)null))]);
        await Wrk.Warm(site.Url, load, seconds, ct);
        await Wrk.Warm(gateway, load, seconds, ct);

        var (direct, through) = (new List<double>(), new List<double>());
        var (directTook, throughTook) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            direct.Add(await Wrk.Rate(site.Url, load, seconds, ct));
            through.Add(await Wrk.Rate(gateway, load, seconds, ct));
            directTook.Add(await Middle(site.Url, load, ct));
            throughTook.Add(await Middle(gateway, load, ct));
            Console.Error.WriteLine($"direct {direct[^1]:0}/s, {directTook[^1]:0.000} ms; forwarded {through[^1]:0}/s, {throughTook[^1]:0.000} ms");
        }

        Console.WriteLine($"""
            | | direct | forwarded | | wanted |
            |---|---|---|---|---|
            | requests/s, 32 at once | {BenchVerb.Median(direct):0} | {BenchVerb.Median(through):0} | {BenchVerb.Median(direct.Zip(through, (d, t) => t / d)):0.00} of direct | ≥ 0.5 |
            | p50 of one at a time, ms | {BenchVerb.Median(directTook):0.000} | {BenchVerb.Median(throughTook):0.000} | + {BenchVerb.Median(directTook.Zip(throughTook, (d, t) => t - d)):0.000} | ≤ + 0.15 |
            """);
        return 0;
    }

    /// <summary>The middle of many answers, asked for one after the other.</summary>
    private static async Task<double> Middle(Uri url, Load load, CancellationToken ct)
    {
        using var client = new HttpClient { BaseAddress = url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", load.Requests[0].Token);
        var took = new double[Asks];
        for (var n = 0; n < Asks; n++)
        {
            var began = Stopwatch.GetTimestamp();
            using var answer = await client.GetAsync(new Uri(load.Requests[n % load.Requests.Count].Path, UriKind.Relative), ct);
            answer.EnsureSuccessStatusCode();
            took[n] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        return BenchVerb.Median(took);
    }
}
