namespace Olympus.Api.Isolation;

/// <summary>Whether the matrix would see it if a table's policy were weakened: each policy is opened in a database of its own, and something must be
/// answered differently. What HTTP alone cannot notice, the program's own login must.</summary>
public sealed class WeakenedPolicies
{
    private const string Open = "alter policy tenant on {0} using (true) with check (true)";
    private const string BehindAnother = "requests find its rows only through a row of another table, whose own policy still stands";
    private const string ByTheUser = "requests find its rows only by the id of the user who asks, or by a secret that only they hold";
    private const string ByTheTenant = "its only query asks for the tenant's own id as well";
    private const string NoRequest = "no request reads it: commands and the worker do, with ids that other tables have given";

    /// <summary>Table → why no request answers differently when its policy alone is open. The program's login must see it, and the catalogue does.</summary>
    private static readonly Dictionary<string, string> BeyondHttp = new()
    {
        ["analytics.categories"] = BehindAnother,
        ["analytics.customer_countries"] = BehindAnother,
        ["analytics.customer_months"] = BehindAnother,
        ["analytics.customer_refunds"] = BehindAnother,
        ["analytics.customers"] = BehindAnother,
        ["analytics.dismissals"] = ByTheUser,
        ["analytics.experiment_units"] = BehindAnother,
        ["analytics.experiment_values"] = BehindAnother,
        ["analytics.order_states"] = BehindAnother,
        ["analytics.orders_on_their_way"] = NoRequest,
        ["analytics.payment_days"] = BehindAnother,
        ["analytics.products"] = BehindAnother,
        ["analytics.report_accounts"] = NoRequest,
        ["analytics.report_jobs"] = ByTheUser,
        ["analytics.report_mails"] = BehindAnother,
        ["analytics.stock"] = BehindAnother,
        ["analytics.trade_days"] = BehindAnother,
        ["analytics.trade_months"] = BehindAnother,
        ["analytics.trade_week_hours"] = BehindAnother,
        ["analytics.trade_hours"] = BehindAnother,
        ["analytics.trade_year_hours"] = BehindAnother,
        ["analytics.variant_years"] = BehindAnother,
        ["analytics.variants"] = BehindAnother,
        ["app.idempotency"] = ByTheUser,
        ["auth.approvals"] = ByTheUser,
        ["auth.credentials"] = ByTheUser,
        ["auth.known_clients"] = ByTheUser,
        ["auth.passkeys"] = ByTheUser,
        ["auth.pins"] = ByTheUser,
        ["auth.refresh_tokens"] = ByTheUser,
        ["auth.sessions"] = ByTheUser,
        ["capacity.holds"] = BehindAnother,
        ["capacity.pools"] = BehindAnother,
        ["commerce.availability"] = BehindAnother,
        ["commerce.imported_categories"] = BehindAnother,
        ["commerce.imported_products"] = BehindAnother,
        ["commerce.order_discounts"] = BehindAnother,
        ["commerce.order_lines"] = BehindAnother,
        ["commerce.order_numbers"] = NoRequest,
        ["commerce.payment_operations"] = BehindAnother,
        ["commerce.price_changes"] = BehindAnother,
        ["commerce.variants"] = BehindAnother,
        ["customer.consents"] = BehindAnother,
        ["customer.contacts"] = BehindAnother,
        ["customer.customer_orders"] = BehindAnother,
        ["customer.merges"] = BehindAnother,
        ["customer.search_keys"] = BehindAnother,
        ["customer.totals"] = BehindAnother,
        ["events.parked"] = BehindAnother,
        ["gateway.presence"] = "sockets read it, requests do not",
        ["import.\"references\""] = NoRequest,
        ["inventory.stock_items"] = BehindAnother,
        ["platform.role_assignments"] = BehindAnother,
        ["platform.tenants"] = ByTheTenant,
        ["webhooks.accounts"] = NoRequest,
        ["webhooks.attempts"] = BehindAnother,
        ["webhooks.deliveries"] = BehindAnother,
        ["webhooks.secrets"] = BehindAnother,
    };

    /// <summary>Row of the matrix → why it is answered the same even when all policies are open.</summary>
    private static readonly Dictionary<string, string> SameForEverybody = new()
    {
        ["describeFigures"] = "the words are the program's",
        ["downloadReportJob"] = "a link names its tenant itself, and is signed",
        ["getMe"] = ByTheUser,
        ["getReportJob"] = ByTheUser,
        ["getStartingTaxRates"] = "the rates are the program's",
        ["listReportJobs"] = ByTheUser,
        ["listPasskeys"] = ByTheUser,
        ["listSessions"] = ByTheUser,
        ["getTenant"] = ByTheTenant,
        ["listDismissals"] = ByTheUser,
        ["listRoles"] = "the roles are the program's",
    };

    /// <summary>A row that would be answered the same without any policy proves nothing.</summary>
    [Fact]
    public async Task Are_what_every_reading_row_of_the_matrix_rests_on()
    {
        await using var laboratory = await PolicyLaboratory.Open();
        foreach (var table in await laboratory.Tables())
            await laboratory.Weaken(table, Open);
        (await laboratory.Unchanged()).ShouldBe(SameForEverybody.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Are_noticed()
    {
        await using var laboratory = await PolicyLaboratory.Open();
        var tables = await laboratory.Tables();
        var unseen = new List<string>();
        var seenBy = new List<string>();
        var survivors = new List<string>();
        foreach (var table in tables)
        {
            if (await laboratory.FirstDifference(table, Open) is { } url)
                seenBy.Add($"{table.Name} by {url}");
            else
                unseen.Add(table.Name);
            await using (await laboratory.Weaken(table, Open))
            {
                if (!await laboratory.LoginSees(table))
                    survivors.Add($"{table.Name}: open to read");
                if (await laboratory.LoginIsKeptFromWriting(table))
                    survivors.Add($"{table.Name}: open to write");
            }

            await using (await laboratory.Weaken(table, "alter table {0} disable row level security"))
                if (!await laboratory.LoginSees(table))
                    survivors.Add($"{table.Name}: no row-level security");
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{tables.Count * 3} mutants of {tables.Count} tables: {(tables.Count * 3) - survivors.Count} noticed; "
            + $"{tables.Count - unseen.Count} tables noticed by requests alone, not {string.Join(", ", unseen)}");
        survivors.ShouldBeEmpty();
        unseen.Order(StringComparer.Ordinal).ShouldBe(BeyondHttp.Keys.Order(StringComparer.Ordinal), string.Join("\n", seenBy));
        (await laboratory.Tables()).ShouldBe(tables, "every policy stands again");
    }
}
