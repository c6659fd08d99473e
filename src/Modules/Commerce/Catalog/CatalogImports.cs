using FluentValidation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Contracts.Catalog;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Catalog;

/// <param name="Name">Of the file, as people know it.</param>
public sealed record StartImportRequest(string Name);

/// <summary>A file that was imported, and how far it was taken back.</summary>
/// <param name="StartedBy">An actor as events name it, such as <c>user:0190…</c>.</param>
/// <param name="Created">Products that it made.</param>
/// <param name="Updated">Products that were there already and that it changed.</param>
/// <param name="Categories">Categories that it made.</param>
/// <param name="UndoUntil">Until then it can be taken back.</param>
/// <param name="UndoneAt">When it was taken back; null: it was not, or not to the end.</param>
/// <param name="Left">Products that nobody tried to take back yet.</param>
/// <param name="KeptCount">Of what was not taken back because it is in use, or somebody changed it since.</param>
/// <param name="Kept">At most 100 of them.</param>
public sealed record CatalogImportView(
    Id<CatalogImport> Id, string Name, DateTimeOffset StartedAt, string StartedBy, int Created, int Updated, int Categories, DateTimeOffset UndoUntil,
    DateTimeOffset? UndoneAt, int Left, int KeptCount, KeptImportView[] Kept);

/// <summary>What an import made or changed and what stays as it is.</summary>
/// <param name="Kind"><c>product</c> or <c>category</c>.</param>
/// <param name="Reason"><c>changed</c> since, <c>sold</c>, <c>stocked</c>, <c>sku_taken</c> (its SKU of before is another's now), <c>category_gone</c> (of
/// before), <c>in_use</c>.</param>
public sealed record KeptImportView(string Kind, Guid Id, string Name, string Reason);

/// <param name="Data">The newest 20 of the last week that made or changed something.</param>
public sealed record CatalogImportsResponse(IReadOnlyList<CatalogImportView> Data);

public sealed class StartImportRules : AbstractValidator<StartImportRequest>
{
    public StartImportRules() => RuleFor(r => r.Name).IsPlainText(200);
}

/// <summary>Files that were imported into the catalogue: each remembers what it made and changed, so that it can be taken back.</summary>
public static class CatalogImports
{
    internal static readonly TimeSpan UndoableFor = TimeSpan.FromHours(24);

    private static readonly TimeSpan RememberedFor = TimeSpan.FromDays(7);

    private const string ForgetSql = "delete from commerce.imports where started_at < $1";

    private const string StartSql = "insert into commerce.imports (id, name, started_at, started_by) values ($1, $2, $3, $4)";

    private const string ImportsSql = """
        select import.id, import.name, import.started_at, import.started_by, products.created, products.updated, categories.made as categories,
            import.started_at + $2 as undo_until, import.undone_at, case when import.undone_at is null then products.waiting else 0 end as left,
            products.kept + categories.kept as kept_count,
            coalesce((
                select json_agg(json_build_object('kind', kept.kind, 'id', kept.id, 'name', kept.name, 'reason', kept.reason) order by kept.kind desc, kept.name, kept.id)
                from (
                    select 'product' as kind, product.id, product.name, done.outcome as reason
                    from commerce.imported_products as done
                    join commerce.products as product on product.id = done.product_id
                    where done.import_id = import.id and done.outcome <> 'undone'
                    union all
                    select 'category', done.category_id, done.name, done.outcome
                    from commerce.imported_categories as done
                    where done.import_id = import.id and done.outcome <> 'undone'
                    order by kind desc, name, id
                    limit 100) as kept), '[]')::text as kept
        from commerce.imports as import
        cross join lateral (
            select count(*) filter (where before is null)::int as created, count(before)::int as updated,
                count(*) filter (where outcome is null)::int as waiting, count(*) filter (where outcome <> 'undone')::int as kept
            from commerce.imported_products
            where import_id = import.id) as products
        cross join lateral (
            select count(*)::int as made, count(*) filter (where outcome <> 'undone')::int as kept
            from commerce.imported_categories
            where import_id = import.id) as categories
        where import.id = $1 or ($1::uuid is null and products.created + products.updated + categories.made > 0)
        order by import.started_at desc, import.id
        limit 20
        """;

    /// <summary>Opens an import: products and categories that are written with its id can be taken back together for 24 hours.</summary>
    /// <remarks>Appends <c>commerce.import.started</c>.</remarks>
    public static async Task<Created<CatalogImportView>> Start(StartImportRequest body, TenantDb db, Principal principal, CancellationToken ct)
    {
        principal.DemandEverywhere("catalog:write");
        var started = await db.Write(
            tx =>
            {
                var id = Id<CatalogImport>.New(tx.Now);
                tx.Enqueue(new(ForgetSql, tx.Now - RememberedFor));
                tx.Enqueue(new(StartSql, id, body.Name, tx.Now, tx.Actor));
                tx.Append(new CatalogImportStarted(id, body.Name));
                return Task.FromResult(new CatalogImportView(id, body.Name, tx.Now, tx.Actor, 0, 0, 0, tx.Now + UndoableFor, null, 0, 0, []));
            },
            ct);
        return TypedResults.Created($"/api/v1/catalog-imports/{started.Id}", started);
    }

    /// <summary>The imports of the last week, newest first.</summary>
    public static async Task<CatalogImportsResponse> List(TenantDb db, CancellationToken ct) =>
        new(await db.Query<CatalogImportView>(new(ImportsSql, null, UndoableFor), ct));

    /// <summary>One import, with what was kept when it was taken back.</summary>
    public static async Task<CatalogImportView> One(Id<CatalogImport> id, TenantDb db, CancellationToken ct) =>
        await db.First<CatalogImportView>(new(ImportsSql, id, UndoableFor), ct) ?? throw AccessRefusals.NotFound.AsException();

    internal static async Task<CatalogImportView> Read(Tx tx, Id<CatalogImport> id) =>
        await tx.First<CatalogImportView>(new(ImportsSql, id, UndoableFor)) ?? throw AccessRefusals.NotFound.AsException();
}
