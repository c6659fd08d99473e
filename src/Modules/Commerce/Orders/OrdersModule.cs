using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Olympus.Commerce.Orders;

public static class OrdersModule
{
    public static IServiceCollection AddOrders(this IServiceCollection services) => services;

    public static void MapOrders(this IEndpointRouteBuilder routes)
    {
    }
}
