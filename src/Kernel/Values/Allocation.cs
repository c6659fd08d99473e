namespace Olympus.Kernel.Values;

/// <summary>Splits an amount so that the parts always add up to it (largest remainder).</summary>
public static class Allocation
{
    /// <summary>Shares of <paramref name="total"/> in proportion to <paramref name="weights"/>. Each share is the exact one rounded
    /// down or up; the units that are left over go to the largest remainders, and between equal remainders to the earlier one.</summary>
    /// <param name="total">Minor units; a negative total is split like its positive and negated.</param>
    /// <param name="weights">None negative. A zero weight gets nothing, unless all are zero: then all count the same.</param>
    /// <exception cref="ArgumentException">A negative weight, or something to split over nobody.</exception>
    public static long[] Split(long total, IReadOnlyList<long> weights)
    {
        if (weights.Count == 0)
            return total == 0 ? [] : throw new ArgumentException("There is nobody to split it over.", nameof(weights));

        Int128 sum = 0;
        foreach (var weight in weights)
            sum += weight >= 0 ? weight : throw new ArgumentException("A weight is never negative.", nameof(weights));
        if (sum == 0)
            return Split(total, Enumerable.Repeat(1L, weights.Count).ToArray());

        var amount = Int128.Abs(total);
        var parts = new Int128[weights.Count];
        var remainders = new Int128[weights.Count];
        var left = amount;
        for (var i = 0; i < parts.Length; i++)
        {
            (parts[i], remainders[i]) = Int128.DivRem(amount * weights[i], sum);
            left -= parts[i];
        }
        foreach (var i in Enumerable.Range(0, parts.Length).OrderByDescending(i => remainders[i]).ThenBy(i => i).Take((int)left))
            parts[i] += 1;
        return Array.ConvertAll(parts, part => checked((long)(total < 0 ? -part : part)));
    }

    /// <summary><paramref name="total"/> in <paramref name="parts"/> parts that differ by one unit at most, larger ones first.</summary>
    public static long[] Split(long total, int parts) => Split(total, Enumerable.Repeat(1L, parts).ToArray());

    /// <inheritdoc cref="Split(long, IReadOnlyList{long})"/>
    public static Money[] Split(Money total, IReadOnlyList<long> weights) =>
        Array.ConvertAll(Split(total.Amount, weights), amount => new Money(amount, total.Currency));

    /// <summary>What <paramref name="count"/> of <paramref name="parts"/> equal parts are worth, after <paramref name="taken"/> were taken
    /// before. Taking them all, in any steps, adds up to <paramref name="total"/>: this is how the units of a line are returned.</summary>
    public static long Take(long total, long parts, long taken, long count)
    {
        if (taken < 0 || count < 0 || taken + count > parts)
            throw new ArgumentOutOfRangeException(nameof(count), $"{count} after {taken} is more than there is ({parts}).");
        return parts == 0 ? 0 : UpTo(taken + count) - UpTo(taken);

        long UpTo(long n) => (total / parts * n) + (Math.Sign(total) * Math.Min(n, Math.Abs(total % parts)));
    }
}
