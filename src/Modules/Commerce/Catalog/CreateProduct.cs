using FluentValidation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Contracts.Catalog;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Catalog;

/// <summary>A new product: simple, with <c>price</c> and the rest of its one variant here, or with <c>options</c> and <c>variants</c>.</summary>
/// <param name="Name">As customers know it.</param>
/// <param name="Price">Of a simple product, per unit; includes tax where the location's prices do. Not together with <c>variants</c>.</param>
/// <param name="TaxClass">Such as <c>standard</c>, <c>reduced</c>, <c>zero</c>.</param>
/// <param name="TracksStock">Whether selling it takes stock.</param>
/// <param name="ImageUrl">An https address.</param>
/// <param name="Sku">Of a simple product; unique in the tenant.</param>
/// <param name="Cost">What a unit costs to buy, in the currency of the price.</param>
/// <param name="Options">What its variants differ in, such as size and colour; at most 3.</param>
/// <param name="Variants">All in one currency.</param>
public sealed record CreateProductRequest(
    string Name, Money? Price = null, string? Description = null, Id<Category>? CategoryId = null, string TaxClass = "standard", bool TracksStock = true,
    bool IsActive = true, string? ImageUrl = null, string? Sku = null, string? Barcode = null, Money? Cost = null,
    IReadOnlyList<string>? Options = null, IReadOnlyList<VariantRequest>? Variants = null);

/// <summary>A variant of a product.</summary>
/// <param name="Price">Per unit; includes tax where the location's prices do.</param>
/// <param name="OptionValues">One for each option of the product, in their order.</param>
/// <param name="Sku">Unique in the tenant.</param>
/// <param name="Cost">What a unit costs to buy, in the currency of the price.</param>
public sealed record VariantRequest(
    Money Price, IReadOnlyList<string>? OptionValues = null, string? Sku = null, string? Barcode = null, Money? Cost = null, bool IsActive = true);

/// <summary>What came to be.</summary>
/// <param name="Version">The ETag to change it with.</param>
/// <param name="Variants">In the order sent; a simple product has one.</param>
public sealed record CreateProductResponse(Id<Product> Id, long Version, IReadOnlyList<CreatedVariantResponse> Variants);

/// <summary>A variant that came to be.</summary>
public sealed record CreatedVariantResponse(Id<Variant> Id, string? Sku);

public sealed class CreateProductRules : AbstractValidator<CreateProductRequest>
{
    public CreateProductRules()
    {
        RuleFor(r => r.Name).IsPlainText(200);
        RuleFor(r => r.Description).IsLongText(5000);
        RuleFor(r => r.TaxClass).IsTaxClass();
        RuleFor(r => r.ImageUrl).IsImageUrl();
        RuleFor(r => r.Price).IsPrice();
        RuleFor(r => r.Sku).IsPlainText(64);
        RuleFor(r => r.Barcode).IsPlainText(64);
        RuleFor(r => r.Cost).IsPrice();
        RuleFor(r => r.Options).Must(options => options is null || (options.Count <= 3 && options.Distinct().Count() == options.Count))
            .WithErrorCode("options").WithMessage("At most 3 different options.");
        RuleForEach(r => r.Options).IsPlainText(40);
        RuleFor(r => r.Variants).Must(variants => variants is null or { Count: >= 1 and <= CatalogProduct.MostVariants })
            .WithErrorCode("variants").WithMessage($"1 to {CatalogProduct.MostVariants} variants.");
        RuleForEach(r => r.Variants).SetValidator(new VariantRules());
        RuleFor(r => r).Must(r => (r.Price is null) != (r.Variants is null)).OverridePropertyName("Price")
            .WithErrorCode("price_or_variants").WithMessage("Send either price (a simple product) or variants.");
        RuleFor(r => r).Must(r => r.Variants is null || (r.Sku ?? r.Barcode ?? r.Cost as object) is null).OverridePropertyName("Variants")
            .WithErrorCode("price_or_variants").WithMessage("sku, barcode and cost belong to the variants.");
    }
}

public sealed class VariantRules : AbstractValidator<VariantRequest>
{
    public VariantRules()
    {
        RuleFor(v => v.Price).IsPrice();
        RuleFor(v => v.Sku).IsPlainText(64);
        RuleFor(v => v.Barcode).IsPlainText(64);
        RuleFor(v => v.Cost).IsPrice();
        RuleForEach(v => v.OptionValues).IsPlainText(60);
    }
}

/// <summary>Puts a product into the catalogue.</summary>
public static class CreateProduct
{
    /// <summary>Creates a product with its variants and the first entries of its price history.</summary>
    /// <remarks>Appends <c>commerce.product.created</c>.</remarks>
    public static async Task<Created<CreateProductResponse>> Handle(CreateProductRequest body, TenantDb db, Principal principal, CancellationToken ct)
    {
        principal.DemandEverywhere("catalog:write");
        var response = await db.Write(
            tx =>
            {
                var product = Decide(body, tx.Now);
                ProductStore.Save(tx, [new(null, product)]);
                return Task.FromResult(new CreateProductResponse(
                    product.Id, product.Version, Array.ConvertAll(product.Variants, variant => new CreatedVariantResponse(variant.Id, variant.Sku))));
            },
            ct);
        return TypedResults.Created($"/api/v1/products/{response.Id}", response);
    }

    private static CatalogProduct Decide(CreateProductRequest body, DateTimeOffset now)
    {
        var variants = body.Variants ?? [new VariantRequest(body.Price!.Value, null, body.Sku, body.Barcode, body.Cost)];
        var currency = variants[0].Price.Currency;
        return new CatalogProduct(
            Id<Product>.New(now), body.CategoryId, body.Name, body.Description, body.TaxClass, body.TracksStock, body.IsActive, null, body.ImageUrl,
            [.. body.Options ?? []], currency, 1, now, now,
            [.. variants.Select((variant, position) => New(variant, currency, position, now))]).Checked();
    }

    internal static CatalogVariant New(VariantRequest variant, Currency currency, int position, DateTimeOffset now)
    {
        if (variant.Price.Currency != currency || (variant.Cost ?? variant.Price).Currency != currency)
            throw CatalogRefusals.CurrencyDiffers.AsException();
        return new(
            Id<Variant>.New(now), variant.Sku, variant.Barcode, [.. variant.OptionValues ?? []], variant.Price.Amount, variant.Cost?.Amount, position,
            variant.IsActive);
    }
}
