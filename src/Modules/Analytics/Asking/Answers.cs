using System.Globalization;

namespace Olympus.Analytics.Asking;

/// <summary>The sums of one table for one question.</summary>
internal sealed record Sums(IReadOnlyList<Cell> Rows, IReadOnlyList<Cell> Totals, IReadOnlyList<Cell> RowsBefore, IReadOnlyList<Cell> TotalsBefore);

/// <summary>One row before it has names.</summary>
/// <param name="Order">Where it stands among times.</param>
internal sealed record Row(string?[] Keys, string? Currency, long Order, decimal?[] Values, decimal?[]? Before);

/// <summary>Puts the sums of all tables together to rows. Pure.</summary>
internal static class Answers
{
    /// <param name="Keys">In the order of the dimensions.</param>
    /// <param name="Match">By what a row is compared: as the keys, with times counted from the beginning of their period.</param>
    private sealed record Key(string?[] Keys, string? Currency, string Match, long Order);

    private sealed class Mix(Key key, int parts)
    {
        public Key Key => key;

        public long[] Parts { get; } = new long[parts];
    }

    /// <summary>The rows in the order asked for; all of them.</summary>
    public static List<Row> Rows(Plan plan, Calendars calendars, IReadOnlyDictionary<FactTable, Sums> sums)
    {
        var now = Mixes(plan, sums, of => of.Rows, cell => KeyOf(plan, calendars.Stretches, cell, null));
        Fill(plan, calendars, now);
        var meets = plan is { CompareTo: not null, ByHour: true } ? calendars.MeetingHours() : null;
        var before = plan.CompareTo is null ? [] : Mixes(plan, sums, of => of.RowsBefore, cell => KeyOf(plan, calendars.StretchesBefore, cell, meets));
        var met = meets?.Values.OfType<DateTimeOffset>().Select(at => at.UtcTicks).ToHashSet();
        bool Meets(Key key) => met?.Contains(key.Order) ?? plan.Stretch is null || key.Order < calendars.StretchesBefore.Count;
        var rows = Compare(plan, calendars, now, before, Meets);
        if (plan.CompareTo is not null && plan.Stretch is null)
            // What was sold then and not now is a row as well: it has fallen to nothing.
            rows.AddRange(before.Values.Where(mix => !now.ContainsKey(mix.Key.Match))
                .Select(mix => Row(plan, calendars, new Mix(mix.Key, mix.Parts.Length), mix)));
        return Sorted(plan, rows);
    }

    /// <summary>One for each currency.</summary>
    public static List<Row> Totals(Plan plan, Calendars calendars, IReadOnlyDictionary<FactTable, Sums> sums)
    {
        var now = Mixes(plan, sums, of => of.Totals, TotalKey);
        foreach (var currency in Currencies(plan, calendars))
            now.TryAdd(currency ?? "", new(new([], currency, currency ?? "", 0), PartsOf(plan)));
        var before = plan.CompareTo is null ? [] : Mixes(plan, sums, of => of.TotalsBefore, TotalKey);
        return [.. Compare(plan, calendars, now, before, _ => true).OrderBy(row => row.Currency, StringComparer.Ordinal)];
    }

    /// <param name="meets">Whether there is something that a row is compared with, if only nothing: a month of 31 days is longer than the one before.</param>
    private static List<Row> Compare(Plan plan, Calendars calendars, Dictionary<string, Mix> now, Dictionary<string, Mix> before, Func<Key, bool> meets) =>
    [
        .. now.Select(of => Row(
            plan, calendars, of.Value,
            plan.CompareTo is null ? null : before.GetValueOrDefault(of.Key) ?? (meets(of.Value.Key) ? new Mix(of.Value.Key, PartsOf(plan)) : null))),
    ];

    private static Key TotalKey(Cell cell) => new([], cell.Currency, cell.Currency ?? "", 0);

    private static IEnumerable<string?> Currencies(Plan plan, Calendars calendars) => plan.ByCurrency
        ? calendars.Places.Select(place => place.Place.Currency.Code).Distinct(StringComparer.Ordinal)
        : Enumerable.Repeat<string?>(null, 1);

    /// <summary>Where rows are times and nothing else, quiet times are rows as well; where nothing splits them, nothing is one.</summary>
    private static void Fill(Plan plan, Calendars calendars, Dictionary<string, Mix> rows)
    {
        if (plan.Dimensions is not ([] or [{ IsTime: true }]) || calendars.Places.Count == 0)
            return;
        Cell[] times = plan.ByHour
            ? [.. calendars.Hours().Select(hour => new Cell(hour.Bucket, [], HourAt: hour.At, HourOfDay: hour.Shown))]
            : [.. Enumerable.Range(0, calendars.Stretches.Count).Select(bucket => new Cell(bucket, []))];
        foreach (var currency in Currencies(plan, calendars))
            foreach (var cell in times)
                if (KeyOf(plan, calendars.Stretches, cell with { Currency = currency }, null) is var key)
                    rows.TryAdd(key.Match, new(key, PartsOf(plan)));
    }

