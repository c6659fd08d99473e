using Olympus.Contracts.Catalog;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics;

/// <summary>How the business day is going, at each location on its own clock and in its own currency.</summary>
/// <param name="AsOf">Everything that was written down before this moment is counted.</param>
/// <param name="IsCurrent">Nothing that was written down before the question waits to be counted; else ask again in a moment.</param>
/// <param name="Totals">Of all the locations shown, one for each currency; never of several.</param>
/// <param name="Locations">In the order in which they were opened.</param>
public sealed record TodayView(DateTimeOffset AsOf, bool IsCurrent, IReadOnlyList<TodayTotalView> Totals, IReadOnlyList<LocationTodayView> Locations);

/// <param name="Locations">How many there are with this currency.</param>
/// <param name="OpenOrders">Placed and not yet handed over, whenever that was.</param>
public sealed record TodayTotalView(
    Currency Currency, int Locations, SalesView Today, SalesSoFarView LastWeekSoFar, SalesView LastWeek, long OpenOrders);

/// <summary>One location's day.</summary>
/// <param name="TimeZone">IANA; every hour is one of its clock.</param>
/// <param name="BusinessOn">Its business day, from <paramref name="StartsAt"/> up to, and without, <paramref name="EndsAt"/>.</param>
/// <param name="LastWeekOn">The same weekday a week before.</param>
/// <param name="LastWeekUntil">The moment of that day at which its clock showed what it shows now.</param>
/// <param name="LastWeekSoFar">That day up to that moment.</param>
/// <param name="OpenOrders">Placed and not yet handed over, whenever that was.</param>
/// <param name="OpenByStatus">The same by status; a status without orders is left out.</param>
/// <param name="Hours">Of today, from the first to the one that is running.</param>
/// <param name="LastWeekHours">Of the whole day a week before.</param>
/// <param name="TopProducts">At most ten, by what they brought in.</param>
public sealed record LocationTodayView(
    Id<Location> LocationId, string Name, string TimeZone, Currency Currency, DateOnly BusinessOn, DateTimeOffset StartsAt, DateTimeOffset EndsAt,
    DateOnly LastWeekOn, DateTimeOffset LastWeekUntil, SalesView Today, SalesView Yesterday, SalesSoFarView LastWeekSoFar, SalesView LastWeek,
    long OpenOrders, IReadOnlyList<OrdersInStatusView> OpenByStatus, IReadOnlyList<HourOfDayView> Hours, IReadOnlyList<HourOfDayView> LastWeekHours,
    IReadOnlyList<ProductOfDayView> TopProducts);

/// <summary>What was sold in a stretch of time: orders placed in it that are neither drafts nor cancelled. <c>net + tax = gross</c>.</summary>
/// <param name="Units">Of products; postage and fees are none.</param>
/// <param name="AverageOrder">Net by order; null without orders.</param>
/// <param name="Completed">Of the orders, those handed over.</param>
/// <param name="Cancelled">Placed then and cancelled since; not among the orders.</param>
/// <param name="Refunds">How often money was given back then, for whatever order.</param>
/// <param name="Refunded">How much; not taken off the sales.</param>
public sealed record SalesView(
    long Orders, long Units, Money Net, Money Tax, Money Gross, Money? AverageOrder, long Completed, long Cancelled, long Refunds, Money Refunded);

/// <summary>The orders of a part of a day. <c>net + tax = gross</c>.</summary>
/// <param name="AverageOrder">Net by order; null without orders.</param>
public sealed record SalesSoFarView(long Orders, Money Net, Money Tax, Money Gross, Money? AverageOrder);

/// <param name="Status"><c>pending</c>, <c>confirmed</c>, <c>preparing</c>, <c>ready</c> or <c>in_delivery</c>.</param>
public sealed record OrdersInStatusView(string Status, long Orders);

/// <param name="Hour">As the clock shows its beginning, such as <c>14:00</c>; where the clocks go back, one comes twice.</param>
public sealed record HourOfDayView(string Hour, DateTimeOffset StartsAt, long Orders, Money Net, Money Gross);

/// <param name="Name">As it is called now; null while nothing was heard of it but its sales.</param>
public sealed record ProductOfDayView(Id<Product> ProductId, string? Name, long Orders, long Units, Money Net, Money Gross);
