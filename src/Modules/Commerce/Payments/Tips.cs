using Olympus.Kernel.Values;

namespace Olympus.Commerce.Payments;

/// <summary>What can be a tip: what a guest gives on top, of any amount that nobody mistyped by orders of magnitude.</summary>
internal static class Tips
{
    public const string Bounds = "A tip is 0 or more, and at most 1,000,000,000,000 minor units.";

    private const long Most = 1_000_000_000_000;

    public static bool CanBe(Money? tip) => tip is not { Amount: < 0 or > Most };
}
