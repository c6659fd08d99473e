using System.CommandLine;
using System.Text.Json;
using Olympus.GraphQL.Types;

namespace Olympus.Bench;

/// <summary>Measures the server against PostgreSQL itself, side by side in one run: rates are compared round by round, so that a busy machine slows both.</summary>
public static class BenchVerb
{
    private sealed record Compared(string Name, double Server, double PgBench, double Ratio, double Wanted);

    private sealed record Latency(string Name, double PerSecond, double P99Milliseconds, double Wanted);

    private sealed record Growth(string Name, double Few, double Many, double Slower, double Wanted);

    private sealed record Report(
        string Machine, string LoadAverage, double IdleMegabytes, double ConstantJson, IReadOnlyList<Compared> Compared, IReadOnlyList<Latency> Latencies, IReadOnlyList<Growth> Growth);

    /// <param name="schema">The API's schema of GraphQL.</param>
    public static Command Create(Func<CancellationToken, Task<Schema>> schema)
    {
        var quick = new Option<bool>("--quick") { Description = "One short round and a small crowd: whether it works, not how fast it is." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var orders = new Option<int>("--orders") { Description = "Orders in the crowded database.", DefaultValueFactory = _ => 1_000_000 };
        var tenants = new Option<int>("--tenants") { Description = "Tenants in the crowded database.", DefaultValueFactory = _ => 1_000 };
        var command = new Command("bench", "Measure the server beside pgbench with the same statements. Needs wrk.") { quick, json, orders, tenants };
        command.Subcommands.Add(LiveBench.Create());
        command.Subcommands.Add(EventLog.Create());
        command.Subcommands.Add(RevocationDelay.Create());
        command.Subcommands.Add(ForwardingBench.Create());
        command.Subcommands.Add(AnalyticsBench.Create());
        command.Subcommands.Add(GraphQLBench.Create(schema));
        command.SetAction(async (parsed, ct) =>
        {
            try
            {
                var report = await Measure(parsed.GetValue(quick), parsed.GetValue(tenants), parsed.GetValue(orders), ct);
                Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(report, Snake) : Markdown(report));
                return 0;
            }
            catch (MissingProgramException e)
            {
                Console.Error.WriteLine(e.Message);
                return 3;
            }
        });
        return command;
    }

    private static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static async Task<Report> Measure(bool quick, int tenants, int orders, CancellationToken ct)
    {
        var (seconds, rounds) = quick ? (2, 1) : (5, 5);
        await using var site = await Site.Open(ct);
        await Task.Delay(3000, ct);
        var idle = site.Memory() / 1048576.0;
        Tell("signing up 10 tenants");
        var businesses = new List<Business>();
        for (var n = 0; n < 10; n++)
            businesses.Add(await Business.Open(site.Url, n, ct));
        await Crowd.Analyze(site, ct);
        var loads = Loads(businesses);

        var compared = new List<Compared>();
        var latencies = new List<Latency>();
        foreach (var (load, batches) in loads)
        {
            Tell($"{load.Name}: learning its statements");
            var scripts = new List<PgScript>();
            foreach (var business in businesses)
                scripts.Add(await Learn(site, load, business, batches, ct));
            var server = new List<double>();
            var pgbench = new List<double>();
            await Wrk.Warm(site.Url, load, seconds, ct);
            for (var round = 0; round < rounds; round++)
            {
                server.Add(await Wrk.Rate(site.Url, load, seconds, ct));
                pgbench.Add(await PgBench.Rate(site, scripts, seconds, ct));
                Tell($"{load.Name}: server {server[^1]:0}/s, pgbench {pgbench[^1]:0}/s, ratio {server[^1] / pgbench[^1]:0.00}");
            }

            var ratio = Median(server.Zip(pgbench, (s, p) => s / p));
            compared.Add(new(load.Name, Median(server), Median(pgbench), ratio, 0.55));
            var half = Median(server) / 2;
            latencies.Add(new(load.Name, half, await Paced.P99(site.Url, load, half, quick ? 3 : 10, ct), load.Requests[0].Method == "GET" ? 50 : 100));
        }

        var constant = await Wrk.Rate(site.Url, new("constant JSON", [("GET", "/health/live", "none", null)]), seconds, ct);
        var growth = await Grow(site, loads, quick ? Math.Min(tenants, 50) : tenants, quick ? Math.Min(orders, 5_000) : orders, seconds, rounds, ct);
        return new(
            $"{Environment.ProcessorCount} cores, .NET {Environment.Version}", (await File.ReadAllTextAsync("/proc/loadavg", ct)).Trim(), idle, constant, compared, latencies, growth);
    }

