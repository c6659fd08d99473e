using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;

namespace Olympus.Bench;

/// <summary>Measures the live hub: what ten thousand sockets cost, how fast an event reaches five thousand of them, how old it is on a screen while orders come
/// in, and how fast the log is read.</summary>
internal static class LiveBench
{
    private sealed record Measured(string What, double Value, string Unit, double Wanted, bool AtMost);

    private sealed record Report(string Machine, string LoadAverage, IReadOnlyList<Measured> Measured);

    public static Command Create()
    {
        var sockets = new Option<int>("--sockets") { Description = "How many sockets; half of them look at one tenant.", DefaultValueFactory = _ => 10_000 };
        var quick = new Option<bool>("--quick") { Description = "A tenth of everything: whether it works, not how fast it is." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("live", "Measure the live hub.") { sockets, quick, json };
        command.SetAction(async (parsed, ct) =>
        {
            var report = await Measure(parsed.GetValue(quick) ? parsed.GetValue(sockets) / 10 : parsed.GetValue(sockets), parsed.GetValue(quick), ct);
            Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(report, Snake) : Markdown(report));
            return 0;
        });
        return command;
    }

    private static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static async Task<Report> Measure(int count, bool quick, CancellationToken ct)
    {
        await using var site = await Site.Open(ct);
        var businesses = new List<Business>();
        for (var n = 0; n < 10; n++)
            businesses.Add(await Business.Open(site.Url, n, ct));
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = site.Url };
        await Place(client, businesses[0], ct);
        await Task.Delay(2000, ct);
        var idle = Megabytes(site);

