using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Platform;

/// <summary>A place of business.</summary>
/// <param name="TimeZone">IANA.</param>
/// <param name="Currency">Of its prices and orders; never changes.</param>
/// <param name="TaxRegion">ISO 3166-1 alpha-2, or with a subdivision such as <c>US-NY</c>.</param>
/// <param name="TaxRounding"><c>line</c>, <c>sum_by_net</c> or <c>sum_by_net_keep_gross</c>.</param>
/// <param name="RoundingMode"><c>half_up</c> or <c>half_even</c>.</param>
/// <param name="DayCutOff">Local time at which the business day begins.</param>
public sealed record LocationView(
    Id<Location> Id, string Name, string TimeZone, Currency Currency, string TaxRegion, bool PricesIncludeTax, string TaxRounding, string RoundingMode,
    TimeOnly DayCutOff, OpeningHours OpeningHours, Address Address, bool IsActive, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, long Version)
    : IVersioned
{
    /// <summary>What cash comes in here, in minor units of the currency: cash is rounded to it, the price is not. 1 where every amount can be paid.</summary>
    public long SmallestCoin => Kernel.Values.SmallestCoin.Of(Currency, TaxRegion);
}

/// <summary>Where a place is.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
public sealed record Address(string? Street = null, string? PostalCode = null, string? City = null, string? Region = null, string? Country = null);