    /// <summary>The same requests against a second, crowded database, alternating with the first.</summary>
    private static async Task<IReadOnlyList<Growth>> Grow(
        Site few, List<(Load Load, int[] Batches)> loads, int tenants, int orders, int seconds, int rounds, CancellationToken ct)
    {
        await using var many = await Site.Open(ct);
        var businesses = new List<Business>();
        for (var n = 0; n < 10; n++)
            businesses.Add(await Business.Open(many.Url, n, ct));
        var crowded = Loads(businesses);
        await Wrk.Warm(many.Url, crowded[^1].Load, seconds, ct);
        Tell($"gathering {tenants} tenants and {orders} orders");
        await Crowd.Gather(many, [.. businesses.Select(business => business.TenantId)], tenants, orders, ct);
        var growth = new List<Growth>();
        for (var i = 0; i < loads.Count; i++)
        {
            var (here, there) = (new List<double>(), new List<double>());
            await Wrk.Warm(few.Url, loads[i].Load, seconds, ct);
            await Wrk.Warm(many.Url, crowded[i].Load, seconds, ct);
            for (var round = 0; round < rounds; round++)
            {
                here.Add(await Wrk.Rate(few.Url, loads[i].Load, seconds, ct));
                there.Add(await Wrk.Rate(many.Url, crowded[i].Load, seconds, ct));
                Tell($"{loads[i].Load.Name}: few {here[^1]:0}/s, many {there[^1]:0}/s");
            }

            growth.Add(new(loads[i].Load.Name, Median(here), Median(there), Median(here.Zip(there, (h, t) => h / t)), 1.2));
        }

        return growth;
    }

    private static List<(Load Load, int[] Batches)> Loads(List<Business> businesses) =>
    [
        (new("product by id", [.. businesses.SelectMany(b => b.Products.Take(20).Select(id => ("GET", $"/api/v1/products/{id}", b.Token, (string?)null)))]), []),
        (new("list of 20 products", [.. businesses.Select(b => ("GET", "/api/v1/products?limit=20", b.Token, (string?)null))]), []),
        (new("order of 3 lines", [.. businesses.SelectMany(b => Enumerable.Range(0, 20).Select(n => ("POST", "/api/v1/orders", b.Token, (string?)b.Order(n * 9))))]), [7, 5]),
    ];

    private static async Task<PgScript> Learn(Site site, Load load, Business business, int[] batches, CancellationToken ct)
    {
        using var client = new HttpClient { BaseAddress = site.Url };
        var asked = load.Requests.First(request => request.Token == business.Token);
        async Task Ask()
        {
            using var request = new HttpRequestMessage(new HttpMethod(asked.Method), asked.Path);
            request.Headers.Authorization = new("Bearer", asked.Token);
            if (asked.Body is not null)
            {
                request.Content = new StringContent(asked.Body, System.Text.Encoding.UTF8, "application/json");
                request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            }

            using var answer = await client.SendAsync(request, ct);
            answer.EnsureSuccessStatusCode();
        }

        await Ask();
        var statements = await Captured.While(site, Ask, ct);
        var known = new HashSet<string>([Guid.Empty.ToString(), business.TenantId, business.LocationId, .. business.Products, .. business.Variants], StringComparer.OrdinalIgnoreCase);
        return await Captured.Script(site, statements, batches, known, ct);
    }

    internal static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private static string Markdown(Report report) => string.Join('\n',
    [
        $"{report.Machine}; load average at the end {report.LoadAverage}; idle memory {report.IdleMegabytes:0} MB; constant JSON {report.ConstantJson:0}/s",
        "",
        "| | server/s | pgbench/s | ratio | wanted |", "|---|---|---|---|---|",
        .. report.Compared.Select(row => $"| {row.Name} | {row.Server:0} | {row.PgBench:0} | {row.Ratio:0.00} | ≥ {row.Wanted:0.00} |"),
        "",
        "| at half of saturation | rate/s | p99 ms | wanted |", "|---|---|---|---|",
        .. report.Latencies.Select(row => $"| {row.Name} | {row.PerSecond:0} | {row.P99Milliseconds:0.0} | < {row.Wanted:0} |"),
        .. report.Growth.Count == 0 ? (string[])[] : ["", "| | 10 tenants/s | crowded/s | times slower | wanted |", "|---|---|---|---|---|"],
        .. report.Growth.Select(row => $"| {row.Name} | {row.Few:0} | {row.Many:0} | {row.Slower:0.00} | ≤ {row.Wanted:0.0} |"),
    ]);

    private static void Tell(string what) => Console.Error.WriteLine(what);
}
