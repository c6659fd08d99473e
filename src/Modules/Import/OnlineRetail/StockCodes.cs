using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Olympus.Import.OnlineRetail;

/// <summary>What a stock code stands for.</summary>
public enum CodeKind
{
    /// <summary>A thing on a shelf: it has stock.</summary>
    Goods,
    /// <summary>A voucher card: sold and counted like goods.</summary>
    GiftVoucher,
    /// <summary>Postage and carriage.</summary>
    Postage,
    /// <summary>An amount typed in by hand.</summary>
    Manual,
    /// <summary>A discount given after the invoice.</summary>
    Discount,
    /// <summary>Samples, charged or given.</summary>
    Samples,
    /// <summary>Bank charges and commissions put on an invoice.</summary>
    Fee,
    /// <summary>A marketplace's fee: between the shop and the marketplace, never a sale.</summary>
    MarketplaceFee,
    /// <summary>Adjustment of bad debt.</summary>
    BadDebt,
    /// <summary>A made-up article for trying things out.</summary>
    Test,
    /// <summary>Nothing the rules know.</summary>
    Unknown,
}

/// <summary>The shop's stock codes: five digits and up to three letters for goods, words for everything that is no article.</summary>
public static partial class StockCodes
{
    private static readonly FrozenDictionary<string, CodeKind> Words = new Dictionary<string, CodeKind>
    {
        ["POST"] = CodeKind.Postage,
        ["DOT"] = CodeKind.Postage,
        ["C2"] = CodeKind.Postage,
        ["C3"] = CodeKind.Postage,
        ["M"] = CodeKind.Manual,
        ["ADJUST"] = CodeKind.Manual,
        ["ADJUST2"] = CodeKind.Manual,
        ["D"] = CodeKind.Discount,
        ["S"] = CodeKind.Samples,
        ["BANK CHARGES"] = CodeKind.Fee,
        ["CRUK"] = CodeKind.Fee,
        ["AMAZONFEE"] = CodeKind.MarketplaceFee,
        ["B"] = CodeKind.BadDebt,
        ["PADS"] = CodeKind.Goods,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static CodeKind KindOf(string code) =>
        Words.TryGetValue(code, out var kind) ? kind
        : code.StartsWith("GIFT", StringComparison.Ordinal) ? CodeKind.GiftVoucher
        : code.StartsWith("TEST", StringComparison.Ordinal) ? CodeKind.Test
        : ArticleNumber().IsMatch(code) ? CodeKind.Goods
        : CodeKind.Unknown;

    /// <summary>True for what lies on a shelf and is counted.</summary>
    public static bool HasStock(CodeKind kind) => kind is CodeKind.Goods or CodeKind.GiftVoucher;

    [GeneratedRegex("^([0-9]{5}[A-Z]{0,3}|DCGS[0-9A-Z]{1,8}|SP[0-9]{4})$", RegexOptions.CultureInvariant)]
    private static partial Regex ArticleNumber();
}
