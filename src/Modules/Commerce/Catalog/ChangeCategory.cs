using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Contracts.Catalog;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Catalog;

/// <summary>Renames, reorders or moves a category, or takes it out of the tree.</summary>
public static class ChangeCategory
{
    private const string UpdateCategorySql = """
        update commerce.categories
        set parent_id = $2::uuid, name = $3, slug = $4, position = $5, version = $6, updated_at = $7
        where id = $1
        """;

    internal const string DeleteCategorySql = "delete from commerce.categories where id = $1";

    private const string AnyProductSql = "select id from commerce.products where category_id = $1 limit 1";

    /// <summary>Replaces what is said of the category; another parent moves it with everything below it.</summary>
    /// <remarks>Appends <c>commerce.category.updated</c>.</remarks>
    public static Task<CategoryView> Handle(Id<Category> id, CategoryRequest body, IfMatch match, TenantDb db, Principal principal, CancellationToken ct)
    {
        principal.DemandEverywhere("catalog:write");
        return db.Write(
            async tx =>
            {
                var tree = await CategoryTree.Lock(tx);
                var before = tree.Find(id, match);
                tree.DemandParent(body.ParentId, id);
                var after = before with
                {
                    ParentId = body.ParentId,
                    Name = body.Name,
                    Slug = body.Slug ?? before.Slug,
                    Position = body.Position ?? (body.ParentId == before.ParentId ? before.Position : tree.End(body.ParentId)),
                    Version = before.Version + 1,
                    UpdatedAt = tx.Now,
                };
                tx.Enqueue(new(UpdateCategorySql, id, after.ParentId, after.Name, after.Slug, after.Position, after.Version, tx.Now));
                tx.Append(new CategoryUpdated(id, after.ParentId, after.Name, after.Slug, after.Position));
                return after;
            },
            ct);
    }

    /// <summary>Removes a category that nothing stands in.</summary>
    /// <remarks>Appends <c>commerce.category.deleted</c>.</remarks>
    public static async Task<NoContent> Delete(Id<Category> id, IfMatch match, TenantDb db, Principal principal, CancellationToken ct)
    {
        principal.DemandEverywhere("catalog:write");
        await db.Write(
            async tx =>
            {
                var tree = await CategoryTree.Lock(tx);
                tree.Find(id, match);
                if (tree.HasChildren(id) || await tx.Query<Id<Product>>(new(AnyProductSql, id)) is [_, ..])
                    throw CatalogRefusals.CategoryInUse.AsException();
                tx.Enqueue(new(DeleteCategorySql, id));
                tx.Append(new CategoryDeleted(id));
            },
            ct);
        return TypedResults.NoContent();
    }
}
