using System.CommandLine;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Olympus.GraphQL.Execution;
using Olympus.GraphQL.Language;
using Olympus.GraphQL.Types;

namespace Olympus.Bench;

/// <summary><c>bench graphql</c>: the same answers over GraphQL and over REST, in turn; what reading a query costs; and another GraphQL server over the same rows.</summary>
internal static class GraphQLBench
{
    private const int Businesses = 5, OrdersOfEach = 40, RowsOfAPage = 20;

    private const string Product = """
        query Product($id: ID!) {
          product(id: $id) {
            id name description categoryId taxClass tracksStock isActive imageUrl price { amount currency } options
            variants { id sku barcode optionValues price { amount currency } cost { amount currency } isActive }
            version createdAt updatedAt archivedAt
          }
        }
        """;

    private const string Orders = """
        query Orders {
          orders(limit: 20) {
            data {
              id number locationId customerId status paymentStatus source channel total { amount currency } placedAt version note deviceReceipt differs takenBy
              customer { id name externalReference email phone tags version createdAt }
              lines {
                id kind variantId productId name sku quantity returnedQuantity unitPrice { amount currency } list { amount currency }
                lineDiscount { amount currency } orderDiscount { amount currency } rounding { amount currency } taxClass taxRate
                net { amount currency } tax { amount currency } gross { amount currency } note
              }
            }
            hasMore nextCursor
          }
        }
        """;

    private sealed record Row(string Name, double GraphQL, double Other, double Ratio, double Wanted);

