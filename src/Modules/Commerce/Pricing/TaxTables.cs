using Olympus.Contracts.Pricing;
using Olympus.Kernel.Data;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Pricing;

/// <summary>The statements that read and write a tenant's tax table.</summary>
internal static class TaxTables
{
    internal const string TaxTableSql = "select id, version from commerce.tax_tables";

    internal const string RatesSql = """
        select rate.region, rate.tax_class, rate.fulfilment, rate.rate, rate.valid_from, rate.valid_until
        from commerce.tax_rates as rate
        order by rate.region, rate.tax_class, rate.valid_from, rate.fulfilment nulls first
        """;

    internal const string RatesInForceSql = """
        select rate.region, rate.tax_class, rate.fulfilment, rate.rate, rate.valid_from, rate.valid_until
        from commerce.tax_rates as rate
        where rate.valid_from <= $1
            and (rate.valid_until is null or rate.valid_until > $2)
        """;

    private const string InsertRatesSql = """
        insert into commerce.tax_rates (id, tax_table_id, region, tax_class, fulfilment, rate, valid_from, valid_until)
        select given.id, $1, given.region, given.tax_class, given.fulfilment, given.rate, given.valid_from, given.valid_until
        from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::numeric[], $7::date[], $8::date[])
            as given (id, region, tax_class, fulfilment, rate, valid_from, valid_until)
        """;

    /// <summary>Queues the rates and their event.</summary>
    public static void Write(Tx tx, Id<TaxTable> table, long version, IReadOnlyList<TaxRateView> rates)
    {
        tx.Enqueue(new(
            InsertRatesSql,
            table,
            rates.Select(_ => Guid.CreateVersion7()).ToArray(),
            rates.Select(rate => rate.Region).ToArray(),
            rates.Select(rate => rate.TaxClass).ToArray(),
            rates.Select(rate => rate.Fulfilment is { } fulfilment ? WireName.Of(fulfilment) : null).ToArray(),
            rates.Select(rate => rate.Rate.Fraction).ToArray(),
            rates.Select(rate => rate.ValidFrom).ToArray(),
            rates.Select(rate => rate.ValidUntil).ToArray()));
        tx.Append(new TaxRatesChanged(table, version, rates));
    }

    public static TaxRateView View(TaxRate row) => new(
        row.Region, row.TaxClass, Rate.FromFraction(row.Rate), row.ValidFrom, FulfilmentOf(row), row.ValidUntil);

    public static Fulfilment? FulfilmentOf(TaxRate row) => row.Fulfilment is { } name ? WireName.Parse<Fulfilment>(name) : null;
}

/// <param name="Version">Grows by one with every change.</param>
internal sealed record TaxTableRow(Id<TaxTable> Id, long Version);
