using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Contracts.Inventory;
using Olympus.Kernel.Data;

namespace Olympus.Inventory;

public static class InventoryModule
{
    public static IServiceCollection AddInventory(this IServiceCollection services) => services
        .AddSingleton<IStock, StockAnswers>()
        .AddSingleton<IStockHistory, StockHistory>()
        .AddSingleton<IInvariant, OnHandIsSumOfMovements>();

    public static void MapInventory(this IEndpointRouteBuilder routes)
    {
    }
}
