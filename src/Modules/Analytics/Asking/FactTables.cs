using System.Collections.Frozen;
using Olympus.Kernel.Data;

namespace Olympus.Analytics.Asking;

/// <summary>A sum as the database returns it: under which key, and the numbers in the order of <see cref="FactTable.Columns"/>.</summary>
/// <param name="Bucket">Which stretch of days, counted from zero.</param>
/// <param name="Weekday">1 is Monday.</param>
/// <param name="Less">To be taken off what is under the same key.</param>
internal sealed record Cell(
    int Bucket, long[] Figures, string? Currency = null, Guid? LocationId = null, int? Weekday = null, string? Source = null, string? Channel = null,
    string? Staff = null, DateTimeOffset? HourAt = null, int? HourOfDay = null, Guid? CategoryId = null, Guid? ProductId = null, Guid? VariantId = null,
    string? Method = null, string? Country = null, string? Segment = null, bool Less = false)
{
    /// <summary>What is left after all has been taken off; a key of which nothing is left had nothing, and is none.</summary>
    public static List<Cell> Net(List<Cell> cells)
    {
        if (!cells.Exists(cell => cell.Less))
            return cells;
        var net = new Dictionary<Cell, long[]>();
        foreach (var cell in cells)
        {
            var key = cell with { Figures = [], Less = false };
            if (!net.TryGetValue(key, out var figures))
                net[key] = figures = new long[cell.Figures.Length];
            for (var i = 0; i < figures.Length; i++)
                figures[i] = checked(figures[i] + (cell.Less ? -cell.Figures[i] : cell.Figures[i]));
        }

        return [.. net.Where(of => Array.Exists(of.Value, figure => figure != 0)).Select(of => of.Key with { Figures = of.Value })];
    }
}

/// <summary>What to sum: which days of which places in which rows, split by what, and only what.</summary>
/// <param name="ByCurrency">False where no money is asked for.</param>
internal sealed record Selection(
    Guid[] Locations, int[] Buckets, DateOnly[] From, DateOnly[] To, bool ByCurrency, IReadOnlySet<string> By, IReadOnlyDictionary<string, Array> Only)
{
    /// <summary>The segment of each customer that has one; none where segments are not asked for.</summary>
    public (Guid[] Customers, string[] Names) Segments { get; init; } = ([], []);

    /// <summary>After it nothing has happened yet, anywhere.</summary>
    public DateOnly Latest { get; init; } = DateOnly.MaxValue;

    /// <summary>The columns that anybody will look at.</summary>
    public IReadOnlySet<int> Columns { get; init; } = FrozenSet<int>.Empty;

    public bool Splits(string dimension) => By.Contains(dimension);

    /// <summary>The values of a filter; null: all.</summary>
    public Array? Keeps(string dimension) => Only.GetValueOrDefault(dimension);
}

/// <summary>A table of sums, with what it can be split by.</summary>
/// <param name="What">For people.</param>
/// <param name="WhyNot">Why it has no other dimensions, as the end of a sentence.</param>
internal sealed record FactTable(string Name, string What, string WhyNot, FrozenSet<string> Dimensions, string[] Columns, Func<Selection, Sql> Sum)
{
    public int Column(string name) => Array.IndexOf(Columns, name) is var index and >= 0 ? index : throw new ArgumentException($"{Name} has no {name}.");

    /// <summary>Whether all rows together are the sum of the rows: customers of two days may be the same.</summary>
    public bool AddsUp => Name != "customers";

    /// <summary>Tables of one lane are asked one after the other, lanes beside each other: there are as many as are worth a connection.</summary>
    public int Lane => Name switch { "customers" => 1, "variants" or "stock" => 2, _ => 0 };

    /// <summary>Of now and of no period.</summary>
    public bool IsOfNow => Name == "stock";
}

/// <summary>All of them. Each is one statement: what it is split by and what is left out are parameters of it.</summary>
internal static partial class FactTables
{
    /// <summary>Rows that one table may answer with; more is a report, not an answer.</summary>
    public const int MostRows = 200_000;

    private static readonly string[] Stretches = ["day", "week", "month", "quarter", "year", "weekday"];

    private static readonly string[] TradeColumns =
    [
        "orders", "completed", "cancelled", "units", "net", "tax", "gross", "discount", "refunds", "refunded", "returned_units", "returned_net",
        "returned_gross",
    ];

    public static readonly FactTable Days = new(
        "days", "sales by day", "sales are kept by day, location, channel, source and staff", [.. Stretches, "location", "channel", "source", "staff"],
        TradeColumns,
        of =>
        {
            // Whole months are few rows; weekdays are lost in them.
            var (days, months) = Spans.Of(of, !of.Splits("weekday") && of.Keeps("weekday") is null);
            return new(
                SumDaysSql, days.Locations, days.Buckets, days.From, days.To, months.Locations, months.Buckets, months.From, months.To, of.Splits("location"),
                of.ByCurrency, of.Splits("weekday"), of.Splits("source"), of.Splits("channel"), of.Splits("staff"), of.Keeps("source"), of.Keeps("channel"),
                of.Keeps("staff"), of.Keeps("weekday"), days.Less);
        });

