using Olympus.Contracts.Pricing;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;

namespace Olympus.Commerce.Pricing;

/// <summary>All tax rates of the tenant, past, present and announced.</summary>
/// <param name="Version">Goes into <c>If-Match</c> when the rates are replaced.</param>
/// <param name="Rates">By region, class and first day.</param>
public sealed record TaxRatesView(long Version, IReadOnlyList<TaxRateView> Rates) : IVersioned;

public static class GetTaxRates
{
    /// <summary>The tenant's tax rates.</summary>
    /// <remarks>They decide what is priced from now on; documents keep the rates they were made with.</remarks>
    public static Task<TaxRatesView> Handle(TenantDb db, CancellationToken ct) =>
        db.Read(
            [new(TaxTables.TaxTableSql), new(TaxTables.RatesSql)],
            async results =>
            {
                var table = await results.First<TaxTableRow>() ?? throw new InvalidOperationException("A tenant without a tax table.");
                var rates = await results.List<TaxRate>();
                return new TaxRatesView(table.Version, [.. rates.Select(TaxTables.View)]);
            },
            ct);
}
