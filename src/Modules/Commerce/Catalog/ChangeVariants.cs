using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Contracts.Catalog;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Catalog;

/// <summary>A variant that came to be.</summary>
/// <param name="ProductVersion">The ETag to change the product with next.</param>
public sealed record AddVariantResponse(Id<Variant> Id, long ProductVersion);

/// <summary>Adds, changes and deactivates variants of a product. Their version is the product's.</summary>
public static class ChangeVariants
{
    /// <summary>Adds a variant, with one value for each option of the product.</summary>
    /// <remarks>Appends <c>commerce.product.updated</c>.</remarks>
    public static async Task<Created<AddVariantResponse>> Add(
        Id<Product> id, VariantRequest body, IfMatch match, TenantDb db, Principal principal, CancellationToken ct)
    {
        Id<Variant> added = default;
        var changed = await ChangeProduct.Change(id, match, db, principal, (before, now) =>
        {
            var variant = CreateProduct.New(body, before.Currency, before.Variants.Max(other => other.Position) + 1, now);
            added = variant.Id;
            return before with { Variants = [.. before.Variants, variant] };
        }, ct);
        return TypedResults.Created($"/api/v1/products/{id}", new AddVariantResponse(added, changed.Version));
    }

    /// <summary>Replaces what is said of a variant. Only the price of a single variant may change its currency.</summary>
    /// <remarks>Appends <c>commerce.product.updated</c>, and <c>commerce.product.price_changed</c> when it did.</remarks>
    public static Task<ProductVersionResponse> Change(
        Id<Product> id, Id<Variant> variantId, VariantRequest body, IfMatch match, TenantDb db, Principal principal, CancellationToken ct) =>
        ChangeProduct.Change(id, match, db, principal, (before, now) =>
        {
            var currency = before.Variants.Length == 1 ? body.Price.Currency : before.Currency;
            return Replace(before, variantId, old => CreateProduct.New(body, currency, old.Position, now) with { Id = old.Id }) with { Currency = currency };
        }, ct);

    /// <summary>Stops selling a variant; the product must have another active one, or be inactive itself.</summary>
    /// <remarks>Appends <c>commerce.product.updated</c>.</remarks>
    public static async Task<NoContent> Deactivate(
        Id<Product> id, Id<Variant> variantId, IfMatch match, TenantDb db, Principal principal, CancellationToken ct)
    {
        await ChangeProduct.Change(id, match, db, principal, (before, _) => Replace(before, variantId, old => old with { IsActive = false }), ct);
        return TypedResults.NoContent();
    }

    private static CatalogProduct Replace(CatalogProduct product, Id<Variant> id, Func<CatalogVariant, CatalogVariant> change) =>
        product.Variants.Any(variant => variant.Id == id)
            ? product with { Variants = Array.ConvertAll(product.Variants, variant => variant.Id == id ? change(variant) : variant) }
            : throw AccessRefusals.NotFound.AsException();
}
