namespace Olympus.Analytics.Statistics;

/// <summary>What may be looked at as often as one likes and stopped at any time: the mixture sequential probability ratio test with a normal mixture, and the
/// confidence sequence that belongs to it. Johari, Koomen, Pekelis and Walsh, Always Valid Inference: Continuous Monitoring of A/B Tests, Operations Research
/// 70 (2022), 1806-1821, equations 12 and 13. Pure.</summary>
public static class AlwaysValid
{
    /// <summary>How often chance alone would ever, at whatever look, make the likelihood ratio this large: at most this.</summary>
    /// <param name="difference">As observed now.</param>
    /// <param name="variance">Of that difference; above 0.</param>
    /// <param name="expected">How large a difference is expected to be if there is one: the mixture's deviation. It decides when the test is quick, never
    /// whether it is right.</param>
    public static double PValue(double difference, double variance, double expected)
    {
        var mixture = expected * expected;
        var logRatio = 0.5 * Math.Log(variance / (variance + mixture)) + difference * difference * mixture / (2 * variance * (variance + mixture));
        return Math.Min(1, Math.Exp(-logRatio));
    }

    /// <summary>Contains the true difference at every look at once with this confidence. It leaves out 0 exactly when <see cref="PValue"/> is below
    /// <c>1 - confidence</c>.</summary>
    public static Interval Around(double difference, double variance, double expected, double confidence)
    {
        var mixture = expected * expected;
        var half = Math.Sqrt(variance * (variance + mixture) / mixture * (Math.Log((variance + mixture) / variance) - 2 * Math.Log(1 - confidence)));
        return new(difference - half, difference + half);
    }
}
