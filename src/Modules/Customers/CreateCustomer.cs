using FluentValidation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Contracts.Customers;
using Olympus.Kernel.Data;
using Olympus.Kernel.Values;

namespace Olympus.Customers;

/// <summary>A new customer.</summary>
/// <param name="Name">As they are addressed.</param>
/// <param name="ExternalReference">The number under which another system knows them; unique in the tenant.</param>
/// <param name="Note">For the staff.</param>
/// <param name="Allergies">What they must not be given: one line, at most 300 characters.</param>
public sealed record CreateCustomerRequest(
    string Name, string? ExternalReference = null, string? Note = null, IReadOnlyList<string>? Tags = null, IReadOnlyList<ContactRequest>? Emails = null,
    IReadOnlyList<ContactRequest>? Phones = null, IReadOnlyList<AddressRequest>? Addresses = null,
    string? Allergies = null);

/// <summary>What came to be.</summary>
/// <param name="Version">The ETag to change it with.</param>
public sealed record CreateCustomerResponse(Id<Customer> Id, long Version);

public sealed class CreateCustomerRules : AbstractValidator<CreateCustomerRequest>
{
    public CreateCustomerRules()
    {
        RuleFor(customer => customer.Name).IsLine(200);
        RuleFor(customer => customer.ExternalReference).IsLine(100);
        RuleFor(customer => customer.Note).IsNote();
        RuleFor(customer => customer.Allergies).IsAllergies();
        RuleFor(customer => customer.Tags).AreTags();
        RuleFor(customer => customer.Emails).AreEmails();
        RuleFor(customer => customer.Phones).ArePhones();
        RuleFor(customer => customer.Addresses).AreAddresses();
    }
}

/// <summary>Takes down a new customer.</summary>
public static class CreateCustomer
{
    private const string InsertCustomerSql = """
        insert into customer.customers (id, name, name_key, external_reference, note, tags, created_at, updated_at, allergies)
        values ($1, $2, $3, $4::text, $5::text, $6, $7, $7, nullif($8::text, ''))
        """;

    /// <summary>Creates a customer with contacts. Refuses 409 <c>customers.external_reference_taken</c>.</summary>
    /// <remarks>Appends <c>customers.customer.created</c>, which carries no personal data.</remarks>
    public static async Task<Created<CreateCustomerResponse>> Handle(CreateCustomerRequest body, TenantDb db, CancellationToken ct)
    {
        var response = await db.Write(
            tx =>
            {
                var id = Id<Customer>.New(tx.Now);
                string[] tags = [.. body.Tags ?? []];
                tx.Enqueue(new(
                    InsertCustomerSql, id, body.Name.Trim(), SearchKeys.Text(body.Name), body.ExternalReference?.Trim(), body.Note, tags, tx.Now,
                    body.Allergies?.Trim()));
                CustomerRecord.SaveContacts(tx, id, body.Emails ?? [], body.Phones ?? [], body.Addresses ?? []);
                CustomerRecord.SaveKeys(
                    tx, id, body.Name, body.Emails?.Select(email => email.Value), body.Phones?.Select(phone => phone.Value), tags);
                tx.Append(new CustomerCreated(id, CustomerRecord.CountryOf(body.Addresses)));
                return Task.FromResult(new CreateCustomerResponse(id, 1));
            },
            ct);
        return TypedResults.Created($"/api/v1/customers/{response.Id}", response);
    }
}
