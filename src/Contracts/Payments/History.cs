using Olympus.Contracts.Orders;
using Olympus.Kernel.Data;

namespace Olympus.Contracts.Payments;

/// <summary>Answered by Payments: bulk writing for imports and demo data, with the events of it at their historical times.</summary>
public interface IPaymentHistory
{
    /// <summary>The captured payments of these orders (those that name one).</summary>
    Task WriteCaptures(Tx tx, IReadOnlyCollection<HistoricalOrder> orders);

    /// <summary>Never more than was captured: the database refuses it.</summary>
    Task WriteRefunds(Tx tx, IReadOnlyCollection<HistoricalRefund> refunds);
}
