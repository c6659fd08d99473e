using Olympus.Contracts.Payments;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Payments;

/// <summary>What is asked of a gateway.</summary>
/// <param name="Operation">Our operation's id: the gateway's idempotency key. The same one is never done twice.</param>
/// <param name="Payment">Which payment it belongs to; captures, voids and refunds refer to it.</param>
/// <param name="Kind"><c>sale</c>, <c>authorize</c>, <c>capture</c>, <c>void</c> or <c>refund</c>.</param>
/// <param name="CardToken">The gateway's name for the card.</param>
public sealed record GatewayRequest(Guid Operation, Id<Payment> Payment, string Kind, Money Amount, string CardToken);

/// <summary>How a gateway answers.</summary>
public enum GatewayVerdict
{
    /// <summary>Done.</summary>
    Approved,

    /// <summary>Not done, and it will not be.</summary>
    Declined,

    /// <summary>It has seen this operation before and does not say how it ended: ask.</summary>
    Duplicate,
}

/// <param name="Reference">The gateway's own name for what it did.</param>
/// <param name="Code">Why not, such as <c>insufficient_funds</c>.</param>
public sealed record GatewayAnswer(GatewayVerdict Verdict, string? Reference = null, string? Code = null, string? Detail = null);

/// <summary>
/// A card gateway. It is never called inside a database transaction. An answer that does not come (a time-out, a broken connection) is an exception and
/// says nothing about what happened: <see cref="Find"/> does.
/// </summary>
public interface IPaymentGateway
{
    /// <summary>Stands in the payment: a payment is captured, voided and refunded where it was taken.</summary>
    string Name { get; }

    Task<GatewayAnswer> Send(GatewayRequest request, CancellationToken ct);

    /// <summary>What became of an operation; null if the gateway never saw it.</summary>
    Task<GatewayAnswer?> Find(GatewayRequest request, CancellationToken ct);
}
