using NodaTime;
using Olympus.Contracts.Catalog;
using Olympus.Contracts.Pricing;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Pricing;

/// <summary>What other modules may ask of pricing.</summary>
public sealed class PricingAnswers : IPricing
{
    /// <summary>Two days around the moment hold every local date there is; which of them counts is decided by the location's zone.</summary>
    public Sql TaxRates(DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return new(TaxTables.RatesInForceSql, today.AddDays(1), today.AddDays(-1));
    }

    public QuoteView Price(Sale sale) => PricingPipeline.Price(BasketOf(sale));

    public void Confirm(QuoteView quote, string? seen)
    {
        if (seen is not null && seen != quote.QuoteHash)
            throw PricingRefusals.PriceChanged(quote).AsException();
    }

    /// <summary>The sale as the pipeline sees it: offers joined to lines, the location's terms, its local time.</summary>
    /// <exception cref="RefusalException"><c>pricing.not_for_sale</c></exception>
    public static Basket BasketOf(Sale sale)
    {
        var location = sale.Location;
        var mode = location.PricesIncludeTax ? PriceMode.Inclusive : PriceMode.Exclusive;
        var policy = new RoundingPolicy(WireName.Parse<TaxRounding>(location.TaxRounding), WireName.Parse<Rounding>(location.RoundingMode));
        var offers = sale.Offers.ToDictionary(offer => offer.VariantId);

        var missing = sale.Lines.Where(line => !IsForSale(line, offers.GetValueOrDefault(line.VariantId))).Select(line => line.VariantId).Distinct().ToArray();
        if (missing.Length > 0)
            throw PricingRefusals.NotForSale(missing).AsException();

        return new(
            location.Currency,
            new(location.TaxRegion, mode, policy, [.. sale.TaxRates.Select(RuleOf)]),
            sale.Fulfilment,
            [.. sale.Lines.Select(line => LineOf(line, offers[line.VariantId], mode))],
            sale.Discounts,
            LocalTime(sale.Now, location.TimeZone));
    }

    private static bool IsForSale(SaleLine line, Offer? offer) =>
        offer is not null && (line.UnitPrice is not null || (offer.IsActive && offer.IsAvailable));

    private static BasketLine LineOf(SaleLine line, Offer offer, PriceMode mode) =>
        new(line.VariantId, line.Quantity, line.UnitPrice ?? offer.Price, mode, offer.TaxClass, line.Discounts);

    private static TaxRule RuleOf(TaxRate rate) => new(
        rate.Region, rate.TaxClass, TaxTables.FulfilmentOf(rate), Rate.FromFraction(rate.Rate), rate.ValidFrom, rate.ValidUntil);

    private static DateTimeOffset LocalTime(DateTimeOffset now, string zone) =>
        Instant.FromDateTimeOffset(now).InZone(DateTimeZoneProviders.Tzdb[zone]).ToDateTimeOffset();
}
