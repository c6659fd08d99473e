using Olympus.Analytics.Behaviour;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Asking;

/// <summary>Answers questions about figures: for the route, and for everything of this module that shows numbers.</summary>
internal static class Questions
{
    public const string Permission = "analytics:read";

    private const string EarliestSql = """
        select min(first.business_on)
        from unnest($1::uuid[]) as place (id)
        cross join lateral (
            select day.business_on from analytics.trade_days as day where day.location_id = place.id order by day.business_on limit 1
        ) as first
        """;

    private const string NamesSql = """
        select 'product' as dimension, id, name from analytics.products where id = any($1)
        union all
        select 'variant', id, name from analytics.variants where id = any($2)
        union all
        select 'category', id, name from analytics.categories where id = any($3)
        """;

    /// <summary>Questions that can be answered, each with its days.</summary>
    internal sealed record Understood(Plan[] Plans, List<LocationFacts> Places, Calendars[] Calendars);

    private sealed record Named(string Dimension, Guid Id, string Name);

    /// <summary>The answer, for what the caller may see. Refuses as <see cref="Plan.Of"/> and <see cref="Sight.Demand"/> do; 404 for a location that is none or not for them; 400
    /// <c>analytics.too_many_rows</c>.</summary>
    public static async Task<FigureAnswerView> Ask(
        FigureQueryRequest asked, Principal principal, TenantDb db, ILocations locations, TimeProvider clock, CancellationToken ct) =>
        (await Ask([asked], principal, db, locations, clock, ct))[0];

    /// <summary>As above, for several questions at once, which take as long as the longest of them.</summary>
    public static Task<IReadOnlyList<FigureAnswerView>> Ask(
        IReadOnlyList<FigureQueryRequest> asked, Principal principal, TenantDb db, ILocations locations, TimeProvider clock, CancellationToken ct) =>
        Ask(asked, Sight.Of(principal), db, locations, clock, ct);

    /// <summary>As above, for whoever may see so much.</summary>
    public static async Task<IReadOnlyList<FigureAnswerView>> Ask(
        IReadOnlyList<FigureQueryRequest> asked, Sight sight, TenantDb db, ILocations locations, TimeProvider clock, CancellationToken ct) =>
        await Answer(await Understand(asked, sight, db, locations, clock, ct), db, ct);

    /// <summary>Which days of which places are meant.</summary>
    public static async Task<Understood> Understand(
        IReadOnlyList<FigureQueryRequest> asked, Sight sight, TenantDb db, ILocations locations, TimeProvider clock, CancellationToken ct)
    {
        Plan[] plans = [.. asked.Select(Plan.Of).Select(sight.Demand)];
        var (places, weekStart) = await db.Read(
            [locations.Known(sight.Among), locations.WeekStart()],
            async results => (await results.List<LocationFacts>(), await results.First<int>()), ct);
        if (plans.Any(plan => plan.Locations is { } wanted && !wanted.All(id => places.Exists(place => place.LocationId.Value == id))))
            throw AccessRefusals.NotFound.AsException();
        var earliest = Array.Exists(plans, plan => plan.Preset == Periods.AllTime)
            ? await db.First<DateOnly?>(new(EarliestSql, (object)places.Select(place => place.LocationId.Value).ToArray()), ct)
            : null;
        return new(plans, places, Array.ConvertAll(plans, plan => Calendars.Of(
            plan, plan.Locations is { } only ? places.FindAll(place => only.Contains(place.LocationId.Value)) : places, clock.GetUtcNow(), (DayOfWeek)weekStart,
            earliest)));
    }

    public static async Task<IReadOnlyList<FigureAnswerView>> Answer(Understood asked, TenantDb db, CancellationToken ct)
    {
        var (plans, places, calendars) = asked;
        var segments = new (Guid[], string[])[plans.Length];
        for (var i = 0; i < plans.Length; i++)
            segments[i] = plans[i].AsksForSegments ? await Segments(calendars[i], db, ct) : ([], []);
        var (asOf, sums) = await Sum(plans, calendars, segments, db, ct);

        var rows = plans.Select((plan, i) => Answers.Rows(plan, calendars[i], sums[i])).ToArray();
        var shown = plans.Select((plan, i) => rows[i].Take(plan.Limit).ToList()).ToArray();
        var names = await Names(plans, shown, places, db, ct);
        return
        [
            .. plans.Select((plan, i) => new FigureAnswerView(
                asOf, calendars[i].View(),
                [.. plan.Measures.Select(measure => new FigureMeasureView(measure.Name, measure.Unit, measure.Definition, measure.Source, measure.Rounding))],
                [.. plan.Dimensions.Select(dimension => new FigureDimensionView(dimension.Name, dimension.Definition))],
                rows[i].Count, [.. shown[i].Select(row => View(plan, row, names))],
                [.. Answers.Totals(plan, calendars[i], sums[i]).Select(row => View(plan, row, names))])),
        ];
    }

