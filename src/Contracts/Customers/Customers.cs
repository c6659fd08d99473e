using Olympus.Kernel.Data;
using Olympus.Kernel.Values;

namespace Olympus.Contracts.Customers;

/// <summary>Names customer ids.</summary>
public sealed class Customer
{
    private Customer() { }
}

/// <param name="Reference">The number under which the other system knew them.</param>
/// <param name="Country">As the other system wrote it; null when unknown.</param>
public sealed record HistoricalCustomer(Id<Customer> CustomerId, string Reference, string Name, string? Country, DateTimeOffset At, string? Email = null, string? Phone = null);

/// <summary>Answered by Customers: bulk writing for imports and demo data, with the events of it at their historical times.</summary>
public interface ICustomerHistory
{
    /// <summary>Writes what is not there yet (by id); existing rows stay as they are.</summary>
    Task Write(Tx tx, IReadOnlyCollection<HistoricalCustomer> customers);
}

/// <summary>Answered by Customers.</summary>
public interface ICustomers
{
    /// <summary>Rows of one bool, true: one row if the customer exists and is not archived, none otherwise.</summary>
    Sql Exists(Id<Customer> customer);
}
