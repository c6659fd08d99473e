using Olympus.Kernel.Tenancy;

namespace Olympus.Analytics.Asking;

/// <summary>What may be asked for.</summary>
/// <param name="Measures">What can be counted.</param>
/// <param name="Dimensions">What it can be split and filtered by.</param>
/// <param name="Presets">Names of periods.</param>
/// <param name="Comparisons">What periods can be compared with.</param>
public sealed record FigureModelView(
    IReadOnlyList<ModelMeasureView> Measures, IReadOnlyList<ModelDimensionView> Dimensions, IReadOnlyList<ModelNameView> Presets,
    IReadOnlyList<ModelNameView> Comparisons);

/// <param name="Source">What happened, as the event log names it.</param>
/// <param name="Rounding">How the number is rounded; null: it is exact.</param>
/// <param name="Dimensions">Each of these alone; some go together and others do not.</param>
/// <param name="Unavailable">Why it cannot be asked for; null: it can.</param>
public sealed record ModelMeasureView(
    string Name, FigureUnit Unit, string Definition, string Source, string? Rounding, IReadOnlyList<string> Dimensions, string? Unavailable);

/// <param name="CanFilter">Whether values of it can be left out.</param>
/// <param name="Unavailable">Why it cannot be asked for; null: it can.</param>
public sealed record ModelDimensionView(string Name, string Definition, bool CanFilter, string? Unavailable);

public sealed record ModelNameView(string Name, string Definition);

/// <summary>The words of <c>POST /analytics/query</c>.</summary>
public static class DescribeFigures
{
    private static readonly FigureModelView Model = Of(Measures.All), ModelWithoutCosts = Of(Measures.All.Where(new Sight(null, Costs: false).Shows));

    /// <summary>What can be asked about figures, with definitions. Measures that are not for the caller are left out.</summary>
    public static FigureModelView Handle(Principal principal) => Sight.Of(principal).Costs ? Model : ModelWithoutCosts;

    private static FigureModelView Of(IEnumerable<Measure> measures) => new(
        [
            .. measures.Select(measure => new ModelMeasureView(
                measure.Name, measure.Unit, measure.Definition, measure.Source, measure.Rounding,
                [
                    .. Dimensions.All.Where(dimension => dimension.Missing is null && measure.Of.Length > 0
                        && Array.TrueForAll(measure.Of, part => Array.Exists(part.Tables, table => table.Dimensions.Contains(dimension.Name))))
                        .Select(dimension => dimension.Name),
                ],
                measure.Missing)),
        ],
        [.. Dimensions.All.Select(dimension => new ModelDimensionView(dimension.Name, dimension.Definition, dimension.CanFilter, dimension.Missing))],
        [.. Periods.Presets.Select(preset => new ModelNameView(preset.Name, preset.Definition))],
        [.. Periods.Comparisons.Select(comparison => new ModelNameView(comparison.Name, comparison.Definition))]);
}
