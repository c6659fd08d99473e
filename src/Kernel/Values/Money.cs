using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Olympus.Kernel.Values;

/// <summary>An amount of one currency in its minor unit (cents for EUR, yen for JPY). On the wire <c>{"amount": 1299, "currency": "EUR"}</c>.</summary>
/// <param name="Amount">Minor units, may be negative.</param>
/// <param name="Currency">ISO 4217.</param>
[JsonConverter(typeof(MoneyJsonConverter))]
public readonly record struct Money(long Amount, Currency Currency)
{
    /// <summary>The largest amount every JSON reader keeps exactly: 2^53 − 1.</summary>
    public const long Largest = (1L << 53) - 1;

    public static Money Zero(Currency currency) => new(0, currency);

    /// <summary>12.99 EUR → 1299. The amount must be whole minor units.</summary>
    /// <exception cref="ArgumentException">There is no such amount: 12.999 EUR, 0.5 JPY.</exception>
    public static Money FromMajor(decimal major, Currency currency)
    {
        var minor = major * Scale(currency);
        return decimal.IsInteger(minor)
            ? new((long)minor, currency)
            : throw new ArgumentException($"{major} {currency} is no whole number of minor units.", nameof(major));
    }

    /// <summary>12.345 EUR → 1235 with <see cref="Rounding.HalfUp"/>.</summary>
    public static Money FromMajor(decimal major, Currency currency, Rounding rounding) => new(rounding.Round(major * Scale(currency)), currency);

    /// <summary>12.99 for 1299 EUR: for people and files, never for arithmetic.</summary>
    public decimal ToMajor() => Amount / Scale(Currency);

    /// <summary>"12.99 EUR", for sentences; every decimal of the currency, no thousands separator.</summary>
    public string ToText() => $"{ToMajor().ToString("F" + Currency.Exponent, CultureInfo.InvariantCulture)} {Currency}";

    /// <summary>That share of the amount, rounded once as named.</summary>
    public Money Times(Rate rate, Rounding rounding) => new(rounding.Divide((Int128)Amount * rate.Millionths, Rate.One), Currency);

    /// <summary>The amount by a decimal factor (a weight, an hour), rounded once as named.</summary>
    public Money Times(decimal factor, Rounding rounding) => new(rounding.Round(Amount * factor), Currency);

    public static Money operator +(Money left, Money right) => new(checked(left.Amount + Same(left, right).Amount), left.Currency);
    public static Money operator -(Money left, Money right) => new(checked(left.Amount - Same(left, right).Amount), left.Currency);
    public static Money operator -(Money value) => new(checked(-value.Amount), value.Currency);
    public static Money operator *(Money value, long times) => new(checked(value.Amount * times), value.Currency);

    private static Money Same(Money left, Money right) =>
        left.Currency == right.Currency
            ? right
            : throw new InvalidOperationException($"{left.Currency} and {right.Currency} cannot be added or subtracted.");

    private static decimal Scale(Currency currency) => currency.Exponent switch
    {
        0 => 1m,
        2 => 100m,
        3 => 1000m,
        4 => 10_000m,
        var other => throw new InvalidOperationException($"No currency has {other} decimals."),
    };

    public override string ToString() => $"{Amount} {Currency}";
}

/// <summary>Reads exactly two members, each once, whatever the serializer's options tolerate elsewhere.</summary>
internal sealed class MoneyJsonConverter : JsonConverter<Money>
{
    private const string Shape = "Money is {\"amount\": whole minor units within 2^53, \"currency\": ISO 4217 code}.";

    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException(Shape);
        long? amount = null;
        Currency? currency = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (amount is null && reader.ValueTextEquals("amount"u8))
                amount = reader.Read() && reader.TokenType == JsonTokenType.Number
                    && reader.TryGetInt64(out var units) && units is <= Money.Largest and >= -Money.Largest
                    ? units
                    : throw new JsonException(Shape);
            else if (currency is null && reader.ValueTextEquals("currency"u8))
                currency = reader.Read() && reader.TokenType == JsonTokenType.String && Currency.TryParse(reader.GetString(), null, out var known)
                    ? known
                    : throw new JsonException(Shape);
            else
                throw new JsonException(Shape);
        }
        return amount is { } a && currency is { } c ? new(a, c) : throw new JsonException(Shape);
    }

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options)
    {
        if (value.Amount is > Money.Largest or < -Money.Largest)
            throw new JsonException($"{value} is more than a reader of JSON keeps exactly.");
        writer.WriteStartObject();
        writer.WriteNumber("amount"u8, value.Amount);
        writer.WriteString("currency"u8, value.Currency.Code);
        writer.WriteEndObject();
    }
}
