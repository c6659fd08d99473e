using Olympus.Contracts.Customers;
using Olympus.Kernel.Events;
using Olympus.Kernel.Values;

namespace Olympus.Contracts.Import;

/// <summary>Money of another system's history that is no order and no refund of one.</summary>
/// <param name="Source">The format it came in, such as <c>online-retail</c>.</param>
/// <param name="Document">The number of the document there.</param>
/// <param name="Rule">What it was, such as <c>discount</c> or <c>bad_debt</c>.</param>
/// <param name="Amount">Negative when the business gave it.</param>
public sealed record AdjustmentImported(
    Guid AdjustmentId, string Source, string Document, string Rule, Id<Customer>? CustomerId, Money Amount) : IEvent
{
    public static string EventType => "import.adjustment.recorded";
    public static string AggregateType => "adjustment";
    Guid IEvent.AggregateId => AdjustmentId;
}
