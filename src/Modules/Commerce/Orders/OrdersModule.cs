using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Contracts.Catalog;
using Olympus.Contracts.Orders;
using Olympus.Kernel;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Http;

namespace Olympus.Commerce.Orders;

public static class OrdersModule
{
    private const string LocationOfSql = "select location_id from commerce.orders where id = $1";

    /// <summary>Those that everybody hears who may see orders; what goods had cost is not among them.</summary>
    private static readonly string[] Events =
        [OrderCreated.EventType, OrderUpdated.EventType, OrderStatusChanged.EventType, OrderCancelled.EventType, OrderGoodsReturned.EventType,
            OrderDiffered.EventType];

    public static IServiceCollection AddOrders(this IServiceCollection services) => services
        .AddSingleton<SaleDesk>()
        .AddSingleton<IPayableOrders, PayableOrders>()
        .AddSingleton<IPlacedOrders, PlacedOrders>()
        .AddSingleton<IProductUse, OrderedProducts>()
        .AddSingleton<IOrderHistory, OrderHistory>()
        .AddSingleton<IInvariant, TotalIsSumOfLines>()
        .AddSingleton<IInvariant, LinesAddUp>()
        .AddSingleton<IInvariant, DiscountsAddUp>()
        .AddSingleton<IInvariant, NumbersHaveNoGaps>()
        .AddSingleton<IInvariant, PathsAreLegal>()
        .AddSingleton<IInvariant, PaymentsAgreeWithLog>()
        .AddSingleton<IInvariant, CostsAgreeWithLog>()
        .AddLive(
            new LiveSource("orders", LiveForm.Location, "orders:read", Events),
            new LiveSource("dashboard", LiveForm.Location, "orders:read", Events),
            new LiveSource("order", LiveForm.Thing, "orders:read", Events) { Where = id => new(LocationOfSql, id) })
        .AddConstraint("orders_client_id_unique", OrderRefusals.ClientIdTaken)
        .AddConstraint("orders_number_unique", OrderRefusals.NumberTaken)
        .AddConstraint("orders_payments_within_total", OrderRefusals.PaymentsExceedTotal)
        .AddConstraint("orders_refunds_within_captured", OrderRefusals.RefundsExceedCaptured);

    public static void MapOrders(this IEndpointRouteBuilder routes)
    {
        var orders = routes.MapGroup("/api/v1/orders").WithTags("Orders");

        orders.MapGet("", ListOrders.Handle).Requires("orders:read")
            .WithName("listOrders").WithSummary("Lists orders, newest first.");
        orders.MapPost("", PlaceOrder.Handle).Requires("orders:create").Approvable(OrderDiscounts.Permission).ValidBody<PlaceOrderRequest, PlaceOrderRules>()
            .Idempotent(StatusCodes.Status201Created)
            .WithName("placeOrder").WithSummary("Places an order at the server's prices and takes its goods from the stock.");
        orders.MapGet("board", GetBoard.Handle).Requires("orders:read").Costs(2)
            .WithName("getOrderBoard").WithSummary("Shows the orders that somebody still has to do something about.");
        orders.MapGet("lines", ListOrderLines.Handle).Requires("orders:read")
            .WithName("listOrderLines").WithSummary("Shows the lines of many orders.");
        orders.MapGet("{id}", GetOrder.Handle).Requires("orders:read").Versioned()
            .WithName("getOrder").WithSummary("Shows an order with its lines, taxes and payments.");
        orders.MapPatch("{id}", EditOrder.Handle).Requires("orders:create").Approvable(OrderDiscounts.Permission).ValidBody<EditOrderRequest, EditOrderRules>()
            .Versioned()
            .WithName("editOrder").WithSummary("Edits lines, note or customer of an order that is not confirmed yet.");
        orders.MapPost("{id}/status", ChangeOrderStatus.Handle).Requires("orders:update").Versioned()
            .WithName("changeOrderStatus").WithSummary("Moves an order one step on.");
        orders.MapPost("{id}/undo", UndoOrderMove.Handle).Requires("orders:update").Versioned()
            .WithName("undoOrderMove").WithSummary("Takes the last move of an order back.");
        orders.MapPost("{id}/cancellation", CancelOrder.Handle).Requires("orders:create").Approvable("orders:cancel").ValidBody<CancelOrderRequest, CancelOrderRules>()
            .Idempotent().Versioned()
            .WithName("cancelOrder").WithSummary("Cancels an order and puts its goods back.");
        routes.MapPost("/api/v1/sales", RecordSale.Handle).Requires("orders:create").ValidBody<RecordSaleRequest, RecordSaleRules>()
            .Idempotent(StatusCodes.Status201Created).WithTags("Orders")
            .WithName("recordSale").WithSummary("Records a cash sale that a till has made, at the price its customer was told.");
        orders.MapGet("{id}/history", GetOrderHistory.Handle).Requires("orders:read")
            .WithName("getOrderHistory").WithSummary("Tells everything that happened to an order and its payments.");
    }
}
