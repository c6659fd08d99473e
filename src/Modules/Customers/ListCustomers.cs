using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Olympus.Contracts.Customers;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Customers;

/// <summary>A customer in one line.</summary>
/// <param name="Email">The primary one.</param>
/// <param name="Phone">The primary one.</param>
public sealed record CustomerSummaryView(
    Id<Customer> Id, string Name, string? ExternalReference, string? Email, string? Phone, string[] Tags, long Version, DateTimeOffset CreatedAt,
    [property: JsonIgnore] string Key = "");

/// <summary>Finds customers.</summary>
public static class ListCustomers
{
    private const string ByNameSql = """
        select customer.id, customer.name, customer.external_reference, customer.tags, customer.version, customer.created_at,
            (select value from customer.contacts where customer_id = customer.id and kind = 'email' and is_primary) as email,
            (select value from customer.contacts where customer_id = customer.id and kind = 'phone' and is_primary) as phone,
            customer.name_key as key
        from customer.customers as customer
        where customer.archived_at is null
            and (customer.name_key, customer.id) > ($1, $2)
        order by customer.name_key, customer.id
        limit $3
        """;

    /// <summary>A customer whom several keys find stands at the first of them.</summary>
    private const string ByKeySql = """
        select customer.id, customer.name, customer.external_reference, customer.tags, customer.version, customer.created_at,
            (select value from customer.contacts where customer_id = customer.id and kind = 'email' and is_primary) as email,
            (select value from customer.contacts where customer_id = customer.id and kind = 'phone' and is_primary) as phone,
            hit.key
        from customer.search_keys as hit
        join customer.customers as customer on customer.id = hit.customer_id and customer.archived_at is null
        where hit.kind = any($3::text[])
            and hit.key >= $4 and hit.key < $5
            and (hit.key, hit.customer_id) > ($1, $2)
            and not exists (
                select from customer.search_keys as earlier
                where earlier.customer_id = hit.customer_id
                    and earlier.kind = any($3::text[])
                    and earlier.key >= $4
                    and (earlier.key, earlier.kind) < (hit.key, hit.kind))
        order by hit.key, hit.customer_id
        limit $6
        """;

    private const string ByIdsSql = """
        select customer.id, customer.name, customer.external_reference, customer.tags, customer.version, customer.created_at,
            (select value from customer.contacts where customer_id = customer.id and kind = 'email' and is_primary) as email,
            (select value from customer.contacts where customer_id = customer.id and kind = 'phone' and is_primary) as phone,
            customer.name_key as key
        from customer.customers as customer
        where customer.archived_at is null and customer.id = any($1)
        order by customer.name_key, customer.id
        """;

    private static readonly string[] Anything = ["name", "email", "phone"];

    /// <summary>Where a page ended.</summary>
    public sealed record Position(string Key, Guid Id);

    /// <summary>Lists customers by name, or finds them: by how a name, a word of it, an e-mail address or a phone number begins, or by
    /// exactly one of them.</summary>
    /// <param name="q">How a name or a later word of it, an e-mail address or a phone number begins.</param>
    /// <param name="email">The whole address; small and capital letters are the same.</param>
    /// <param name="phone">The whole number; only digits count, and + is 00.</param>
    /// <param name="tag">A tag.</param>
    /// <param name="ids">1 to 100 ids, separated by commas; alone, as one page.</param>
    /// <param name="limit">1 to 100; 20 when left out.</param>
    /// <param name="cursor">From the page before.</param>
    public static async Task<Page<CustomerSummaryView>> Handle(
        TenantDb db, Cursors cursors, CancellationToken ct, [FromQuery] string? q = null, [FromQuery] string? email = null,
        [FromQuery] string? phone = null, [FromQuery] string? tag = null, [FromQuery] string? ids = null, [FromQuery] int? limit = null, [FromQuery] string? cursor = null)
    {
        var rows = Cursors.Limit(limit);
        var asked = Asked(q, email, phone, tag);
        if (ids is not null)
            return asked is null
                ? new(await db.Query<CustomerSummaryView>(new(ByIdsSql, [IdList.Read(ids, "ids", "customers")]), ct), false, null)
                : throw CustomersRefusals.OneSearch.AsException();
        var scope = $"customers\n{asked}";
        var at = cursors.Read<Position>(cursor, db.Tenant, scope) ?? new("", Guid.Empty);
        var found = await db.Query<CustomerSummaryView>(
            asked is { } search
                ? new(ByKeySql, at.Key, at.Id, search.Kinds, search.From, search.Below, rows + 1)
                : new(ByNameSql, at.Key, at.Id, rows + 1),
            ct);
        return cursors.Page(found, rows, db.Tenant, scope, row => new Position(row.Key, row.Id.Value));
    }

    internal sealed record Search(string[] Kinds, string From, string Below)
    {
        public override string ToString() => $"{string.Join(',', Kinds)}\n{From}\n{Below}";
    }

    private static Search? Asked(string? q, string? email, string? phone, string? tag)
    {
        switch (q, email, phone, tag)
        {
            case (null, null, null, null):
                return null;
            case ({ } text, null, null, null):
                var looksLikePhone = text.All(c => char.IsAsciiDigit(c) || "+ ()/.-".Contains(c, StringComparison.Ordinal)) && text.Any(char.IsAsciiDigit);
                return Of(Anything, looksLikePhone ? SearchKeys.Phone(text) : SearchKeys.Text(text), SearchKeys.Prefix);
            case (null, { } address, null, null):
                return Of(["email"], SearchKeys.Text(address), SearchKeys.Exactly);
            case (null, null, { } number, null):
                return Of(["phone"], SearchKeys.Phone(number), SearchKeys.Exactly);
            case (null, null, null, { } word):
                return Of(["tag"], word, SearchKeys.Exactly);
            default:
                throw CustomersRefusals.OneSearch.AsException();
        }
    }

    private static Search Of(string[] kinds, string key, Func<string, (string From, string Below)> range)
    {
        if (key.Length is 0 or > 254 || key.Any(char.IsControl))
            throw CustomersRefusals.SearchTooShort.AsException();
        var (from, below) = range(key);
        return new(kinds, from, below);
    }
}
