using Olympus.Gateway.Forwarding;

namespace Olympus.Rules.Gateway;

public sealed class BreakingACircuit
{
    private static readonly TimeSpan Start = TimeSpan.FromHours(3);

    private static TimeSpan At(double seconds) => Start + TimeSpan.FromSeconds(seconds);

    private static Circuit After(params bool[] successes) =>
        successes.Aggregate(default(Circuit), (circuit, success) => success ? circuit.Succeeded() : circuit.Failed(Start));

    private static Circuit Open => After(false, false, false, false, false);

    [Fact]
    public void Needs_five_failures_of_the_last_ten()
    {
        After(false, false, false, false).IsClosed.ShouldBeTrue();
        Open.IsClosed.ShouldBeFalse();
        After(false, true, false, true, false, true, false, true, false).IsClosed.ShouldBeFalse();
        After(false, false, false, false, true, true, true, true, true, true, false).IsClosed.ShouldBeTrue("the first ones are forgotten");
    }

    [Fact]
    public void Lets_nobody_through_for_a_second_and_then_one()
    {
        Open.Allows(At(0.99)).ShouldBeFalse();
        Open.Allows(At(1)).ShouldBeTrue();
        var halfOpen = Open.Asked(At(1));
        halfOpen.IsClosed.ShouldBeFalse();
        halfOpen.Allows(At(1.9)).ShouldBeFalse("one is on its way");
        halfOpen.Allows(At(2)).ShouldBeTrue("nothing was heard of that one");
    }

    [Fact]
    public void Closes_when_that_one_is_answered()
    {
        var closed = Open.Asked(At(1)).Succeeded();
        closed.IsClosed.ShouldBeTrue();
        closed.Failed(At(2)).IsClosed.ShouldBeTrue("old failures do not count again");
    }

    [Fact]
    public void Waits_twice_as_long_when_that_one_fails_but_never_longer_than_fifteen_seconds()
    {
        var circuit = Open.Asked(At(1)).Failed(At(1.1));
        circuit.Allows(At(3)).ShouldBeFalse();
        circuit.Allows(At(3.1)).ShouldBeTrue();
        for (var n = 0; n < 20; n++)
            circuit = circuit.Asked(At(n * 20)).Failed(At(n * 20));
        circuit.Pause.ShouldBe(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public void Learns_nothing_from_those_that_were_under_way_before() => Open.Failed(At(0.5)).ShouldBe(Open);
}
