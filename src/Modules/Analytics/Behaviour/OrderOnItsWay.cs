using Olympus.Contracts.Orders;
using Olympus.Kernel.Events;

namespace Olympus.Analytics.Behaviour;

/// <summary>What the log says about one order, as far as the funnel needs it; amounts in minor units. Pure.</summary>
/// <param name="Status">As the order has it; <c>discarded</c> for one that was cancelled while it was a draft.</param>
/// <param name="CapturedMinor">What was paid of it, refunds not taken off.</param>
internal sealed record OrderOnItsWay(
    Guid Id, Guid LocationId, DateOnly BusinessOn, string Source, string Channel, string Currency, string Status, long GrossMinor, long CapturedMinor)
{
    public bool IsPlaced => Status is not ("draft" or "discarded");

    public bool IsPaid => IsPlaced && CapturedMinor >= GrossMinor;

    /// <summary>Whether nothing can happen to it any more that is counted here.</summary>
    public bool IsOver => Status is "cancelled" or "discarded" || (Status == "completed" && IsPaid);

    public FunnelFigures Steps => new(
        1, IsPlaced ? 1 : 0, IsPaid ? 1 : 0, Status == "completed" ? 1 : 0, Status == "discarded" ? 1 : 0, Status == "cancelled" ? 1 : 0,
        GrossMinor, IsPlaced ? GrossMinor : 0, IsPaid ? GrossMinor : 0, Status == "completed" ? GrossMinor : 0);

    public static OrderOnItsWay Begin(OrderCreated created) => new(
        created.OrderId.Value, created.LocationId.Value, created.BusinessOn, created.Source, created.Channel, created.Total.Currency.Code, created.Status,
        created.Total.Amount, 0);

    /// <summary>After something else happened to it.</summary>
    public OrderOnItsWay After(object said) => said switch
    {
        OrderUpdated updated => this with { GrossMinor = updated.Total.Amount },
        OrderStatusChanged moved => this with { Status = moved.To },
        OrderCancelled cancelled => this with { Status = cancelled.From == "draft" ? "discarded" : "cancelled" },
        Contracts.Payments.PaymentCaptured captured => this with { CapturedMinor = checked(CapturedMinor + captured.Amount.Amount) },
        Contracts.Payments.PaymentReversed reversed => this with { CapturedMinor = checked(CapturedMinor - reversed.Amount.Amount) },
        _ => throw new ArgumentOutOfRangeException(nameof(said), said, "It is not read."),
    };
}

/// <summary>How far orders came, or by how much that moves; amounts in minor units.</summary>
internal readonly record struct FunnelFigures(
    long Begun, long Placed, long Paid, long Completed, long Discarded, long Cancelled, long BegunMinor, long PlacedMinor, long PaidMinor, long CompletedMinor)
{
    public static FunnelFigures operator +(FunnelFigures left, FunnelFigures right) => new(
        left.Begun + right.Begun, left.Placed + right.Placed, left.Paid + right.Paid, left.Completed + right.Completed, left.Discarded + right.Discarded,
        left.Cancelled + right.Cancelled, checked(left.BegunMinor + right.BegunMinor), checked(left.PlacedMinor + right.PlacedMinor),
        checked(left.PaidMinor + right.PaidMinor), checked(left.CompletedMinor + right.CompletedMinor));

    public static FunnelFigures operator -(FunnelFigures left, FunnelFigures right) => left + new FunnelFigures(
        -right.Begun, -right.Placed, -right.Paid, -right.Completed, -right.Discarded, -right.Cancelled, -right.BegunMinor, -right.PlacedMinor,
        -right.PaidMinor, -right.CompletedMinor);
}

/// <summary>What a customer got back; in minor units.</summary>
internal readonly record struct RefundFigures(long Refunds, long Refunded)
{
    public static RefundFigures operator +(RefundFigures left, RefundFigures right) =>
        new(left.Refunds + right.Refunds, checked(left.Refunded + right.Refunded));
}
