using Olympus.Contracts.Catalog;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Contracts.Inventory;

/// <summary>A change of stock in the past.</summary>
/// <param name="Quantity">Signed units.</param>
/// <param name="Reason"><c>opening_balance</c>, <c>sold</c>, <c>returned</c>, <c>damaged</c>, <c>correction</c> …</param>
/// <param name="Note">What was remarked; null when nothing.</param>
public sealed record HistoricalMovement(
    Guid MovementId, Id<Location> LocationId, Id<Variant> VariantId, long Quantity, string Reason, StockReference Reference, DateTimeOffset At,
    string? Note = null);

/// <summary>Answered by Inventory: bulk writing for imports and demo data. Stock on hand moves by the sum, never below its floor.</summary>
public interface IStockHistory
{
    Task Write(Tx tx, IReadOnlyCollection<HistoricalMovement> movements);
}
