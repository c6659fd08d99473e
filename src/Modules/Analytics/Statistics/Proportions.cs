using MathNet.Numerics.Distributions;

namespace Olympus.Analytics.Statistics;

/// <summary>Where a number lies with the confidence that was asked for.</summary>
public sealed record Interval(double Low, double High)
{
    public bool Contains(double value) => Low <= value && value <= High;
}

/// <summary>What a test says of a difference.</summary>
/// <param name="Difference">The second minus the first.</param>
/// <param name="Statistic">z or t.</param>
/// <param name="PValue">Two-sided: how often chance alone would make a difference at least as large.</param>
public sealed record TestOutcome(double Difference, double Statistic, double PValue);

/// <summary>So many of so many.</summary>
/// <param name="Successes">At most <paramref name="Trials"/>.</param>
public readonly record struct Proportion(long Successes, long Trials)
{
    public double Rate => Trials == 0 ? double.NaN : (double)Successes / Trials;
}

/// <summary>Shares and their differences. Pure.</summary>
public static class Proportions
{
    /// <summary>z of a two-sided level: 1.96 for 0.95.</summary>
    public static double TwoSidedZ(double confidence) => Normal.InvCDF(0, 1, 0.5 + confidence / 2);

    /// <summary>The score interval of Wilson (1927), without continuity correction: Newcombe, Statistics in Medicine 17 (1998), 857-872, method 3.</summary>
    public static Interval Wilson(Proportion of, double confidence)
    {
        if (of.Trials == 0)
            return new(0, 1);
        var (n, p, z) = ((double)of.Trials, of.Rate, TwoSidedZ(confidence));
        var middle = 2 * n * p + z * z;
        var half = z * Math.Sqrt(z * z + 4 * n * p * (1 - p));
        var whole = 2 * (n + z * z);
        return new(of.Successes == 0 ? 0 : (middle - half) / whole, of.Successes == of.Trials ? 1 : (middle + half) / whole);
    }

    /// <summary>The interval of <c>second - first</c> from the score intervals of both: Newcombe, Statistics in Medicine 17 (1998), 873-890, method 10.</summary>
    public static Interval Newcombe(Proportion first, Proportion second, double confidence)
    {
        var (one, two) = (Wilson(first, confidence), Wilson(second, confidence));
        if (first.Trials == 0 || second.Trials == 0)
            return new(-1, 1);
        var difference = second.Rate - first.Rate;
        return new(
            difference - Math.Sqrt(Square(second.Rate - two.Low) + Square(one.High - first.Rate)),
            difference + Math.Sqrt(Square(two.High - second.Rate) + Square(first.Rate - one.Low)));
    }

    /// <summary>The two-proportion z test with pooled variance: Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions (2003), 3.1. Null while a
    /// side is empty, or when nobody or everybody did it.</summary>
    public static TestOutcome? Test(Proportion first, Proportion second)
    {
        if (first.Trials == 0 || second.Trials == 0)
            return null;
        var pooled = (double)(first.Successes + second.Successes) / (first.Trials + second.Trials);
        var error = Math.Sqrt(pooled * (1 - pooled) * (1.0 / first.Trials + 1.0 / second.Trials));
        if (error == 0)
            return null;
        var difference = second.Rate - first.Rate;
        return new(difference, difference / error, TwoSided(difference / error));
    }

    /// <summary>The variance of <c>second - first</c>, unpooled; null while a side is empty.</summary>
    public static double? Variance(Proportion first, Proportion second) => first.Trials == 0 || second.Trials == 0
        ? null
        : first.Rate * (1 - first.Rate) / first.Trials + second.Rate * (1 - second.Rate) / second.Trials;

    /// <summary>Both tails of the normal distribution beyond z; exact far out, where 1 - CDF has no digits left.</summary>
    public static double TwoSided(double z) => Math.Min(1, 2 * Normal.CDF(0, 1, -Math.Abs(z)));

    private static double Square(double value) => value * value;
}