    public static Command Create(Func<CancellationToken, Task<Schema>> schema)
    {
        var rounds = new Option<int>("--rounds") { Description = "How often each is measured.", DefaultValueFactory = _ => 5 };
        var seconds = new Option<int>("--seconds") { Description = "Of each round.", DefaultValueFactory = _ => 5 };
        var command = new Command("graphql", "Measure GraphQL beside REST. Needs wrk; beside another server, what 'npm ci --prefix bench/peer' installs.") { rounds, seconds };
        command.SetAction(async (parsed, ct) =>
        {
            try
            {
                await Measure(await schema(ct), parsed.GetValue(rounds), parsed.GetValue(seconds), ct);
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

    private static async Task Measure(Schema schema, int rounds, int seconds, CancellationToken ct)
    {
        var (warm, cold, length) = Reading(schema);
        Console.Error.WriteLine($"a query of {length} characters is read and checked in {warm:0.0} µs, in {cold:0.0} µs when nothing of it is in the processor's caches");
        await using var site = await Site.Open(ct);
        var businesses = new List<Business>();
        for (var n = 0; n < Businesses; n++)
        {
            businesses.Add(await Business.Open(site.Url, n, ct));
            await businesses[^1].Trade(site.Url, OrdersOfEach, ct);
        }

        await Crowd.Analyze(site, ct);
        var statements = await Captured.Count(site, () => Ask(site.Url, businesses[0].Token, Orders, null, ct), ct);

        var rows = new List<Row>
        {
            await Compare("product by id", site, OfProducts(businesses), RestProducts(businesses), 1, 0.8, rounds, seconds, ct),
            await Compare("20 orders with lines and customers", site, OfOrders(businesses), await RestOrders(site.Url, businesses, ct), 3, 0.6, rounds, seconds, ct),
        };
        var peer = await GraphQLPeer.Open(site, ct);
        var beside = new List<Row>();
        if (peer is not null)
        {
            await using (peer)
            {
                beside.Add(await Compare("product by id", site, OfProducts(businesses), Peered(OfProducts(businesses), businesses), 1, 0, rounds, seconds, ct, peer.Url));
                beside.Add(await Compare(
                    "20 orders with lines and customers", site, OfOrders(businesses), Peered(OfOrders(businesses), businesses), 1, 0, rounds, seconds, ct, peer.Url));
            }
        }

        Console.WriteLine($"""
            | | GraphQL/s | REST/s | ratio | wanted |
            |---|---|---|---|---|
            {string.Join('\n', rows.Select(row => $"| {row.Name} | {row.GraphQL:0} | {row.Other:0} | {row.Ratio:0.00} | ≥ {row.Wanted:0.0} |"))}

            | | measured | wanted |
            |---|---|---|
            | SQL statements for 20 orders with lines and customers | {statements} | ≤ 3 |
            | a query of {length} characters read and checked | {warm:0.0} µs | ≤ 30 µs |
            | the same with cold caches | {cold:0.0} µs | ≤ 300 µs |
            """);
        if (beside.Count > 0)
            Console.WriteLine($"""

                | | Olympus/s | {GraphQLPeer.Name}/s | ratio |
                |---|---|---|---|
                {string.Join('\n', beside.Select(row => $"| {row.Name} | {row.GraphQL:0} | {row.Other:0} | {row.Ratio:0.00} |"))}
                """);
        else
            Console.WriteLine($"\nWithout {GraphQLPeer.Name} beside it: 'npm ci --prefix bench/peer' was not run.");
    }

    /// <param name="parts">How many requests of the other load make one of its answers.</param>
    /// <param name="other">Where the other load is asked; null: the same server.</param>
    private static async Task<Row> Compare(
        string name, Site site, Load graph, Load rest, int parts, double wanted, int rounds, int seconds, CancellationToken ct, Uri? other = null)
    {
        await Wrk.Warm(site.Url, graph, seconds, ct);
        await Wrk.Warm(other ?? site.Url, rest, seconds, ct);
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            ours.Add(await Wrk.Rate(site.Url, graph, seconds, ct));
            theirs.Add(await Wrk.Rate(other ?? site.Url, rest, seconds, ct) / parts);
            Console.Error.WriteLine($"{name}: {ours[^1]:0}/s and {theirs[^1]:0}/s, ratio {ours[^1] / theirs[^1]:0.00}");
        }

        return new(name, BenchVerb.Median(ours), BenchVerb.Median(theirs), BenchVerb.Median(ours.Zip(theirs, (o, t) => o / t)), wanted);
    }

    private static Load OfProducts(List<Business> businesses) => new("product by id over GraphQL",
        [.. businesses.SelectMany(b => b.Products.Take(20).Select(id => ("POST", "/graphql", b.Token, (string?)Body(Product, new JsonObject { ["id"] = id }))))])
    {
        OnlyAsks = true,
    };

    private static Load RestProducts(List<Business> businesses) =>
        new("product by id", [.. businesses.SelectMany(b => b.Products.Take(20).Select(id => ("GET", $"/api/v1/products/{id}", b.Token, (string?)null)))]);

    private static Load OfOrders(List<Business> businesses) =>
        new("orders over GraphQL", [.. businesses.Select(b => ("POST", "/graphql", b.Token, (string?)Body(Orders, null)))])
        {
            OnlyAsks = true,
        };

    /// <summary>The three requests by which REST answers the same: orders, then their lines and their customers by id.</summary>
    private static async Task<Load> RestOrders(Uri url, List<Business> businesses, CancellationToken ct)
    {
        var requests = new List<(string, string, string, string?)>();
        foreach (var business in businesses)
        {
            using var client = new HttpClient { BaseAddress = url };
            client.DefaultRequestHeaders.Authorization = new("Bearer", business.Token);
            var rows = JsonNode.Parse(await client.GetStringAsync(new Uri($"/api/v1/orders?limit={RowsOfAPage}", UriKind.Relative), ct))!["data"]!.AsArray();
            requests.Add(("GET", $"/api/v1/orders?limit={RowsOfAPage}", business.Token, null));
            requests.Add(("GET", $"/api/v1/orders/lines?order_ids={string.Join(',', rows.Select(row => row!["id"]))}", business.Token, null));
            requests.Add(("GET", $"/api/v1/customers?ids={string.Join(',', rows.Select(row => row!["customer_id"]!.ToString()).Distinct())}", business.Token, null));
        }

        return new("orders over REST", requests);
    }

    /// <summary>The other server knows no tokens: it is told the tenant.</summary>
    private static Load Peered(Load load, List<Business> businesses)
    {
        var tenants = businesses.ToDictionary(business => business.Token, business => business.TenantId);
        return load with { Requests = [.. load.Requests.Select(request => request with { Token = tenants[request.Token] })] };
    }

    private static string Body(string query, JsonObject? variables) =>
        new JsonObject { ["query"] = string.Join(' ', query.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), ["variables"] = variables }.ToJsonString();

    private static async Task Ask(Uri url, string token, string query, JsonObject? variables, CancellationToken ct)
    {
        using var client = new HttpClient { BaseAddress = url };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var answer = await client.PostAsync(new Uri("/graphql", UriKind.Relative), new StringContent(Body(query, variables), Encoding.UTF8, "application/json"), ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        var rows = JsonNode.Parse(text)!["data"]?["orders"]?["data"]?.AsArray();
        if (text.Contains("\"errors\"", StringComparison.Ordinal) || rows?.Count != RowsOfAPage || rows.Any(row => row!["lines"]!.AsArray().Count != 3 || row["customer"] is null))
            throw new InvalidOperationException($"Not the answer that was asked for: {text}");
    }

    /// <summary>Reads and checks a query of 2 KB: again and again the same; and each time one whose names are new, after everything else was pushed out of
    /// the processor's caches.</summary>
    /// <returns>Microseconds of each, and the query's length.</returns>
    private static (double Warm, double Cold, int Length) Reading(Schema schema)
    {
        var limits = new ParseLimits(new GraphQLLimits().Tokens);
        var query = Screen("Screen");
        if (PreparedDocument.Of(schema, query, limits).Errors is [var error, ..])
            throw new InvalidOperationException($"The query is not one of this API: {error}");
        const int asks = 1000;
        var best = double.MaxValue;
        for (var round = 0; round < 40; round++)
        {
            var began = Stopwatch.GetTimestamp();
            for (var n = 0; n < asks; n++)
                PreparedDocument.Of(schema, query, limits);
            best = Math.Min(best, Stopwatch.GetElapsedTime(began).TotalMicroseconds / asks);
        }

        var caches = new byte[64 << 20];
        var took = new double[200];
        for (var n = 0; n < took.Length; n++)
        {
            var other = Screen($"Screen{n}x");
            for (var at = 0; at < caches.Length; at += 64)
                caches[at]++;
            var began = Stopwatch.GetTimestamp();
            PreparedDocument.Of(schema, other, limits);
            took[n] = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
        }

        return (best, BenchVerb.Median(took), query.Length);
    }

    /// <summary>What a screen asks: several things, arguments, variables, fragments.</summary>
    private static string Screen(string name) => $$"""
        query {{name}}($order: ID!, $customer: ID!, $place: ID!, $first: Int = 20, $words: String) {
          me { name email }
          tenant { id name slug industry plan status version }
          locations(limit: 50) { data { id name timeZone currency isActive version } hasMore nextCursor }
          products(q: $words, limit: $first, sort: "-updated_at") {
            data { ...Shown description taxClass tracksStock imageUrl options version createdAt updatedAt archivedAt category { id name parentId } }
            hasMore
            nextCursor
          }
          orders(status: "pending,confirmed", limit: 10) {
            data {
              ...Line
              location { id name }
              customer { id name email phone tags version }
              lines { id name sku quantity note unitPrice { ...Money } lineDiscount { ...Money } tax { ...Money } gross { ...Money } variant { ...Found } }
            }
            hasMore
          }
          order(id: $order) {
            id number status paymentStatus version placedAt
            lines { id name quantity returnedQuantity unitPrice { ...Money } gross { ...Money } }
            total { ...Money }
          }
          customer(id: $customer) { id name tags note externalReference version createdAt updatedAt archivedAt emails { value isPrimary } phones { value isPrimary } }
          payments(id: $order) { __typename }
          categories { data { id name slug parentId position version } }
          recent: customerOrders(id: $customer, limit: 5) { data { id number status placedAt total { ...Money } } nextCursor }
          stock(locationId: $place, limit: $first) { data { variantId locationId onHand held available level variant { ...Found } } nextCursor }
        }
        fragment Shown on Product {
          id name isActive categoryId price { ...Money }
          variants { id sku barcode optionValues isActive price { ...Money } cost { ...Money } }
        }
        fragment Line on OrderSummary { id number status paymentStatus channel source placedAt version note differs total { ...Money } }
        fragment Found on FoundVariant { variantId productId sku isActive }
        fragment Money on Money { amount currency }
        """;
}
