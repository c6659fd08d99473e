using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Contracts.Catalog;
using Olympus.Contracts.Inventory;
using Olympus.Kernel;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Http;

namespace Olympus.Inventory;

public static class InventoryModule
{
    public static IServiceCollection AddInventory(this IServiceCollection services) => services
        .AddSingleton<IStock, StockAnswers>()
        .AddSingleton<IStockHistory, StockHistory>()
        .AddSingleton<IProductUse, StockedVariants>()
        .AddSingleton<IEffect, ExpireHold>()
        .AddSingleton<IInvariant, OnHandIsSumOfMovements>()
        .AddLive(
            new LiveSource("stock", LiveForm.Location, "inventory:read",
                StockTaken.EventType, StockPutBack.EventType, StockAdjusted.EventType, StockCounted.EventType, StockLow.EventType, StockOut.EventType,
                StockThresholdChanged.EventType, StockHoldPlaced.EventType, StockHoldCommitted.EventType, StockHoldReleased.EventType, StockHoldExpired.EventType),
            new LiveSource("dashboard", LiveForm.Location, "inventory:read", StockLow.EventType, StockOut.EventType),
            new LiveSource("notifications", LiveForm.Tenant, "inventory:read", StockLow.EventType, StockOut.EventType))
        .AddConstraint("pools_enough", InventoryRefusals.PromisedAlready);

    public static void MapInventory(this IEndpointRouteBuilder routes)
    {
        var inventory = routes.MapGroup("/api/v1/inventory").WithTags("Inventory");
        inventory.MapPost("adjustments", AdjustStock.Handle).Requires("inventory:adjust").ValidBody<AdjustStockRequest, AdjustStockRules>()
            .Idempotent(StatusCodes.Status201Created)
            .WithName("adjustStock").WithSummary("Change stock for a reason that is no sale");
        inventory.MapPost("counts", CountStock.Handle).Requires("inventory:count").ValidBody<CountStockRequest, CountStockRules>()
            .Idempotent()
            .WithName("countStock").WithSummary("Say how many units there really are");
        inventory.MapPost("holds", StockHolds.Place).Requires("inventory:hold").ValidBody<PlaceHoldRequest, PlaceHoldRules>()
            .Idempotent(StatusCodes.Status201Created)
            .WithName("placeHold").WithSummary("Keep stock for somebody for a while");
        inventory.MapGet("holds/{id}", StockHolds.Get).Requires("inventory:read")
            .WithName("getHold").WithSummary("Read a hold");
        inventory.MapDelete("holds/{id}", StockHolds.Release).Requires("inventory:hold")
            .WithName("releaseHold").WithSummary("Give up what is kept");
        inventory.MapPost("holds/{id}/commit", StockHolds.Commit).Requires("inventory:hold")
            .Idempotent()
            .WithName("commitHold").WithSummary("Take what is kept for good");
        inventory.MapGet("movements", ListMovements.Handle).Requires("inventory:read")
            .WithName("listMovements").WithSummary("How stock came to be what it is");
        inventory.MapGet("stock", ListStock.Handle).Requires("inventory:read")
            .WithName("listStock").WithSummary("What is in stock");
        inventory.MapPut("stock/{location_id}/{variant_id}/threshold", SetThreshold.Handle).Requires("inventory:adjust")
            .ValidBody<SetThresholdRequest, SetThresholdRules>()
            .WithName("setThreshold").WithSummary("When stock counts as low, and how far it may be oversold");
    }
}
