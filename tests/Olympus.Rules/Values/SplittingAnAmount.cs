using FsCheck;
using FsCheck.Fluent;
using Olympus.Kernel.Values;

namespace Olympus.Rules.Values;

public sealed class SplittingAnAmount
{
    [Fact]
    public void Ten_over_three_equal_lines_is_334_333_333() => Allocation.Split(1000, [1, 1, 1]).ShouldBe([334, 333, 333]);

    [Fact]
    public void Five_over_three_equal_lines_is_167_167_166() => Allocation.Split(500, [9, 9, 9]).ShouldBe([167, 167, 166]);

    [Fact]
    public void The_largest_remainder_gets_the_unit_that_is_left() => Allocation.Split(10, [1, 5, 3]).ShouldBe([1, 6, 3]);

    [Fact]
    public void Between_equal_remainders_the_earlier_gets_it() => Allocation.Split(1, [2, 2]).ShouldBe([1, 0]);

    [Fact]
    public void A_refund_is_split_like_its_sale() => Allocation.Split(-1000, [1, 1, 1]).ShouldBe([-334, -333, -333]);

    [Fact]
    public void A_zero_weight_gets_nothing() => Allocation.Split(101, [0, 1, 0, 1]).ShouldBe([0, 51, 0, 50]);

    [Fact]
    public void All_zero_weights_count_the_same() => Allocation.Split(5, [0, 0]).ShouldBe([3, 2]);

    [Fact]
    public void Nothing_over_nobody_is_nothing() => Allocation.Split(0, []).ShouldBeEmpty();

    [Fact]
    public void Something_over_nobody_is_a_mistake() => Should.Throw<ArgumentException>(() => Allocation.Split(1, []));

    [Fact]
    public void A_negative_weight_is_a_mistake() => Should.Throw<ArgumentException>(() => Allocation.Split(1, [1, -1]));

    [Fact]
    public void The_largest_amounts_do_not_overflow() =>
        Allocation.Split(long.MaxValue, [long.MaxValue, long.MaxValue]).Sum().ShouldBe(long.MaxValue);

    [Fact]
    public void Money_keeps_its_currency() =>
        Allocation.Split(new Money(5, new("JPY")), [1, 1]).ShouldBe([new(3, new("JPY")), new(2, new("JPY"))]);

    [Fact]
    public void Parts_add_up_to_the_whole_and_are_near_their_exact_share() => Prop.ForAll<int, NonEmptyArray<NonNegativeInt>>((total, weights) =>
    {
        var shares = weights.Get.Select(weight => (long)weight.Get).ToArray();
        var parts = Allocation.Split(total, shares);
        var sum = shares.Sum();
        return parts.Sum() == total
            && (sum == 0 || parts.Zip(shares).All(pair => Math.Abs(pair.First - ((decimal)total * pair.Second / sum)) < 1));
    }).Holds();

    [Fact]
    public void A_discount_never_takes_more_than_there_is() => Prop.ForAll<NonNegativeInt, NonEmptyArray<NonNegativeInt>>((off, weights) =>
    {
        var lines = weights.Get.Select(weight => (long)weight.Get).ToArray();
        var discount = Math.Min(off.Get, lines.Sum());
        return Allocation.Split(discount, lines).Zip(lines).All(pair => pair.First >= 0 && pair.First <= pair.Second);
    }).Holds();

    [Theory]
    [InlineData(1000, 3)]
    [InlineData(-500, 3)]
    [InlineData(7, 1)]
    public void Units_taken_one_by_one_are_the_parts_of_the_split(long total, int parts) =>
        Enumerable.Range(0, parts).Select(i => Allocation.Take(total, parts, i, 1)).ShouldBe(Allocation.Split(total, parts));

    [Fact]
    public void Taking_in_any_steps_adds_up_to_the_whole() => Prop.ForAll<int, PositiveInt, NonNegativeInt>((total, parts, first) =>
    {
        var step = first.Get % (parts.Get + 1);
        return Allocation.Take(total, parts.Get, 0, step) + Allocation.Take(total, parts.Get, step, parts.Get - step) == total;
    }).Holds();

    [Fact]
    public void Taking_more_than_there_is_is_a_mistake() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Allocation.Take(1000, 3, 2, 2));
}
