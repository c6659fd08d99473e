using Microsoft.AspNetCore.Mvc;
using Olympus.Analytics.Behaviour;
using Olympus.Analytics.Statistics;
using Olympus.Contracts.Catalog;
using Olympus.Contracts.Orders;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Assortment;

/// <summary>What is bought together, as rules: who takes the first also takes the second.</summary>
/// <param name="Baskets">Orders with at least one product, neither drafts nor cancelled.</param>
/// <param name="Sets">How many sets of products stand together often enough, single ones included.</param>
/// <param name="Rules">How many rules hold often enough.</param>
/// <param name="Data">Those with the largest lift, at most <c>limit</c>.</param>
public sealed record ProductPairsView(
    DateTimeOffset AsOf, DateOnly From, DateOnly To, long Baskets, long Sets, long Rules, IReadOnlyList<ProductRuleView> Data);

/// <param name="Count">Baskets with all of it.</param>
/// <param name="Support">Share of all baskets.</param>
/// <param name="Confidence">Share of the baskets with <paramref name="If"/> that also have <paramref name="Then"/>.</param>
/// <param name="Lift">How many times as often as if the two had nothing to do with each other.</param>
public sealed record ProductRuleView(
    IReadOnlyList<RuleProductView> If, RuleProductView Then, long Count, double Support, double Confidence, double Lift);

/// <param name="Name">As it is called now; null while nothing was heard of it but its sales.</param>
public sealed record RuleProductView(Id<Product> ProductId, string? Name);

/// <summary>Finds them with FP-Growth in the orders themselves: which goods stood on one receipt is in no rollup.</summary>
public static class GetProductPairs
{
    private const int MostBaskets = 250_000;
    private const int MostSets = 100_000;

    private const string NamesSql = "select id as product_id, name from analytics.products where id = any($1)";

    /// <summary>Finds what is bought together. Refuses 422 <c>analytics.too_much</c> beyond 250,000 baskets or 100,000 sets.</summary>
    /// <param name="location">Only there; 404 for one that does not exist or that the caller may not see.</param>
    /// <param name="from">The first business day; 90 days unless told.</param>
    /// <param name="to">The last business day; today unless told.</param>
    /// <param name="support">The smallest share of all baskets; "0.01" unless told.</param>
    /// <param name="confidence">The smallest confidence; "0.2" unless told.</param>
    /// <param name="longest">Products of one rule, both sides, 2 to 6; 2 unless told.</param>
    /// <param name="limit">1 to 1000.</param>
    public static async Task<ProductPairsView> Handle(
        [FromQuery(Name = "location_id")] Id<Location>? location, DateOnly? from, DateOnly? to, Rate? support, Rate? confidence, int? longest, int? limit,
        Principal principal, TenantDb db, ILocations locations, IPlacedOrders placed, TimeProvider clock, CancellationToken ct)
    {
        if (support is { Millionths: < 1 or > Rate.One })
            throw ValidBodyExtensions.Invalid(new FieldError("/support", "range", "A share above 0, at most 1.")).AsException();
        if (confidence is { Millionths: > Rate.One })
            throw ValidBodyExtensions.Invalid(new FieldError("/confidence", "range", "A share of at most 1.")).AsException();
        if (longest is < 2 or > 6)
            throw ValidBodyExtensions.Invalid(new FieldError("/longest", "range", "2 to 6.")).AsException();
        var most = Cursors.Limit(limit, 1000);
        // Baskets have no amounts: which currency is all the same, so any of the places' will do.
        var asked = await Asked.Of(location, default(Currency), from, to, last => last.AddDays(-89), principal, db, locations, clock, ct);
        var asOf = clock.GetUtcNow();
        var baskets = await db.Query<PlacedBasket>(placed.Baskets(asked.Locations, asked.From, asked.To, MostBaskets + 1), ct);
        if (baskets.Count > MostBaskets)
            throw BehaviourRefusals.TooMuch.AsException();

        var numbers = new Dictionary<Guid, int>();
        int[][] numbered = [.. baskets.Select(basket => Array.ConvertAll(basket.ProductIds, id => numbers.TryAdd(id, numbers.Count) ? numbers.Count - 1 : numbers[id]))];
        var least = (numbered.Length * (support ?? Rate.Percent(1)).Millionths + Rate.One - 1) / Rate.One;
        var sets = FpGrowth.Mine(numbered, Math.Max(1, least), longest ?? 2, MostSets) ?? throw BehaviourRefusals.TooMuch.AsException();
        var rules = FpGrowth.Rules(sets, numbered.Length, (double)(confidence ?? Rate.Percent(20)).Millionths / Rate.One);

        Guid[] ids = [.. numbers.Keys];
        var shown = rules.Take(most).ToList();
        var names = await Names(shown, ids, db, ct);
        RuleProductView Product(int number) => new(new(ids[number]), names.GetValueOrDefault(ids[number]));
        return new(
            asOf, asked.From, asked.To, numbered.Length, sets.Count, rules.Count,
            [.. shown.Select(rule => new ProductRuleView(
                [.. rule.If.Select(Product)], Product(rule.Then), rule.Count, rule.Support, rule.Confidence, rule.Lift))]);
    }

    private sealed record Named(Guid ProductId, string Name);

    private static async Task<Dictionary<Guid, string>> Names(List<AssociationRule> rules, Guid[] ids, TenantDb db, CancellationToken ct)
    {
        Guid[] wanted = [.. rules.SelectMany(rule => rule.If.Append(rule.Then)).Distinct().Select(number => ids[number])];
        return (await db.Query<Named>(new(NamesSql, wanted), ct)).ToDictionary(named => named.ProductId, named => named.Name);
    }
}
