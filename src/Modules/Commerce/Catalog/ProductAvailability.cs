using FluentValidation;
using Olympus.Contracts.Catalog;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Catalog;

/// <summary>Where locations differ from the catalogue. Locations that are not named stay as they are.</summary>
/// <param name="Locations">Each at most once.</param>
public sealed record AvailabilityRequest(IReadOnlyList<LocationAvailabilityRequest> Locations);

/// <summary>Everything in which one location differs; replaces what was said before.</summary>
/// <param name="IsAvailable">Whether the location sells the product at all.</param>
/// <param name="Price">The location's own price for every variant, in its currency; null: the catalogue's.</param>
/// <param name="Variants">Variants that differ further, each at most once.</param>
public sealed record LocationAvailabilityRequest(
    Id<Location> LocationId, bool IsAvailable, Money? Price = null, IReadOnlyList<VariantAvailabilityRequest>? Variants = null);

/// <param name="IsAvailable">Whether the location sells this variant.</param>
/// <param name="Price">The location's own price for it; null: that of the product there.</param>
public sealed record VariantAvailabilityRequest(Id<Variant> VariantId, bool IsAvailable, Money? Price = null);

/// <summary>Where locations differ from the catalogue: those that are not named sell every active variant for its price.</summary>
public sealed record AvailabilityView(IReadOnlyList<LocationAvailabilityView> Locations);

/// <param name="Price">The location's own price for every variant; null: the catalogue's.</param>
public sealed record LocationAvailabilityView(
    Id<Location> LocationId, bool IsAvailable, Money? Price, IReadOnlyList<VariantAvailabilityView> Variants);

public sealed record VariantAvailabilityView(Id<Variant> VariantId, bool IsAvailable, Money? Price);

public sealed class AvailabilityRules : AbstractValidator<AvailabilityRequest>
{
    public AvailabilityRules()
    {
        RuleFor(r => r.Locations).Must(all => all.Count is >= 1 and <= 100 && all.DistinctBy(one => one.LocationId).Count() == all.Count)
            .WithErrorCode("locations").WithMessage("1 to 100 locations, each once.");
        RuleForEach(r => r.Locations).ChildRules(location =>
        {
            location.RuleFor(l => l.Price).IsPrice();
            location.RuleFor(l => l.Variants).Must(all => all is null || all.DistinctBy(one => one.VariantId).Count() == all.Count)
                .WithErrorCode("variants").WithMessage("Each variant once.");
            location.RuleForEach(l => l.Variants).ChildRules(variant => variant.RuleFor(v => v.Price).IsPrice());
        });
    }
}

/// <summary>Reads and sets where a product is sold, and for which price there.</summary>
public static class ProductAvailability
{
    private const string AvailabilitySql = """
        select location_id, variant_id, is_available, price_minor, currency
        from commerce.availability
        where product_id = $1
        order by location_id, variant_id nulls first
        """;

    private const string ProductExistsSql = "select id from commerce.products where id = $1";

    private const string ForgetSql = "delete from commerce.availability where product_id = $1 and location_id = any($2)";

    private const string SaveAvailabilitySql = """
        insert into commerce.availability (id, product_id, location_id, variant_id, is_available, price_minor, currency)
        select gen_random_uuid(), $1, saved.location_id, saved.variant_id, saved.is_available, saved.price_minor, saved.currency
        from jsonb_to_recordset($2) as saved (location_id uuid, variant_id uuid, is_available boolean, price_minor bigint, currency text)
        """;

    private sealed record Row(Id<Location> LocationId, Id<Variant>? VariantId, bool IsAvailable, long? PriceMinor, Currency? Currency)
    {
        public static Row Of(Id<Location> location, Id<Variant>? variant, bool isAvailable, Money? price) =>
            new(location, variant, isAvailable, price?.Amount, price?.Currency);

        public Money? Price => PriceMinor is { } amount ? new(amount, Currency!.Value) : null;

        public bool SaysNothing => IsAvailable && PriceMinor is null;
    }

    /// <summary>What locations say of the product.</summary>
    public static async Task<AvailabilityView> Read(Id<Product> id, TenantDb db, CancellationToken ct)
    {
        var (product, rows) = await db.Read(
            [new(ProductExistsSql, id), new(AvailabilitySql, id)],
            async results => (await results.First<Id<Product>?>(), await results.List<Row>()),
            ct);
        return product is null ? throw AccessRefusals.NotFound.AsException() : View(rows);
    }

