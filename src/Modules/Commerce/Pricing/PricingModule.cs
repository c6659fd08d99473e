using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Olympus.Commerce.Pricing;

public static class PricingModule
{
    public static IServiceCollection AddPricing(this IServiceCollection services) => services;

    public static void MapPricing(this IEndpointRouteBuilder routes)
    {
    }
}
