using System.Text.Json;
using System.Text.Json.Serialization;
using Olympus.Kernel.Values;

namespace Olympus.Rules.Values;

public sealed class MoneyOnTheWire
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        RespectRequiredConstructorParameters = true,
    };

    private sealed record Holder(Money UnitPrice, Rate TaxRate, Money? Tip = null);

    [Fact]
    public void Is_minor_units_and_a_currency() =>
        JsonSerializer.Serialize(new Money(1299, new("EUR")), Strict).ShouldBe("""{"amount":1299,"currency":"EUR"}""");

    [Fact]
    public void Comes_back_as_it_went()
    {
        var holder = new Holder(new(-5, new("JPY")), Rate.Percent(8.875m), new(Money.Largest, new("BHD")));
        var json = JsonSerializer.Serialize(holder, Strict);
        json.ShouldBe("""{"unit_price":{"amount":-5,"currency":"JPY"},"tax_rate":"0.08875","tip":{"amount":9007199254740991,"currency":"BHD"}}""");
        JsonSerializer.Deserialize<Holder>(json, Strict).ShouldBe(holder);
    }

    [Theory]
    [InlineData("""{"amount":12.5,"currency":"EUR"}""")]
    [InlineData("""{"amount":"12","currency":"EUR"}""")]
    [InlineData("""{"amount":9007199254740992,"currency":"EUR"}""")]
    [InlineData("""{"amount":-9007199254740992,"currency":"EUR"}""")]
    [InlineData("""{"amount":12,"currency":"EURO"}""")]
    [InlineData("""{"amount":12,"currency":"eur"}""")]
    [InlineData("""{"amount":12,"currency":978}""")]
    [InlineData("""{"amount":12}""")]
    [InlineData("""{"currency":"EUR"}""")]
    [InlineData("""{"amount":12,"currency":"EUR","scale":2}""")]
    [InlineData("""{"amount":12,"amount":13,"currency":"EUR"}""")]
    [InlineData("""{"Amount":12,"currency":"EUR"}""")]
    [InlineData("""{"amount":null,"currency":"EUR"}""")]
    [InlineData("12")]
    [InlineData("[]")]
    public void Is_refused_in_any_other_shape(string json) => Should.Throw<JsonException>(() => JsonSerializer.Deserialize<Money>(json, Strict));

    [Fact]
    public void Is_refused_in_any_other_shape_by_lenient_options_too() =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<Money>("""{"amount":"12","currency":"EUR"}""", JsonSerializerOptions.Web));

    [Fact]
    public void Is_not_written_when_a_reader_could_not_keep_it() =>
        Should.Throw<JsonException>(() => JsonSerializer.Serialize(new Money(Money.Largest + 1, new("EUR")), Strict));

    [Theory]
    [InlineData("\"0.19\"", 190_000)]
    [InlineData("\"1\"", 1_000_000)]
    [InlineData("\"0.000001\"", 1)]
    public void A_rate_is_a_decimal_string(string json, long millionths) =>
        JsonSerializer.Deserialize<Rate>(json, Strict).Millionths.ShouldBe(millionths);

    [Theory]
    [InlineData("0.19")]
    [InlineData("\"-0.1\"")]
    [InlineData("\"0.0000001\"")]
    [InlineData("\"1e-1\"")]
    [InlineData("\"19 %\"")]
    [InlineData("\"1001\"")]
    public void Any_other_rate_is_refused(string json) => Should.Throw<JsonException>(() => JsonSerializer.Deserialize<Rate>(json, Strict));

    [Fact]
    public void A_named_value_is_snake_case_and_never_a_number()
    {
        JsonSerializer.Serialize(Rounding.HalfEven, Strict).ShouldBe("\"half_even\"");
        JsonSerializer.Deserialize<Rounding>("\"half_up\"", Strict).ShouldBe(Rounding.HalfUp);
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<Rounding>("1", Strict));
        WireName.Of(Rounding.HalfUp).ShouldBe("half_up");
        WireName.Parse<Rounding>("half_even").ShouldBe(Rounding.HalfEven);
        Should.Throw<FormatException>(() => WireName.Parse<Rounding>("HalfEven"));
    }
}
