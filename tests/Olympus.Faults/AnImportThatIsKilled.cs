using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Olympus.Faults;

public sealed class AnImportThatIsKilled
{
    private const int LinesEach = 12;

    private static readonly int Invoices = Effort.Of(800, 2_000);
    private static readonly int Kills = Effort.Of(2, 3);

    private static readonly string[] Told =
    [
        "lines", "rejected", "invoices", "customers", "products", "gross", "returned", "net", "currency", "orders", "ordered", "refunded", "adjusted", "articles", "rules",
    ];

    [Fact]
    public async Task Is_finished_by_running_it_again_and_comes_to_the_same_books()
    {
        await using var installation = await Installation.Start(durable: false);
        var server = await installation.Serve();
        using var killed = await Merchant.Open(server.Url);
        using var whole = await Merchant.Open(server.Url);
        var file = Path.GetTempFileName();
        await File.WriteAllLinesAsync(file, Sales(new Random(1)), TestContext.Current.CancellationToken);
        try
        {
            var reached = new List<long>();
            for (var kill = 0; kill < Kills; kill++)
            {
                using var import = installation.BeginVerb("import", "online-retail", file, "--tenant", killed.Slug, "--json");
                var goal = (reached.Count == 0 ? 0 : reached[^1]) + 1;
                while (await Known(installation, killed) < goal && !import.HasExited)
                    await Task.Delay(5, TestContext.Current.CancellationToken);
                import.HasExited.ShouldBeFalse("it ended before it could be killed");
                import.Kill();
                await import.WaitForExitAsync(TestContext.Current.CancellationToken);
                reached.Add(await Known(installation, killed));
            }

            reached[^1].ShouldBeInRange(1, Invoices - 1, "it was not killed in the middle");
            var (last, once) = (await Import(installation, killed, file), await Import(installation, whole, file));
            TestContext.Current.TestOutputHelper?.WriteLine($"killed after {string.Join(", ", reached)} of {Invoices} invoices");

            last["known_invoices"]!.GetValue<long>().ShouldBe(reached[^1]);
            (last["known_invoices"]!.GetValue<long>() + last["imported_invoices"]!.GetValue<long>()).ShouldBe(last["invoices"]!.GetValue<long>());
            foreach (var member in Told)
                JsonNode.DeepEquals(last[member], once[member]).ShouldBeTrue($"{member}: {last[member]} is not {once[member]}");
            (await Books(installation, killed)).ShouldBe(await Books(installation, whole));
            await installation.Verb("verify");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<JsonNode> Import(Installation installation, Merchant merchant, string file)
    {
        var (code, output) = await installation.TryVerb("import", "online-retail", file, "--tenant", merchant.Slug, "--json");
        code.ShouldBe(0, output);
        return JsonNode.Parse(output[output.IndexOf('{', StringComparison.Ordinal)..(output.LastIndexOf('}') + 1)])!;
    }

    private static Task<long> Known(Installation installation, Merchant merchant) => installation.Count(
        $"select count(distinct reference) from import.references where tenant_id = '{merchant.TenantId}' and kind = 'invoice'");

    /// <summary>How much there is of everything, and what it sums up to.</summary>
    private static async Task<string> Books(Installation installation, Merchant merchant)
    {
        var books = new StringBuilder();
        foreach (var (what, sums) in new[]
        {
            ("commerce.orders", "total_minor + captured_minor"), ("commerce.order_lines", "gross_minor + quantity + returned_quantity"),
            ("commerce.payments", "captured_minor + refunded_minor"), ("inventory.movements", "quantity + on_hand"), ("capacity.pools", "on_hand"),
            ("customer.customers", "1"), ("import.references", "1"), ("import.adjustments", "1"), ("events.log", "1"), ("commerce.products", "1"),
        })
            foreach (var sum in new[] { "1", sums })
                books.Append(CultureInfo.InvariantCulture, $"{what}: {await installation.Count($"select coalesce(sum({sum}), 0)::bigint from {what} where tenant_id = '{merchant.TenantId}'")}\n");
        return books.ToString();
    }

    /// <summary>A year of sales in the form of the UCI file: customers known and unknown, returns of what was sold before, adjustments.</summary>
    private static IEnumerable<string> Sales(Random random)
    {
        yield return "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";
        var at = new DateTime(2010, 12, 1, 8, 0, 0, DateTimeKind.Unspecified);
        for (var n = 0; n < Invoices; n++)
        {
            at += TimeSpan.FromMinutes(random.Next(5, 40));
            var isReturn = n % 20 == 19;
            var customer = n % 3 == 0 ? "" : $"{12_000 + (n % 20 == 19 ? n - 1 : n) % 400}";
            for (var line = 0; line < (isReturn ? 1 : LinesEach); line++)
            {
                var article = random.Next(300);
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(isReturn ? "C" : "")}{540_000 + n},{20_000 + article},ARTICLE {article},{(isReturn ? -1 : random.Next(1, 12))},{at:yyyy-MM-dd HH:mm:ss},{1 + article % 50}.{article % 100:00},{customer},United Kingdom");
            }
        }
    }
}
