namespace Olympus.Analytics.Statistics;

/// <summary>How much of the whole something brings in.</summary>
public enum AbcClass
{
    /// <summary>The few that make the first 80 %.</summary>
    A,

    /// <summary>Those that make the next 15 %.</summary>
    B,

    /// <summary>The many others, and whatever brings in nothing.</summary>
    C,
}

/// <summary>How steadily something sells.</summary>
public enum Velocity
{
    /// <summary>On at least every second day.</summary>
    Fast,

    /// <summary>On at least one day of seven.</summary>
    Medium,

    /// <summary>Less often.</summary>
    Slow,

    /// <summary>Not at all.</summary>
    Dead,
}

/// <summary>Classes of products. Pure.</summary>
public static class Classes
{
    /// <summary>In the order of the values given. Whoever begins below 80 % (95 %) of the whole is A (B), so the largest is always A, and equal values that
    /// straddle a border keep the class of the first of them.</summary>
    public static AbcClass[] Abc(IReadOnlyList<long> values)
    {
        var whole = values.Where(value => value > 0).Aggregate((Int128)0, (sum, value) => sum + value);
        var classes = new AbcClass[values.Count];
        var (before, last, given) = ((Int128)0, long.MaxValue, AbcClass.C);
        foreach (var place in Enumerable.Range(0, values.Count).OrderByDescending(place => values[place]))
        {
            var value = values[place];
            if (value != last)
                given = value <= 0 ? AbcClass.C : before * 100 < whole * 80 ? AbcClass.A : before * 100 < whole * 95 ? AbcClass.B : AbcClass.C;
            classes[place] = given;
            last = value;
            before += Math.Max(0, value);
        }

        return classes;
    }

    /// <param name="daysSold">On how many days it sold.</param>
    /// <param name="days">Of how many.</param>
    public static Velocity VelocityOf(long daysSold, long days) =>
        daysSold <= 0 ? Velocity.Dead : daysSold * 2 >= days ? Velocity.Fast : daysSold * 7 >= days ? Velocity.Medium : Velocity.Slow;
}
