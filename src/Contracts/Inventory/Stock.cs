using Olympus.Contracts.Catalog;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Contracts.Inventory;

/// <summary>So many units of one variant. Several demands for one variant are added up before anything is compared.</summary>
public readonly record struct StockDemand(Id<Variant> VariantId, long Quantity);

/// <summary>What a movement of stock belongs to, such as <c>order</c> and the order's id; the ledger keeps it.</summary>
public readonly record struct StockReference(string Kind, Guid Id);

/// <summary>Answered by Inventory, always in the caller's transaction: stock and what it is taken for commit together or not at all.</summary>
public interface IStock
{
    /// <summary>Takes units for good. Queued on the transaction; refuses 409 <c>inventory.insufficient_stock</c> (with what is missing) when the
    /// transaction is flushed or committed.</summary>
    void Take(Tx tx, Id<Location> location, IReadOnlyCollection<StockDemand> demands, StockReference reference);

    /// <summary>Takes units that have left the shop already, so that nothing can be refused: stock goes below zero where it must. Queued on the
    /// transaction; <paramref name="oversold"/> hears, when it is flushed, which variants were not all there, if any.</summary>
    /// <param name="at">When they left.</param>
    void TakeGone(
        Tx tx, Id<Location> location, IReadOnlyCollection<StockDemand> demands, StockReference reference, DateTimeOffset at,
        Action<IReadOnlyList<Id<Variant>>> oversold);

    /// <summary>Puts back units that were taken for the same reference (cancellation, resellable return).</summary>
    void PutBack(Tx tx, Id<Location> location, IReadOnlyCollection<StockDemand> demands, StockReference reference);
}
