using Olympus.Kernel.Events;
using Olympus.Kernel.Values;

namespace Olympus.Contracts.Customers;

/// <summary>Somebody became a customer. Names and addresses of people stay out of the log: the id is enough to look them up while they exist.</summary>
/// <param name="Country">ISO 3166-1 alpha-2, of the first of their addresses; null where it is not known.</param>
public sealed record CustomerCreated(Id<Customer> CustomerId, string? Country = null) : IEvent
{
    public static string EventType => "customers.customer.created";
    public static string AggregateType => "customer";
    Guid IEvent.AggregateId => CustomerId.Value;
}

/// <param name="Changed">Which members changed, such as <c>name</c>, <c>emails</c>; not to what.</param>
/// <param name="Country">Where <c>addresses</c> changed: as of <see cref="CustomerCreated"/>, now.</param>
public sealed record CustomerUpdated(Id<Customer> CustomerId, IReadOnlyList<string> Changed, string? Country = null) : IEvent
{
    public static string EventType => "customers.customer.updated";
    public static string AggregateType => "customer";
    Guid IEvent.AggregateId => CustomerId.Value;
}

public sealed record CustomerArchived(Id<Customer> CustomerId) : IEvent
{
    public static string EventType => "customers.customer.archived";
    public static string AggregateType => "customer";
    Guid IEvent.AggregateId => CustomerId.Value;
}

/// <param name="Channel"><c>email</c>, <c>sms</c>, <c>phone</c>, <c>post</c> or <c>push</c>.</param>
public sealed record ConsentChanged(Id<Customer> CustomerId, string Channel, bool IsGranted) : IEvent
{
    public static string EventType => "customers.consent.changed";
    public static string AggregateType => "customer";
    Guid IEvent.AggregateId => CustomerId.Value;
}

/// <summary>Two entries turned out to be one person: the other one went into this one.</summary>
public sealed record CustomerMerged(Id<Customer> CustomerId, Id<Customer> MergedId) : IEvent
{
    public static string EventType => "customers.customer.merged";
    public static string AggregateType => "customer";
    Guid IEvent.AggregateId => CustomerId.Value;
}

/// <summary>They turned out to be two after all.</summary>
public sealed record CustomerSeparated(Id<Customer> CustomerId, Id<Customer> SeparatedId) : IEvent
{
    public static string EventType => "customers.customer.separated";
    public static string AggregateType => "customer";
    Guid IEvent.AggregateId => CustomerId.Value;
}

/// <summary>Nothing tells any more who this was.</summary>
public sealed record CustomerErased(Id<Customer> CustomerId) : IEvent
{
    public static string EventType => "customers.customer.erased";
    public static string AggregateType => "customer";
    Guid IEvent.AggregateId => CustomerId.Value;
}
