using FluentValidation;
using Olympus.Contracts.Catalog;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Catalog;

/// <summary>Products to create or to change, in this order.</summary>
/// <param name="Items">1 to 100.</param>
public sealed record BulkProductsRequest(IReadOnlyList<BulkProductRequest> Items);

/// <summary>A product by its id or by the SKU of one of its variants; what is left out stays as it is. An unknown SKU makes a new simple product,
/// which needs a name and a price. Of a product with several variants the id alone changes what they share.</summary>
/// <param name="Id">An existing product.</param>
/// <param name="Sku">Finds the variant; together with <c>id</c> it becomes the SKU of the product's only variant.</param>
/// <param name="Price">Of the variant found.</param>
/// <param name="IsActive">True also brings an archived product back.</param>
/// <param name="Cost">Of the variant found, in the currency of its price.</param>
/// <param name="IsArchived">True takes the product out of the catalogue; false brings it back, inactive unless <c>is_active</c> is true.</param>
/// <param name="IsUncategorized">True takes the product out of its category; not together with <c>category_id</c>.</param>
/// <param name="Version">The version that was read: the item is refused when the product has another one.</param>
public sealed record BulkProductRequest(
    Id<Product>? Id = null, string? Sku = null, string? Name = null, Money? Price = null, string? Description = null, Id<Category>? CategoryId = null,
    string? TaxClass = null, bool? TracksStock = null, bool? IsActive = null, string? ImageUrl = null, string? Barcode = null, Money? Cost = null,
    bool? IsArchived = null, bool? IsUncategorized = null, long? Version = null);

/// <summary>What became of each item.</summary>
public sealed record BulkProductsResponse(IReadOnlyList<BulkProductResponse> Results);

/// <param name="Index">Of the item in the request.</param>
/// <param name="Status"><c>created</c>, <c>updated</c>, <c>unchanged</c> or <c>refused</c>.</param>
/// <param name="Id">The product, unless refused.</param>
/// <param name="VariantId">The variant that the item was about; null when refused, or when it was about all of them.</param>
/// <param name="Version">The product's afterwards, unless refused.</param>
/// <param name="Code">Why it was refused; stable.</param>
/// <param name="Errors">What is wrong with which member, when refused as invalid.</param>
public sealed record BulkProductResponse(
    int Index, string Status, Id<Product>? Id, Id<Variant>? VariantId, long? Version, string? Code, IReadOnlyList<FieldError>? Errors);

public sealed class BulkProductsRules : AbstractValidator<BulkProductsRequest>
{
    public BulkProductsRules() => RuleFor(r => r.Items).Must(items => items.Count is >= 1 and <= 100)
        .WithErrorCode("items").WithMessage("1 to 100 items.");
}

public sealed class BulkProductRules : AbstractValidator<BulkProductRequest>
{
    public BulkProductRules()
    {
        RuleFor(r => r.Sku).Must((item, sku) => sku is not null || item.Id is not null).WithErrorCode("id_or_sku").WithMessage("Send id or sku.");
        RuleFor(r => r.Sku).IsPlainText(64);
        RuleFor(r => r.Name).IsPlainText(200);
        RuleFor(r => r.Price).IsPrice();
        RuleFor(r => r.Cost).IsPrice();
        RuleFor(r => r.Description).IsLongText(5000);
        RuleFor(r => r.TaxClass!).IsTaxClass().When(r => r.TaxClass is not null);
        RuleFor(r => r.ImageUrl).IsImageUrl();
        RuleFor(r => r.Barcode).IsPlainText(64);
        RuleFor(r => r.IsArchived).Must((item, archived) => archived != true || item.IsActive != true)
            .WithErrorCode("archived_or_active").WithMessage("What is archived is not active.");
        RuleFor(r => r.IsUncategorized).Must((item, none) => none != true || item.CategoryId is null)
            .WithErrorCode("category_or_none").WithMessage("A category, or none.");
    }
}

/// <summary>Creates and changes up to 100 products in one transaction; the refusal of one item leaves the others alone.</summary>
public static class BulkUpsertProducts
{
    private const int Attempts = 3;

    private const string OfSkusSql = "select product_id from commerce.variants where sku = any($1)";

    /// <summary>Locked against deletion, so that a category found here is there when the products are written.</summary>
    private const string KnownCategoriesSql = "select id from commerce.categories where id = any($1) order by id for key share";

    private static readonly BulkProductRules Rules = new();

    /// <summary>Answers with one result per item, in their order. Sending the same again changes nothing.</summary>
    /// <param name="import_id">The import that this is a part of: it can be taken back as a whole. Refuses 409 <c>catalog.import_undone</c>,
    /// <c>catalog.import_too_old</c>.</param>
    /// <remarks>Appends <c>commerce.product.created</c>, <c>commerce.product.updated</c>, <c>commerce.product.archived</c>,
    /// <c>commerce.product.price_changed</c>.</remarks>
    public static async Task<BulkProductsResponse> Handle(
        BulkProductsRequest body, Id<CatalogImport>? import_id, TenantDb db, Principal principal, CancellationToken ct)
    {
        principal.DemandEverywhere("catalog:write");
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await db.Write(tx => Upsert(tx, body.Items, import_id), ct);
            }
            catch (RefusalException e) when (e.Refusal == CatalogRefusals.SkuTaken && attempt < Attempts)
            {
                // Somebody took one of the SKUs between the look and the write: the next look sees it.
            }
        }
    }

    private static async Task<BulkProductsResponse> Upsert(Tx tx, IReadOnlyList<BulkProductRequest> items, Id<CatalogImport>? import)
    {
        ImportMemory.DemandOpen(tx, import);
        var categories = new List<Id<Category>>();
        tx.Enqueue<Id<Category>>(new(KnownCategoriesSql, items.Select(item => item.CategoryId).OfType<Id<Category>>().Distinct().ToArray()), categories.AddRange);
        var products = await tx.Query<Id<Product>>(new(OfSkusSql, items.Select(item => item.Sku).OfType<string>().Distinct().ToArray()));
        var known = await ProductStore.Lock(tx, [.. products.Concat(items.Select(item => item.Id).OfType<Id<Product>>()).Distinct()]);

        var decision = new BulkDecision(known, categories, tx.Now);
        var results = items.Select((item, index) => Decide(decision, item, index)).ToArray();
        var changes = decision.Changes();
        ProductStore.Save(tx, changes);
        ImportMemory.Remember(tx, import, changes);
        return new(Array.ConvertAll(results, result => result with { Version = decision.VersionOf(result.Id) }));
    }

    private static BulkProductResponse Decide(BulkDecision decision, BulkProductRequest item, int index)
    {
        var findings = Rules.Validate(item);
        if (!findings.IsValid)
            return new(index, "refused", null, null, null, "request.invalid", ValidBodyExtensions.Errors(findings));
        try
        {
            var (status, product, variant) = decision.Apply(item);
            return new(index, status, product, variant, null, null, null);
        }
        catch (RefusalException e)
        {
            return new(index, "refused", null, null, null, e.Refusal.Code, e.Refusal.Facts?.GetValueOrDefault("errors") as FieldError[]);
        }
    }
}
