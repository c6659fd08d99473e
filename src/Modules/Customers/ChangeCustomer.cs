using FluentValidation;
using Olympus.Contracts.Customers;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Customers;

/// <summary>What to change; members that are left out stay, lists are replaced as a whole.</summary>
/// <param name="ExternalReference">An empty text removes it.</param>
/// <param name="Note">An empty text removes it.</param>
/// <param name="Allergies">An empty text removes it.</param>
public sealed record ChangeCustomerRequest(
    string? Name = null, string? ExternalReference = null, string? Note = null, IReadOnlyList<string>? Tags = null,
    IReadOnlyList<ContactRequest>? Emails = null, IReadOnlyList<ContactRequest>? Phones = null, IReadOnlyList<AddressRequest>? Addresses = null,
    string? Allergies = null);

public sealed class ChangeCustomerRules : AbstractValidator<ChangeCustomerRequest>
{
    public ChangeCustomerRules()
    {
        RuleFor(customer => customer.Name).IsLine(200);
        RuleFor(customer => customer.ExternalReference).IsLine(100).When(customer => customer.ExternalReference != "");
        RuleFor(customer => customer.Note).IsNote();
        RuleFor(customer => customer.Allergies).IsAllergies();
        RuleFor(customer => customer.Tags).AreTags();
        RuleFor(customer => customer.Emails).AreEmails();
        RuleFor(customer => customer.Phones).ArePhones();
        RuleFor(customer => customer.Addresses).AreAddresses();
    }
}

/// <summary>Changes what is known of a customer.</summary>
public static class ChangeCustomer
{
    private const string UpdateCustomerSql = """
        update customer.customers
        set name = coalesce($3::text, name),
            name_key = coalesce($4::text, name_key),
            external_reference = case when $5::text is null then external_reference else nullif($5, '') end,
            note = case when $6::text is null then note else nullif($6, '') end,
            tags = coalesce($7::text[], tags),
            allergies = case when $9::text is null then allergies else nullif($9, '') end,
            version = version + 1,
            updated_at = $8
        where id = $1 and version = $2 and archived_at is null
        """;

    /// <summary>Changes a customer. Refuses 412 when somebody else changed them since they were read, 409 <c>customers.archived</c>, and 409
    /// <c>customers.external_reference_taken</c>.</summary>
    /// <remarks>Appends <c>customers.customer.updated</c> with the names of the changed members, not their values, but for the country.</remarks>
    public static Task<CustomerView> Handle(Id<Customer> id, ChangeCustomerRequest body, IfMatch match, TenantDb db, CancellationToken ct) => db.Write(
        async tx =>
        {
            var changed = await tx.Execute(new(
                UpdateCustomerSql, id, match.Version, body.Name?.Trim(), body.Name is { } name ? SearchKeys.Text(name) : null,
                body.ExternalReference?.Trim(), body.Note, body.Tags?.ToArray(), tx.Now, body.Allergies?.Trim()));
            if (changed == 0)
                throw (await WhyNot(tx, id)).AsException();
            CustomerRecord.SaveContacts(tx, id, body.Emails, body.Phones, body.Addresses);
            CustomerRecord.SaveKeys(
                tx, id, body.Name, body.Emails?.Select(email => email.Value), body.Phones?.Select(phone => phone.Value), body.Tags);
            tx.Append(new CustomerUpdated(id, Changed(body), CustomerRecord.CountryOf(body.Addresses)));
            return (await tx.First<CustomerView>(new(GetCustomer.CustomerSql, id)))!;
        },
        ct);

    /// <summary>Why a guarded change of this customer touched no row.</summary>
    internal static async Task<Refusal> WhyNot(Tx tx, Id<Customer> id) => await tx.First<CustomerView>(new(GetCustomer.CustomerSql, id)) switch
    {
        null => AccessRefusals.NotFound,
        { ArchivedAt: not null } => CustomersRefusals.Archived,
        { Version: var current } => VersionRefusals.Stale(current),
    };

    private static string[] Changed(ChangeCustomerRequest body) =>
    [
        .. new (string Name, object? Value)[]
        {
            ("name", body.Name), ("external_reference", body.ExternalReference), ("note", body.Note), ("tags", body.Tags), ("emails", body.Emails),
            ("phones", body.Phones), ("addresses", body.Addresses), ("allergies", body.Allergies),
        }.Where(member => member.Value is not null).Select(member => member.Name),
    ];
}
