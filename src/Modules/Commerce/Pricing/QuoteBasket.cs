using FluentValidation;
using Olympus.Contracts.Catalog;
using Olympus.Contracts.Platform;
using Olympus.Contracts.Pricing;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Pricing;

/// <summary>A basket to be priced; nothing is stored or reserved.</summary>
/// <param name="LocationId">Where it would be sold: decides currency, taxes and rounding.</param>
/// <param name="Lines">1 to 200. Prices come from the catalogue, never from the client.</param>
/// <param name="Fulfilment">How the customer gets it; may change the tax rate.</param>
/// <param name="Discounts">On the whole order, at most 20; spread over the lines.</param>
public sealed record QuoteBasketRequest(
    Id<Location> LocationId, IReadOnlyList<QuoteBasketLineRequest> Lines, Fulfilment Fulfilment = Fulfilment.InStore,
    IReadOnlyList<Discount>? Discounts = null);

/// <param name="Quantity">Whole units, 1 to 1,000,000.</param>
/// <param name="Discounts">On this line as a whole, at most 20.</param>
public sealed record QuoteBasketLineRequest(Id<Variant> VariantId, long Quantity, IReadOnlyList<Discount>? Discounts = null);

public sealed class QuoteBasketRules : AbstractValidator<QuoteBasketRequest>
{
    public QuoteBasketRules()
    {
        RuleFor(request => request.Lines.Count).InclusiveBetween(1, 200).OverridePropertyName("Lines");
        RuleForEach(request => request.Lines).ChildRules(line =>
        {
            line.RuleFor(l => l.Quantity).InclusiveBetween(1, 1_000_000);
            line.RuleFor(l => l.Discounts).Must(discounts => discounts is null or { Count: <= 20 }).WithMessage("At most 20 discounts.");
            line.RuleForEach(l => l.Discounts).SetValidator(new DiscountRules());
        });
        RuleFor(request => request.Discounts).Must(discounts => discounts is null or { Count: <= 20 }).WithMessage("At most 20 discounts.");
        RuleForEach(request => request.Discounts).SetValidator(new DiscountRules());
    }
}

public sealed class DiscountRules : AbstractValidator<Discount>
{
    public DiscountRules()
    {
        RuleFor(discount => discount.Reason).NotEmpty().MaximumLength(200);
        RuleFor(discount => discount.Priority).InclusiveBetween(-1000, 1000);
    }
}

public static class QuoteBasket
{
    /// <summary>What a basket costs here and now, and why.</summary>
    /// <remarks>Nothing is stored. Send the answer's <c>quote_hash</c> when placing the order: if a price or rate changed in between, the order is
    /// refused with <c>pricing.price_changed</c> and the new quote. The pipeline: catalogue price, line discounts, order discounts, tax.</remarks>
    public static Task<QuoteView> Handle(
        QuoteBasketRequest body, Principal principal, TenantDb db, ILocations locations, IOffers offers, IPricing pricing, TimeProvider clock,
        CancellationToken ct)
    {
        principal.Demand("pricing:read", body.LocationId);
        var now = clock.GetUtcNow();
        var variants = body.Lines.Select(line => line.VariantId).Distinct().ToArray();
        return db.Read(
            [locations.Facts(body.LocationId), offers.For(body.LocationId, variants), pricing.TaxRates(now)],
            async results =>
            {
                var location = await results.First<LocationFacts>();
                if (location is not { IsActive: true })
                    throw PricingRefusals.LocationUnknown.AsException();
                var offered = await results.List<Offer>();
                var rates = await results.List<TaxRate>();
                return pricing.Price(new Sale(
                    location, rates, offered, [.. body.Lines.Select(line => new SaleLine(line.VariantId, line.Quantity, line.Discounts ?? []))],
                    body.Discounts ?? [], body.Fulfilment, now));
            },
            ct);
    }
}
