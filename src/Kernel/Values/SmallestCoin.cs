using System.Collections.Frozen;

namespace Olympus.Kernel.Values;

/// <summary>
/// What cash comes in where the smallest coins are gone. The price stays exact; what is paid in cash is the nearest amount that coins can make, half of a
/// coin upwards. Cards and transfers pay the exact amount.
/// </summary>
public static class SmallestCoin
{
    /// <summary>Minor units by currency. Where only some countries of a currency round, they stand in <see cref="ByCountry"/>.</summary>
    private static readonly FrozenDictionary<string, long> ByCurrency = new (string Currency, long Coin)[]
    {
        ("AUD", 5), ("CAD", 5), ("CHF", 5), ("CZK", 100), ("DKK", 50), ("HKD", 10), ("HUF", 500), ("ILS", 10), ("MYR", 5), ("NOK", 100), ("NZD", 10),
        ("SEK", 100), ("SGD", 5), ("ZAR", 10),
    }.ToFrozenDictionary(one => one.Currency, one => one.Coin);

    /// <summary>Countries of the euro in which shops round to five cents, by law or by custom.</summary>
    private static readonly FrozenDictionary<(string Currency, string Country), long> ByCountry = new[] { "BE", "EE", "FI", "IE", "IT", "LT", "NL", "SK" }
        .ToFrozenDictionary(country => ("EUR", country), _ => 5L);

    /// <summary>The coin, in minor units: 5 for CHF, 100 for SEK, 1 where every amount can be paid.</summary>
    /// <param name="region">ISO 3166-1 alpha-2, or with a subdivision such as <c>US-NY</c>.</param>
    public static long Of(Currency currency, string region) =>
        ByCountry.GetValueOrDefault((currency.Code, region.Split('-')[0]), ByCurrency.GetValueOrDefault(currency.Code, 1));

    /// <summary>The coarsest coin any place of that currency has: no rounding of its cash is larger than half of it.</summary>
    public static long Coarsest(Currency currency) =>
        ByCountry.Where(one => one.Key.Currency == currency.Code).Select(one => one.Value).Append(ByCurrency.GetValueOrDefault(currency.Code, 1)).Max();

    /// <summary>What is added (or, negative, taken off) to make an amount one that coins can pay: 928 with a coin of 5 is 2.</summary>
    /// <param name="amount">Minor units, not negative.</param>
    public static long Rounding(long amount, long coin)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        var above = amount % coin;
        return above * 2 >= coin && above > 0 ? coin - above : -above;
    }

    /// <summary>What is added to (or, negative, taken off) cash that goes back. Each refund is rounded as a payment is, but the drawer never gives back more than it
    /// took, and the last one gives all that is left of it: whoever brings everything back gets back what they paid.</summary>
    /// <param name="amount">What goes back, exactly; minor units.</param>
    /// <param name="refundable">What could go back, exactly, this refund included.</param>
    /// <param name="held">What the drawer took for the payment and has not given back.</param>
    public static long RefundRounding(long amount, long refundable, long held, long coin)
    {
        var rounded = amount + Rounding(amount, coin);
        var left = held <= 0 ? 0 : held + Rounding(held, coin);
        return (amount == refundable ? left : Math.Min(rounded, left)) - amount;
    }
}
