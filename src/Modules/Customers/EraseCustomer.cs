using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Contracts.Customers;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Customers;

/// <summary>Forgets who somebody was. What they bought stays in the books, under an id that says nothing.</summary>
public static class EraseCustomer
{
    private const string EntriesSql = "select id from customer.same_person($1)";

    private const string EraseSql = """
        update customer.customers
        set name = '–', name_key = '–', external_reference = null, note = null, allergies = null, tags = '{}',
            archived_at = coalesce(archived_at, $2), erased_at = $2, version = version + 1, updated_at = $2
        where id = any($1)
        """;

    private const string EraseContactsSql = "delete from customer.contacts where customer_id = any($1)";

    private const string EraseKeysSql = "delete from customer.search_keys where customer_id = any($1)";

    private const string EraseMergesSql = """
        update customer.merges
        set before = null, other_reference = null
        where merged_id = any($1) or customer_id = any($1)
        """;

    /// <summary>Erases name, contacts, notes and tags of a customer and of every entry merged into them; they are archived as well. Cannot be undone. Refuses
    /// 412 when somebody else changed them since they were read, and 409 <c>customers.erased</c>.</summary>
    /// <remarks>Appends <c>customers.customer.erased</c> for every entry.</remarks>
    public static async Task<NoContent> Handle(Id<Customer> id, IfMatch match, TenantDb db, CancellationToken ct)
    {
        await db.Write(
            async tx =>
            {
                await tx.Query<Id<Customer>>(new(MergeCustomer.LockSql, [new[] { id }]));
                var customer = await tx.First<CustomerView>(new(GetCustomer.CustomerSql, id)) ?? throw AccessRefusals.NotFound.AsException();
                if (customer.ErasedAt is not null)
                    throw CustomersRefusals.Erased.AsException();
                if (customer.Version != match.Version)
                    throw VersionRefusals.Stale(customer.Version).AsException();
                var entries = (await tx.Query<Id<Customer>>(new(EntriesSql, id))).ToArray();
                tx.Enqueue(new(EraseSql, entries, tx.Now));
                tx.Enqueue(new(EraseContactsSql, [entries]));
                tx.Enqueue(new(EraseKeysSql, [entries]));
                tx.Enqueue(new(EraseMergesSql, [entries]));
                foreach (var entry in entries)
                    tx.Append(new CustomerErased(entry));
            },
            ct);
        return TypedResults.NoContent();
    }
}
