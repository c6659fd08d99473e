using Olympus.Auth;

namespace Olympus.Rules.Auth;

public sealed class RefreshTokensOfOneFamily
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Idle = TimeSpan.FromDays(7);
    private static readonly Family Fresh = new(1, Now, false, "till", Now, Now.AddDays(30), false);

    private static RefreshOutcome Decide(Family family, int shown, double secondsLater = 0, string device = "till") =>
        RefreshRule.Decide(family, shown, device, Idle, family.RotatedAt.AddSeconds(secondsLater));

    [Fact]
    public void Rotate_when_the_living_one_is_used()
    {
        Decide(Fresh, 1).ShouldBe(RefreshOutcome.Rotate);
        Decide(Fresh, 1, device: "updated till").ShouldBe(RefreshOutcome.Rotate);
    }

    [Theory]
    [InlineData(0, RefreshOutcome.Retry)]
    [InlineData(10, RefreshOutcome.Retry)]
    [InlineData(10.001, RefreshOutcome.Reused)]
    public void Let_the_parent_be_repeated_within_ten_seconds(double seconds, RefreshOutcome outcome) =>
        Decide(Fresh with { Generation = 2 }, 1, seconds).ShouldBe(outcome);

    [Fact]
    public void Let_it_be_repeated_once_and_only_by_the_same_device()
    {
        var retried = Fresh with { Generation = 3, IsParentRetried = true };
        Decide(retried, 1).ShouldBe(RefreshOutcome.Superseded);
        Decide(retried, 1, secondsLater: 11).ShouldBe(RefreshOutcome.Reused);
        Decide(retried, 1, device: "another").ShouldBe(RefreshOutcome.Reused);
        Decide(Fresh with { Generation = 2 }, 1, device: "another").ShouldBe(RefreshOutcome.Reused);
    }

    [Fact]
    public void Take_the_sibling_of_a_repetition_for_a_copy() =>
        Decide(Fresh with { Generation = 3, IsParentRetried = true }, 2).ShouldBe(RefreshOutcome.Reused);

    [Fact]
    public void Close_the_window_when_the_child_is_used() =>
        Decide(Fresh with { Generation = 3 }, 1).ShouldBe(RefreshOutcome.Reused);

    [Fact]
    public void Take_every_older_one_for_theft_whatever_happened_in_between()
    {
        for (var generation = 3; generation < 12; generation++)
            foreach (var isRetried in new[] { false, true })
                for (var shown = 1; shown < generation - (isRetried ? 2 : 1); shown++)
                    Decide(Fresh with { Generation = generation, IsParentRetried = isRetried }, shown).ShouldBe(RefreshOutcome.Reused);
    }

    [Fact]
    public void Are_over_with_the_session()
    {
        Decide(Fresh with { IsEnded = true }, 1).ShouldBe(RefreshOutcome.Over);
        RefreshRule.Decide(Fresh with { LastUsedAt = Now.AddDays(29.9) }, 1, "till", Idle, Now.AddDays(30)).ShouldBe(RefreshOutcome.Over);
        RefreshRule.Decide(Fresh, 1, "till", Idle, Now + Idle).ShouldBe(RefreshOutcome.Over);
        RefreshRule.Decide(Fresh, 1, "till", Idle, Now + Idle - TimeSpan.FromSeconds(1)).ShouldBe(RefreshOutcome.Rotate);
    }

    [Fact]
    public void Have_one_living_child_whatever_order_they_are_used_in()
    {
        // Every walk through use of any token so far: at most one of them rotates, and after a reuse none does.
        var random = new Random(20260301);
        for (var walk = 0; walk < 2_000; walk++)
        {
            var (family, given) = (Fresh, 1);
            for (var step = 0; step < 12; step++)
            {
                Enumerable.Range(1, given).Count(shown => Decide(family, shown) == RefreshOutcome.Rotate).ShouldBe(family.IsEnded ? 0 : 1);
                var outcome = Decide(family, random.Next(1, given + 1), random.Next(0, 15));
                family = outcome switch
                {
                    RefreshOutcome.Rotate => family with { Generation = family.Generation + 1, IsParentRetried = false },
                    RefreshOutcome.Retry => family with { Generation = family.Generation + 1, IsParentRetried = true },
                    RefreshOutcome.Reused => family with { IsEnded = true },
                    _ => family,
                };
                given = family.Generation;
            }
        }
    }
}
