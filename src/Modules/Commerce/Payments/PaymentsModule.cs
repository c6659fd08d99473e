using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Contracts.Payments;
using Olympus.Kernel;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Http;

namespace Olympus.Commerce.Payments;

public static class PaymentsModule
{
    /// <summary>Which card gateway payments go to: <c>terminal</c> (a stand-alone one on the counter), <c>test</c> (no money moves), or nothing: then only
    /// cash is taken.</summary>
    public const string GatewaySetting = "Olympus:Payments:Gateway";

    private static readonly string[] Events =
        [PaymentAuthorized.EventType, PaymentCaptured.EventType, PaymentFailed.EventType, PaymentVoided.EventType, PaymentRefunded.EventType,
            PaymentReversed.EventType];

    /// <summary>The card gateway is chosen by <see cref="GatewaySetting"/>.</summary>
    public static IServiceCollection AddPayments(this IServiceCollection services, IConfiguration configuration)
    {
        switch (configuration[GatewaySetting])
        {
            case null or "":
                break;
            case "test":
                services.AddSingleton<IPaymentGateway, TestGateway>();
                break;
            case "terminal":
                services.AddSingleton<IPaymentGateway, TerminalGateway>();
                break;
            case var unknown:
                throw new InvalidOperationException($"{GatewaySetting} is '{unknown}'; the gateways are: terminal, test.");
        }

        return services
            .AddLive(
                new LiveSource("orders", LiveForm.Location, "payments:read", Events),
                new LiveSource("dashboard", LiveForm.Location, "payments:read", Events),
                new LiveSource("order", LiveForm.Thing, "payments:read", Events) { NamedBy = "order_id" },
                new LiveSource("notifications", LiveForm.Tenant, "payments:read", PaymentFailed.EventType))
            .AddSingleton<Cashier>()
            .AddSingleton<IPayments, PaymentAnswers>()
            .AddSingleton<IPaymentHistory, PaymentHistory>()
            .AddSingleton<IEffect, ResolvePayments>()
            .AddSingleton<IInvariant, SumsAreTheOperations>()
            .AddSingleton<IInvariant, SumsAgreeWithLog>()
            .AddSingleton<IInvariant, NothingIsStuck>()
            .AddConstraint("payment_operations_one_open", PaymentRefusals.InProgress)
            .AddConstraint("payment_operations_request_unique", IdempotencyRefusals.InProgress)
            .AddConstraint("payments_captured_within_authorized", PaymentRefusals.ExceedsAuthorized)
            .AddConstraint("payments_refunded_within_captured", PaymentRefusals.ExceedsCaptured)
            .AddConstraint("payments_tip_refunded_within_tip", PaymentRefusals.ExceedsTip);
    }

    public static void MapPayments(this IEndpointRouteBuilder routes)
    {
        var ofOrder = routes.MapGroup("/api/v1/orders/{id}/payments").WithTags("Payments");
        ofOrder.MapGet("", ListPayments.Handle).Requires("payments:read")
            .WithName("listPayments").WithSummary("Lists the payments of an order, oldest first.");
        ofOrder.MapPost("", TakePayment.Handle).Requires("payments:take").ValidBody<TakePaymentRequest, TakePaymentRules>()
            .Idempotent(StatusCodes.Status201Created)
            .WithName("takePayment").WithSummary("Takes cash or a card for an order, or has a card promise the amount.");

        var payments = routes.MapGroup("/api/v1/payments").WithTags("Payments");
        payments.MapGet("{id}", GetPayment.Handle).Requires("payments:read").Versioned()
            .WithName("getPayment").WithSummary("Shows a payment with its refunds.");
        payments.MapPost("{id}/capture", CapturePayment.Handle).Requires("payments:take").ValidBody<CapturePaymentRequest, CapturePaymentRules>()
            .Idempotent()
            .WithName("capturePayment").WithSummary("Takes what a card promised.");
        payments.MapPost("{id}/void", VoidPayment.Handle).Requires("payments:take").Idempotent()
            .WithName("voidPayment").WithSummary("Lets go what a card promised.");
        payments.MapPost("{id}/reversal", ReversePayment.Handle).Requires("payments:take").Approvable("payments:refund")
            .ValidBody<ReversePaymentRequest, ReversePaymentRules>().Idempotent()
            .WithName("reversePayment").WithSummary("Takes back a payment that was keyed in wrongly, as if it had not been taken.");
        payments.MapPost("{id}/refunds", RefundPayment.Handle).Requires("payments:refund").Approvable("payments:refund")
            .ValidBody<RefundPaymentRequest, RefundPaymentRules>().Idempotent(StatusCodes.Status201Created)
            .WithName("refundPayment").WithSummary("Gives money back, all of it or a part.");
    }
}
