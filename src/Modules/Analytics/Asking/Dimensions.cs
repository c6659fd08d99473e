using System.Collections.Frozen;

namespace Olympus.Analytics.Asking;

/// <summary>Something that figures can be split by.</summary>
/// <param name="Missing">Why it cannot be asked for; null: it can.</param>
internal sealed record Dimension(string Name, string Definition, bool CanFilter = true, string? Missing = null)
{
    /// <summary>Whether rows are stretches of days.</summary>
    public bool IsStretch => Name is "day" or "week" or "month" or "quarter" or "year";

    public bool IsTime => IsStretch || Name == "hour";

    public bool IsId => Name is "location" or "category" or "product" or "variant";

    public bool IsNumber => Name is "weekday" or "hour_of_day";
}

/// <summary>All of them.</summary>
internal static class Dimensions
{
    public const string Segment = "customer_segment";

    public static readonly IReadOnlyList<Dimension> All =
    [
        new("hour", "An hour of the location's clock, by the moment at which it began; a day has 24 of them, or 23 or 25 when the clocks change.", false),
        new("day", "The business day of the location, by its zone and cut-off: 2026-11-21.", false),
        new("week", "The week of that day, by its first one; the business says on which day weeks begin.", false),
        new("month", "The month of that day: 2026-11.", false),
        new("quarter", "The quarter of that day: 2026-Q4.", false),
        new("year", "The year of that day: 2026.", false),
        new("hour_of_day", "What the location's clock showed when the hour began: 0 to 23."),
        new("weekday", "The weekday of the business day: 1 is Monday, 7 is Sunday."),
        new("location", "Where it happened."),
        new("channel", "How the order reached the customer: dine_in, takeout, delivery or pickup."),
        new("source", "Where the order came from: pos, online, mobile or kiosk."),
        new("category", "The category in which the product stands now."),
        new("product", "The product on the line."),
        new("variant", "The variant on the line: what is stocked and has a price."),
        new("payment_method", "How money was taken or given back: cash or card."),
        new("staff", "Who placed the order, gave the money back or took the goods back, by the id of the user; nobody for imports and other programs."),
        new("country", "The country of the customer's first address now, ISO 3166-1; none where the customer has none."),
        new(Segment, "The segment of the customer (RFM) by what they bought in the year that ends with the period; none who bought nothing in it."),
    ];

    public static readonly FrozenDictionary<string, Dimension> ByName = All.ToFrozenDictionary(dimension => dimension.Name, StringComparer.Ordinal);
}
