namespace Olympus.Analytics.Trade;

/// <summary>An hour of a place. Keys compare, so that rows are written in one order.</summary>
internal readonly record struct TradeHour(Guid Location, DateOnly Day, DateTimeOffset HourAt, string Currency, string Source, string Channel, int HourOfDay)
    : IComparable<TradeHour>
{
    public int CompareTo(TradeHour other) => Key.CompareTo(other.Key);

    private (Guid, DateOnly, DateTimeOffset, string, string, string) Key => (Location, Day, HourAt, Currency, Source, Channel);
}

/// <summary>A day of a place by who did it.</summary>
internal readonly record struct TradeDay(Guid Location, DateOnly Day, string Currency, string Source, string Channel, string Staff) : IComparable<TradeDay>
{
    public int CompareTo(TradeDay other) => Key.CompareTo(other.Key);

    private (Guid, DateOnly, string, string, string, string) Key => (Location, Day, Currency, Source, Channel, Staff);
}

/// <summary>An hour of the week in a month of a place, or in the year that begins with it.</summary>
internal readonly record struct TradeWeekHour(Guid Location, DateOnly Month, int Weekday, int HourOfDay, string Currency, string Source, string Channel)
    : IComparable<TradeWeekHour>
{
    public int CompareTo(TradeWeekHour other) => Key.CompareTo(other.Key);

    private (Guid, DateOnly, int, int, string, string, string) Key => (Location, Month, Weekday, HourOfDay, Currency, Source, Channel);
}

/// <summary>A variant at a place on a day, or in the year that begins with it.</summary>
internal readonly record struct VariantDay(Guid Location, DateOnly Day, Guid Product, Guid Variant, string Currency) : IComparable<VariantDay>
{
    public int CompareTo(VariantDay other) => Key.CompareTo(other.Key);

    private (Guid, DateOnly, Guid, Guid, string) Key => (Location, Day, Product, Variant, Currency);
}

/// <summary>A way of paying on a day at a place.</summary>
internal readonly record struct PaymentDay(Guid Location, DateOnly Day, string Currency, string Method) : IComparable<PaymentDay>
{
    public int CompareTo(PaymentDay other) => Key.CompareTo(other.Key);

    private (Guid, DateOnly, string, string) Key => (Location, Day, Currency, Method);
}

/// <summary>A customer on a day at a place.</summary>
internal readonly record struct CustomerDay(Guid Location, DateOnly Day, Guid Customer, string Currency, string Source, string Channel)
    : IComparable<CustomerDay>
{
    public int CompareTo(CustomerDay other) => Key.CompareTo(other.Key);

    private (Guid, DateOnly, Guid, string, string, string) Key => (Location, Day, Customer, Currency, Source, Channel);
}

/// <summary>A customer in a month at a place.</summary>
internal readonly record struct CustomerMonth(Guid Location, DateOnly Month, Guid Customer, string Currency) : IComparable<CustomerMonth>
{
    public int CompareTo(CustomerMonth other) => Key.CompareTo(other.Key);

    private (Guid, DateOnly, Guid, string) Key => (Location, Month, Customer, Currency);
}
