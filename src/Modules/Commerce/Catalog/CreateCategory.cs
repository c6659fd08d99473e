using FluentValidation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Contracts.Catalog;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Catalog;

/// <summary>A category: new, or as it shall be from now on.</summary>
/// <param name="ParentId">Null: at the top.</param>
/// <param name="Slug">Lower-case letters, digits and hyphens; left out, it is made from the name of a new category and stays as it is on a change.</param>
/// <param name="Position">Order among siblings; left out: behind the last one, or where it is.</param>
public sealed record CategoryRequest(string Name, Id<Category>? ParentId = null, string? Slug = null, int? Position = null);

public sealed class CategoryRules : AbstractValidator<CategoryRequest>
{
    public CategoryRules()
    {
        RuleFor(r => r.Name).IsPlainText(100);
        RuleFor(r => r.Slug).Matches(@"^[\p{Ll}\p{Lo}\p{Nd}]+(-[\p{Ll}\p{Lo}\p{Nd}]+)*$").MaximumLength(100)
            .WithErrorCode("slug").WithMessage("Lower-case letters, digits and single hyphens, at most 100 characters.");
        RuleFor(r => r.Position).InclusiveBetween(0, 1_000_000);
    }
}

/// <summary>Puts a category into the tree.</summary>
public static class CreateCategory
{
    private const string InsertCategorySql = """
        insert into commerce.categories (id, parent_id, name, slug, position, created_at, updated_at)
        values ($1, $2::uuid, $3, $4, $5, $6, $6)
        """;

    /// <summary>Creates a category below its parent or at the top.</summary>
    /// <param name="import_id">The import that this is a part of, as for the bulk upsert of products.</param>
    /// <remarks>Appends <c>commerce.category.created</c>.</remarks>
    public static async Task<Created<CategoryView>> Handle(
        CategoryRequest body, Id<CatalogImport>? import_id, TenantDb db, Principal principal, CancellationToken ct)
    {
        principal.DemandEverywhere("catalog:write");
        var created = await db.Write(
            async tx =>
            {
                ImportMemory.DemandOpen(tx, import_id);
                var tree = await CategoryTree.Lock(tx);
                if (tree.IsFull)
                    throw CatalogRefusals.TooManyCategories.AsException();
                tree.DemandParent(body.ParentId, null);
                var category = new CategoryView(
                    Id<Category>.New(tx.Now), body.ParentId, body.Name, body.Slug ?? CategoryTree.SlugOf(body.Name),
                    body.Position ?? tree.End(body.ParentId), 1, tx.Now, tx.Now);
                tx.Enqueue(new(InsertCategorySql, category.Id, category.ParentId, category.Name, category.Slug, category.Position, tx.Now));
                ImportMemory.Remember(tx, import_id, category);
                tx.Append(new CategoryCreated(category.Id, category.ParentId, category.Name, category.Slug, category.Position));
                return category;
            },
            ct);
        return TypedResults.Created($"/api/v1/categories/{created.Id}", created);
    }
}
