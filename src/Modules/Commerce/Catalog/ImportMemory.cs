using Olympus.Contracts.Catalog;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Catalog;

/// <summary>Writes down what an import did, in the transaction that does it.</summary>
internal static class ImportMemory
{
    /// <summary>Shared with the other parts of the import; taking it back waits for them, and they for it.</summary>
    private const string OpenSql = "select started_at, undo_began_at from commerce.imports where id = $1 for share";

    /// <summary>A product that the import changes again was as it was before the first change; unless somebody came between: then its version stays behind, and
    /// it is not taken back.</summary>
    private const string RememberProductsSql = """
        insert into commerce.imported_products (import_id, product_id, before, version)
        select $1, done.product_id, done.before, done.version
        from jsonb_to_recordset($2) as done (product_id uuid, before jsonb, version bigint)
        order by done.product_id
        on conflict (tenant_id, import_id, product_id) do update
        set version = excluded.version
        where commerce.imported_products.version = excluded.version - 1
        """;

    private const string RememberCategorySql = "insert into commerce.imported_categories (import_id, category_id, name) values ($1, $2, $3)";

    private sealed record Opened(DateTimeOffset StartedAt, DateTimeOffset? UndoBeganAt);

    private sealed record Done(Id<Product> ProductId, CatalogProduct? Before, long Version);

    /// <summary>Refuses, with the next statement, an import that is not there, that is taken back or that is too old to be.</summary>
    public static void DemandOpen(Tx tx, Id<CatalogImport>? import)
    {
        if (import is not { } id)
            return;
        tx.Enqueue<Opened>(new(OpenSql, id), found =>
        {
            if (found is not [var open])
                throw AccessRefusals.NotFound.AsException();
            if (open.UndoBeganAt is not null)
                throw CatalogRefusals.ImportUndone.AsException();
            if (tx.Now > open.StartedAt + CatalogImports.UndoableFor)
                throw CatalogRefusals.ImportTooOld.AsException();
        });
    }

    public static void Remember(Tx tx, Id<CatalogImport>? import, IReadOnlyCollection<ProductChange> changes)
    {
        if (import is { } id && changes.Count > 0)
            tx.Enqueue(new(RememberProductsSql, id, Json.Of(changes.Select(change => new Done(change.After.Id, change.Before, change.After.Version)))));
    }

    public static void Remember(Tx tx, Id<CatalogImport>? import, CategoryView made)
    {
        if (import is { } id)
            tx.Enqueue(new(RememberCategorySql, id, made.Id, made.Name));
    }
}