    public static readonly FactTable Hours = new(
        "hours", "sales by hour", "sales by hour are kept by location, channel and source",
        [.. Stretches, "hour", "hour_of_day", "location", "channel", "source"], TradeColumns,
        of =>
        {
            // Of whole months and years the hours of their weeks are kept.
            var (days, months, years) = Spans.WithYears(of, !of.Splits("hour"));
            return new(
                SumHoursSql, days.Locations, days.Buckets, days.From, days.To, months.Locations, months.Buckets, months.From, months.To, of.Splits("location"),
                of.ByCurrency, of.Splits("weekday"), of.Splits("source"), of.Splits("channel"), of.Splits("hour"), of.Splits("hour_of_day"), of.Keeps("source"),
                of.Keeps("channel"), of.Keeps("hour_of_day"), of.Keeps("weekday"), days.Less, months.Less, years.Locations, years.Buckets, years.From, years.To);
        });

    public static readonly FactTable Variants = new(
        "variants", "sales by product", "sales of products are kept by day, location, category, product and variant",
        [.. Stretches, "location", "category", "product", "variant"],
        ["lines", "units", "net", "tax", "gross", "returned_units", "returned_net", "returned_gross", "cost", "costed_net"],
        of =>
        {
            var (days, months, years) = Spans.WithYears(of, !of.Splits("weekday") && of.Keeps("weekday") is null);
            return new(
                SumVariantsSql, days.Locations, days.Buckets, days.From, days.To, months.Locations, months.Buckets, months.From, months.To,
                of.Splits("location"), of.ByCurrency, of.Splits("weekday"), of.Splits("category"), of.Splits("product"), of.Splits("variant"),
                of.Keeps("category"), of.Keeps("product"), of.Keeps("variant"), of.Keeps("weekday"), days.Less, days.Months, months.Less,
                years.Locations, years.Buckets, years.From, years.To);
        });

    public static readonly FactTable Payments = new(
        "payments", "money by day", "money is kept by day, location and way of paying", [.. Stretches, "location", "payment_method"],
        ["payments", "captured", "refunds", "refunded", "tips"],
        of => new(
            SumPaymentsSql, of.Locations, of.Buckets, of.From, of.To, of.Splits("location"), of.ByCurrency, of.Splits("weekday"),
            of.Splits("payment_method"), of.Keeps("payment_method"), of.Keeps("weekday")));

    private static readonly string[] KnownByDays = ["channel", "source", "country", Dimensions.Segment];

    public static readonly FactTable Customers = new(
        "customers", "who bought", "who bought is kept by day, location, channel and source, and known by country and segment",
        ["day", "week", "month", "quarter", "year", "location", "channel", "source", "country", "customer_segment"],
        ["unique", "new", "repeating", "orders", "net", "gross"],
        of => OfMonths(of) ?? new(
            SumCustomersSql, of.Locations, of.Buckets, of.From, of.To, of.Splits("location"), of.ByCurrency, of.Splits("source"), of.Splits("channel"),
            of.Keeps("source"), of.Keeps("channel"), of.Splits("country"), of.Splits("customer_segment"), of.Keeps("country"), of.Keeps("customer_segment"),
            of.Segments.Customers, of.Segments.Names));

    public static readonly FactTable Stock = new(
        "stock", "what is on the shelf", "what is on the shelf is known of now alone, by location, category, product and variant",
        ["location", "category", "product", "variant"], ["on_hand", "value", "low", "out"],
        of => new(
            SumStockSql, of.Locations.Distinct().ToArray(), of.Splits("location"), of.ByCurrency, of.Splits("category"), of.Splits("product"),
            of.Splits("variant"), of.Keeps("category"), of.Keeps("product"), of.Keeps("variant")));

    /// <summary>Months know neither sources and channels nor anything of customers; and one first day and one last decide who is new. Null: days have to be read.</summary>
    private static Sql? OfMonths(Selection of)
    {
        (int Bucket, DateOnly From, DateOnly To)[] rows = [.. of.Buckets.Zip(of.From, of.To).Distinct()];
        if (rows.DistinctBy(row => row.Bucket).Count() < rows.Length || KnownByDays.Any(dimension => of.Splits(dimension) || of.Keeps(dimension) is not null))
            return null;
        // Whoever bought on a day that is taken off is looked up, which costs as much as reading some days.
        var (days, months) = Spans.Of(of, price: 4);
        return months.Locations.Length == 0 ? null : new(
            SumCustomerMonthsSql, days.Locations, days.Buckets, days.From, days.To, months.Locations, months.Buckets, months.From, months.To, of.Splits("location"),
            of.ByCurrency, Array.ConvertAll(rows, row => row.Bucket), Array.ConvertAll(rows, row => row.From), Array.ConvertAll(rows, row => row.To), days.Less,
            of.Columns.Contains(Customers.Column("repeating")));
    }
}
