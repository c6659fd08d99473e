using Olympus.Contracts.Customers;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Customers;

/// <summary>Somebody who buys.</summary>
/// <param name="ExternalReference">The number under which another system knows them.</param>
/// <param name="Consents">The newest word for each channel that was ever spoken of.</param>
/// <param name="Totals">What they bought so far, one entry for each currency; follows orders within a moment.</param>
/// <param name="Version">Grows with every change; the ETag.</param>
/// <param name="ArchivedAt">Set: no longer a customer, kept for the orders that name them.</param>
/// <param name="Allergies">What they must not be given.</param>
/// <param name="Merged">Other entries of the same person that went into this one.</param>
/// <param name="MergedInto">The entry that counts instead of this one.</param>
/// <param name="ErasedAt">Since then nothing tells who it was.</param>
public sealed record CustomerView(
    Id<Customer> Id, string Name, string? ExternalReference, string? Note, string[] Tags, IReadOnlyList<ContactView> Emails,
    IReadOnlyList<ContactView> Phones, IReadOnlyList<AddressView> Addresses, IReadOnlyList<ConsentView> Consents, IReadOnlyList<CustomerTotalView> Totals,
    long Version, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? ArchivedAt, string? Allergies,
    IReadOnlyList<MergedCustomerView> Merged, Id<Customer>? MergedInto, DateTimeOffset? ErasedAt) : IVersioned;

/// <summary>An entry that went into another of the same person.</summary>
/// <param name="UndoableUntil">Until then the two can be separated again.</param>
public sealed record MergedCustomerView(Id<Customer> CustomerId, string Name, DateTimeOffset MergedAt, DateTimeOffset UndoableUntil);

/// <summary>An e-mail address or a phone number.</summary>
public sealed record ContactView(string Value, string? Label, bool IsPrimary);

/// <summary>A postal address.</summary>
public sealed record AddressView(
    string? Line1, string? Line2, string? PostalCode, string? City, string? Region, string? Country, string? Label, bool IsPrimary);

/// <summary>Whether a customer may be written to or called on a channel.</summary>
/// <param name="Channel"><c>email</c>, <c>sms</c>, <c>phone</c>, <c>post</c> or <c>push</c>.</param>
/// <param name="Source">Where they said so, such as <c>checkout</c>.</param>
public sealed record ConsentView(string Channel, bool IsGranted, string Source, DateTimeOffset GivenAt, DateTimeOffset RecordedAt);

/// <summary>What a customer bought in one currency.</summary>
/// <param name="Orders">Neither drafts nor cancelled ones.</param>
/// <param name="Spent">Captured; refunds are not taken off.</param>
public sealed record CustomerTotalView(long Orders, Money Spent, Money Refunded, DateTimeOffset? FirstOrderAt, DateTimeOffset? LastOrderAt);

/// <summary>Reads one customer in one round trip and one row.</summary>
public static class GetCustomer
{
    internal const string CustomerSql = """
        select customer.id, customer.name, customer.external_reference, customer.note, customer.tags, customer.version, customer.created_at,
            customer.updated_at, customer.archived_at, customer.allergies, customer.merged_into, customer.erased_at,
            coalesce((
                select json_agg(json_build_object('value', value, 'label', label, 'is_primary', is_primary) order by position)
                from customer.contacts where customer_id = customer.id and kind = 'email'), '[]')::text as emails,
            coalesce((
                select json_agg(json_build_object('value', value, 'label', label, 'is_primary', is_primary) order by position)
                from customer.contacts where customer_id = customer.id and kind = 'phone'), '[]')::text as phones,
            coalesce((
                select json_agg(address || jsonb_build_object('label', label, 'is_primary', is_primary) order by position)
                from customer.contacts where customer_id = customer.id and kind = 'address'), '[]')::text as addresses,
            coalesce((
                select json_agg(json_build_object(
                    'channel', newest.channel, 'is_granted', newest.is_granted, 'source', newest.source, 'given_at', newest.given_at,
                    'recorded_at', newest.recorded_at) order by newest.channel)
                from (
                    select distinct on (channel) channel, is_granted, source, given_at, recorded_at
                    from customer.consents
                    where customer_id in (select same.id from customer.same_person($1) as same)
                    order by channel, given_at desc, id desc) as newest), '[]')::text as consents,
            coalesce((
                select json_agg(json_build_object(
                    'orders', summed.orders,
                    'spent', json_build_object('amount', summed.spent, 'currency', summed.currency),
                    'refunded', json_build_object('amount', summed.refunded, 'currency', summed.currency),
                    'first_order_at', summed.first_at, 'last_order_at', summed.last_at) order by summed.currency)
                from (
                    select currency, sum(orders)::bigint as orders, sum(spent_minor)::bigint as spent, sum(refunded_minor)::bigint as refunded,
                        min(first_order_at) as first_at, max(last_order_at) as last_at
                    from customer.totals
                    where customer_id in (select same.id from customer.same_person($1) as same)
                    group by currency) as summed), '[]')::text as totals,
            coalesce((
                select json_agg(json_build_object(
                    'customer_id', past.merged_id, 'name', other.name, 'merged_at', past.merged_at,
                    'undoable_until', past.merged_at + interval '30 days') order by past.merged_at)
                from customer.merges as past
                join customer.customers as other on other.id = past.merged_id
                where past.customer_id = customer.id and past.undone_at is null), '[]')::text as merged
        from customer.customers as customer
        where customer.id = $1
        """;

    /// <summary>Answers with the customer, or 304 to an <c>If-None-Match</c> that is still true.</summary>
    public static async Task<CustomerView> Handle(Id<Customer> id, TenantDb db, CancellationToken ct) =>
        await db.First<CustomerView>(new(CustomerSql, id), ct) ?? throw AccessRefusals.NotFound.AsException();
}
