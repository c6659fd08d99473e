using Olympus.Kernel.Values;

namespace Olympus.Demo;

/// <summary>A made-up business: what it sells, when people come, how they pay. Everything else of a demo tenant follows from it and a date.</summary>
/// <param name="Seed">Starts the dice: the same seed and date give the same data.</param>
/// <param name="Prefix">Of its SKUs.</param>
/// <param name="TaxRates">By tax class, as its region starts with.</param>
/// <param name="OrdersPerDay">On a day of weight 100.</param>
/// <param name="Weekdays">Weight of Monday to Sunday in per cent; 0 is a day of rest.</param>
/// <param name="Hours">Weight by hour of the day at which people order.</param>
/// <param name="Channels">How orders come and go, with their weights.</param>
/// <param name="Costs">What goods cost to buy, by the first level of their category, in per cent of their price without tax.</param>
/// <param name="CashShare">Of the orders at the counter, in per cent; the others are paid by card.</param>
/// <param name="RefundShare">Of all orders, in per mille.</param>
public sealed record DemoBusiness(
    ulong Seed, string Slug, string Name, string Industry, string Prefix, string LocationName, Currency Currency, string TimeZone, string TaxRegion, string Country,
    string OwnerName, IReadOnlyDictionary<string, Rate> TaxRates, int OrdersPerDay, int[] Weekdays, (int Hour, int Weight)[] Hours,
    (string Source, string Channel, int Weight)[] Channels, IReadOnlyDictionary<string, int> Costs, int CashShare, int RefundShare, People People, DemoArticle[] Articles)
{
    /// <summary>The two every demo has.</summary>
    public static IReadOnlyList<DemoBusiness> All { get; } = [Aurora.Business, NorthwindBooks.Business];

    public string OwnerEmail => $"owner@{Slug}.example";
}

/// <summary>Something a demo business sells.</summary>
/// <param name="Category">One level, or two as <c>Books/Fiction</c>.</param>
/// <param name="PriceMinor">Of its first variant, tax included.</param>
/// <param name="Popularity">Weight when a customer chooses.</param>
/// <param name="Option">What its variants differ in, such as <c>Size</c>; null: there is one.</param>
/// <param name="Choices">Its variants, with what each costs more than the first.</param>
public sealed record DemoArticle(
    string Category, string Name, long PriceMinor, int Popularity, string TaxClass = "standard", bool TracksStock = false,
    string? Option = null, params (string Value, long ExtraMinor)[] Choices);

/// <summary>Names people of a country plausibly have.</summary>
public sealed record People(string[] FirstNames, string[] LastNames);