    /// <summary>Replaces what the named locations say of the product. Each needs the right to write the catalogue there.</summary>
    /// <remarks>Appends <c>commerce.product.availability_changed</c> and <c>commerce.product.price_changed</c> for what differs.</remarks>
    public static Task<AvailabilityView> Set(
        Id<Product> id, AvailabilityRequest body, TenantDb db, ILocations locations, Principal principal, CancellationToken ct)
    {
        foreach (var location in body.Locations)
            principal.Demand("catalog:write", location.LocationId);
        var named = body.Locations.Select(location => location.LocationId).ToArray();
        var wanted = body.Locations.SelectMany(Rows).Where(row => !row.SaysNothing).ToList();
        return db.Write(
            async tx =>
            {
                var facts = new Dictionary<Id<Location>, LocationFacts>();
                foreach (var location in named)
                    tx.Enqueue<LocationFacts>(locations.Facts(location), found => found.ForEach(fact => facts[fact.LocationId] = fact));
                if (await ProductStore.Lock(tx, id) is not [var product])
                    throw AccessRefusals.NotFound.AsException();
                Demand(body, product, facts);
                var before = await tx.Query<Row>(new(AvailabilitySql, id));
                tx.Enqueue(new(ForgetSql, id, named));
                tx.Enqueue(new(SaveAvailabilitySql, id, Json.Of(wanted)));
                Tell(tx, id, before.FindAll(row => named.Contains(row.LocationId)), wanted);
                return View([.. before.FindAll(row => !named.Contains(row.LocationId)).Concat(wanted).OrderBy(row => row.LocationId).ThenBy(row => row.VariantId)]);
            },
            ct);
    }

    private static IEnumerable<Row> Rows(LocationAvailabilityRequest location) =>
    [
        Row.Of(location.LocationId, null, location.IsAvailable, location.Price),
        .. (location.Variants ?? []).Select(variant => Row.Of(location.LocationId, variant.VariantId, variant.IsAvailable, variant.Price)),
    ];

    private static void Demand(AvailabilityRequest body, CatalogProduct product, Dictionary<Id<Location>, LocationFacts> facts)
    {
        foreach (var location in body.Locations)
        {
            if (!facts.TryGetValue(location.LocationId, out var fact))
                throw CatalogRefusals.LocationUnknown.AsException();
            var variants = location.Variants ?? [];
            if (variants.Any(variant => product.Variants.All(known => known.Id != variant.VariantId)))
                throw CatalogRefusals.VariantUnknown.AsException();
            if (variants.Select(variant => variant.Price).Append(location.Price).Any(price => price is { } own && own.Currency != fact.Currency))
                throw CatalogRefusals.LocationCurrencyDiffers.AsException();
        }
    }

    private static void Tell(Tx tx, Id<Product> id, List<Row> before, List<Row> after)
    {
        var prices = new List<PriceChange>();
        foreach (var (location, variant) in before.Concat(after).Select(row => (row.LocationId, row.VariantId)).Distinct())
        {
            var old = before.Find(row => row.LocationId == location && row.VariantId == variant) ?? Row.Of(location, variant, true, null);
            var now = after.Find(row => row.LocationId == location && row.VariantId == variant) ?? Row.Of(location, variant, true, null);
            if (old.IsAvailable != now.IsAvailable)
                tx.Append(new ProductAvailabilityChanged(id, variant, location, now.IsAvailable));
            if (old.Price == now.Price)
                continue;
            prices.Add(new(Guid.CreateVersion7(tx.Now), id, variant, location, now.PriceMinor, now.Currency, tx.Now));
            tx.Append(new ProductPriceChanged(id, variant, location, old.Price, now.Price));
        }

        ProductStore.AddPrices(tx, prices);
    }

    private static AvailabilityView View(List<Row> rows) => new(
        [.. rows.GroupBy(row => row.LocationId).Select(location =>
        {
            var whole = location.FirstOrDefault(row => row.VariantId is null);
            return new LocationAvailabilityView(
                location.Key, whole?.IsAvailable ?? true, whole?.Price,
                [.. location.Where(row => row.VariantId is not null)
                    .Select(row => new VariantAvailabilityView(row.VariantId!.Value, row.IsAvailable, row.Price))]);
        })]);
}
