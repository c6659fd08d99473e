using System.Text.Json.Serialization;

namespace Olympus.Kernel.Values;

/// <summary>How an amount that is no whole minor unit becomes one. Always named where it happens: jurisdictions disagree,
/// and .NET's own default (half even) is neither what most tills nor what most laws expect.</summary>
[JsonConverter(typeof(WireEnum<Rounding>))]
public enum Rounding
{
    /// <summary>To the nearest; a tie goes away from zero: 0.585 → 0.59, −0.585 → −0.59. A refund mirrors its sale.</summary>
    HalfUp,

    /// <summary>To the nearest; a tie goes to the even neighbour (banker's rounding): 0.585 → 0.58.</summary>
    HalfEven,

    /// <summary>Always towards zero: what is not whole is not given.</summary>
    Down,

    /// <summary>Always away from zero.</summary>
    Up,
}

/// <summary>Exact rounding: on decimals and on fractions of integers, never on floating point.</summary>
public static class RoundingRules
{
    /// <summary>The whole number this mode makes of <paramref name="value"/>.</summary>
    /// <exception cref="OverflowException">The result does not fit 64 bits.</exception>
    public static long Round(this Rounding rounding, decimal value) => (long)(rounding switch
    {
        Rounding.HalfUp => Math.Round(value, 0, MidpointRounding.AwayFromZero),
        Rounding.HalfEven => Math.Round(value, 0, MidpointRounding.ToEven),
        Rounding.Down => Math.Truncate(value),
        Rounding.Up => value < 0 ? Math.Floor(value) : Math.Ceiling(value),
        _ => throw Unknown(rounding),
    });

    /// <summary>The whole number this mode makes of <paramref name="numerator"/> ÷ <paramref name="denominator"/>.
    /// The quotient is never written down as a decimal, so 1/3 cannot be taken for a tie.</summary>
    /// <exception cref="OverflowException">The result does not fit 64 bits.</exception>
    public static long Divide(this Rounding rounding, Int128 numerator, Int128 denominator)
    {
        if (denominator <= 0)
            throw new ArgumentOutOfRangeException(nameof(denominator), "A denominator is positive.");
        var (quotient, remainder) = Int128.DivRem(numerator, denominator);
        var left = Int128.Abs(remainder);
        var half = left.CompareTo(denominator - left);
        var away = left != 0 && rounding switch
        {
            Rounding.HalfUp => half >= 0,
            Rounding.HalfEven => half > 0 || (half == 0 && Int128.IsOddInteger(quotient)),
            Rounding.Down => false,
            Rounding.Up => true,
            _ => throw Unknown(rounding),
        };
        return checked((long)(away ? quotient + Int128.Sign(numerator) : quotient));
    }

    private static ArgumentOutOfRangeException Unknown(Rounding rounding) => new(nameof(rounding), rounding, "No such rounding.");
}
