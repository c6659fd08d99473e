namespace Olympus.Analytics.Statistics;

/// <summary>What is known of one customer's buying.</summary>
/// <param name="LastOn">The last day they bought.</param>
/// <param name="Orders">How often.</param>
/// <param name="Spent">How much, in minor units.</param>
public readonly record struct Buying(DateOnly LastOn, long Orders, long Spent);

/// <summary>Recency, frequency and money, each from 1 (the least) to 5.</summary>
public readonly record struct RfmScore(int Recency, int Frequency, int Money)
{
    /// <summary>Frequency and money as one, rounded up.</summary>
    public int Value => (Frequency + Money + 1) / 2;
}

/// <summary>Scores customers by fifths: Hughes, Strategic Database Marketing (1994). Pure.</summary>
public static class Rfm
{
    /// <summary>In the order given. A score says how large a share of the customers is worse, so equal customers have equal scores however many there are.</summary>
    public static RfmScore[] Score(IReadOnlyList<Buying> customers)
    {
        var recency = Fifths(customers, customer => customer.LastOn.DayNumber);
        var frequency = Fifths(customers, customer => customer.Orders);
        var money = Fifths(customers, customer => customer.Spent);
        return [.. customers.Select((_, place) => new RfmScore(recency[place], frequency[place], money[place]))];
    }

    /// <summary>What to call them. Every score has exactly one.</summary>
    public static string SegmentOf(RfmScore score) => (score.Recency, score.Value) switch
    {
        ( >= 4, >= 4) => "champions",
        ( >= 4, >= 2) => "potential_loyalists",
        ( >= 4, _) => "new_customers",
        (3, >= 4) => "loyal",
        (3, 3) => "needs_attention",
        (1, >= 4) => "cannot_lose",
        ( <= 2, >= 3) => "at_risk",
        ( >= 2, _) => "about_to_sleep",
        _ => "hibernating",
    };

    /// <summary>All there are, the best first.</summary>
    public static readonly IReadOnlyList<string> Segments =
    [
        "champions", "loyal", "potential_loyalists", "new_customers", "needs_attention", "about_to_sleep", "at_risk", "cannot_lose", "hibernating",
    ];

    private static int[] Fifths(IReadOnlyList<Buying> customers, Func<Buying, long> of)
    {
        long[] sorted = [.. customers.Select(of).Order()];
        var worse = new Dictionary<long, int>();
        for (var place = 0; place < sorted.Length; place++)
            worse.TryAdd(sorted[place], place);
        return [.. customers.Select(customer => 1 + (int)(5L * worse[of(customer)] / sorted.Length))];
    }
}
