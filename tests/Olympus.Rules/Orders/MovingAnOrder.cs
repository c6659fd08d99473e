using FsCheck;
using FsCheck.Fluent;
using Olympus.Commerce.Orders;
using Olympus.Kernel.Http;

namespace Olympus.Rules.Orders;

public sealed class MovingAnOrder
{
    private static readonly OrderStatus[] Statuses = Enum.GetValues<OrderStatus>();
    private static readonly OrderChannel[] Channels = Enum.GetValues<OrderChannel>();

    private static readonly IEnumerable<(OrderStatus Status, OrderChannel Channel)> Everywhere =
        from status in Statuses from channel in Channels select (status, channel);

    [Theory]
    [InlineData(OrderStatus.Draft, OrderChannel.Takeout, "Pending Confirmed Cancelled")]
    [InlineData(OrderStatus.Pending, OrderChannel.Takeout, "Confirmed Cancelled")]
    [InlineData(OrderStatus.Confirmed, OrderChannel.Takeout, "Preparing Ready Completed Cancelled")]
    [InlineData(OrderStatus.Confirmed, OrderChannel.Delivery, "Preparing Ready Cancelled")]
    [InlineData(OrderStatus.Ready, OrderChannel.DineIn, "Completed Cancelled")]
    [InlineData(OrderStatus.Ready, OrderChannel.Delivery, "InDelivery Cancelled")]
    [InlineData(OrderStatus.InDelivery, OrderChannel.Delivery, "Completed Ready Cancelled")]
    [InlineData(OrderStatus.Completed, OrderChannel.Pickup, "")]
    [InlineData(OrderStatus.Cancelled, OrderChannel.Pickup, "")]
    public void Goes_where_the_machine_says(OrderStatus from, OrderChannel channel, string expected) =>
        string.Join(' ', OrderStates.After(from, channel)).ShouldBe(expected);

    [Fact]
    public void Is_refused_with_the_legal_moves_whenever_it_is_not_one_of_them()
    {
        foreach (var (status, channel) in Everywhere)
            foreach (var next in Statuses)
                if (OrderStates.After(status, channel).Contains(next))
                    OrderStates.Demand(status, next, channel);
                else
                {
                    var refusal = Should.Throw<RefusalException>(() => OrderStates.Demand(status, next, channel)).Refusal;
                    (refusal.Status, refusal.Code).ShouldBe((409, "orders.illegal_move"));
                    ((IReadOnlyList<OrderStatus>)refusal.Facts!["allowed"]!).ShouldBe(OrderStates.After(status, channel));
                }
    }

    [Fact]
    public void Ends_at_two_places_and_can_be_cancelled_everywhere_else() => Everywhere.ShouldAllBe(at =>
        at.Status == OrderStatus.Completed || at.Status == OrderStatus.Cancelled
            ? OrderStates.After(at.Status, at.Channel).Count == 0
            : OrderStates.After(at.Status, at.Channel).Contains(OrderStatus.Cancelled));

    [Fact]
    public void Never_returns_to_where_lines_may_be_edited() => Everywhere.Where(at => !OrderStates.IsEditable(at.Status))
        .SelectMany(at => OrderStates.After(at.Status, at.Channel)).ShouldAllBe(next => !OrderStates.IsEditable(next));

    [Fact]
    public void Completes_a_delivery_only_on_the_road() => Everywhere.Where(at => at.Channel == OrderChannel.Delivery && at.Status != OrderStatus.InDelivery)
        .ShouldAllBe(at => !OrderStates.After(at.Status, at.Channel).Contains(OrderStatus.Completed));

    [Fact]
    public void Always_leads_to_an_end_from_any_beginning() => Prop.ForAll(
        ArbMap.Default.ArbFor<int[]>(), Gen.Elements(Channels).ToArbitrary(), Gen.Elements(Statuses.Where(OrderStates.IsBeginning)).ToArbitrary(),
        (choices, channel, status) =>
        {
            foreach (var choice in choices)
                if (OrderStates.After(status, channel) is { Count: > 0 } next)
                    status = next[(int)((uint)choice % next.Count)];
            // However it went, cancelling is possible or it is over.
            return OrderStates.After(status, channel) is { Count: 0 } || OrderStates.After(status, channel)[^1] == OrderStatus.Cancelled;
        }).Holds();
}
