using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Contracts.Catalog;
using Olympus.Kernel;
using Olympus.Kernel.Http;

namespace Olympus.Commerce.Catalog;

public static class CatalogModule
{
    public static IServiceCollection AddCatalog(this IServiceCollection services) => services
        .AddSingleton<IOffers, OfferAnswers>()
        .AddSingleton<ICatalogHistory, CatalogHistory>()
        .AddConstraint("products_category", CatalogRefusals.CategoryUnknown)
        .AddConstraint("variants_sku_unique", CatalogRefusals.SkuTaken)
        .AddConstraint("variants_options_unique", CatalogRefusals.VariantExists);

    public static void MapCatalog(this IEndpointRouteBuilder routes)
    {
        var products = routes.MapGroup("/api/v1/products").WithTags("Catalogue");
        products.MapPost("", CreateProduct.Handle).Requires("catalog:write").ValidBody<CreateProductRequest, CreateProductRules>()
            .WithName("createProduct").WithSummary("Put a product into the catalogue");
        products.MapGet("{id}", GetProduct.Handle).Requires("catalog:read").Versioned()
            .WithName("getProduct").WithSummary("Read a product with its variants");
    }
}
