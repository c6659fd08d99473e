using System.CommandLine;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;

namespace Olympus.Bench;

/// <summary><c>bench analytics</c>: figures of a tenant with years of sales among many others, beside the same questions as plain SQL over the order tables;
/// how fast events become figures, and what figures weigh.</summary>
internal static class AnalyticsBench
{
    private sealed record Question(string Name, string Path, string? Body, double Wanted, string? Plain = null);

    private static readonly string Whole = $$"""{"from":"{{Years.From}}","to":"{{Years.To}}"}""";

    private const string LastYear = """{"from":"2025-01-01","to":"2025-12-30"}""";

    /// <summary>A server that has been up for a while has compiled what it does often.</summary>
    private const int WarmUps = 30;

    private static Question Query(string name, string measures, string dimensions, string period, double wanted, string? plain = null) => new(
        name, "/api/v1/analytics/query", $$"""{"measures":[{{measures}}],"dimensions":[{{dimensions}}],"period":{{period}},"limit":100}""", wanted, plain);

    private static readonly Question[] Questions =
    [
        new("dashboard, a month", "/api/v1/analytics/dashboard?period=custom&from=2025-11-01&to=2025-11-30", null, 100),
        new("dashboard, a year", "/api/v1/analytics/dashboard?period=custom&from=2025-01-01&to=2025-12-30", null, 100),
        Query("sales by month, three years", "\"net\",\"orders\"", "\"month\"", Whole, 200, $"""
            select date_trunc('month', business_on), sum(net_minor), count(*) from commerce.orders
            where status not in ('draft', 'cancelled') and business_on between '{Years.From}' and '{Years.To}' group by 1 order by 1
            """),
        Query("sales by day, a year", "\"net\",\"orders\"", "\"day\"", LastYear, 200, """
            select business_on, sum(net_minor), count(*) from commerce.orders
            where status not in ('draft', 'cancelled') and business_on between '2025-01-01' and '2025-12-30' group by 1 order by 1
            """),
        Query("by channel and location, three years", "\"net\"", "\"channel\",\"location\"", Whole, 200),
        Query("busiest hours of the week, three years", "\"orders\"", "\"weekday\",\"hour_of_day\"", Whole, 200),
        Query("products, a month", "\"net\",\"units\"", "\"product\"", """{"from":"2025-11-01","to":"2025-11-30"}""", 200),
        Query("customers, a month", "\"customers\",\"new_customers\"", "", """{"from":"2025-11-01","to":"2025-11-30"}""", 200),
        Query("products, three years (ad hoc)", "\"net\",\"units\"", "\"product\"", Whole, 2000, $"""
            select line.product_id, sum(line.net_minor), sum(line.quantity) from commerce.orders
            join commerce.order_lines as line on line.order_id = orders.id
            where orders.status not in ('draft', 'cancelled') and orders.business_on between '{Years.From}' and '{Years.To}' group by 1 order by 2 desc limit 100
            """),
        Query("customers by month, three years (ad hoc)", "\"customers\",\"new_customers\"", "\"month\"", Whole, 2000),
        new("bought together, a month (ad hoc, over the lines themselves)", "/api/v1/analytics/products/pairs?from=2025-11-01&to=2025-11-30", null, 2000),
    ];

    public static Command Create()
    {
        var quick = new Option<bool>("--quick") { Description = "A hundredth of it: whether it works, not how fast it is." };
        var lines = new Option<long>("--lines") { Description = "Order lines of the large tenant.", DefaultValueFactory = _ => 10_000_000 };
        var tenants = new Option<int>("--tenants") { Description = "Tenants beside it.", DefaultValueFactory = _ => 1_000 };
        var events = new Option<int>("--events") { Description = "Events that become figures.", DefaultValueFactory = _ => 200_000 };
        var asks = new Option<int>("--asks") { Description = "How often each question is asked.", DefaultValueFactory = _ => 100 };
        var command = new Command("analytics", "Measure figures beside plain SQL over the order tables. The whole takes a quarter of an hour and 20 GB.")
        {
            quick, lines, tenants, events, asks,
        };
        command.SetAction((parsed, ct) => parsed.GetValue(quick)
            ? Measure(100_000, 10, 10_000, 10, ct)
            : Measure(parsed.GetValue(lines), parsed.GetValue(tenants), parsed.GetValue(events), parsed.GetValue(asks), ct));
        return command;
    }

