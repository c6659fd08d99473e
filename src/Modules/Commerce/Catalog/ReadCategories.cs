using Olympus.Contracts.Catalog;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Catalog;

/// <summary>The whole tree.</summary>
/// <param name="Data">At most 1000, every category right behind its parent.</param>
public sealed record CategoriesResponse(IReadOnlyList<CategoryView> Data);

/// <summary>Reads the tree, or one category of it.</summary>
public static class ReadCategories
{
    private const string CategorySql = """
        select id, parent_id, name, slug, position, version, created_at, updated_at
        from commerce.categories
        where id = $1
        """;

    /// <summary>Every category, depth first: a tenant has at most 1000, so there are no pages.</summary>
    public static async Task<CategoriesResponse> Tree(TenantDb db, CancellationToken ct) =>
        new(new CategoryTree(await db.Query<CategoryView>(CategoryTree.Everything, ct)).DepthFirst());

    /// <summary>One category.</summary>
    public static async Task<CategoryView> One(Id<Category> id, TenantDb db, CancellationToken ct) =>
        await db.First<CategoryView>(new(CategorySql, id), ct) ?? throw AccessRefusals.NotFound.AsException();
}
