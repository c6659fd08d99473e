using Olympus.Contracts.Platform;
using Olympus.Contracts.Pricing;
using Olympus.Kernel.Data;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Pricing;

/// <summary>Lays down a new tenant's tax table with the rates its region starts with.</summary>
internal sealed class SeedTaxRates : ITenantSeed
{
    private const string InsertTaxTableSql = "insert into commerce.tax_tables (id, updated_at) values ($1, $2)";

    public Task Seed(Tx tx, NewTenant tenant)
    {
        var table = Id<TaxTable>.New();
        tx.Enqueue(new(InsertTaxTableSql, table, tx.Now));

        // A day earlier than today, because a second location may lie where today has not begun.
        var from = DateOnly.FromDateTime(tx.Now.UtcDateTime).AddDays(-1);
        TaxTables.Write(tx, table, 1, StartingTaxRates.For(tenant.TaxRegion, from));
        return Task.CompletedTask;
    }
}
