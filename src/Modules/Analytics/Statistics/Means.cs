using MathNet.Numerics.Distributions;

namespace Olympus.Analytics.Statistics;

/// <summary>What is kept of numbers whose mean is asked for.</summary>
/// <param name="Sum">Of the numbers.</param>
/// <param name="SumOfSquares">Of their squares.</param>
public readonly record struct Sample(long Count, double Sum, double SumOfSquares)
{
    public static Sample Of(IReadOnlyCollection<double> values) => new(values.Count, values.Sum(), values.Sum(value => value * value));

    public double Mean => Count == 0 ? double.NaN : Sum / Count;

    /// <summary>Of the sample, with n - 1; NaN for fewer than two.</summary>
    public double Variance => Count < 2 ? double.NaN : Math.Max(0, (SumOfSquares - Sum * Sum / Count) / (Count - 1));
}

/// <summary>Means and their differences. Pure.</summary>
public static class Means
{
    /// <summary>The t interval of a mean; null for fewer than two numbers.</summary>
    public static Interval? Around(Sample of, double confidence)
    {
        if (of.Count < 2)
            return null;
        var half = StudentT.InvCDF(0, 1, of.Count - 1, 0.5 + confidence / 2) * Math.Sqrt(of.Variance / of.Count);
        return new(of.Mean - half, of.Mean + half);
    }

    /// <summary>Welch's t test for unequal variances: Welch, Biometrika 34 (1947), 28-35. Null for fewer than two numbers on a side, or when nothing varies.</summary>
    public static TestOutcome? Welch(Sample first, Sample second) => Error(first, second) is var (error, degrees) && error > 0
        ? new(
            second.Mean - first.Mean, (second.Mean - first.Mean) / error,
            Math.Min(1, 2 * StudentT.CDF(0, 1, degrees, -Math.Abs(second.Mean - first.Mean) / error)))
        : null;

    /// <summary>The interval of <c>second - first</c> that belongs to <see cref="Welch"/>; null where that is.</summary>
    public static Interval? Difference(Sample first, Sample second, double confidence)
    {
        if (Error(first, second) is not var (error, degrees) || !(error > 0))
            return null;
        var half = StudentT.InvCDF(0, 1, degrees, 0.5 + confidence / 2) * error;
        return new(second.Mean - first.Mean - half, second.Mean - first.Mean + half);
    }

    /// <summary>The variance of <c>second - first</c>; null for fewer than two numbers on a side.</summary>
    public static double? Variance(Sample first, Sample second) =>
        first.Count < 2 || second.Count < 2 ? null : first.Variance / first.Count + second.Variance / second.Count;

    /// <summary>Degrees of freedom by Welch and Satterthwaite.</summary>
    public static double Degrees(Sample first, Sample second)
    {
        var (one, two) = (first.Variance / first.Count, second.Variance / second.Count);
        return (one + two) * (one + two) / (one * one / (first.Count - 1) + two * two / (second.Count - 1));
    }

    private static (double Error, double Degrees)? Error(Sample first, Sample second) => Variance(first, second) is { } variance
        ? (Math.Sqrt(variance), variance > 0 ? Degrees(first, second) : 1)
        : null;
}
