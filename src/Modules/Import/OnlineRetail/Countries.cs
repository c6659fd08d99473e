using System.Collections.Frozen;

namespace Olympus.Import.OnlineRetail;

/// <summary>The file's country names as ISO 3166-1 codes. Names that are no single country ("European Community", "Channel Islands",
/// "Unspecified") have none: the name stays a note of the customer.</summary>
public static class Countries
{
    private static readonly FrozenDictionary<string, string> Codes = new Dictionary<string, string>
    {
        ["Australia"] = "AU", ["Austria"] = "AT", ["Bahrain"] = "BH", ["Belgium"] = "BE", ["Bermuda"] = "BM", ["Brazil"] = "BR",
        ["Canada"] = "CA", ["Cyprus"] = "CY", ["Czech Republic"] = "CZ", ["Denmark"] = "DK", ["EIRE"] = "IE", ["Finland"] = "FI",
        ["France"] = "FR", ["Germany"] = "DE", ["Greece"] = "GR", ["Hong Kong"] = "HK", ["Iceland"] = "IS", ["Israel"] = "IL",
        ["Italy"] = "IT", ["Japan"] = "JP", ["Korea"] = "KR", ["Lebanon"] = "LB", ["Lithuania"] = "LT", ["Malta"] = "MT",
        ["Netherlands"] = "NL", ["Nigeria"] = "NG", ["Norway"] = "NO", ["Poland"] = "PL", ["Portugal"] = "PT", ["RSA"] = "ZA",
        ["Saudi Arabia"] = "SA", ["Singapore"] = "SG", ["Spain"] = "ES", ["Sweden"] = "SE", ["Switzerland"] = "CH", ["Thailand"] = "TH",
        ["United Arab Emirates"] = "AE", ["United Kingdom"] = "GB", ["USA"] = "US",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string? CodeOf(string? name) => name is null ? null : Codes.GetValueOrDefault(name);
}
