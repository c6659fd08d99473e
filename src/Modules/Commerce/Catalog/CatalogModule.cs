using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Contracts.Catalog;
using Olympus.Kernel;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Http;

namespace Olympus.Commerce.Catalog;

public static class CatalogModule
{
    public static IServiceCollection AddCatalog(this IServiceCollection services) => services
        .AddSingleton<IOffers, OfferAnswers>()
        .AddSingleton<ICatalogHistory, CatalogHistory>()
        .AddSingleton<IInvariant, PricesAreHistory>()
        .AddSingleton<IInvariant, ProductPriceIsLowest>()
        .AddLive(new LiveSource("catalog", LiveForm.Tenant, "catalog:read",
            ProductCreated.EventType, ProductUpdated.EventType, ProductArchived.EventType, ProductPriceChanged.EventType, ProductAvailabilityChanged.EventType,
            CategoryCreated.EventType, CategoryUpdated.EventType, CategoryDeleted.EventType))
        .AddConstraint("categories_slug_unique", CatalogRefusals.SlugTaken)
        .AddConstraint("products_category", CatalogRefusals.CategoryUnknown)
        .AddConstraint("variants_sku_unique", CatalogRefusals.SkuTaken)
        .AddConstraint("variants_options_unique", CatalogRefusals.VariantExists);

    public static void MapCatalog(this IEndpointRouteBuilder routes)
    {
        MapCategories(routes.MapGroup("/api/v1/categories").WithTags("Catalogue"));
        MapProducts(routes.MapGroup("/api/v1/products").WithTags("Catalogue"));
        MapImports(routes.MapGroup("/api/v1/catalog-imports").WithTags("Catalogue"));
        routes.MapGet("/api/v1/offers", ListOffers.Handle).Requires("catalog:read").WithTags("Catalogue").Costs(5)
            .WithName("listOffers").WithSummary("List what a location sells, with its own prices");
        routes.MapGet("/api/v1/variants", FindVariants.Handle).Requires("catalog:read").WithTags("Catalogue")
            .WithName("findVariants").WithSummary("Look variants up by SKU, barcode or ids");
    }

    private static void MapCategories(RouteGroupBuilder categories)
    {
        categories.MapGet("", ReadCategories.Tree).Requires("catalog:read")
            .WithName("listCategories").WithSummary("Read the category tree");
        categories.MapPost("", CreateCategory.Handle).Requires("catalog:write").ValidBody<CategoryRequest, CategoryRules>().Versioned()
            .WithName("createCategory").WithSummary("Put a category into the tree");
        categories.MapGet("{id}", ReadCategories.One).Requires("catalog:read").Versioned()
            .WithName("getCategory").WithSummary("Read a category");
        categories.MapPut("{id}", ChangeCategory.Handle).Requires("catalog:write").ValidBody<CategoryRequest, CategoryRules>().Versioned()
            .WithName("changeCategory").WithSummary("Rename, reorder or move a category");
        categories.MapDelete("{id}", ChangeCategory.Delete).Requires("catalog:write")
            .WithName("deleteCategory").WithSummary("Remove an empty category");
    }

    private static void MapProducts(RouteGroupBuilder products)
    {
        products.MapGet("", ListProducts.Handle).Requires("catalog:read").Costs(2)
            .WithName("listProducts").WithSummary("List, filter and search products");
        products.MapPost("", CreateProduct.Handle).Requires("catalog:write").ValidBody<CreateProductRequest, CreateProductRules>()
            .WithName("createProduct").WithSummary("Put a product into the catalogue");
        products.MapPost("bulk", BulkUpsertProducts.Handle).Requires("catalog:write").ValidBody<BulkProductsRequest, BulkProductsRules>().Costs(10)
            .WithName("bulkUpsertProducts").WithSummary("Create or change up to 100 products");
        products.MapGet("{id}", GetProduct.Handle).Requires("catalog:read").Versioned()
            .WithName("getProduct").WithSummary("Read a product with its variants");
        products.MapPut("{id}", ChangeProduct.Handle).Requires("catalog:write").ValidBody<ChangeProductRequest, ChangeProductRules>().Versioned()
            .WithName("changeProduct").WithSummary("Change a product");
        products.MapDelete("{id}", ChangeProduct.Archive).Requires("catalog:write")
            .WithName("archiveProduct").WithSummary("Take a product out of the catalogue");
        products.MapPut("{id}/options", ChangeProduct.SetOptions).Requires("catalog:write").ValidBody<ProductOptionsRequest, ProductOptionsRules>().Versioned()
            .WithName("setProductOptions").WithSummary("Set what a product's variants differ in");
        products.MapGet("{id}/availability", ProductAvailability.Read).Requires("catalog:read")
            .WithName("getProductAvailability").WithSummary("Read where locations differ from the catalogue");
        products.MapPut("{id}/availability", ProductAvailability.Set).Requires("catalog:write").ValidBody<AvailabilityRequest, AvailabilityRules>()
            .WithName("setProductAvailability").WithSummary("Set where a product is sold, and for which price there");
        products.MapGet("{id}/price-changes", ListPriceChanges.Handle).Requires("catalog:read")
            .WithName("listPriceChanges").WithSummary("Read the price history of a product");
        products.MapPost("{id}/variants", ChangeVariants.Add).Requires("catalog:write").ValidBody<VariantRequest, VariantRules>()
            .WithName("addVariant").WithSummary("Add a variant to a product");
        products.MapPut("{id}/variants/{variantId}", ChangeVariants.Change).Requires("catalog:write").ValidBody<VariantRequest, VariantRules>().Versioned()
            .WithName("changeVariant").WithSummary("Change a variant");
        products.MapDelete("{id}/variants/{variantId}", ChangeVariants.Deactivate).Requires("catalog:write")
            .WithName("deactivateVariant").WithSummary("Stop selling a variant");
    }

    private static void MapImports(RouteGroupBuilder imports)
    {
        imports.MapGet("", CatalogImports.List).Requires("catalog:write").Costs(2)
            .WithName("listCatalogImports").WithSummary("List what was imported lately");
        imports.MapPost("", CatalogImports.Start).Requires("catalog:write").ValidBody<StartImportRequest, StartImportRules>()
            .Idempotent(StatusCodes.Status201Created)
            .WithName("startCatalogImport").WithSummary("Begin an import that can be taken back");
        imports.MapGet("{id}", CatalogImports.One).Requires("catalog:write")
            .WithName("getCatalogImport").WithSummary("Read what an import did");
        imports.MapPost("{id}/undo", UndoImport.Handle).Requires("catalog:write").Idempotent().Costs(10)
            .WithName("undoCatalogImport").WithSummary("Take an import back, up to 100 products at a time");
    }
}
