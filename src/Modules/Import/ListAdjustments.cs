using Olympus.Contracts.Customers;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Import;

/// <summary>Money of another system's history that is no order and no refund of one.</summary>
/// <param name="Source">The system it came from, such as <c>online-retail</c>.</param>
/// <param name="Document">Its number there.</param>
/// <param name="Line">Of the file it was read from; the header is 1.</param>
/// <param name="Rule">By which rule it is no sale, such as <c>unmatched_return</c> or <c>bad_debt</c>.</param>
/// <param name="Code">The code that stood on the line.</param>
/// <param name="Quantity">Signed units, as the line said.</param>
/// <param name="Amount">Negative when the business gave it.</param>
public sealed record ImportedAdjustmentView(
    Guid Id, string Source, string Document, int Line, string Rule, string Code, string Description, Id<Customer>? CustomerId, long Quantity, Money Amount,
    DateTimeOffset OccurredAt);

/// <summary>Shows what an import kept beside the orders, so that the whole adds up to the old system's books.</summary>
public static class ListAdjustments
{
    private const string NewestSql = """
        select id, source, document, line, rule, code, description, customer_id, quantity, amount_minor, currency, occurred_at
        from import.adjustments
        where id < $1
        order by id desc
        limit $2
        """;

    private const string OfCustomerSql = """
        select id, source, document, line, rule, code, description, customer_id, quantity, amount_minor, currency, occurred_at
        from import.adjustments
        where customer_id = $3 and id < $1
        order by id desc
        limit $2
        """;

    private sealed record Position(Guid Id);

    /// <summary>Imported adjustments, newest first: their ids carry the time at which they happened.</summary>
    /// <param name="customer_id">Only of this customer.</param>
    /// <param name="limit">1 to 100; 20 when left out.</param>
    /// <param name="cursor">From the page before.</param>
    public static async Task<Page<ImportedAdjustmentView>> Handle(
        Id<Customer>? customer_id, int? limit, string? cursor, Principal principal, TenantDb db, Cursors cursors, CancellationToken ct)
    {
        principal.DemandEverywhere("payments:read");
        var scope = $"adjustments {customer_id}";
        var behind = cursors.Read<Position>(cursor, db.Tenant, scope)?.Id ?? Guid.AllBitsSet;
        var size = Cursors.Limit(limit);
        var rows = await db.Query<ImportedAdjustmentView>(
            customer_id is { } customer ? new(OfCustomerSql, behind, size + 1, customer) : new(NewestSql, behind, size + 1), ct);
        return cursors.Page(rows, size, db.Tenant, scope, row => new Position(row.Id));
    }
}
