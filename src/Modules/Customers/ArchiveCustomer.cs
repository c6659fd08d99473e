using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Contracts.Customers;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Values;

namespace Olympus.Customers;

/// <summary>Puts a customer away: out of lists and searches, not out of the orders that name them.</summary>
public static class ArchiveCustomer
{
    private const string ArchiveSql = """
        update customer.customers
        set archived_at = $3, version = version + 1, updated_at = $3
        where id = $1 and version = $2 and archived_at is null
        """;

    /// <summary>Archives a customer. Refuses 412 when somebody else changed them since they were read, and 409 <c>customers.archived</c>.</summary>
    /// <remarks>Appends <c>customers.customer.archived</c>.</remarks>
    public static async Task<NoContent> Handle(Id<Customer> id, IfMatch match, TenantDb db, CancellationToken ct)
    {
        await db.Write(
            async tx =>
            {
                if (await tx.Execute(new(ArchiveSql, id, match.Version, tx.Now)) == 0)
                    throw (await ChangeCustomer.WhyNot(tx, id)).AsException();
                tx.Append(new CustomerArchived(id));
            },
            ct);
        return TypedResults.NoContent();
    }
}
