using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Contracts.Orders;

/// <summary>What was ordered at one location in one stretch of time, in orders that are neither drafts nor cancelled; amounts in minor units.</summary>
public sealed record PlacedSum(Id<Location> LocationId, long Orders, long NetMinor, long TaxMinor, long GrossMinor);

/// <summary>The products of one order, each once.</summary>
public sealed record PlacedBasket(Guid[] ProductIds);

/// <summary>What was charged at one rate at one place, in orders that are neither drafts nor cancelled; amounts in minor units.</summary>
public sealed record TaxedSum(
    Id<Location> LocationId, Currency Currency, string TaxClass, long RateMillionths, long NetMinor, long TaxMinor, long GrossMinor);

/// <summary>Answered by Orders, for those who count by the hour and need a part of one.</summary>
public interface IPlacedOrders
{
    /// <summary>Rows of <see cref="PlacedSum"/>: one for each location at which something was ordered from its moment up to, and without, its other. Meant for
    /// short stretches: it reads their orders.</summary>
    Sql Between(Id<Location>[] locations, DateTimeOffset[] from, DateTimeOffset[] to);

    /// <summary>Rows of <see cref="PlacedBasket"/>: of the orders of these business days that are neither drafts nor cancelled and hold a product.</summary>
    /// <param name="locations">Null: all.</param>
    Sql Baskets(Guid[]? locations, DateOnly from, DateOnly to, int most);

    /// <summary>Rows of <see cref="TaxedSum"/>: of the orders of these business days, by place, class and rate.</summary>
    /// <param name="locations">Null: all.</param>
    Sql Taxed(Guid[]? locations, DateOnly from, DateOnly to);
}