    private static async Task<int> Measure(long lines, int tenants, int events, int asks, CancellationToken ct)
    {
        await using var site = await Site.Open(ct);
        var business = await Business.Open(site.Url, 0, ct);
        await using var admin = NpgsqlDataSource.Create(ConnectionString.Of(site.AdminUrl));
        await Caught(admin, ct);
        var watch = Stopwatch.StartNew();
        var told = await Years.Make(site, business, tenants, lines, ct);
        Tell($"made {lines:N0} order lines and {told:N0} events in {watch.Elapsed.TotalSeconds:0} s");
        watch.Restart();
        await site.Command(ct, "replay", "trade");
        var rebuilt = watch.Elapsed.TotalSeconds;
        await Crowd.Analyze(site, ct);
        var (facts, figures) = await Years.Weigh(site, ct);
        Console.WriteLine($"A replay of the {told:N0} events took {rebuilt:0.0} s: {told / rebuilt:N0} events/s (wanted ≥ 20,000).");
        Console.WriteLine($"Figures weigh {figures / 1048576.0:0} MB, the order tables {facts / 1048576.0:0} MB: {100.0 * figures / facts:0.0} % (wanted ≤ 10 %).\n");

        business = await business.Again(site.Url, 0, ct);
        using var client = new HttpClient { BaseAddress = site.Url, Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", business.Token);
        Console.WriteLine("| question | p50 ms | p99 ms | wanted | plain SQL ms | plain ÷ figures |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var question in Questions)
        {
            await Times(question.Wanted > 200 ? 3 : WarmUps, () => Ask(client, question, ct));
            var took = await Times(asks, () => Ask(client, question, ct));
            var plain = question.Plain is null ? null : (double?)BenchVerb.Median(await Times(3, () => Plain(site, business, question.Plain, ct)));
            Console.WriteLine(
                $"| {question.Name} | {BenchVerb.Median(took):0.0} | {took[(int)Math.Ceiling(took.Length * 0.99) - 1]:0.0} | < {question.Wanted:0} "
                + $"| {plain:0} | {plain / BenchVerb.Median(took):0.0} |");
        }

        await Changes(site, client, business, asks, ct);
        await Events(site, admin, events, ct);
        return 0;
    }

    private static void Tell(string what) => Console.Error.WriteLine(what);

    /// <summary>How long it takes from the answer to an order until a dashboard that follows the live channel shows it.</summary>
    private static async Task Changes(Site site, HttpClient client, Business business, int times, CancellationToken ct)
    {
        using var socket = await BenchSocket.Open(site.Url, business.Token, "dashboard", null, ct);
        async Task<long> Orders()
        {
            var shown = JsonNode.Parse(await client.GetStringAsync(new Uri("/api/v1/analytics/dashboard?period=today", UriKind.Relative), ct))!;
            return shown["sales"]!["totals"]![0]!["values"]![0]!.GetValue<long>();
        }

        var (told, shown, before) = (new List<double>(), new List<double>(), await Orders());
        for (var n = 0; n < times; n++)
        {
            var heard = socket.Next();
            await Place(client, business, ct);
            var began = Stopwatch.GetTimestamp();
            await heard.WaitAsync(TimeSpan.FromSeconds(30), ct);
            told.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            while (await Orders() <= before)
                await Task.Delay(10, ct);
            shown.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            before++;
        }

        told.Sort();
        shown.Sort();
        Console.WriteLine(
            $"\nFrom the answer to an order, p50 and p99 of {times}: the channel `dashboard` tells of it after {told[times / 2]:0} and "
            + $"{told[(int)Math.Ceiling(times * 0.99) - 1]:0} ms, the dashboard shows it after {shown[times / 2]:0} and {shown[(int)Math.Ceiling(times * 0.99) - 1]:0} ms (wanted ≤ 1,000).");
    }

    private static async Task Place(HttpClient client, Business business, CancellationToken ct)
    {
        using var order = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders") { Content = new StringContent(business.Order(0), Encoding.UTF8, "application/json") };
        order.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        (await client.SendAsync(order, ct)).EnsureSuccessStatusCode();
    }

    private static async Task Ask(HttpClient client, Question question, CancellationToken ct)
    {
        using var answer = question.Body is null
            ? await client.GetAsync(new Uri(question.Path, UriKind.Relative), ct)
            : await client.PostAsync(new Uri(question.Path, UriKind.Relative), new StringContent(question.Body, Encoding.UTF8, "application/json"), ct);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{question.Name}: {await answer.Content.ReadAsStringAsync(ct)}");
        await answer.Content.ReadAsByteArrayAsync(ct);
    }

    /// <summary>As the program's own login, with its row-level security.</summary>
    private static async Task Plain(Site site, Business business, string sql, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString.Of(site.AppUrl));
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new($"select set_config('app.tenant_id', '{business.TenantId}', true)"), new(sql) },
            Timeout = 0,
        };
        await batch.ExecuteNonQueryAsync(ct);
    }

    private static async Task<double[]> Times(int times, Func<Task> what)
    {
        var took = new double[times];
        for (var n = 0; n < times; n++)
        {
            var began = Stopwatch.GetTimestamp();
            await what();
            took[n] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        Array.Sort(took);
        return took;
    }

    /// <summary>Copies of the event of one order, each of an order of its own, spread over a year; then how long the worker needs, beside all its other
    /// work.</summary>
    private static async Task Events(Site site, NpgsqlDataSource admin, int events, CancellationToken ct)
    {
        var business = await Business.Open(site.Url, 1, ct);
        using var client = new HttpClient { BaseAddress = site.Url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", business.Token);
        await Place(client, business, ct);
        await Caught(admin, ct);
        await using (var copy = admin.CreateCommand($$"""
            insert into events.log (tenant_id, id, type, version, aggregate_type, aggregate_id, occurred_at, actor, correlation_id, payload)
            select tenant_id, gen_random_uuid(), type, version, aggregate_type, md5('copied' || n)::uuid,
                timestamptz '2025-01-01 09:00+00' + (n % 365) * interval '1 day' + (n % 10) * interval '1 hour', actor, correlation_id,
                payload || jsonb_build_object('business_on', date '2025-01-01' + (n % 365)::int, 'order_id', md5('copied' || n)::uuid)
            from (select * from events.log where tenant_id = '{{business.TenantId}}' and type = 'commerce.order.created' limit 1) as sample
            cross join generate_series(1, {{events}}) as n
            """))
        {
            copy.CommandTimeout = 0;
            await copy.ExecuteNonQueryAsync(ct);
        }

        var began = Stopwatch.GetTimestamp();
        await Caught(admin, ct);
        var caught = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Console.WriteLine(
            $"{events:N0} orders that stood in the log at once became figures, beside the worker's other projections, in {caught:0.0} s: {events / caught:N0} events/s "
            + "(wanted ≥ 5,000).");
    }

    private static async Task Caught(NpgsqlDataSource admin, CancellationToken ct)
    {
        while (true)
        {
            await using var ask = admin.CreateCommand("""
                select count(*) from events.positions as place
                where exists (
                    select from events.log as log where log.shard = place.shard and (log.xid, log.seq) > (place.xid, place.seq))
                """);
            if ((long)(await ask.ExecuteScalarAsync(ct))! == 0)
                return;
            await Task.Delay(50, ct);
        }
    }
}
