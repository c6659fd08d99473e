using System.Text.RegularExpressions;

namespace Olympus.Import.OnlineRetail;

/// <summary>Why stock moved, in the words of the stock ledger.</summary>
public static partial class StockReasons
{
    public const string Sold = "sold";
    public const string Returned = "returned";

    /// <summary>What the remark says plainly; anything else is a correction.</summary>
    public static string OfCorrection(string remark, int change) => change switch
    {
        < 0 when Breakage().IsMatch(remark) => "damaged",
        < 0 when Absence().IsMatch(remark) => "lost",
        > 0 when Discovery().IsMatch(remark) => "found",
        _ => "correction",
    };

    [GeneratedRegex(@"\b(damag\w*|dagamed|broken|crush\w*|smash\w*|wet|rusty|mouldy|thrown?|faulty|cracked|smudge\w*|unsaleable|can't sell)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Breakage();

    [GeneratedRegex(@"\b(lost|missing)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Absence();

    [GeneratedRegex(@"\bfound\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Discovery();
}
