using Olympus.Contracts.Catalog;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Catalog;

/// <summary>Takes an import back, part by part.</summary>
public static class UndoImport
{
    private const int AtOnce = 100;
    private const int Attempts = 3;

    private const string LockImportSql = "select name, started_at, undo_began_at, undone_at from commerce.imports where id = $1 for update";

    private const string WaitingSql = """
        select product_id, before::text as before, version
        from commerce.imported_products
        where import_id = $1 and outcome is null
        order by product_id
        limit $2
        """;

    private const string SkuOwnersSql = "select sku, product_id from commerce.variants where sku = any($1)";

    private const string KnownCategoriesSql = "select id from commerce.categories where id = any($1) order by id for key share";

    /// <summary>Where a place has its own word on a product, somebody gave it.</summary>
    private const string DifferingSql = "select distinct product_id from commerce.availability where product_id = any($1)";

    private const string SayProductsSql = """
        update commerce.imported_products as done
        set outcome = said.outcome
        from unnest($2::uuid[], $3::text[]) as said (product_id, outcome)
        where done.import_id = $1 and done.product_id = said.product_id
        """;

    private const string MadeCategoriesSql = "select category_id from commerce.imported_categories where import_id = $1 and outcome is null";

    private const string FilledSql = "select distinct category_id from commerce.products where category_id = any($1)";

    private const string SayCategorySql = "update commerce.imported_categories set outcome = $3 where import_id = $1 and category_id = $2";

    private const string BeginSql = "update commerce.imports set undo_began_at = coalesce(undo_began_at, $2) where id = $1";

    private const string EndSql = "update commerce.imports set undone_at = $2 where id = $1";

    private sealed record Import(string Name, DateTimeOffset StartedAt, DateTimeOffset? UndoBeganAt, DateTimeOffset? UndoneAt);

    private sealed record SkuOwner(string Sku, Id<Product> ProductId);

    /// <summary>Takes up to 100 products of the import back, in one transaction; <c>left</c> says how many more there are, and the last time also the categories
    /// that it made. What is in use, or was changed by somebody since, stays as it is and is named. Refuses 409 <c>catalog.import_too_old</c> 24 hours after
    /// the import began, unless it is half taken back, and <c>catalog.import_undone</c> when there is nothing left.</summary>
    /// <remarks>Appends <c>commerce.product.updated</c>, <c>commerce.product.archived</c>, <c>commerce.product.price_changed</c>,
    /// <c>commerce.category.deleted</c>; the last time <c>commerce.import.undone</c>.</remarks>
    public static async Task<CatalogImportView> Handle(
        Id<CatalogImport> id, TenantDb db, Principal principal, IEnumerable<IProductUse> uses, CancellationToken ct)
    {
        principal.DemandEverywhere("catalog:write");
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await db.Write(tx => Undo(tx, id, uses), ct);
            }
            catch (RefusalException e) when (e.Refusal == CatalogRefusals.SkuTaken && attempt < Attempts)
            {
                // Somebody took a SKU of before between the look and the write: the next look sees it.
            }
        }
    }

    private static async Task<CatalogImportView> Undo(Tx tx, Id<CatalogImport> id, IEnumerable<IProductUse> uses)
    {
        var import = await tx.First<Import>(new(LockImportSql, id)) ?? throw AccessRefusals.NotFound.AsException();
        if (import.UndoneAt is not null)
            throw CatalogRefusals.ImportUndone.AsException();
        if (import.UndoBeganAt is null && tx.Now > import.StartedAt + CatalogImports.UndoableFor)
            throw CatalogRefusals.ImportTooOld.With("until", import.StartedAt + CatalogImports.UndoableFor).AsException();

        tx.Enqueue(new(BeginSql, id, tx.Now));
        var waiting = await tx.Query<ImportedProduct>(new(WaitingSql, id, AtOnce));
        var outcomes = await Decide(tx, waiting, import.StartedAt, uses);
        ProductStore.Save(tx, [.. outcomes.Select(outcome => outcome.Change).OfType<ProductChange>()]);
        tx.Enqueue(new(
            SayProductsSql, id, outcomes.Select(outcome => outcome.ProductId).ToArray(), outcomes.Select(outcome => outcome.Outcome).ToArray()));
        if (waiting.Count == AtOnce)
            return await CatalogImports.Read(tx, id);

        await TakeCategoriesBack(tx, id);
        tx.Enqueue(new(EndSql, id, tx.Now));
        var undone = await CatalogImports.Read(tx, id);
        tx.Append(new CatalogImportUndone(
            id, import.Name, undone.Created + undone.Updated + undone.Categories - undone.KeptCount, undone.KeptCount));
        return undone;
    }

    private static async Task<List<UndoOutcome>> Decide(Tx tx, List<ImportedProduct> waiting, DateTimeOffset since, IEnumerable<IProductUse> uses)
    {
        var now = (await ProductStore.Lock(tx, [.. waiting.Select(product => product.ProductId)])).ToDictionary(product => product.Id);
        var before = waiting.Select(product => product.Before).OfType<CatalogProduct>().ToList();
        var made = waiting.Where(product => product.Before is null).Select(product => now[product.ProductId]).ToList();
        var (owners, categories, used) = (new Dictionary<string, Id<Product>>(StringComparer.Ordinal), new HashSet<Id<Category>>(), new Dictionary<Guid, string>());
        tx.Enqueue<SkuOwner>(
            new(SkuOwnersSql, before.SelectMany(product => product.Variants).Select(variant => variant.Sku).OfType<string>().Distinct().ToArray()),
            found => found.ForEach(owner => owners[owner.Sku] = owner.ProductId));
        tx.Enqueue<Id<Category>>(
            new(KnownCategoriesSql, before.Select(product => product.CategoryId).OfType<Id<Category>>().Distinct().ToArray()), categories.UnionWith);
        var products = made.ConvertAll(product => product.Id).ToArray();
        foreach (var use in uses)
            tx.Enqueue<Guid>(
                use.Of(products, [.. made.SelectMany(product => product.Variants).Select(variant => variant.Id)], since),
                ids => ids.ForEach(found => used.TryAdd(found, use.Name)));
        tx.Enqueue<Guid>(new(DifferingSql, products), ids => ids.ForEach(found => used.TryAdd(found, "changed")));
        await tx.Flush();

        var undo = new ImportUndo(owners, categories, used, tx.Now);
        return waiting.ConvertAll(product => undo.Of(product, now[product.ProductId]));
    }

    /// <summary>The deepest first; one that somebody put something into, or changed, stays, and so does what it stands in.</summary>
    private static async Task TakeCategoriesBack(Tx tx, Id<CatalogImport> import)
    {
        if (await tx.Query<Id<Category>>(new(MadeCategoriesSql, import)) is not [_, ..] made)
            return;
        var tree = await CategoryTree.Lock(tx);
        var filled = (await tx.Query<Id<Category>>(new(FilledSql, made.ToArray()))).ToHashSet();
        foreach (var (category, outcome) in tree.TakeBack(made, filled))
        {
            if (outcome == "undone" && tree.Has(category))
            {
                tx.Enqueue(new(ChangeCategory.DeleteCategorySql, category));
                tx.Append(new CategoryDeleted(category));
            }

            tx.Enqueue(new(SayCategorySql, import, category, outcome));
        }
    }
}
