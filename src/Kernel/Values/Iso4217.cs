using System.Collections.Frozen;

namespace Olympus.Kernel.Values;

/// <summary>The decimals of every currency that has a minor unit. Source: ISO 4217:2015 maintenance agency list (facts).
/// Our own table, because a culture's idea of decimals depends on the machine.</summary>
public static class Iso4217
{
    private static readonly (int Exponent, string Codes)[] Table =
    [
        (0, """
            BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF
            """),
        (2, """
            AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD
            CAD CDF CHE CHF CHW CNY COP COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL
            GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR
            LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB
            PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP
            SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWL
            """),
        (3, """
            BHD IQD JOD KWD LYD OMR TND
            """),
        (4, """
            CLF UYW
            """),
    ];

    public static readonly FrozenDictionary<string, int> MinorUnits = Table
        .SelectMany(row => row.Codes.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(code => (code, row.Exponent)))
        .ToFrozenDictionary(row => row.code, row => row.Exponent, StringComparer.Ordinal);
}
