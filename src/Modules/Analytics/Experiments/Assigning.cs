using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Experiments;

/// <summary>Which variant a unit meets. Nothing is stored and nothing is drawn: whoever knows the experiment's id computes the same. Pure.</summary>
public static class Assigning
{
    /// <summary>The key of the variant; null for a unit that does not take part.</summary>
    /// <param name="experiment">Its id as text.</param>
    public static string? VariantOf(ExperimentPlan plan, string experiment, string unit)
    {
        // Two hashes, so that more traffic later adds units and moves none.
        if (Point(experiment, "traffic", unit) * Rate.One >= plan.Share.Millionths)
            return null;
        var left = Point(experiment, "variant", unit) * plan.Variants.Sum(variant => variant.Weight);
        foreach (var variant in plan.Variants)
            if ((left -= variant.Weight) < 0)
                return variant.Key;
        return plan.Variants[^1].Key;
    }

    /// <summary>A point of [0, 1): the first 53 bits of SHA-256 over <c>experiment\npurpose\nunit</c> in UTF-8.</summary>
    public static double Point(string experiment, string purpose, string unit)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{experiment}\n{purpose}\n{unit}"), hash);
        return (BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11) * Math.Pow(2, -53);
    }
}
