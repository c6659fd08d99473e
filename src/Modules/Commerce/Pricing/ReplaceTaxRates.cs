using FluentValidation;
using Olympus.Contracts.Pricing;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Pricing;

/// <summary>The tax rates as they shall be: what is not in it is gone.</summary>
/// <param name="Rates">At most 500; the same region, class, fulfilment and first day only once.</param>
public sealed record ReplaceTaxRatesRequest(IReadOnlyList<TaxRateView> Rates);

public sealed class ReplaceTaxRatesRules : AbstractValidator<ReplaceTaxRatesRequest>
{
    public ReplaceTaxRatesRules()
    {
        RuleFor(request => request.Rates.Count).InclusiveBetween(1, 500).OverridePropertyName("Rates");
        RuleFor(request => request.Rates)
            .Must(rates => rates.DistinctBy(rate => (rate.Region, rate.TaxClass, rate.Fulfilment, rate.ValidFrom)).Count() == rates.Count)
            .WithErrorCode("Unique").WithMessage("The same region, class, fulfilment and first day stand there twice.");
        RuleForEach(request => request.Rates).ChildRules(rate =>
        {
            rate.RuleFor(r => r.Region).Matches("^[A-Z]{2}(-[A-Z0-9]{1,3})?$").WithMessage("A region is an ISO 3166 code such as DE or US-NY.");
            rate.RuleFor(r => r.TaxClass).Matches("^[a-z][a-z0-9_]{0,39}$").WithMessage("A tax class is a lower-case name such as standard.");
            rate.RuleFor(r => r.Rate).Must(share => share.Millionths <= Rate.One).WithMessage("A tax rate is at most 1, which is 100 %.");
            rate.RuleFor(r => r.Fulfilment).IsInEnum();
            rate.RuleFor(r => r.ValidUntil).GreaterThan(r => r.ValidFrom).When(r => r.ValidUntil is not null);
        });
    }
}

public static class ReplaceTaxRates
{
    internal const string NextVersionSql = """
        update commerce.tax_tables
        set version = version + 1, updated_at = $2
        where version = $1
        returning id, version
        """;

    internal const string DeleteRatesSql = "delete from commerce.tax_rates where tax_table_id = $1";

    /// <summary>Replaces the tenant's tax rates.</summary>
    /// <remarks>Publishes <c>commerce.tax_rates.changed</c>. Placed orders and quotes already given keep their tax; an order that echoes an
    /// older quote is refused with <c>pricing.price_changed</c>.</remarks>
    public static Task<TaxRatesView> Handle(ReplaceTaxRatesRequest body, IfMatch ifMatch, Principal principal, TenantDb db, CancellationToken ct)
    {
        principal.DemandEverywhere("pricing:write");
        return db.Write(
            async tx =>
            {
                var table = await tx.First<TaxTableRow>(new(NextVersionSql, ifMatch.Version, tx.Now));
                if (table is null)
                    throw VersionRefusals.Stale((await tx.First<TaxTableRow>(new(TaxTables.TaxTableSql)))!.Version).AsException();
                tx.Enqueue(new(DeleteRatesSql, table.Id));
                TaxTables.Write(tx, table.Id, table.Version, body.Rates);
                return new TaxRatesView(table.Version, [.. body.Rates
                    .OrderBy(rate => rate.Region, StringComparer.Ordinal)
                    .ThenBy(rate => rate.TaxClass, StringComparer.Ordinal)
                    .ThenBy(rate => rate.ValidFrom)
                    .ThenBy(rate => rate.Fulfilment is { } fulfilment ? WireName.Of(fulfilment) : "", StringComparer.Ordinal)]);
            },
            ct);
    }
}