    private static List<Row> Sorted(Plan plan, List<Row> rows)
    {
        IOrderedEnumerable<Row>? sorted = null;
        foreach (var order in plan.Order)
        {
            var (measure, dimension) = (plan.Measures.Index().FirstOrDefault(of => of.Item.Name == order.By), plan.Dimensions.Index().FirstOrDefault(of => of.Item.Name == order.By));
            sorted = measure.Item is not null ? By(sorted, rows, row => row.Values[measure.Index] ?? decimal.MinValue, order.Descending)
                : dimension.Item is { IsTime: true } or { IsNumber: true } ? By(sorted, rows, row => row.Order, order.Descending)
                : By(sorted, rows, row => row.Keys[dimension.Index] ?? "", order.Descending);
        }

        if (sorted is null)
            sorted = plan.Dimensions.Any(dimension => dimension.IsTime || dimension.IsNumber)
                ? By(null, rows, row => row.Order, false)
                : By(null, rows, row => row.Values[0] ?? decimal.MinValue, true);
        return [.. sorted.ThenBy(row => row.Order).ThenBy(row => string.Join('\u001f', row.Keys), StringComparer.Ordinal).ThenBy(row => row.Currency, StringComparer.Ordinal)];
    }

    private static IOrderedEnumerable<Row> By<T>(IOrderedEnumerable<Row>? sorted, List<Row> rows, Func<Row, T> of, bool descending) => (sorted, descending) switch
    {
        (null, false) => rows.OrderBy(of),
        (null, true) => rows.OrderByDescending(of),
        (_, false) => sorted.ThenBy(of),
        _ => sorted.ThenByDescending(of),
    };

    private static int PartsOf(Plan plan) => plan.Sources.Sum(of => of.Length);

    private static Dictionary<string, Mix> Mixes(
        Plan plan, IReadOnlyDictionary<FactTable, Sums> sums, Func<Sums, IReadOnlyList<Cell>> take, Func<Cell, Key> keyOf)
    {
        var mixes = new Dictionary<string, Mix>(StringComparer.Ordinal);
        foreach (var (table, found) in sums)
        {
            var columns = plan.Sources.SelectMany(of => of).Index().Where(of => of.Item.Table == table).Select(of => (of.Index, of.Item.Column)).ToArray();
            foreach (var cell in take(found))
            {
                var key = keyOf(cell);
                if (!mixes.TryGetValue(key.Match, out var mix))
                    mixes[key.Match] = mix = new(key, PartsOf(plan));
                foreach (var (part, column) in columns)
                    mix.Parts[part] += cell.Figures[column];
            }
        }

        return mixes;
    }

    /// <param name="meets">Hour compared with → the hour that it is compared to; null: it is that hour.</param>
    private static Key KeyOf(Plan plan, IReadOnlyList<Bucket> stretches, Cell cell, IReadOnlyDictionary<DateTimeOffset, DateTimeOffset?>? meets)
    {
        var keys = new string?[plan.Dimensions.Count];
        var match = new string?[plan.Dimensions.Count];
        var order = 0L;
        for (var i = 0; i < keys.Length; i++)
        {
            var dimension = plan.Dimensions[i];
            keys[i] = match[i] = dimension.Name switch
            {
                "hour_of_day" => cell.HourOfDay?.ToString(CultureInfo.InvariantCulture),
                "weekday" => cell.Weekday?.ToString(CultureInfo.InvariantCulture),
                "location" => cell.LocationId?.ToString(),
                "channel" => Text(cell.Channel),
                "source" => Text(cell.Source),
                "category" => cell.CategoryId?.ToString(),
                "product" => cell.ProductId?.ToString(),
                "variant" => cell.VariantId is { } variant && variant != Guid.Empty ? variant.ToString() : null,
                "payment_method" => cell.Method,
                "staff" => Text(cell.Staff),
                "country" => cell.Country,
                "customer_segment" => cell.Segment,
                "hour" => Moment(cell.HourAt!.Value),
                _ => stretches[cell.Bucket].Key,
            };
            if (dimension.Name == "hour")
                (match[i], order) = (Moment(meets?.GetValueOrDefault(cell.HourAt!.Value) ?? cell.HourAt!.Value), cell.HourAt!.Value.UtcTicks);
            else if (dimension.IsStretch)
                (match[i], order) = (cell.Bucket.ToString(CultureInfo.InvariantCulture), cell.Bucket);
            else if (dimension.IsNumber && order == 0)
                order = cell.HourOfDay ?? cell.Weekday ?? 0;
        }

        return new(keys, cell.Currency, string.Join('\u001f', [cell.Currency, .. match]), order);
    }

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string? Text(string? value) => string.IsNullOrEmpty(value) ? null : value;

    private static Row Row(Plan plan, Calendars calendars, Mix mix, Mix? before) =>
        new(mix.Key.Keys, mix.Key.Currency, mix.Key.Order, Make(plan, calendars, mix.Parts, false), before is null ? null : Make(plan, calendars, before.Parts, true));

    private static decimal?[] Make(Plan plan, Calendars calendars, long[] parts, bool before)
    {
        var (values, at) = (new decimal?[plan.Measures.Count], 0);
        for (var i = 0; i < values.Length; i++)
        {
            var measure = plan.Measures[i];
            // What is on the shelf is known of now: there is nothing to compare it with.
            values[i] = before && measure.IsOfNow ? null : measure.Make(parts[at..(at + measure.Of.Length)], calendars.DayCount);
            at += measure.Of.Length;
        }

        return values;
    }
}
