using System.Buffers.Binary;
using Olympus.Kernel.Values;

namespace Olympus.Demo;

/// <summary>Chance that repeats: SplitMix64, so that the same seed gives the same sequence on every machine and version of .NET.</summary>
/// <remarks>Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.</remarks>
public sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    private ulong Next()
    {
        var mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>0 … <paramref name="sides"/> − 1.</summary>
    public int Roll(int sides) => (int)Math.BigMul(Next(), (ulong)sides, out _);

    /// <summary>From the lowest to the highest, both included.</summary>
    public int Between(int lowest, int highest) => lowest + Roll(highest - lowest + 1);

    public bool Percent(int share) => Roll(100) < share;

    public T One<T>(IReadOnlyList<T> of) => of[Roll(of.Count)];

    /// <summary>One of many, the heavier the likelier.</summary>
    public T Weighted<T>(IReadOnlyList<T> of, Func<T, int> weight)
    {
        var left = Roll(of.Sum(weight));
        foreach (var one in of)
            if ((left -= weight(one)) < 0)
                return one;
        throw new ArgumentException("Nothing has any weight.", nameof(of));
    }

    /// <summary>A UUIDv7 of that moment (RFC 9562 §5.7) whose other bits come from the dice.</summary>
    public Guid Uuid(DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, ((ulong)at.ToUnixTimeMilliseconds() << 16) | (Next() & 0x0fff) | 0x7000);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (Next() & 0x3fff_ffff_ffff_ffff) | 0x8000_0000_0000_0000);
        return new(bytes, bigEndian: true);
    }

    public Id<T> Id<T>(DateTimeOffset at) => new(Uuid(at));
}
