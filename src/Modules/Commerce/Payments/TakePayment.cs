using System.Text.Json.Serialization;
using FluentValidation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Contracts.Orders;
using Olympus.Contracts.Payments;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Payments;

/// <summary>How money is taken.</summary>
[JsonConverter(typeof(WireEnum<PaymentMethod>))]
public enum PaymentMethod
{
    Cash,
    Card,
}

/// <param name="Amount">All that is due, unless told.</param>
/// <param name="CardToken">The gateway's name for the card; for <c>card</c> only. A card number has no place here.</param>
/// <param name="Capture">False: the card only promises the amount (authorisation); capture or void it later.</param>
/// <param name="Tendered">The cash that was given, for <c>cash</c> only: at least amount and tip, rounded to the location's smallest coin; the rest is change.</param>
/// <param name="Tip">What is given on top of the amount. It pays nothing of the order.</param>
public sealed record TakePaymentRequest(
    PaymentMethod Method, Money? Amount = null, string? CardToken = null, bool Capture = true, Money? Tendered = null, Money? Tip = null);

public sealed class TakePaymentRules : AbstractValidator<TakePaymentRequest>
{
    public TakePaymentRules()
    {
        RuleFor(payment => payment.Amount).Must(amount => amount is not { Amount: <= 0 }).WithMessage("An amount is positive.");
        RuleFor(payment => payment.CardToken).NotEmpty().Length(1, 200).When(payment => payment.Method == PaymentMethod.Card);
        RuleFor(payment => payment.CardToken).Null().When(payment => payment.Method == PaymentMethod.Cash);
        RuleFor(payment => payment.Tendered).Null().When(payment => payment.Method == PaymentMethod.Card);
        RuleFor(payment => payment.Capture).Equal(true).When(payment => payment.Method == PaymentMethod.Cash).WithMessage("Cash is taken at once.");
        RuleFor(payment => payment.Tip).Must(Tips.CanBe).WithMessage(Tips.Bounds);
    }
}

/// <summary>Takes money for an order, or has it promised. A declined card is an outcome, not an error: 201 with the status <c>failed</c>.</summary>
public static class TakePayment
{
    public static async Task<Created<PaymentView>> Handle(
        Id<Order> id, TakePaymentRequest body, Principal principal, TenantDb db, Cashier cashier, IPayableOrders orders, ILocations locations,
        CancellationToken ct)
    {
        var payment = body.Method == PaymentMethod.Cash
            ? await db.Write(tx => Cash(tx, id, body, principal, orders, locations), ct)
            : await Card(id, body, principal, db, cashier, orders, ct);
        return TypedResults.Created($"/api/v1/payments/{payment.Id}", payment);
    }

    private static async Task<PaymentView> Cash(
        Tx tx, Id<Order> id, TakePaymentRequest body, Principal principal, IPayableOrders orders, ILocations locations)
    {
        var order = Demand(await tx.First<PayableOrder>(orders.Lock(id)), principal);
        var (amount, tip) = Amount(order, body.Amount, body.Tip);
        var rounding = await Rounding(tx, order, amount + tip, locations);
        var asked = amount + tip + amount with { Amount = rounding };
        var tendered = body.Tendered ?? asked;
        if (tendered.Currency != amount.Currency)
            throw PaymentRefusals.CurrencyMismatch(amount.Currency).AsException();
        if (tendered.Amount < asked.Amount)
            throw PaymentRefusals.TenderedTooLittle.AsException();

        return await PaymentBook.View(tx, PaymentBook.Cash(tx, order, amount, tip.Amount, rounding, tendered, principal.UserId, tx.Now, orders));
    }

    private static async Task<long> Rounding(Tx tx, PayableOrder order, Money amount, ILocations locations)
    {
        if (SmallestCoin.Coarsest(amount.Currency) == 1)
            return 0;
        var place = (await tx.First<LocationFacts>(locations.Facts(order.LocationId)))!;
        return SmallestCoin.Rounding(amount.Amount, place.SmallestCoin);
    }

    private static async Task<PaymentView> Card(
        Id<Order> id, TakePaymentRequest body, Principal principal, TenantDb db, Cashier cashier, IPayableOrders orders, CancellationToken ct)
    {
        var kind = body.Capture ? "sale" : "authorize";
        var operation = await db.WriteStep(
            async tx =>
            {
                List<OpenOperation> earlier = [];
                tx.Enqueue<OpenOperation>(Cashier.OfRequest(tx), found => earlier = found);
                var order = Demand(await tx.First<PayableOrder>(orders.Lock(id)), principal);
                if (earlier is [var same])
                    return same.OrderId == id && same.Kind == kind && same.CardToken == body.CardToken && (body.Amount ?? same.Amount) == same.Amount
                        && (body.Tip ?? Money.Zero(same.Amount.Currency)) == same.Tip
                        ? same
                        : throw IdempotencyRefusals.Reused.AsException();

                var ((amount, tip), payment, gateway) = (Amount(order, body.Amount, body.Tip), Id<Payment>.New(tx.Now), cashier.Gateway.Name);
                PaymentBook.Open(
                    tx, payment, order, "card", PaymentState.Asked(amount.Amount, tip.Amount), null, 0, gateway, body.CardToken, principal.UserId, tx.Now);
                orders.Move(tx, [new(id, Pending: amount.Amount)]);
                return PaymentBook.Ask(tx, payment, id, kind, amount, tip, null, gateway, body.CardToken);
            },
            ct);
        return await cashier.Finish(operation, db);
    }

    private static PayableOrder Demand(PayableOrder? order, Principal principal)
    {
        if (order is null || !principal.Can("payments:read", order.LocationId))
            throw AccessRefusals.NotFound.AsException();
        principal.Demand("payments:take", order.LocationId);
        return order;
    }

    private static (Money Amount, Money Tip) Amount(PayableOrder order, Money? asked, Money? onTop)
    {
        if (order.Status == "cancelled")
            throw PaymentRefusals.OrderClosed.AsException();
        var (amount, tip) = (asked ?? order.Due, onTop ?? Money.Zero(order.Total.Currency));
        if (amount.Currency != order.Total.Currency || tip.Currency != order.Total.Currency)
            throw PaymentRefusals.CurrencyMismatch(order.Total.Currency).AsException();
        if (amount.Amount <= 0)
            throw PaymentRefusals.NothingDue.AsException();
        return amount.Amount <= order.Due.Amount ? (amount, tip) : throw PaymentRefusals.ExceedsTotal(order.Due).AsException();
    }
}
