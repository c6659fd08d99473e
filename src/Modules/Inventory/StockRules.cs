using FluentValidation;
using Olympus.Contracts.Catalog;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Inventory;

/// <summary>What several requests of this module have in common.</summary>
internal static class StockRules
{
    public const long LargestQuantity = 1_000_000_000;

    public const int MostItems = 100;

    public static IRuleBuilderOptions<T, string?> IsNote<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(text => text is null || (text.Length <= 500 && !text.Contains('\0')))
        .WithErrorCode("text").WithMessage("At most 500 characters.");

    public static IRuleBuilderOptions<T, IReadOnlyList<TItem>> AreItems<T, TItem>(this IRuleBuilder<T, IReadOnlyList<TItem>> rule) => rule
        .Must(items => items.Count is >= 1 and <= MostItems)
        .WithErrorCode("items").WithMessage($"1 to {MostItems} items.");

    /// <summary>Refuses, when the transaction is flushed, unless the location exists and all variants exist and keep stock.</summary>
    public static void Demand(Tx tx, ILocations locations, IOffers offers, Id<Location> location, IReadOnlyCollection<Id<Variant>> variants)
    {
        tx.Enqueue<LocationFacts>(locations.Facts(location), found =>
        {
            if (found.Count == 0)
                throw AccessRefusals.NotFound.AsException();
        });
        tx.Enqueue<Offer>(offers.For(location, variants), found =>
        {
            var known = found.ToDictionary(offer => offer.VariantId);
            if (variants.Where(variant => !known.ContainsKey(variant)).Distinct().ToArray() is { Length: > 0 } unknown)
                throw InventoryRefusals.VariantsUnknown(unknown).AsException();
            if (variants.Where(variant => !known[variant].TracksStock).Distinct().ToArray() is { Length: > 0 } untracked)
                throw InventoryRefusals.NotTracked(untracked).AsException();
        });
    }
}
