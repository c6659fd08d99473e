using FluentValidation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Contracts.Catalog;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Catalog;

/// <summary>A product as it shall be from now on, without its variants. What is left out is emptied.</summary>
/// <param name="TaxClass">Such as <c>standard</c>, <c>reduced</c>, <c>zero</c>.</param>
/// <param name="TracksStock">Whether selling it takes stock.</param>
/// <param name="IsActive">True also brings an archived product back.</param>
/// <param name="ImageUrl">An https address.</param>
public sealed record ChangeProductRequest(
    string Name, string TaxClass, bool TracksStock, bool IsActive, string? Description = null, Id<Category>? CategoryId = null, string? ImageUrl = null);

/// <summary>What a product's variants differ in, with the values of every variant there is.</summary>
/// <param name="Options">At most 3; none makes it a simple product, which has one variant.</param>
/// <param name="Variants">Every variant of the product.</param>
public sealed record ProductOptionsRequest(IReadOnlyList<string> Options, IReadOnlyList<VariantOptionsRequest> Variants);

/// <param name="OptionValues">One for each option, in their order.</param>
public sealed record VariantOptionsRequest(Id<Variant> VariantId, IReadOnlyList<string> OptionValues);

/// <summary>A changed product.</summary>
/// <param name="Version">The ETag to change it with next.</param>
public sealed record ProductVersionResponse(Id<Product> Id, long Version) : IVersioned;

public sealed class ChangeProductRules : AbstractValidator<ChangeProductRequest>
{
    public ChangeProductRules()
    {
        RuleFor(r => r.Name).IsPlainText(200);
        RuleFor(r => r.Description).IsLongText(5000);
        RuleFor(r => r.TaxClass).IsTaxClass();
        RuleFor(r => r.ImageUrl).IsImageUrl();
    }
}

public sealed class ProductOptionsRules : AbstractValidator<ProductOptionsRequest>
{
    public ProductOptionsRules()
    {
        RuleFor(r => r.Options).Must(options => options.Count <= 3 && options.Distinct().Count() == options.Count)
            .WithErrorCode("options").WithMessage("At most 3 different options.");
        RuleForEach(r => r.Options).IsPlainText(40);
        RuleFor(r => r.Variants).Must(variants => variants.Count <= CatalogProduct.MostVariants
                && variants.DistinctBy(variant => variant.VariantId).Count() == variants.Count)
            .WithErrorCode("variants").WithMessage("Each variant once.");
        RuleForEach(r => r.Variants).ChildRules(variant => variant.RuleForEach(v => v.OptionValues).IsPlainText(60));
    }
}

/// <summary>Changes what a product's variants share, or takes it out of the catalogue.</summary>
public static class ChangeProduct
{
    /// <summary>Replaces what is said of the product itself.</summary>
    /// <remarks>Appends <c>commerce.product.updated</c>.</remarks>
    public static Task<ProductVersionResponse> Handle(
        Id<Product> id, ChangeProductRequest body, IfMatch match, TenantDb db, Principal principal, CancellationToken ct) =>
        Change(id, match, db, principal, (before, _) => before with
        {
            Name = body.Name,
            Description = body.Description,
            CategoryId = body.CategoryId,
            TaxClass = body.TaxClass,
            TracksStock = body.TracksStock,
            IsActive = body.IsActive,
            ArchivedAt = body.IsActive ? null : before.ArchivedAt,
            ImageUrl = body.ImageUrl,
        }, ct);

    /// <summary>Replaces the options of a product and the values of all its variants.</summary>
    /// <remarks>Appends <c>commerce.product.updated</c>.</remarks>
    public static Task<ProductVersionResponse> SetOptions(
        Id<Product> id, ProductOptionsRequest body, IfMatch match, TenantDb db, Principal principal, CancellationToken ct) =>
        Change(id, match, db, principal, (before, _) =>
        {
            var values = body.Variants.ToDictionary(variant => variant.VariantId, variant => variant.OptionValues.ToArray());
            if (values.Keys.Except(before.Variants.Select(variant => variant.Id)).Any())
                throw CatalogRefusals.VariantUnknown.AsException();
            return before with
            {
                Options = [.. body.Options],
                Variants = Array.ConvertAll(before.Variants, variant => values.TryGetValue(variant.Id, out var given)
                    ? variant with { OptionValues = given }
                    : throw CatalogRefusals.OptionsDiffer.AsException()),
            };
        }, ct);

    /// <summary>Takes the product out of the catalogue. It stays readable by its id, for the orders that name it.</summary>
    /// <remarks>Appends <c>commerce.product.archived</c>.</remarks>
    public static async Task<NoContent> Archive(Id<Product> id, IfMatch match, TenantDb db, Principal principal, CancellationToken ct)
    {
        await Change(id, match, db, principal, (before, now) => before with { IsActive = false, ArchivedAt = before.ArchivedAt ?? now }, ct);
        return TypedResults.NoContent();
    }

    internal static Task<ProductVersionResponse> Change(
        Id<Product> id, IfMatch match, TenantDb db, Principal principal, Func<CatalogProduct, DateTimeOffset, CatalogProduct> decide, CancellationToken ct)
    {
        principal.DemandEverywhere("catalog:write");
        return db.Write(
            async tx =>
            {
                var before = await ProductStore.Lock(tx, id, match);
                var after = ProductStore.Save(tx, before, decide(before, tx.Now));
                return new ProductVersionResponse(after.Id, after.Version);
            },
            ct);
    }
}
