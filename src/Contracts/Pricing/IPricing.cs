using Olympus.Kernel.Data;

namespace Olympus.Contracts.Pricing;

/// <summary>Answered by Pricing. Ask <see cref="TaxRates"/>, <c>IOffers.For</c> and <c>ILocations.Facts</c> in one batch, then
/// <see cref="Price"/>: a pure function, the only place where a price comes about.</summary>
public interface IPricing
{
    /// <summary>Rows of <see cref="TaxRate"/>: the tenant's rates in force around that moment, for all its regions, so that the question can travel
    /// with the one for the location.</summary>
    Sql TaxRates(DateTimeOffset now);

    /// <summary>Refuses 409 <c>pricing.not_for_sale</c> (unknown, inactive or unavailable variants), 409 <c>pricing.no_tax_rate</c>,
    /// 409 <c>pricing.currency_mismatch</c>, 400 <c>pricing.discount_invalid</c>, 400 <c>pricing.amount_too_large</c>.</summary>
    QuoteView Price(Sale sale);

    /// <summary>Refuses 409 <c>pricing.price_changed</c>, with the new quote, when the customer saw another one.</summary>
    /// <param name="quote">What the sale costs now.</param>
    /// <param name="seen">The <c>quote_hash</c> that the client echoes; null: it did not ask before.</param>
    void Confirm(QuoteView quote, string? seen);
}
