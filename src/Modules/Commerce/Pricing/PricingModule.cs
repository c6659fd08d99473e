using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Contracts.Platform;
using Olympus.Contracts.Pricing;
using Olympus.Kernel.Events;
using Olympus.Kernel.Http;

namespace Olympus.Commerce.Pricing;

public static class PricingModule
{
    public static IServiceCollection AddPricing(this IServiceCollection services) => services
        .AddSingleton<IPricing, PricingAnswers>()
        .AddSingleton<ITenantSeed, SeedTaxRates>()
        .AddSingleton<ITaxRegionSeed, SeedTaxRegion>()
        .AddLive(new LiveSource("catalog", LiveForm.Tenant, "pricing:read", TaxRatesChanged.EventType));

    public static void MapPricing(this IEndpointRouteBuilder routes)
    {
        var pricing = routes.MapGroup("/api/v1").WithTags("Pricing");
        pricing.MapPost("/pricing/quote", QuoteBasket.Handle).WithName("quoteBasket").Requires("pricing:read")
            .ValidBody<QuoteBasketRequest, QuoteBasketRules>();
        pricing.MapGet("/pricing/starting-tax-rates", GetStartingTaxRates.Handle).WithName("getStartingTaxRates").AllowEverybody();
        pricing.MapGet("/tax-rates", GetTaxRates.Handle).WithName("getTaxRates").Requires("pricing:read").Versioned();
        pricing.MapPut("/tax-rates", ReplaceTaxRates.Handle).WithName("replaceTaxRates").Requires("pricing:write").Versioned()
            .ValidBody<ReplaceTaxRatesRequest, ReplaceTaxRatesRules>();
    }
}
