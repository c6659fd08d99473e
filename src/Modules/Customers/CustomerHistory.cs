using Olympus.Contracts.Customers;
using Olympus.Kernel.Data;
using Olympus.Kernel.Values;

namespace Olympus.Customers;

/// <summary>Writes customers of the past, many at a time.</summary>
internal sealed class CustomerHistory : ICustomerHistory
{
    private const string InsertManySql = """
        insert into customer.customers (id, name, name_key, external_reference, created_at, updated_at)
        select id, name, name_key, external_reference, created_at, created_at
        from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[]) as past (id, name, name_key, external_reference, created_at)
        on conflict (tenant_id, id) do nothing
        returning id
        """;

    private const string InsertContactsSql = """
        insert into customer.contacts (id, customer_id, kind, value, address, is_primary, position)
        select id, customer_id, kind, value, address::jsonb, true, 0
        from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[]) as past (id, customer_id, kind, value, address)
        """;

    private const string InsertKeysSql = """
        insert into customer.search_keys (customer_id, kind, key)
        select customer_id, kind, key from unnest($1::uuid[], $2::text[], $3::text[]) as found (customer_id, kind, key)
        on conflict do nothing
        """;

    public async Task Write(Tx tx, IReadOnlyCollection<HistoricalCustomer> customers)
    {
        var given = customers.DistinctBy(customer => customer.CustomerId).ToArray();
        if (given.Length == 0)
            return;
        var written = (await tx.Query<Id<Customer>>(new(
            InsertManySql, given.Select(c => c.CustomerId).ToArray(), given.Select(c => c.Name).ToArray(),
            given.Select(c => SearchKeys.Text(c.Name)).ToArray(), given.Select(c => c.Reference).ToArray(), given.Select(c => c.At).ToArray()))).ToHashSet();
        var fresh = given.Where(customer => written.Contains(customer.CustomerId)).ToArray();
        WriteContacts(tx, fresh);
        WriteKeys(tx, fresh);
        foreach (var customer in fresh)
            tx.Append(new CustomerCreated(customer.CustomerId, customer.Country is { } country ? CustomerRecord.CountryOf(country) : null), customer.At);
    }

    private static void WriteContacts(Tx tx, HistoricalCustomer[] customers)
    {
        List<(Id<Customer> Customer, DateTimeOffset At, string Kind, string Value, string? Address)> contacts = [];
        foreach (var customer in customers)
        {
            if (customer.Email is { } email)
                contacts.Add((customer.CustomerId, customer.At, "email", email, null));
            if (customer.Phone is { } phone)
                contacts.Add((customer.CustomerId, customer.At, "phone", phone, null));
            if (customer.Country is { } country)
                contacts.Add((customer.CustomerId, customer.At, "address", "", Json.Of(new PostalAddress(null, null, null, null, null, country)).Text));
        }

        if (contacts.Count > 0)
            tx.Enqueue(new(
                InsertContactsSql, contacts.ConvertAll(c => Guid.CreateVersion7(c.At)).ToArray(), contacts.ConvertAll(c => c.Customer).ToArray(),
                contacts.ConvertAll(c => c.Kind).ToArray(), contacts.ConvertAll(c => c.Value).ToArray(), contacts.ConvertAll(c => c.Address!).ToArray()));
    }

    private static void WriteKeys(Tx tx, HistoricalCustomer[] customers)
    {
        List<(Id<Customer> Customer, string Kind, string Key)> keys = [];
        foreach (var customer in customers)
        {
            keys.AddRange(SearchKeys.Name(customer.Name).Select(key => (customer.CustomerId, "name", key)));
            if (customer.Email is { } email)
                keys.Add((customer.CustomerId, "email", SearchKeys.Text(email)));
            if (customer.Phone is { } phone)
                keys.Add((customer.CustomerId, "phone", SearchKeys.Phone(phone)));
        }

        if (keys.Count > 0)
            tx.Enqueue(new(
                InsertKeysSql, keys.ConvertAll(key => key.Customer).ToArray(), keys.ConvertAll(key => key.Kind).ToArray(),
                keys.ConvertAll(key => key.Key).ToArray()));
    }
}
