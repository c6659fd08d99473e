using System.Globalization;
using Olympus.Kernel.Http;

namespace Olympus.Analytics.Asking;

/// <summary>A question that can be answered: everything in it is known, and goes together. Pure.</summary>
/// <param name="Sources">For each measure and each thing it is made of: the table and the column.</param>
/// <param name="Only">Dimension → the values that are kept; locations stand in <paramref name="Locations"/>.</param>
/// <param name="Locations">Only these; null: all.</param>
internal sealed record Plan(
    IReadOnlyList<Measure> Measures, IReadOnlyList<Dimension> Dimensions, IReadOnlyList<(FactTable Table, int Column)[]> Sources,
    IReadOnlyDictionary<string, Array> Only, Guid[]? Locations, FigurePeriodRequest Period, string? CompareTo, IReadOnlyList<FigureOrderRequest> Order,
    int Limit)
{
    private const int MostMeasures = 20;
    private const int MostDimensions = 4;
    private const int MostValues = 200;
    public const int MostRows = 10_000;

    public IEnumerable<FactTable> Tables => Sources.SelectMany(of => of).Select(of => of.Table).Distinct();

    /// <summary>The stretch of days that is one row: <c>day</c>, <c>week</c> …; null: rows are no stretches of days.</summary>
    public string? Stretch => Dimensions.FirstOrDefault(dimension => dimension.IsStretch)?.Name ?? (ByHour ? "day" : null);

    public bool ByHour => Dimensions.Any(dimension => dimension.Name == "hour");

    public bool ByCurrency => Measures.Any(measure => measure.Unit == FigureUnit.Money);

    public bool AsksForSegments => Only.ContainsKey(Asking.Dimensions.Segment) || Dimensions.Any(dimension => dimension.Name == Asking.Dimensions.Segment);

    public string Preset => Period.Preset ?? Periods.Custom;

    /// <summary>Refuses 400 <c>analytics.unknown_measure</c>, <c>unknown_dimension</c>, <c>not_available</c>, <c>cannot_combine</c> or
    /// <c>request.invalid</c>.</summary>
    public static Plan Of(FigureQueryRequest asked)
    {
        CheckShape(asked);
        Measure[] measures = [.. asked.Measures.Distinct(StringComparer.Ordinal).Select(Known)];
        Dimension[] dimensions = [.. (asked.Dimensions ?? []).Distinct(StringComparer.Ordinal).Select(Split)];
        if (dimensions.Count(dimension => dimension.IsTime) > 1)
            throw AnalyticsRefusals.CannotCombine(
                measures[0].Name, [.. dimensions.Where(dimension => dimension.IsTime).Select(dimension => dimension.Name)], "a row has one time").AsException();
        var filters = Filters(asked.Filters ?? []);
        string[] needed = [.. dimensions.Select(dimension => dimension.Name).Concat(filters.Keys).Distinct(StringComparer.Ordinal)];
        var sources = Array.ConvertAll(measures, measure => Array.ConvertAll(measure.Of, part => Source(measure, part, needed)));
        foreach (var order in asked.Order ?? [])
            if (Array.TrueForAll(measures, measure => measure.Name != order.By) && Array.TrueForAll(dimensions, dimension => dimension.Name != order.By))
                throw AnalyticsRefusals.Invalid("/order", "not_asked", $"'{order.By}' is not asked for.").AsException();
        return new(
            measures, dimensions, sources, filters.Where(filter => filter.Key != "location").ToDictionary(filter => filter.Key, filter => filter.Value),
            (Guid[]?)filters.GetValueOrDefault("location"), asked.Period, asked.CompareTo, asked.Order ?? [], asked.Limit);
    }

    private static void CheckShape(FigureQueryRequest asked)
    {
        var (period, wrong) = (asked.Period, new List<FieldError>());
        void Demand(bool holds, string pointer, string code, string message)
        {
            if (!holds)
                wrong.Add(new(pointer, code, message));
        }

        Demand(asked.Measures.Count is >= 1 and <= MostMeasures, "/measures", "length", "Ask for one measure to twenty.");
        Demand((asked.Dimensions?.Count ?? 0) <= MostDimensions, "/dimensions", "length", "Split by four dimensions at most.");
        Demand(asked.Limit is >= 1 and <= MostRows, "/limit", "range", "Between 1 and 10,000.");
        Demand(
            asked.CompareTo is not { } comparison || Periods.Comparisons.Any(known => known.Name == comparison), "/compare_to", "unknown",
            $"One of {string.Join(", ", Periods.Comparisons.Select(known => known.Name))}.");
        Demand(
            period.Preset is not { } preset || Periods.Presets.Any(known => known.Name == preset), "/period/preset", "unknown",
            $"One of {string.Join(", ", Periods.Presets.Select(known => known.Name))}.");
        if (period.Preset is null or Periods.Custom)
        {
            Demand(period.From is not null && period.To is not null, "/period", "dates_missing", "Name a preset, or the first and the last day.");
            Demand(!(period.From > period.To), "/period/to", "order", "The last day is not before the first.");
            Demand(period.From is not { Year: < 1900 } && period.To is not { Year: > 2200 }, "/period", "range", "Between the years 1900 and 2200.");
        }
        else
        {
            Demand(period.From is null && period.To is null, "/period", "dates_and_preset", "A preset has its own dates.");
        }

        if (wrong.Count > 0)
            throw ValidBodyExtensions.Invalid([.. wrong]).AsException();
    }

    private static Measure Known(string name) =>
        !Asking.Measures.ByName.TryGetValue(name, out var measure) ? throw AnalyticsRefusals.UnknownMeasure(name).AsException()
        : measure.Missing is { } why ? throw AnalyticsRefusals.NotAvailable(name, why).AsException()
        : measure;

    private static Dimension Split(string name) =>
        !Asking.Dimensions.ByName.TryGetValue(name, out var dimension) ? throw AnalyticsRefusals.UnknownDimension(name).AsException()
        : dimension.Missing is { } why ? throw AnalyticsRefusals.NotAvailable(name, why).AsException()
        : dimension;

    private static Dictionary<string, Array> Filters(IReadOnlyList<FigureFilterRequest> asked)
    {
        var filters = new Dictionary<string, Array>(StringComparer.Ordinal);
        for (var i = 0; i < asked.Count; i++)
        {
            var (dimension, pointer) = (Split(asked[i].Dimension), string.Create(CultureInfo.InvariantCulture, $"/filters/{i}"));
            if (!dimension.CanFilter)
                throw AnalyticsRefusals.Invalid(pointer, "not_a_filter", "Times are left out by the period.").AsException();
            if (asked[i].Values.Count is 0 or > MostValues)
                throw AnalyticsRefusals.Invalid($"{pointer}/values", "length", "One value to 200.").AsException();
            if (!filters.TryAdd(dimension.Name, Values(dimension, asked[i].Values, $"{pointer}/values")))
                throw AnalyticsRefusals.Invalid(pointer, "twice", "One filter for each dimension.").AsException();
        }

        return filters;
    }

    private static Array Values(Dimension dimension, IReadOnlyList<string> values, string pointer)
    {
        if (dimension.IsId)
            return values.Select(value => Guid.TryParse(value, out var id)
                ? id
                : throw AnalyticsRefusals.Invalid(pointer, "not_an_id", "Ids are wanted here.").AsException()).ToArray();
        if (dimension.IsNumber)
            return values.Select(value => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw AnalyticsRefusals.Invalid(pointer, "not_a_number", "Whole numbers are wanted here.").AsException()).ToArray();
        return values.ToArray();
    }

    /// <summary>The first of the tables that knows all that is asked.</summary>
    private static (FactTable, int) Source(Measure measure, Ingredient part, string[] needed)
    {
        if (Array.Find(part.Tables, table => needed.All(dimension => Fits(table, dimension))) is { } table)
            return (table, table.Column(part.Column));
        var closest = part.Tables.MinBy(candidate => needed.Count(dimension => !Fits(candidate, dimension)))!;
        throw AnalyticsRefusals.CannotCombine(
            measure.Name, [.. needed.Where(dimension => !Fits(closest, dimension))], closest.WhyNot).AsException();
    }

    /// <summary>Every table knows where.</summary>
    private static bool Fits(FactTable table, string dimension) => table.Dimensions.Contains(dimension);
}
