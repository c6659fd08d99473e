using System.Text;
using Olympus.Contracts.Catalog;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Catalog;

/// <summary>One category and where it stands.</summary>
/// <param name="ParentId">Null: at the top.</param>
/// <param name="Slug">For addresses; unique in the tenant.</param>
/// <param name="Position">Order among siblings, then by name.</param>
/// <param name="Version">The ETag.</param>
public sealed record CategoryView(
    Id<Category> Id, Id<Category>? ParentId, string Name, string Slug, int Position, long Version, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
    : IVersioned;

/// <summary>All categories of a tenant: few enough to decide about the whole tree at once.</summary>
internal sealed class CategoryTree(IReadOnlyList<CategoryView> all)
{
    public const int MostCategories = 1000;

    private const string LockTreeSql =
        "select pg_advisory_xact_lock(hashtextextended('commerce.categories ' || app.tenant_id()::text, 0))::text";

    private const string CategoriesSql = """
        select id, parent_id, name, slug, position, version, created_at, updated_at
        from commerce.categories
        order by position, name, id
        """;

    /// <summary>The tree as a statement, siblings in order.</summary>
    public static Sql Everything => new(CategoriesSql);

    /// <summary>The tree for a change: nobody else changes it until this transaction ends.</summary>
    public static async Task<CategoryTree> Lock(Tx tx)
    {
        tx.Enqueue<string>(new(LockTreeSql), _ => { });
        return new(await tx.Query<CategoryView>(Everything));
    }

    public bool IsFull => all.Count >= MostCategories;

    /// <summary>The category at the version that the client read; 404 or 412 otherwise.</summary>
    public CategoryView Find(Id<Category> id, IfMatch match)
    {
        var found = all.FirstOrDefault(category => category.Id == id) ?? throw AccessRefusals.NotFound.AsException();
        return found.Version == match.Version ? found : throw VersionRefusals.Stale(found.Version).AsException();
    }

    /// <summary>Refuses a parent that is not there, or that stands in <paramref name="moved"/> itself.</summary>
    public void DemandParent(Id<Category>? parent, Id<Category>? moved)
    {
        if (parent is { } first && all.All(category => category.Id != first))
            throw CatalogRefusals.CategoryUnknown.AsException();
        for (var above = parent; above is { } id; above = all.First(category => category.Id == id).ParentId)
            if (id == moved)
                throw CatalogRefusals.CategoryCircle.AsException();
    }

    /// <summary>The position behind the last child.</summary>
    public int End(Id<Category>? parent) =>
        all.Where(category => category.ParentId == parent).Select(category => category.Position + 1).DefaultIfEmpty(0).Max();

    public bool HasChildren(Id<Category> id) => all.Any(category => category.ParentId == id);

    public bool Has(Id<Category> id) => all.Any(category => category.Id == id);

    /// <summary>What becomes of categories that an import made, the deepest first: <c>undone</c> (also one that is gone already), <c>in_use</c> where products or
    /// other categories stay in it, <c>changed</c> where somebody changed it since.</summary>
    /// <param name="filled">Those that products stand in.</param>
    public IEnumerable<(Id<Category> Category, string Outcome)> TakeBack(IReadOnlyCollection<Id<Category>> made, IReadOnlySet<Id<Category>> filled)
    {
        var left = new HashSet<Id<Category>>(all.Select(category => category.Id));
        foreach (var gone in made.Where(id => !left.Contains(id)))
            yield return (gone, "undone");
        foreach (var category in DepthFirst().Reverse().Where(category => made.Contains(category.Id)))
        {
            var outcome = filled.Contains(category.Id) || all.Any(child => child.ParentId == category.Id && left.Contains(child.Id)) ? "in_use"
                : category.Version > 1 ? "changed"
                : "undone";
            if (outcome == "undone")
                left.Remove(category.Id);
            yield return (category.Id, outcome);
        }
    }

    /// <summary>Every category right behind its parent.</summary>
    public IReadOnlyList<CategoryView> DepthFirst()
    {
        var children = all.ToLookup(category => category.ParentId);
        var ordered = new List<CategoryView>(all.Count);
        void Add(Id<Category>? parent)
        {
            foreach (var category in children[parent])
            {
                ordered.Add(category);
                Add(category.Id);
            }
        }

        Add(null);
        return ordered;
    }

    /// <summary>"Hot drinks" → "hot-drinks", in any script.</summary>
    public static string SlugOf(string name)
    {
        var slug = new StringBuilder(name.Length);
        foreach (var letter in name.ToLowerInvariant())
            if (char.IsLetterOrDigit(letter))
                slug.Append(letter);
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        return slug.ToString().TrimEnd('-') is { Length: > 0 } made ? made : "category";
    }
}
