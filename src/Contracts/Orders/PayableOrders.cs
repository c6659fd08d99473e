using Olympus.Contracts.Customers;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Contracts.Orders;

/// <summary>An order as somebody who takes its money sees it.</summary>
/// <param name="Pending">Asked of a gateway that has not answered.</param>
/// <param name="Authorized">Promised, not captured.</param>
public sealed record PayableOrder(
    Id<Order> OrderId, Id<Location> LocationId, Id<Customer>? CustomerId, string Status, Money Total, Money Pending, Money Authorized, Money Captured,
    Money Refunded)
{
    /// <summary>What may still be asked for.</summary>
    public Money Due => Total - Pending - Authorized - Captured;
}

/// <summary>By how much the payments of one order moved, in minor units of its currency.</summary>
public readonly record struct PaymentMove(Id<Order> OrderId, long Pending = 0, long Authorized = 0, long Captured = 0, long Refunded = 0);

/// <summary>Answered by Orders, for Payments.</summary>
public interface IPayableOrders
{
    /// <summary>Rows of <see cref="PayableOrder"/>, at most one, locked until the transaction ends: payments of one order go one after another.</summary>
    Sql Lock(Id<Order> order);

    /// <summary>Rows of <see cref="PayableOrder"/>, at most one.</summary>
    Sql Find(Id<Order> order);

    /// <summary>Queued. The database refuses more than the total (<c>payments.exceeds_total</c>) and refunds above what was captured.</summary>
    void Move(Tx tx, IReadOnlyCollection<PaymentMove> moves);

    /// <summary>Takes goods of a locked order back to the stock. Refuses 409 <c>orders.not_returnable</c> for a line that is unknown or for more
    /// units than were sold and not yet returned.</summary>
    Task Return(Tx tx, PayableOrder order, IReadOnlyCollection<ReturnedLine> lines);
}
