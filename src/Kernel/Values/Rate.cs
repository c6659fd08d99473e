using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Olympus.Kernel.Values;

/// <summary>A share of something, exact to a millionth: 0.19 is 19 %. On the wire a decimal string, <c>"0.19"</c>,
/// because a JSON number would pass through floating point on its way.</summary>
/// <param name="Millionths">190000 for 19 %; never negative.</param>
[JsonConverter(typeof(RateJsonConverter))]
public readonly record struct Rate(long Millionths) : IParsable<Rate>, IComparable<Rate>
{
    public const int One = 1_000_000;

    public static Rate Zero => default;

    /// <summary>19 → 0.19. At most four decimals of a per cent.</summary>
    public static Rate Percent(decimal percent) => FromFraction(percent / 100);

    /// <exception cref="ArgumentOutOfRangeException">Negative, above 1000, or finer than a millionth.</exception>
    public static Rate FromFraction(decimal fraction) =>
        fraction is >= 0 and <= 1000 && decimal.IsInteger(fraction * One)
            ? new((long)(fraction * One))
            : throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "A rate lies between 0 and 1000 and has at most six decimals.");

    /// <summary>0.19 for 19 %, without trailing zeros.</summary>
    public decimal Fraction => decimal.Parse(ToString(), CultureInfo.InvariantCulture);

    public int CompareTo(Rate other) => Millionths.CompareTo(other.Millionths);

    public static Rate Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var rate) ? rate : throw new FormatException($"'{s}' is not a rate such as 0.19.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Rate result)
    {
        var ok = decimal.TryParse(s, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var fraction)
            && fraction is >= 0 and <= 1000 && decimal.IsInteger(fraction * One);
        result = ok ? new((long)(fraction * One)) : default;
        return ok;
    }

    public override string ToString() => ((decimal)Millionths / One).ToString("0.######", CultureInfo.InvariantCulture);

    public static bool operator <(Rate left, Rate right) => left.Millionths < right.Millionths;
    public static bool operator >(Rate left, Rate right) => left.Millionths > right.Millionths;
    public static bool operator <=(Rate left, Rate right) => left.Millionths <= right.Millionths;
    public static bool operator >=(Rate left, Rate right) => left.Millionths >= right.Millionths;
}

internal sealed class RateJsonConverter : JsonConverter<Rate>
{
    public override Rate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Rate.TryParse(reader.GetString(), null, out var rate)
            ? rate
            : throw new JsonException("A rate is a decimal string such as \"0.19\".");

    public override void Write(Utf8JsonWriter writer, Rate value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
