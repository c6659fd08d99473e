using Olympus.Contracts.Orders;
using Olympus.Contracts.Payments;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Payments;

/// <summary>A payment of an order.</summary>
/// <param name="Method"><c>cash</c> or <c>card</c>.</param>
/// <param name="Status"><c>pending</c> (the gateway has not answered; it will be asked again), <c>authorized</c>, <c>captured</c>, <c>failed</c>, <c>voided</c> or <c>reversed</c> (it was
/// keyed in wrongly and taken back whole).</param>
/// <param name="TakenBy">Who took it; null where that is not known.</param>
/// <param name="Refundable">What may still be given back.</param>
/// <param name="Tendered">The cash that was given.</param>
/// <param name="Rounding">What the smallest coin added to amount and tip, or took off them: cash only, 0 where every amount can be paid.</param>
/// <param name="Change">The cash that was given back at once: tendered less amount, tip and rounding.</param>
/// <param name="Failure">Why the last thing asked of the gateway was not done.</param>
/// <param name="Tip">Asked for on top of the amount, and taken once it is captured. No part of the order, of <c>captured</c> or of <c>refunded</c>.</param>
/// <param name="TipRefunded">What went back of it.</param>
/// <param name="TipRefundable">What of it may still be given back.</param>
public sealed record PaymentView(
    Id<Payment> Id, Id<Order> OrderId, string Method, string Status, Money Amount, Money Authorized, Money Captured, Money Refunded, Money Refundable,
    Money? Tendered, Money Rounding, Money? Change, PaymentFailureView? Failure, IReadOnlyList<RefundView> Refunds, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    long Version, Id<User>? TakenBy, Money Tip, Money TipRefunded, Money TipRefundable) : IVersioned;

/// <param name="Code">Such as <c>insufficient_funds</c>; stable.</param>
public sealed record PaymentFailureView(string Code, string? Detail);

/// <summary>Money given back.</summary>
/// <param name="Status"><c>pending</c>, <c>succeeded</c> or <c>failed</c>.</param>
/// <param name="Rounding">What the smallest coin added to the cash that went back, or took off it; 0 for cards.</param>
/// <param name="Tip">What went back of the tip, beside the amount.</param>
public sealed record RefundView(
    Id<Refund> Id, Money Amount, string Reason, string Status, PaymentFailureView? Failure, DateTimeOffset CreatedAt, Money Rounding, Money Tip);

/// <summary>A payment as its row has it.</summary>
internal sealed record PaymentRow(
    Id<Payment> Id, Id<Order> OrderId, Id<Location> LocationId, string Method, string Status, Money Amount, Money Authorized, Money Captured,
    Money Refunding, Money Refunded, Money? Tendered, Money Rounding, Money? Change, string? Gateway, string? CardToken, string? FailureCode, string? FailureDetail,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, long Version, Id<User>? TakenBy, Money Tip, Money TipRefunded)
{
    internal const string PaymentSql = """
        select id, order_id, location_id, method, status, currency, amount_minor, authorized_minor, captured_minor, refunding_minor, refunded_minor,
            tendered_minor, rounding_minor, change_minor, gateway, card_token, failure_code, failure_detail, created_at, updated_at, version,
            taken_by, tip_minor, tip_refunded_minor
        from commerce.payments
        where id = $1
        """;

    internal const string PaymentsOfOrderSql = """
        select id, order_id, location_id, method, status, currency, amount_minor, authorized_minor, captured_minor, refunding_minor, refunded_minor,
            tendered_minor, rounding_minor, change_minor, gateway, card_token, failure_code, failure_detail, created_at, updated_at, version,
            taken_by, tip_minor, tip_refunded_minor
        from commerce.payments
        where order_id = $1
        order by id
        """;

    public Currency Currency => Amount.Currency;

    public PaymentState State => new(Status, Amount.Amount, Authorized.Amount, Captured.Amount, Refunding.Amount, Refunded.Amount, Tip.Amount, TipRefunded.Amount);

    /// <summary>Refuses as if it were not there when its location may not even be read, else when the permission is missing.</summary>
    public static PaymentRow Demand(PaymentRow? payment, Principal principal, string permission)
    {
        if (payment is null || !principal.Can("payments:read", payment.LocationId))
            throw AccessRefusals.NotFound.AsException();
        principal.Demand(permission, payment.LocationId);
        return payment;
    }

    public PaymentView View(IEnumerable<OperationRow> operations)
    {
        var own = operations.Where(operation => operation.PaymentId == Id).ToList();
        var asked = own.Where(operation => operation is { Kind: "refund" or "reverse", Status: "pending" }).Sum(operation => operation.TipMinor);
        return new(
            Id, OrderId, Method, Status, Amount, Authorized, Captured, Refunded, Captured - Refunding - Refunded, Tendered, Rounding, Change,
            FailureCode is null ? null : new(FailureCode, FailureDetail),
            [.. own.Where(operation => operation.Kind == "refund").Select(operation => operation.Refund(Currency))], CreatedAt, UpdatedAt, Version, TakenBy,
            Tip, TipRefunded, new(State.TipRefundable - asked, Currency));
    }
}

/// <summary>One thing asked of a gateway or of the drawer.</summary>
internal sealed record OperationRow(
    Guid Id, Id<Payment> PaymentId, string Kind, string Status, long AmountMinor, string? Reason, string? FailureCode, string? FailureDetail,
    DateTimeOffset CreatedAt, long RoundingMinor, long TipMinor)
{
    internal const string OperationsSql = """
        select id, payment_id, kind, status, amount_minor, reason, failure_code, failure_detail, created_at, rounding_minor, tip_minor
        from commerce.payment_operations
        where payment_id = $1
        order by id
        """;

    internal const string OperationsOfOrderSql = """
        select operation.id, operation.payment_id, operation.kind, operation.status, operation.amount_minor, operation.reason, operation.failure_code,
            operation.failure_detail, operation.created_at, operation.rounding_minor, operation.tip_minor
        from commerce.payments as payment
        join commerce.payment_operations as operation on operation.tenant_id = payment.tenant_id and operation.payment_id = payment.id
        where payment.order_id = $1
        order by operation.id
        """;

    public RefundView Refund(Currency currency) => new(
        new(Id), new(AmountMinor, currency), Reason ?? "", Status, FailureCode is null ? null : new(FailureCode, FailureDetail), CreatedAt,
        new(RoundingMinor, currency), new(TipMinor, currency));
}
