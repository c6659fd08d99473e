using FsCheck;
using FsCheck.Fluent;
using Olympus.Commerce.Payments;
using Olympus.Contracts.Orders;
using Olympus.Contracts.Payments;
using Olympus.Kernel.Http;
using Olympus.Kernel.Values;

namespace Olympus.Rules.Orders;

/// <summary>A tip stands beside what an order is due: in the money that moves, in no sum of the order.</summary>
public sealed class GivingTips
{
    private static PaymentState Promised(long amount, long tip) => PaymentState.Asked(amount, tip).Settle("authorize", amount, true, tip).Payment;

    private static PaymentState Taken(long amount, long tip) => PaymentState.Asked(amount, tip).Settle("sale", amount, true, tip).Payment;

    [Theory]
    [InlineData("sale", "sale")]
    [InlineData("capture", "capture")]
    [InlineData("void", "void")]
    [InlineData("refund", "refund")]
    [InlineData("reverse", "refund")]
    public void Is_asked_of_the_gateway_together_with_the_amount(string kind, string asked)
    {
        var euro = new Currency("EUR");
        var request = new OpenOperation(
            Guid.CreateVersion7(), Id<Payment>.New(), kind, "pending", new(1000, euro), new(180, euro), null, Id<Order>.New(), "test", "test_ok").Request;
        (request.Kind, request.Amount).ShouldBe((asked, new Money(1180, euro)));
    }

    [Theory]
    [InlineData(1000, 200, null)]
    [InlineData(1000, 0, null)]
    [InlineData(900, 300, null)]
    [InlineData(1000, 201, "payments.exceeds_authorized")]
    [InlineData(1001, 0, "payments.exceeds_authorized")]
    [InlineData(900, 301, "payments.exceeds_authorized")]
    public void Is_captured_within_what_was_promised_of_1000_and_200(long amount, long tip, string? refused)
    {
        var promised = Promised(1000, 200);
        if (refused is null)
            promised.Ask("capture", amount, tip).Settle("capture", amount, true, tip).ShouldBe(
                (promised with { Status = "captured", Captured = amount, Tip = tip }, new PaymentMove { Authorized = -1000, Captured = amount }));
        else
            Should.Throw<RefusalException>(() => promised.Ask("capture", amount, tip)).Refusal.Code.ShouldBe(refused);
    }

    /// <summary>Whatever is asked back, in whatever parts: neither the order's money nor the tip comes back twice, and neither pays for the other.</summary>
    [Fact]
    public void Comes_back_once() => Prop.ForAll<(int Amount, int Tip, bool Approved)[]>(attempts =>
    {
        var (payment, amounts, tips) = (Taken(1000, 200), 0L, 0L);
        foreach (var (some, onTop, approved) in attempts)
        {
            var (amount, tip) = (Math.Abs((long)some % 500), Math.Abs((long)onTop % 120));
            try
            {
                (payment, var move) = payment.Ask("refund", amount, tip).Settle("refund", amount, approved, tip);
                if (move.Refunded != (approved ? amount : 0))
                    return false;
                (amounts, tips) = approved ? (amounts + amount, tips + tip) : (amounts, tips);
            }
            catch (RefusalException)
            {
                if (amount <= payment.Refundable && tip <= payment.TipRefundable)
                    return false;
            }
        }

        return (payment.Refunded, payment.TipRefunded, payment.Refunding) == (amounts, tips, 0) && amounts <= 1000 && tips <= 200;
    }).Check(Properties.Quiet.WithMaxTest(500));

    [Fact]
    public void Some_of_which_went_back_keeps_a_payment_from_being_reversed() =>
        Should.Throw<RefusalException>(() => Taken(1000, 200).Ask("refund", 0, 1).Settle("refund", 0, true, 1).Payment.Ask("reverse", 1000, 200))
            .Refusal.Code.ShouldBe("payments.partly_refunded");

    /// <summary>10.29, of it 1.01 on top, was paid with 10.30: whatever is left for the last refund is what the drawer holds.</summary>
    [Theory]
    [InlineData(928, 1029, 1030, 2)]
    [InlineData(101, 101, 100, -1)]
    [InlineData(1029, 1029, 1030, 1)]
    public void Comes_back_in_coins_together_with_the_amount(long back, long refundable, long held, long rounding) =>
        SmallestCoin.RefundRounding(back, refundable, held, 5).ShouldBe(rounding);
}
