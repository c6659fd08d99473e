using System.CommandLine;
using System.Text.Json;
using Olympus.Import.OnlineRetail;
using Olympus.Import.PizzaPlace;
using Olympus.Kernel.Http;
using Spectre.Console;

namespace Olympus.Host.Verbs;

/// <summary>Reads the history of another system into a tenant.</summary>
internal static class ImportVerb
{
    public static Command Create() => new("import", "Read real sales from a file.") { OnlineRetail(), PizzaPlace() };

    private static Command OnlineRetail()
    {
        var file = new Argument<string>("FILE") { Description = "The CSV, plain or gzip." };
        var tenant = new Option<string>("--tenant") { Description = "Slug of the tenant that gets the history.", Required = true };
        var rejects = new Option<string?>("--rejects") { Description = "Where the lines go that no rule takes. [default: rejects/FILE.csv in the state directory]" };
        var json = new Option<bool>("--json") { Description = "Print the reconciliation as JSON." };
        return new Command("online-retail", "Import the UCI Online Retail set: products, customers, orders, payments, refunds, stock.") { file, tenant, rejects, json }
            .Runs(async (parsed, ct) =>
            {
                var path = Path.GetFullPath(parsed.GetValue(file)!);
                if (!File.Exists(path))
                    throw new MissingException($"There is no file {path}.");
                var rejectsPath = parsed.GetValue(rejects) ?? Path.Combine(HostEnvironment.StateFolder, "rejects", Path.GetFileName(path) + ".csv");
                await using var app = OlympusServer.Build(
                    new(HostEnvironment.AppUrl, HostEnvironment.WorkerUrl, Secrets.Load(HostEnvironment.StateFolder), "http://127.0.0.1:0"));
                var import = app.Services.GetRequiredService<ImportOnlineRetail>();
                await using var rejected = new RejectsFile(rejectsPath);
                var started = TimeProvider.System.GetTimestamp();
                var outcome = await Progress.Show(
                    stages => import.Run(path, parsed.GetValue(tenant)!, rejected.Add, stages, ct));
                Print(outcome, rejectsPath, TimeProvider.System.GetElapsedTime(started), parsed.GetValue(json));
                return 0;
            });
    }

    private static Command PizzaPlace()
    {
        var folder = new Argument<string>("DIR") { Description = "Where orders, order_details, pizzas and pizza_types lie, each .csv or .csv.gz." };
        var tenant = new Option<string>("--tenant") { Description = "Slug of the tenant that gets the history.", Required = true };
        var json = new Option<bool>("--json") { Description = "Print the sums as JSON." };
        return new Command("pizza-place", "Import a pizza restaurant's menu and its year of orders.") { folder, tenant, json }.Runs(async (parsed, ct) =>
        {
            var path = Path.GetFullPath(parsed.GetValue(folder)!);
            if (!Directory.Exists(path))
                throw new MissingException($"There is no directory {path}.");
            await using var program = await OlympusProgram.Open(ct);
            var outcome = await Progress.Show(stages => program.Get<ImportPizzaPlace>().Run(path, parsed.GetValue(tenant)!, stages, ct));
            Console.WriteLine(parsed.GetValue(json)
                ? JsonSerializer.Serialize(outcome, WireJson.Options)
                : $"{outcome.Orders:N0} orders, {outcome.Pizzas:N0} pizzas, {outcome.Revenue / 100m:N2} {outcome.Currency}. "
                + $"Imported {outcome.ImportedOrders:N0} orders; {outcome.KnownOrders:N0} were there already.");
            return 0;
        });
    }

    private static void Print(ImportOutcome outcome, string rejectsPath, TimeSpan took, bool json)
    {
        var sums = outcome.Reconciliation;
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new ImportView(
                    sums.Lines, sums.Rejected, sums.Invoices, sums.Customers, sums.Products, sums.Gross, sums.Returned, sums.Net, sums.Currency,
                    sums.Orders, sums.Ordered, sums.Refunded, sums.Adjusted, sums.Articles, sums.Rules,
                    outcome.ImportedInvoices, outcome.KnownInvoices, rejectsPath, Math.Round(took.TotalSeconds, 2)),
                WireJson.Options));
            return;
        }

        var table = new Table().Border(TableBorder.Simple).HideHeaders().AddColumn("").AddColumn(new TableColumn("").RightAligned());
        void Count(string what, long count) => table.AddRow(new Text(what), new Text($"{count:N0}"));
        void Pounds(string what, long pence) => table.AddRow(new Text(what), new Text($"{pence / 100m:N2} {sums.Currency}"));
        Count("lines", sums.Lines);
        Count("rejected", sums.Rejected);
        Count("invoices", sums.Invoices);
        Count("customers", sums.Customers);
        Count("products (codes as written)", sums.Products);
        Pounds("gross", sums.Gross);
        Pounds("returned", sums.Returned);
        Pounds("net", sums.Net);
        table.AddEmptyRow();
        Pounds($"{sums.Orders:N0} orders", sums.Ordered);
        Pounds("refunded of them", -sums.Refunded);
        Pounds("other adjustments", sums.Adjusted);
        AnsiConsole.Write(table);
        Console.WriteLine($"Imported {outcome.ImportedInvoices:N0} invoices in {took.TotalSeconds:N1} s; {outcome.KnownInvoices:N0} were there already.");
        if (sums.Rejected > 0)
            Console.WriteLine($"The rejected lines and why: {rejectsPath}");
    }
}

/// <summary>What <c>import online-retail --json</c> prints; docs/import-online-retail.md explains each member. Amounts are minor units of the currency.</summary>
internal sealed record ImportView(
    int Lines, int Rejected, int Invoices, int Customers, int Products, long Gross, long Returned, long Net, string Currency,
    int Orders, long Ordered, long Refunded, long Adjusted, int Articles, IReadOnlyList<RuleTotal> Rules,
    int ImportedInvoices, int KnownInvoices, string RejectsFile, double Seconds);
