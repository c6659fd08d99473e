using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Olympus.Kernel.Values;

/// <summary>An ISO 4217 currency by its three-letter code.</summary>
[JsonConverter(typeof(CurrencyJsonConverter))]
public readonly record struct Currency : IParsable<Currency>
{
    private readonly string? _code;

    public Currency(string code) => _code = Iso4217.MinorUnits.ContainsKey(code)
        ? string.Intern(code)
        : throw new ArgumentException($"'{code}' is not an ISO 4217 currency.", nameof(code));

    public string Code => _code ?? throw new InvalidOperationException("A currency that was never set.");

    /// <summary>How many decimals the minor unit has: 2 for EUR, 0 for JPY, 3 for BHD.</summary>
    public int Exponent => Iso4217.MinorUnits[Code];

    public static bool IsKnown([NotNullWhen(true)] string? code) => code is not null && Iso4217.MinorUnits.ContainsKey(code);

    public static Currency Parse(string s, IFormatProvider? provider) => new(s);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Currency result)
    {
        result = IsKnown(s) ? new(s) : default;
        return IsKnown(s);
    }

    public override string ToString() => _code ?? "";
}

internal sealed class CurrencyJsonConverter : JsonConverter<Currency>
{
    public override Currency Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is { } code && Currency.IsKnown(code)
            ? new(code)
            : throw new JsonException("A currency is an ISO 4217 code such as EUR.");

    public override void Write(Utf8JsonWriter writer, Currency value, JsonSerializerOptions options) => writer.WriteStringValue(value.Code);
}
