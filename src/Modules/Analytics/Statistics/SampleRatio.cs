using MathNet.Numerics;

namespace Olympus.Analytics.Statistics;

/// <summary>Whether the groups have the sizes that they should have.</summary>
/// <param name="ChiSquare">Pearson's statistic.</param>
/// <param name="PValue">How often chance alone would part the groups at least as unevenly.</param>
/// <param name="IsSuspicious">Whether that is so rare that something else did it: then no result of the experiment can be believed.</param>
public sealed record SampleRatioOutcome(double ChiSquare, double PValue, bool IsSuspicious);

/// <summary>The sample-ratio check: Fabijan et al., Diagnosing Sample Ratio Mismatch in Online Controlled Experiments, KDD 2019. Pure.</summary>
public static class SampleRatio
{
    /// <summary>Below it the check is suspicious.</summary>
    public const double Level = 0.01;

    /// <summary>Pearson's chi-square test of the counts against the weights. Null with fewer than two groups, or while fewer than five are expected in one of
    /// them: the distribution is not the test's yet.</summary>
    public static SampleRatioOutcome? Check(IReadOnlyList<long> counts, IReadOnlyList<double> weights)
    {
        if (counts.Count != weights.Count)
            throw new ArgumentException("Every group has one weight.", nameof(weights));
        var (total, whole) = (counts.Sum(), weights.Sum());
        if (counts.Count < 2 || weights.Any(weight => total * weight / whole < 5))
            return null;
        var chi = counts.Zip(weights, (count, weight) => Math.Pow(count - total * weight / whole, 2) / (total * weight / whole)).Sum();
        var p = Upper(chi, counts.Count - 1);
        return new(chi, p, p < Level);
    }

    /// <summary>The upper tail of the chi-square distribution.</summary>
    public static double Upper(double chi, int degrees) => chi <= 0 ? 1 : SpecialFunctions.GammaUpperRegularized(degrees / 2.0, chi / 2);
}
