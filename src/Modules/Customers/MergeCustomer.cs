using Olympus.Contracts.Customers;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Customers;

/// <param name="CustomerId">The other entry of the same person; it is archived, and its orders and consents are read with this one.</param>
public sealed record MergeCustomerRequest(Id<Customer> CustomerId);

/// <summary>Makes one of two entries of the same person; can be undone for <see cref="UndoableFor"/>.</summary>
public static class MergeCustomer
{
    internal static readonly TimeSpan UndoableFor = TimeSpan.FromDays(30);

    internal const string LockSql = "select id from customer.customers where id = any($1) order by id for update";

    private const string PutAwaySql = """
        update customer.customers
        set archived_at = $3, merged_into = $2, external_reference = null, version = version + 1, updated_at = $3
        where id = $1
        """;

    internal const string SaveSql = """
        update customer.customers
        set external_reference = $2::text, note = $3::text, allergies = $4::text, tags = $5, version = version + 1, updated_at = $6
        where id = $1
        """;

    private const string RememberSql = """
        insert into customer.merges (merged_id, customer_id, before, other_reference, version_after, actor, merged_at)
        values ($1, $2, $3::jsonb, $4::text, $5, $6, $7)
        on conflict (tenant_id, merged_id) do update
        set customer_id = excluded.customer_id, before = excluded.before, other_reference = excluded.other_reference,
            version_after = excluded.version_after, actor = excluded.actor, merged_at = excluded.merged_at, undone_at = null
        """;

    /// <summary>What nobody can ask for any more is not kept.</summary>
    private const string ForgetSql = "update customer.merges set before = null where before is not null and merged_at < $1";

    /// <summary>Merges another entry into this one: what only the other one has (contacts, tags, note, allergies) is added, nothing is replaced. Refuses 412
    /// when somebody else changed this one since it was read, 409 <c>customers.archived</c>, <c>customers.other_unknown</c>, <c>customers.same_entry</c>.</summary>
    /// <remarks>Appends <c>customers.customer.merged</c>.</remarks>
    public static Task<CustomerView> Handle(Id<Customer> id, MergeCustomerRequest body, IfMatch match, TenantDb db, CancellationToken ct) => db.Write(
        async tx =>
        {
            if (body.CustomerId == id)
                throw CustomersRefusals.SamePerson.AsException();
            await tx.Query<Id<Customer>>(new(LockSql, [new[] { id, body.CustomerId }]));
            var kept = await tx.First<CustomerView>(new(GetCustomer.CustomerSql, id)) ?? throw AccessRefusals.NotFound.AsException();
            if (kept.ArchivedAt is not null)
                throw CustomersRefusals.Archived.AsException();
            if (kept.Version != match.Version)
                throw VersionRefusals.Stale(kept.Version).AsException();
            if (await tx.First<CustomerView>(new(GetCustomer.CustomerSql, body.CustomerId)) is not { ArchivedAt: null } other)
                throw CustomersRefusals.OtherUnknown.AsException();

            var (before, gone) = (MergedContacts.Of(kept), MergedContacts.Of(other));
            // First, so that the reference of one can become the other's.
            tx.Enqueue(new(PutAwaySql, other.Id, id, tx.Now));
            Save(tx, id, before.With(gone));
            tx.Enqueue(new(RememberSql, other.Id, id, Json.Of(before).Text, gone.ExternalReference, kept.Version + 1, tx.Actor, tx.Now));
            tx.Enqueue(new(ForgetSql, tx.Now - UndoableFor));
            tx.Append(new CustomerMerged(id, other.Id));
            return (await tx.First<CustomerView>(new(GetCustomer.CustomerSql, id)))!;
        },
        ct);

    internal static void Save(Tx tx, Id<Customer> id, MergedContacts all)
    {
        tx.Enqueue(new(SaveSql, id, all.ExternalReference, all.Note, all.Allergies, all.Tags, tx.Now));
        CustomerRecord.SaveContacts(
            tx, id, Array.ConvertAll(all.Emails, Asked), Array.ConvertAll(all.Phones, Asked),
            Array.ConvertAll(all.Addresses, one => new AddressRequest(
                one.Line1, one.Line2, one.PostalCode, one.City, one.Region, one.Country, one.Label, one.IsPrimary)));
        CustomerRecord.SaveKeys(tx, id, null, all.Emails.Select(email => email.Value), all.Phones.Select(phone => phone.Value), all.Tags);
    }

    private static ContactRequest Asked(ContactView contact) => new(contact.Value, contact.Label, contact.IsPrimary);
}

/// <summary>Makes two of one again.</summary>
public static class SeparateCustomer
{
    private const string MergeSql = """
        select before::text as before, other_reference, version_after, merged_at
        from customer.merges
        where merged_id = $1 and customer_id = $2 and undone_at is null
        """;

    private const string GiveBackSql = "update customer.customers set external_reference = null where id = $1 and external_reference = $2::text";

    private const string BringBackSql = """
        update customer.customers
        set archived_at = null, merged_into = null, external_reference = $2::text, version = version + 1, updated_at = $3
        where id = $1
        """;

    private const string ForgetSql = "update customer.merges set before = null, undone_at = $2 where merged_id = $1";

    private sealed record Merge(MergedContacts? Before, string? OtherReference, long VersionAfter, DateTimeOffset MergedAt);

    /// <summary>Brings the other entry back. This one becomes what it was before, unless somebody changed it meanwhile: then it keeps what it has. Refuses 409
    /// <c>customers.merge_final</c> after 30 days, <c>customers.archived</c> and <c>customers.erased</c>.</summary>
    /// <remarks>Appends <c>customers.customer.separated</c>.</remarks>
    public static Task<CustomerView> Handle(Id<Customer> id, Id<Customer> mergedId, TenantDb db, CancellationToken ct) => db.Write(
        async tx =>
        {
            await tx.Query<Id<Customer>>(new(MergeCustomer.LockSql, [new[] { id, mergedId }]));
            var kept = await tx.First<CustomerView>(new(GetCustomer.CustomerSql, id)) ?? throw AccessRefusals.NotFound.AsException();
            var merge = await tx.First<Merge>(new(MergeSql, mergedId, id)) ?? throw AccessRefusals.NotFound.AsException();
            if (kept.ErasedAt is not null)
                throw CustomersRefusals.Erased.AsException();
            if (kept.ArchivedAt is not null)
                throw CustomersRefusals.Archived.AsException();
            if (merge.MergedAt + MergeCustomer.UndoableFor < tx.Now)
                throw CustomersRefusals.MergeFinal.AsException();

            if (merge.Before is { } before && kept.Version == merge.VersionAfter)
                MergeCustomer.Save(tx, id, before);
            else
                tx.Enqueue(new(GiveBackSql, id, merge.OtherReference));
            tx.Enqueue(new(BringBackSql, mergedId, merge.OtherReference, tx.Now));
            tx.Enqueue(new(ForgetSql, mergedId, tx.Now));
            tx.Append(new CustomerSeparated(id, mergedId));
            return (await tx.First<CustomerView>(new(GetCustomer.CustomerSql, id)))!;
        },
        ct);
}
