using Microsoft.Extensions.Logging;
using Olympus.Contracts.Orders;
using Olympus.Contracts.Payments;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Payments;

/// <summary>
/// Carries one operation over the gap that no transaction spans: it was written down, the gateway is asked, the answer is written down. Whoever comes first
/// with the answer settles it (the request, a retry of it, or the effect after a crash); everybody after that finds it settled.
/// </summary>
public sealed partial class Cashier(IEnumerable<IPaymentGateway> gateways, IPayableOrders orders, TimeProvider clock, ILogger<Cashier> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const string OperationSql = """
        select operation.id, operation.payment_id, operation.kind, operation.status, operation.amount_minor, operation.tip_minor, operation.reason,
            payment.currency, payment.order_id, payment.gateway, payment.card_token
        from commerce.payment_operations as operation
        join commerce.payments as payment on payment.tenant_id = operation.tenant_id and payment.id = operation.payment_id
        where operation.id = $1
        """;

    private const string OperationOfRequestSql = """
        select operation.id, operation.payment_id, operation.kind, operation.status, operation.amount_minor, operation.tip_minor, operation.reason,
            payment.currency, payment.order_id, payment.gateway, payment.card_token
        from commerce.payment_operations as operation
        join commerce.payments as payment on payment.tenant_id = operation.tenant_id and payment.id = operation.payment_id
        where operation.request_key = $1
        """;

    /// <summary>The gateway that new card payments go to; refuses when there is none.</summary>
    internal IPaymentGateway Gateway => gateways.FirstOrDefault() ?? throw PaymentRefusals.NoGateway.AsException();

    internal static Sql ById(Guid operation) => new(OperationSql, operation);

    /// <summary>What an earlier attempt of this very request wrote down.</summary>
    internal static Sql OfRequest(Tx tx) => new(OperationOfRequestSql, tx.RequestKey);

    /// <summary>Refuses before anything is written down when the gateway that took a payment is not connected here.</summary>
    internal void Demand(string? gateway) => _ = Named(gateway);

    /// <summary>Asks the gateway and writes down the answer. No answer: the payment stays as it is, and the effect asks later.</summary>
    internal async Task<PaymentView> Finish(OpenOperation operation, TenantDb db)
    {
        // Once the gateway is asked, money may move: the answer is written down even if the client has gone.
        using var patience = new CancellationTokenSource(Patience, clock);
        GatewayAnswer? answer = null;
        if (operation.Status == "pending")
            answer = await Ask(operation, patience.Token);
        return await db.Write(tx => Settle(tx, operation, answer), CancellationToken.None);
    }

    /// <summary>Asks what became of an operation whose answer was lost, and writes it down.</summary>
    internal async Task Resolve(OpenOperation operation, TenantDb db, CancellationToken ct)
    {
        var answer = await Named(operation.Gateway).Find(operation.Request, ct)
            ?? new GatewayAnswer(GatewayVerdict.Declined, Code: "not_received", Detail: "The gateway never received it.");
        if (answer.Verdict == GatewayVerdict.Duplicate)
            throw new InvalidOperationException($"The gateway does not say how operation {operation.Id} ended.");
        await db.Write(tx => Settle(tx, operation, answer), ct);
    }

    private async Task<GatewayAnswer?> Ask(OpenOperation operation, CancellationToken ct)
    {
        var gateway = Named(operation.Gateway);
        try
        {
            var answer = await gateway.Send(operation.Request, ct);
            return answer.Verdict == GatewayVerdict.Duplicate ? await gateway.Find(operation.Request, ct) : answer;
        }
        catch (Exception e) when (e is TimeoutException or HttpRequestException or OperationCanceledException)
        {
            NoAnswer(log, e, gateway.Name, operation.Kind, operation.Id);
            return null;
        }
    }

    private IPaymentGateway Named(string? name) =>
        gateways.FirstOrDefault(gateway => gateway.Name == name) ?? throw PaymentRefusals.NoGateway.AsException();

    private async Task<PaymentView> Settle(Tx tx, OpenOperation operation, GatewayAnswer? answer)
    {
        // The order first, then its payment: the order in which everybody locks them.
        PayableOrder order = null!;
        PaymentRow payment = null!;
        tx.Enqueue<PayableOrder>(orders.Lock(operation.OrderId), found => order = found[0]);
        tx.Enqueue<PaymentRow>(PaymentBook.Lock(operation.PaymentId), found => payment = found[0]);
        var now = (await tx.First<OpenOperation>(ById(operation.Id)))!;
        if (now.Status == "pending" && answer is not null)
            PaymentBook.Settle(tx, order, payment, now, answer, orders);
        return await PaymentBook.View(tx, operation.PaymentId);
    }

    [LoggerMessage(1, LogLevel.Warning, "Gateway {Gateway} gave no answer to {Kind} {Operation}")]
    private static partial void NoAnswer(ILogger log, Exception e, string gateway, string kind, Guid operation);
}

/// <summary>An operation that may still be waiting for its answer.</summary>
internal sealed record OpenOperation(
    Guid Id, Id<Payment> PaymentId, string Kind, string Status, Money Amount, Money Tip, string? Reason, Id<Order> OrderId, string? Gateway, string? CardToken)
{
    public GatewayRequest Request => new(Id, PaymentId, Kind == "reverse" ? "refund" : Kind, Amount + Tip, CardToken ?? "");
}

/// <summary>What the effect is told.</summary>
internal sealed record ResolvePayload(Guid Operation);

/// <summary>Asks a gateway, after a crash or a time-out, what became of an operation. Asking and settling are both safe to repeat.</summary>
internal sealed class ResolvePayments(Cashier cashier) : IEffect
{
    public const string Name = "payments.resolve";

    /// <summary>Longer than the gateway is waited for, so that nobody asks about an operation that is still under way.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(30);

    public string Kind => Name;

    public async Task Run(Guid id, string payload, TenantDb db, CancellationToken ct)
    {
        var asked = System.Text.Json.JsonSerializer.Deserialize<ResolvePayload>(payload, Kernel.Http.WireJson.Options)!;
        if (await db.First<OpenOperation>(Cashier.ById(asked.Operation), ct) is { Status: "pending" } operation)
            await cashier.Resolve(operation, db, ct);
    }
}
