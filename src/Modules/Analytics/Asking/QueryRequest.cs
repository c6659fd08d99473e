namespace Olympus.Analytics.Asking;

/// <summary>A question about figures.</summary>
/// <param name="Measures">What is asked for, at most twenty; <c>GET /analytics/model</c> lists them.</param>
/// <param name="Dimensions">What it is split by, at most four; none: one row for each currency.</param>
/// <param name="Filters">What is counted; all of them must hold.</param>
/// <param name="CompareTo"><c>previous_period</c>, <c>previous_year</c> or <c>same_weekdays_last_year</c>.</param>
/// <param name="Order">By which measures or dimensions the rows stand; without it by time where rows are times, else by the first measure, most first.</param>
/// <param name="Limit">Rows shown, 1 to 10,000; totals are of all.</param>
public sealed record FigureQueryRequest(
    IReadOnlyList<string> Measures, FigurePeriodRequest Period, IReadOnlyList<string>? Dimensions = null, IReadOnlyList<FigureFilterRequest>? Filters = null,
    string? CompareTo = null, IReadOnlyList<FigureOrderRequest>? Order = null, int Limit = 1000);

/// <summary>Business days, counted at each location on its own clock.</summary>
/// <param name="Preset">Such as <c>this_month</c>; <c>custom</c>, or left out, with two dates.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day; it belongs to the period.</param>
public sealed record FigurePeriodRequest(string? Preset = null, DateOnly? From = null, DateOnly? To = null);

/// <param name="Values">Any of these: ids, or the names that the dimension has.</param>
public sealed record FigureFilterRequest(string Dimension, IReadOnlyList<string> Values);

/// <param name="By">A measure or dimension of the question.</param>
public sealed record FigureOrderRequest(string By, bool Descending = false);

/// <summary>What was asked, with its numbers.</summary>
/// <param name="AsOf">Everything that was written down before this moment is counted.</param>
/// <param name="Periods">Which days were counted; several when clocks of locations show different days.</param>
/// <param name="Measures">What each value of a row is, in order.</param>
/// <param name="Dimensions">What each key of a row is, in order.</param>
/// <param name="RowCount">How many rows there are, shown or not.</param>
/// <param name="Totals">Of all the rows, one for each currency: money of several is never added up.</param>
public sealed record FigureAnswerView(
    DateTimeOffset AsOf, IReadOnlyList<FigurePeriodView> Periods, IReadOnlyList<FigureMeasureView> Measures, IReadOnlyList<FigureDimensionView> Dimensions,
    int RowCount, IReadOnlyList<FigureRowView> Rows, IReadOnlyList<FigureRowView> Totals);

/// <param name="From">The first business day.</param>
/// <param name="To">The last one.</param>
/// <param name="IsRunning">Whether the last one is not over.</param>
/// <param name="Locations">At how many locations these are the days.</param>
public sealed record FigurePeriodView(DateOnly From, DateOnly To, bool IsRunning, DateOnly? ComparedFrom, DateOnly? ComparedTo, int Locations);

/// <param name="Rounding">How the number was rounded; null: it is exact.</param>
public sealed record FigureMeasureView(string Name, FigureUnit Unit, string Definition, string Source, string? Rounding);

public sealed record FigureDimensionView(string Name, string Definition);

/// <summary>Numbers under a key.</summary>
/// <param name="Keys">One for each dimension.</param>
/// <param name="Currency">Of the money among the values; null where none was asked for.</param>
/// <param name="Values">One for each measure: counts and minor units whole, shares as decimals; null where there is no such number.</param>
/// <param name="Comparison">The same of the days compared with; null when nothing is compared, or there is nothing to compare this row with.</param>
public sealed record FigureRowView(
    IReadOnlyList<FigureKeyView> Keys, string? Currency, IReadOnlyList<decimal?> Values, IReadOnlyList<decimal?>? Comparison);

/// <param name="Value">An id, a name, a day, a number; null: none, such as products without a category.</param>
/// <param name="Name">What it is called now, where it has a name.</param>
public sealed record FigureKeyView(string? Value, string? Name);
