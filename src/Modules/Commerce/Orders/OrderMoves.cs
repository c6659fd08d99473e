using Olympus.Kernel.Values;

namespace Olympus.Commerce.Orders;

/// <summary>Which moves may be taken back, and until when. Pure. A slip of the hand is undone as long as nothing came of it: neither what was cancelled (its goods
/// are back on the shelf), nor that an order was placed at all (somebody was promised it). Money stays where it is.</summary>
public static class OrderMoves
{
    /// <summary>Long enough to notice; afterwards others have acted on it.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    public static bool MayUndo(OrderStatus from, OrderStatus to) => from is not OrderStatus.Draft && to is not OrderStatus.Cancelled;

    /// <summary>Until when the move just made can be undone; null: it cannot.</summary>
    public static DateTimeOffset? UndoUntil(OrderStatus to, string from, DateTimeOffset at) =>
        MayUndo(WireName.Parse<OrderStatus>(from), to) ? at + Window : null;

    /// <summary>As above for an order as its row has it: anything that happened since the move has raised the version.</summary>
    public static DateTimeOffset? UndoUntil(OrderStatus status, string? movedFrom, DateTimeOffset? movedAt, long? movedVersion, long version) =>
        movedFrom is not null && movedAt is { } at && movedVersion == version ? UndoUntil(status, movedFrom, at) : null;
}
