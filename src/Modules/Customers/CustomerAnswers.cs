using Olympus.Contracts.Customers;
using Olympus.Kernel.Data;
using Olympus.Kernel.Values;

namespace Olympus.Customers;

/// <summary>What other modules may ask about customers.</summary>
internal sealed class CustomerAnswers : ICustomers
{
    private const string ExistsSql = "select true from customer.customers where id = $1 and archived_at is null";

    public Sql Exists(Id<Customer> customer) => new(ExistsSql, customer);
}
