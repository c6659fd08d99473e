using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Olympus.Commerce.Payments;

public static class PaymentsModule
{
    public static IServiceCollection AddPayments(this IServiceCollection services) => services;

    public static void MapPayments(this IEndpointRouteBuilder routes)
    {
    }
}
