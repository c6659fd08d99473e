using Olympus.Contracts.Platform;
using Olympus.Contracts.Pricing;
using Olympus.Kernel.Data;

namespace Olympus.Commerce.Pricing;

/// <summary>Adds the rates that a tax region starts with when the tenant opens its first location there. What the owner entered for the region, or for
/// the country around it, is never touched.</summary>
internal sealed class SeedTaxRegion : ITaxRegionSeed
{
    private const string LockTaxTableSql = "select id, version from commerce.tax_tables for update";

    public async Task Seed(Tx tx, string taxRegion)
    {
        TaxTableRow? table = null;
        tx.Enqueue<TaxTableRow>(new(LockTaxTableSql), found => table = found[0]);
        var rates = (await tx.Query<TaxRate>(new(TaxTables.RatesSql))).ConvertAll(TaxTables.View);
        if (rates.Exists(rate => TaxRuleChoice.Covers(rate.Region, taxRegion)))
            return;
        var from = DateOnly.FromDateTime(tx.Now.UtcDateTime).AddDays(-1);
        tx.Enqueue<TaxTableRow>(new(ReplaceTaxRates.NextVersionSql, table!.Version, tx.Now), changed => table = changed[0]);
        await tx.Flush();
        tx.Enqueue(new(ReplaceTaxRates.DeleteRatesSql, table.Id));
        TaxTables.Write(tx, table.Id, table.Version, [.. rates, .. StartingTaxRates.For(taxRegion, from)]);
    }
}