    /// <summary>Of everybody who bought in the year that ends with the period. Refuses 422 <c>analytics.currency_needed</c> where it would be of several.</summary>
    private static async Task<(Guid[], string[])> Segments(Calendars calendars, TenantDb db, CancellationToken ct)
    {
        if (calendars.Places.Count == 0)
            return ([], []);
        Currency[] currencies = [.. calendars.Places.Select(place => place.Place.Currency).Distinct()];
        var last = calendars.Places.Max(place => place.Days.To);
        var (_, scored) = await GetSegments.Scored(
            new(
                [.. calendars.Places.Select(place => place.Place.LocationId.Value)],
                currencies is [var only] ? only : throw BehaviourRefusals.CurrencyNeeded(currencies).AsException(), last.AddDays(-364), last, last),
            db, ct);
        return ([.. scored.Select(of => of.Row.CustomerId.Value)], [.. scored.Select(of => of.Segment)]);
    }

    /// <summary>All sums. Those of tables that take long are asked for beside one another, and what is counted in all of them is counted.</summary>
    private static async Task<(DateTimeOffset, Dictionary<FactTable, Sums>[])> Sum(
        Plan[] plans, Calendars[] calendars, (Guid[], string[])[] segments, TenantDb db, CancellationToken ct)
    {
        var lanes = await Task.WhenAll(plans.SelectMany((plan, i) => plan.Tables.Select(table => (Question: i, Table: table))).GroupBy(of => of.Table.Lane)
            .Select(of => Lane([.. of])));
        var all = Array.ConvertAll(plans, _ => new Dictionary<FactTable, Sums>());
        foreach (var (question, table, sums) in lanes.SelectMany(lane => lane.Sums))
            all[question][table] = sums;
        return (lanes.Min(lane => lane.AsOf), all);

        // What nothing splits is its own total.
        static bool SumsUp(Plan plan, FactTable table) => table.AddsUp || plan.Dimensions.Count == 0;
        static bool Compares(Plan plan, FactTable table) => plan.CompareTo is not null && !table.IsOfNow;

        Task<(DateTimeOffset AsOf, List<(int, FactTable, Sums)> Sums)> Lane((int Question, FactTable Table)[] asked) => db.Read(
            [Freshness.ForSums, Freshness.Of(Trade.TradeFigures.ProjectionName), .. asked.SelectMany(of => Statements(plans[of.Question], calendars[of.Question], segments[of.Question], of.Table))],
            async results =>
            {
                await results.First<string>();
                var (asOf, sums) = (await results.First<DateTimeOffset>(), new List<(int, FactTable, Sums)>());
                foreach (var (question, table) in asked)
                {
                    var (sumsUp, compares) = (SumsUp(plans[question], table), Compares(plans[question], table));
                    var found = await Some(results);
                    var total = sumsUp ? found : await Some(results);
                    List<Cell> before = compares ? await Some(results) : [];
                    sums.Add((question, table, new(found, total, before, sumsUp || !compares ? before : await Some(results))));
                }

                return (asOf, sums);
            },
            ct);

        static IEnumerable<Sql> Statements(Plan plan, Calendars calendars, (Guid[], string[]) segments, FactTable table)
        {
            var columns = plan.Sources.SelectMany(of => of).Where(of => of.Table == table).Select(of => of.Column).ToHashSet();
            Selection Select(bool before, bool total) => calendars.Select(plan, before, total) with { Segments = segments, Columns = columns };
            yield return table.Sum(Select(before: false, total: false));
            if (!SumsUp(plan, table))
                yield return table.Sum(Select(before: false, total: true));
            if (!Compares(plan, table))
                yield break;
            yield return table.Sum(Select(before: true, total: false));
            if (!SumsUp(plan, table))
                yield return table.Sum(Select(before: true, total: true));
        }
    }

    private static async Task<List<Cell>> Some(ResultSets results)
    {
        var cells = await results.List<Cell>();
        return cells.Count > FactTables.MostRows ? throw AnalyticsRefusals.TooManyRows.AsException() : Cell.Net(cells);
    }

    /// <summary>What the keys of the rows shown are called now.</summary>
    private static async Task<Dictionary<(string, string), string>> Names(
        Plan[] plans, List<Row>[] rows, List<LocationFacts> places, TenantDb db, CancellationToken ct)
    {
        var names = places.ToDictionary(place => ("location", place.LocationId.ToString()), place => place.Name);
        Guid[] Ids(string dimension) =>
        [
            .. plans.Zip(rows).SelectMany(of => of.First.Dimensions.Index().Where(key => key.Item.Name == dimension)
                    .SelectMany(key => of.Second.Select(row => row.Keys[key.Index])))
                .OfType<string>().Distinct(StringComparer.Ordinal).Select(Guid.Parse),
        ];
        var (products, variants, categories) = (Ids("product"), Ids("variant"), Ids("category"));
        if (products.Length + variants.Length + categories.Length > 0)
            foreach (var named in await db.Query<Named>(new(NamesSql, products, variants, categories), ct))
                names[(named.Dimension, named.Id.ToString())] = named.Name;
        return names;
    }

    private static FigureRowView View(Plan plan, Row row, Dictionary<(string, string), string> names) => new(
        [.. row.Keys.Index().Select(key => new FigureKeyView(
            key.Item, key.Item is null ? null : names.GetValueOrDefault((plan.Dimensions[key.Index].Name, key.Item))))],
        row.Currency, row.Values, row.Before);
}
