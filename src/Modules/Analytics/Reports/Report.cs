using System.Globalization;
using System.Text.Json.Serialization;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Reports;

/// <summary>What stands in a column.</summary>
[JsonConverter(typeof(WireEnum<ReportColumnKind>))]
public enum ReportColumnKind
{
    Text,

    /// <summary>Whole things.</summary>
    Count,

    /// <summary>Of the row's currency, in its major unit.</summary>
    Money,

    /// <summary>A share: 0.25 is 25 %.</summary>
    Ratio,
    Number,
}

/// <summary>A report: a period and its tables.</summary>
/// <param name="Report">Which one.</param>
/// <param name="AsOf">Everything that was written down before this moment is counted.</param>
public sealed record ReportView(string Report, string Title, DateOnly From, DateOnly To, DateTimeOffset AsOf, IReadOnlyList<ReportTableView> Tables);

/// <param name="Name">Such as <c>by_day</c>.</param>
/// <param name="Chart">Which column is drawn as bars where the report is drawn; null: none.</param>
/// <param name="RowCount">How many rows there are; those beyond 10,000 are left out.</param>
/// <param name="Rows">Each with as many cells as there are columns.</param>
public sealed record ReportTableView(
    string Name, string Title, IReadOnlyList<ReportColumnView> Columns, int? Chart, int RowCount, IReadOnlyList<IReadOnlyList<ReportCellView>> Rows);

public sealed record ReportColumnView(string Name, string Title, ReportColumnKind Kind);

/// <summary>A text or a number; neither: there is no such value.</summary>
/// <param name="Number">Of money in its major unit: 12.99.</param>
/// <param name="Decimals">As many as the number is written with.</param>
public sealed record ReportCellView(string? Text = null, decimal? Number = null, int Decimals = 0)
{
    public static readonly ReportCellView None = new();

    /// <summary>For people, in no language: a point before the decimals, nothing between thousands.</summary>
    public string Show(ReportColumnKind kind) => Number is not { } number ? Text ?? ""
        : kind == ReportColumnKind.Ratio ? (number * 100).ToString("F2", CultureInfo.InvariantCulture) + " %"
        : number.ToString("F" + Decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
