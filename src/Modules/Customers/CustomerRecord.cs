using Olympus.Contracts.Customers;
using Olympus.Kernel.Data;
using Olympus.Kernel.Values;

namespace Olympus.Customers;

/// <summary>A postal address as it is kept.</summary>
internal sealed record PostalAddress(string? Line1, string? Line2, string? PostalCode, string? City, string? Region, string? Country);

/// <summary>Writes what belongs to a customer: contacts and what they are found by.</summary>
internal static class CustomerRecord
{
    private const string ForgetContactsSql = "delete from customer.contacts where customer_id = $1 and kind = any($2)";

    private const string SaveContactsSql = """
        insert into customer.contacts (id, customer_id, kind, value, address, label, is_primary, position)
        select id, $1, kind, value, address::jsonb, label, is_primary, position
        from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bool[], $8::int[])
            as contact (id, kind, value, address, label, is_primary, position)
        """;

    private const string ForgetKeysSql = "delete from customer.search_keys where customer_id = $1 and kind = any($2)";

    private const string SaveKeysSql = """
        insert into customer.search_keys (customer_id, kind, key)
        select $1, kind, key from unnest($2::text[], $3::text[]) as found (kind, key)
        on conflict do nothing
        """;

    private readonly record struct Contact(string Kind, string Value, PostalAddress? Address, string? Label, bool IsPrimary);

    /// <summary>Replaces the contacts of every list that is given; null leaves a list as it is.</summary>
    public static void SaveContacts(
        Tx tx, Id<Customer> customer, IReadOnlyList<ContactRequest>? emails, IReadOnlyList<ContactRequest>? phones, IReadOnlyList<AddressRequest>? addresses)
    {
        List<string> kinds = [];
        List<Contact> contacts = [];
        if (emails is not null)
        {
            kinds.Add("email");
            contacts.AddRange(OnePrimary([.. emails.Select(email => new Contact("email", email.Value.Trim(), null, email.Label?.Trim(), email.IsPrimary))]));
        }

        if (phones is not null)
        {
            kinds.Add("phone");
            contacts.AddRange(OnePrimary([.. phones.Select(phone => new Contact("phone", phone.Value.Trim(), null, phone.Label?.Trim(), phone.IsPrimary))]));
        }

        if (addresses is not null)
        {
            kinds.Add("address");
            contacts.AddRange(OnePrimary([.. addresses.Select(address => new Contact("address", "", Kept(address), address.Label?.Trim(), address.IsPrimary))]));
        }

        if (kinds.Count == 0)
            return;
        tx.Enqueue(new(ForgetContactsSql, customer, kinds.ToArray()));
        if (contacts.Count > 0)
            tx.Enqueue(new(
                SaveContactsSql, customer, contacts.ConvertAll(_ => Guid.CreateVersion7(tx.Now)).ToArray(), contacts.ConvertAll(contact => contact.Kind).ToArray(),
                contacts.ConvertAll(contact => contact.Value).ToArray(),
                contacts.ConvertAll(contact => contact.Address is { } address ? Json.Of(address).Text : null!).ToArray(),
                contacts.ConvertAll(contact => contact.Label!).ToArray(), contacts.ConvertAll(contact => contact.IsPrimary).ToArray(),
                Enumerable.Range(0, contacts.Count).ToArray()));
    }

    /// <summary>Replaces what the customer is found by, for every kind that is given.</summary>
    public static void SaveKeys(
        Tx tx, Id<Customer> customer, string? name, IEnumerable<string>? emails, IEnumerable<string>? phones, IEnumerable<string>? tags)
    {
        List<string> kinds = [];
        List<(string Kind, string Key)> keys = [];
        Add("name", name is null ? null : SearchKeys.Name(name));
        Add("email", emails?.Select(SearchKeys.Text));
        Add("phone", phones?.Select(SearchKeys.Phone));
        Add("tag", tags);
        if (kinds.Count == 0)
            return;
        tx.Enqueue(new(ForgetKeysSql, customer, kinds.ToArray()));
        tx.Enqueue(new(SaveKeysSql, customer, keys.ConvertAll(key => key.Kind).ToArray(), keys.ConvertAll(key => key.Key).ToArray()));

        void Add(string kind, IEnumerable<string>? found)
        {
            if (found is null)
                return;
            kinds.Add(kind);
            keys.AddRange(found.Select(key => (kind, key)));
        }
    }

    /// <summary>What the log may say of somebody's addresses: the country of the first, where that is one.</summary>
    public static string? CountryOf(IReadOnlyList<AddressRequest>? addresses) =>
        addresses?.OrderByDescending(address => address.IsPrimary).FirstOrDefault()?.Country is { } country ? CountryOf(country) : null;

    public static string? CountryOf(string country) => country.Trim().ToUpperInvariant() is var code && Iso3166.Countries.Contains(code) ? code : null;

    private static List<Contact> OnePrimary(List<Contact> contacts)
    {
        if (contacts.Count > 0 && !contacts.Exists(contact => contact.IsPrimary))
            contacts[0] = contacts[0] with { IsPrimary = true };
        return contacts;
    }

    private static PostalAddress Kept(AddressRequest address) => new(
        address.Line1?.Trim(), address.Line2?.Trim(), address.PostalCode?.Trim(), address.City?.Trim(), address.Region?.Trim(), address.Country?.Trim());
}
