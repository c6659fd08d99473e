using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Olympus.Kernel.Values;

/// <summary>The countries of ISO 3166-1 (alpha-2) as of 2026, and the form of a region: a country, or one of its subdivisions
/// (ISO 3166-2) such as <c>US-NY</c>.</summary>
public static class Iso3166
{
    public static readonly FrozenSet<string> Countries = (
        "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK " +
        "CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS " +
        "GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV " +
        "LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM " +
        "PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR " +
        "TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The subdivision's own code is checked for its form only: there are thousands, and they change.</summary>
    public static bool IsRegion([NotNullWhen(true)] string? text) => text is { Length: >= 2 }
        && Countries.Contains(text[..2])
        && (text.Length == 2 || (text is { Length: >= 4 and <= 6 } && text[2] == '-' && text.AsSpan(3).IndexOfAnyExcept(Subdivision) < 0));

    private static readonly System.Buffers.SearchValues<char> Subdivision = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
}
