using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Contracts.Platform;

/// <summary>What a sale needs to know of the place where it happens.</summary>
/// <param name="TimeZone">IANA.</param>
/// <param name="TaxRegion">ISO 3166-1 alpha-2, or with a subdivision.</param>
/// <param name="PricesIncludeTax">Whether its prices include tax.</param>
/// <param name="TaxRounding"><c>line</c>, <c>sum_by_net</c> or <c>sum_by_net_keep_gross</c>.</param>
/// <param name="RoundingMode"><c>half_up</c> or <c>half_even</c>.</param>
/// <param name="DayCutOff">Local time at which the business day begins.</param>
public sealed record LocationFacts(
    Id<Location> LocationId, string Name, Currency Currency, string TimeZone, string TaxRegion, bool PricesIncludeTax,
    string TaxRounding, string RoundingMode, TimeOnly DayCutOff, bool IsActive)
{
    /// <summary>What cash comes in here, in minor units.</summary>
    public long SmallestCoin => Kernel.Values.SmallestCoin.Of(Currency, TaxRegion);

    /// <summary>The business day a moment belongs to.</summary>
    public DateOnly BusinessDay(DateTimeOffset at) => Kernel.Values.BusinessDay.Of(at, TimeZone, DayCutOff);
}

/// <summary>A place of business that another module needs, such as the one an import books its history at.</summary>
public sealed record NewLocation(Id<Location> LocationId, string Name, Currency Currency, string TimeZone, string TaxRegion, bool PricesIncludeTax);

/// <summary>Answered by Platform; every question is a statement that the caller runs in its own transaction or batch.</summary>
public interface ILocations
{
    /// <summary>Rows of <see cref="LocationFacts"/>: at most one.</summary>
    Sql Facts(Id<Location> id);

    /// <summary>Rows of <see cref="LocationFacts"/>: all active locations in the order they were opened.</summary>
    /// <param name="among">Only these; null: all.</param>
    Sql Active(Guid[]? among);

    /// <summary>Rows of <see cref="LocationFacts"/>: those that are open and those that were, in the order they were opened.</summary>
    /// <param name="among">Only these; null: all.</param>
    Sql Known(Guid[]? among);

    /// <summary>One row of one int: the weekday on which weeks of this business begin, as <see cref="DayOfWeek"/> counts them.</summary>
    Sql WeekStart();

    /// <summary>Rows of <see cref="LocationFacts"/>: the tenant's oldest active location.</summary>
    Sql First();

    /// <summary>Rows of <see cref="LocationFacts"/>: the tenant's oldest active location with this currency.</summary>
    Sql InCurrency(Currency currency);

    /// <summary>Opens one, with its event.</summary>
    void Open(Tx tx, NewLocation location);
}
