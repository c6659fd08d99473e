using Olympus.Kernel.Http;

namespace Olympus.Inventory;

internal static class StockTime
{
    /// <summary>Clocks of devices differ; more than this ahead is a mistake.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>When it happened: as told, or now. Refuses what is still to come.</summary>
    public static DateTimeOffset Of(DateTimeOffset? told, DateTimeOffset now) => told is { } at && at > now + Skew
        ? throw ValidBodyExtensions.Invalid(new FieldError("/occurred_at", "past", "Not in the future.")).AsException()
        : told ?? now;
}
