using System.Collections.Frozen;

namespace Olympus.Import.OnlineRetail;

/// <summary>The file's country names as ISO 3166-1 codes. Names that are no single country ("European Community", "Channel Islands",
/// "Unspecified") have none.</summary>
public static class Countries
{
    private const string Table = """
        AE United Arab Emirates, AT Austria, AU Australia, BE Belgium, BH Bahrain, BM Bermuda, BR Brazil, CA Canada, CH Switzerland, CY Cyprus,
        CZ Czech Republic, DE Germany, DK Denmark, ES Spain, FI Finland, FR France, GB United Kingdom, GR Greece, HK Hong Kong, IE EIRE,
        IL Israel, IS Iceland, IT Italy, JP Japan, KR Korea, LB Lebanon, LT Lithuania, MT Malta, NG Nigeria, NL Netherlands, NO Norway,
        PL Poland, PT Portugal, SA Saudi Arabia, SE Sweden, SG Singapore, TH Thailand, US USA, ZA RSA
        """;

    private static readonly FrozenDictionary<string, string> Codes = Table
        .Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .ToFrozenDictionary(row => row[3..], row => row[..2], StringComparer.Ordinal);

    public static string? CodeOf(string? name) => name is null ? null : Codes.GetValueOrDefault(name);
}
