using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Olympus.Analytics.Statistics;

/// <summary>How many are needed, and what so many can show. Two groups of one size, two-sided. Pure.</summary>
public static class Power
{
    private const long Most = 1L << 40;

    /// <summary>How often a difference between two shares is found with so many on each side: the normal approximation with pooled variance under the
    /// hypothesis, Fleiss, Levin and Paik (2003), 4.1, as R's <c>power.prop.test</c> computes it.</summary>
    public static double OfProportions(double n, double first, double second, double alpha)
    {
        var z = Normal.InvCDF(0, 1, 1 - alpha / 2);
        var under = Math.Sqrt((first + second) * (1 - (first + second) / 2));
        var real = Math.Sqrt(first * (1 - first) + second * (1 - second));
        return Normal.CDF(0, 1, (Math.Sqrt(n) * Math.Abs(first - second) - z * under) / real);
    }

    /// <summary>How many each side needs, not rounded; see <see cref="OfProportions"/>.</summary>
    public static double NeededForProportions(double first, double second, double alpha, double power)
    {
        var under = Normal.InvCDF(0, 1, 1 - alpha / 2) * Math.Sqrt((first + second) * (1 - (first + second) / 2));
        var real = Normal.InvCDF(0, 1, power) * Math.Sqrt(first * (1 - first) + second * (1 - second));
        return Math.Pow((under + real) / (first - second), 2);
    }

    /// <summary>How often a difference between two means is found with so many on each side: the noncentral t distribution, both tails, as R's
    /// <c>power.t.test(strict = TRUE)</c>. Integrated over the distribution of the estimated deviation.</summary>
    /// <param name="deviation">Of one observation, on both sides.</param>
    public static double OfMeans(double n, double difference, double deviation, double alpha)
    {
        var (degrees, far) = (2 * (n - 1), Math.Abs(difference) / deviation * Math.Sqrt(n / 2));
        if (degrees > 10_000)
            return Tails(far, Normal.InvCDF(0, 1, 1 - alpha / 2));
        var t = StudentT.InvCDF(0, 1, degrees, 1 - alpha / 2);
        // The estimate over the truth: a chi distribution over its root of degrees, of which nothing is left beyond ten deviations.
        var reach = 10 / Math.Sqrt(2 * degrees);
        return Integrate.GaussLegendre(
            s => 2 * degrees * s * ChiSquared.PDF(degrees, degrees * s * s) * Tails(far, t * s), Math.Max(1e-9, 1 - reach), 1 + reach, 128);
    }

    /// <summary>How many each side needs: the smallest whole number with that power.</summary>
    public static long NeededForMeans(double difference, double deviation, double alpha, double power)
    {
        var (low, high) = (1L, 2L);
        while (high < Most && OfMeans(high, difference, deviation, alpha) < power)
            (low, high) = (high, high * 2);
        while (high - low > 1)
        {
            var middle = low + (high - low) / 2;
            (low, high) = OfMeans(middle, difference, deviation, alpha) < power ? (middle, high) : (low, middle);
        }

        return high;
    }

    private static double Tails(double far, double limit) => Normal.CDF(0, 1, far - limit) + Normal.CDF(0, 1, -far - limit);
}
