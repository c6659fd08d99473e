using Olympus.Kernel.Events;
using Olympus.Kernel.Values;

namespace Olympus.Contracts.Pricing;

/// <summary>Names the ids of tax tables; every tenant has one.</summary>
public sealed class TaxTable
{
    private TaxTable() { }
}

/// <summary>The tenant's tax rates were laid down or replaced; what is priced from now on is taxed by these.</summary>
public sealed record TaxRatesChanged(Id<TaxTable> TaxTableId, long Version, IReadOnlyList<TaxRateView> Rates) : IEvent
{
    public static string EventType => "commerce.tax_rates.changed";
    public static string AggregateType => "tax_table";
    Guid IEvent.AggregateId => TaxTableId.Value;
}

/// <summary>One tax rate.</summary>
/// <param name="Region">ISO 3166: <c>DE</c>, or a subdivision such as <c>US-NY</c>, which goes before its country.</param>
/// <param name="TaxClass">As products name it, such as <c>standard</c>.</param>
/// <param name="Rate">A fraction as a decimal string: <c>"0.19"</c>; all taxes of the sale together.</param>
/// <param name="ValidFrom">First local day.</param>
/// <param name="Fulfilment">Only for goods handed over this way; null for all.</param>
/// <param name="ValidUntil">First local day it no longer holds; null while no end is known.</param>
public sealed record TaxRateView(
    string Region, string TaxClass, Rate Rate, DateOnly ValidFrom, Fulfilment? Fulfilment = null, DateOnly? ValidUntil = null);
