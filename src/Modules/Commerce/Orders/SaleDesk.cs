using Olympus.Contracts.Catalog;
using Olympus.Contracts.Customers;
using Olympus.Contracts.Platform;
using Olympus.Contracts.Pricing;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Orders;

/// <summary>Asks the other modules, in one batch of the caller's transaction, what a sale must know; then has it priced.</summary>
public sealed class SaleDesk(ILocations locations, IOffers offers, IPricing pricing, ICustomers customers)
{
    /// <summary>Queued; the answers are there after the next flush.</summary>
    /// <param name="at">When it is sold: decides which tax rates are in force.</param>
    public SaleFacts Ask(Tx tx, Id<Location> location, Id<Customer>? customer, IEnumerable<Id<Variant>> variants, DateTimeOffset at)
    {
        var facts = new SaleFacts();
        tx.Enqueue<LocationFacts>(locations.Facts(location), found => facts.Found(found));
        tx.Enqueue<Offer>(offers.For(location, [.. variants.Distinct()]), found => facts.Found(found));
        tx.Enqueue<TaxRate>(pricing.TaxRates(at), found => facts.TaxRates = found);
        if (customer is { } id)
            AskCustomer(tx, id);
        return facts;
    }

    /// <summary>Queued; refuses an unknown customer when it is answered.</summary>
    public void AskCustomer(Tx tx, Id<Customer> customer) => tx.Enqueue<bool>(customers.Exists(customer), found =>
    {
        if (found is not [true])
            throw OrderRefusals.CustomerUnknown.AsException();
    });

    public QuoteView Price(SaleFacts facts, IEnumerable<SaleLine> lines, IReadOnlyList<Discount> discounts, OrderChannel channel, DateTimeOffset now) =>
        pricing.Price(new Sale(facts.Location, facts.TaxRates, facts.Offers, [.. lines], discounts, FulfilmentOf(channel), now));

    /// <summary>What these would cost if all of it were for sale; null where there is no price, such as for a tax class without a rate.</summary>
    public Money? Appraise(SaleFacts facts, IEnumerable<SaleLine> lines, IReadOnlyList<Discount> discounts, OrderChannel channel, DateTimeOffset at)
    {
        Offer[] offers = [.. facts.Offers.Select(offer => offer with { IsActive = true, IsAvailable = true })];
        try
        {
            return pricing.Price(new Sale(facts.Location, facts.TaxRates, offers, [.. lines], discounts, FulfilmentOf(channel), at)).Totals.Gross;
        }
        catch (RefusalException)
        {
            return null;
        }
    }

    /// <summary>Refuses when the customer saw another price.</summary>
    public void Confirm(QuoteView quote, string? seen) => pricing.Confirm(quote, seen);

    private static Fulfilment FulfilmentOf(OrderChannel channel) => channel switch
    {
        OrderChannel.DineIn => Fulfilment.DineIn,
        OrderChannel.Takeout => Fulfilment.Takeaway,
        OrderChannel.Delivery => Fulfilment.Delivery,
        OrderChannel.Pickup => Fulfilment.Pickup,
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "No such channel."),
    };
}

/// <summary>What the other modules answered.</summary>
public sealed class SaleFacts
{
    private LocationFacts? _location;

    public LocationFacts Location => _location ?? throw OrderRefusals.LocationUnknown.AsException();

    public IReadOnlyList<Offer> Offers { get; private set; } = [];

    public IReadOnlyList<TaxRate> TaxRates { get; internal set; } = [];

    internal void Found(List<LocationFacts> locations) => _location = locations is [{ IsActive: true } one] ? one : null;

    internal void Found(List<Offer> offers) => Offers = offers;

    /// <summary>Whether the catalogue has such a variant, for sale or not.</summary>
    public bool Knows(Id<Variant> variant) => Offers.Any(offer => offer.VariantId == variant);

    /// <summary>The offer of a variant that was priced, so that it is there.</summary>
    public Offer Offer(Id<Variant> variant)
    {
        foreach (var offer in Offers)
            if (offer.VariantId == variant)
                return offer;
        throw new InvalidOperationException($"Variant {variant} was priced without an offer.");
    }
}