        Tell($"opening {count} sockets");
        var watch = Stopwatch.StartNew();
        var sockets = new BenchSocket[count];
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = ct }, async (n, stop) =>
        {
            var business = n % 2 == 0 ? businesses[0] : businesses[1 + n / 2 % 9];
            sockets[n] = await BenchSocket.Open(site.Url, business.Token, n % 2 == 0 ? "orders" : "catalog", null, stop);
        });
        var opened = watch.Elapsed.TotalSeconds;
        await Task.Delay(5000, ct);
        var measured = new List<Measured>
        {
            new($"{count} sockets opened", count / opened, "sockets/s", 0, AtMost: false),
            new("memory of the server with them", Megabytes(site), "MB", 512, AtMost: true),
            new("of that, each socket", (Megabytes(site) - idle) * 1024 / count, "kB", 0, AtMost: true),
        };

        var crowd = sockets.Where((_, n) => n % 2 == 0).ToArray();
        var reached = new List<double>();
        for (var round = 0; round < 6; round++)
        {
            var all = crowd.Select(socket => socket.Next()).ToArray();
            await Place(client, businesses[0], ct);
            watch.Restart();
            await Task.WhenAll(all).WaitAsync(TimeSpan.FromSeconds(60), ct);
            // The first round warms the code.
            if (round > 0)
                reached.Add(watch.Elapsed.TotalMilliseconds);
        }

        measured.Add(new($"one order to {crowd.Length} screens, slowest of {reached.Count}", reached.Max(), "ms", 500, AtMost: true));
        measured.Add(await Screens(client, site, businesses, quick ? 3 : 20, ct));
        foreach (var socket in sockets)
            socket.Dispose();
        measured.AddRange(await Readers(client, site, businesses[0], quick ? 20 : 200, ct));
        return new($"{Environment.ProcessorCount} cores, .NET {Environment.Version}", (await File.ReadAllTextAsync("/proc/loadavg", ct)).Trim(), measured);
    }

    /// <summary>How old an event is on a screen: from the moment in its transaction at which it was written down, so the commit itself counts too.</summary>
    private static async Task<Measured> Screens(HttpClient client, Site site, List<Business> businesses, int seconds, CancellationToken ct)
    {
        const int PerSecond = 200, Screens = 10;
        var ages = new List<double>();
        var screens = new List<BenchSocket>();
        foreach (var business in businesses.Skip(1))
            for (var n = 0; n < Screens; n++)
            {
                screens.Add(await BenchSocket.Open(site.Url, business.Token, "orders", null, ct));
                screens[^1].Seen = text =>
                {
                    var age = (DateTimeOffset.UtcNow - RecordedAt(text)).TotalMilliseconds;
                    lock (ages)
                        ages.Add(age);
                };
            }

        Tell($"placing {PerSecond} orders a second, each for {Screens} screens");
        await Pace(client, businesses, PerSecond, seconds: 2, ct);
        lock (ages)
            ages.Clear();
        await Pace(client, businesses, PerSecond, seconds, ct);
        screens.ForEach(screen => screen.Dispose());
        ages.Sort();
        return new($"order on a screen at {PerSecond} orders/s, p99 of {ages.Count}", ages[(int)(ages.Count * 0.99)], "ms", 250, AtMost: true);
    }

    private static async Task Pace(HttpClient client, List<Business> businesses, int perSecond, int seconds, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var orders = new List<Task>();
        for (var n = 0; n < perSecond * seconds; n++)
        {
            while (watch.Elapsed.TotalSeconds < (double)n / perSecond)
                await Task.Delay(1, ct);
            orders.Add(Place(client, businesses[1 + n % 9], ct, n * 3));
        }

        await Task.WhenAll(orders);
        await Task.Delay(1000, ct);
    }

    /// <summary>The tail while events are written as fast as they can be, then all of them again from a cursor.</summary>
    private static async Task<IReadOnlyList<Measured>> Readers(HttpClient client, Site site, Business business, int batches, CancellationToken ct)
    {
        using var tail = await BenchSocket.Open(site.Url, business.Token, "events", null, ct);
        var (cursor, wanted) = (tail.Cursor, batches * 100);
        Tell($"writing {wanted} events");
        var read = tail.Count(wanted);
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(Enumerable.Range(0, batches), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = ct }, async (batch, stop) =>
        {
            var items = Enumerable.Range(0, 100).Select(n => new { sku = $"L-{batch}-{n}", name = $"Article {batch}-{n}", price = new { amount = 100 + n, currency = "EUR" } });
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/products/bulk")
            {
                Content = new StringContent(JsonSerializer.Serialize(new { items }, Snake), System.Text.Encoding.UTF8, "application/json"),
            };
            request.Headers.Authorization = new("Bearer", business.Token);
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            using var answer = await client.SendAsync(request, stop);
            answer.EnsureSuccessStatusCode();
        });
        var written = watch.Elapsed.TotalSeconds;
        await read.WaitAsync(TimeSpan.FromMinutes(5), ct);
        var followed = watch.Elapsed.TotalSeconds;

        watch.Restart();
        using var again = await BenchSocket.Open(site.Url, business.Token, "events", cursor, ct);
        await again.Count(wanted).WaitAsync(TimeSpan.FromMinutes(5), ct);
        return
        [
            new($"events written, {wanted} in batches of 100", wanted / written, "events/s", 0, AtMost: false),
            new("the tail behind the last of them", (followed - written) * 1000, "ms", 250, AtMost: true),
            new("events replayed to one socket", wanted / watch.Elapsed.TotalSeconds, "events/s", 2000, AtMost: false),
        ];
    }

    private static async Task Place(HttpClient client, Business business, CancellationToken ct, int from = 0)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders")
        {
            Content = new StringContent(business.Order(from), System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new("Bearer", business.Token);
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await client.SendAsync(request, ct);
        answer.EnsureSuccessStatusCode();
    }

    private static DateTimeOffset RecordedAt(string text)
    {
        const string Member = "\"recorded_at\":\"";
        var from = text.IndexOf(Member, StringComparison.Ordinal) + Member.Length;
        return DateTimeOffset.Parse(text.AsSpan(from, text.IndexOf('"', from) - from));
    }

    private static double Megabytes(Site site) => site.Memory() / 1048576.0;

    private static string Markdown(Report report) => string.Join('\n',
    [
        $"{report.Machine}; load average at the end {report.LoadAverage}", "", "| | | wanted |", "|---|---|---|",
        .. report.Measured.Select(row => $"| {row.What} | {row.Value:0.#} {row.Unit} | {(row.Wanted > 0 ? $"{(row.AtMost ? "≤" : "≥")} {row.Wanted:0}" : "")} |"),
    ]);

    private static void Tell(string what) => Console.Error.WriteLine(what);
}
