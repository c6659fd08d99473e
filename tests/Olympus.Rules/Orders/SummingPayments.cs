using FsCheck;
using FsCheck.Fluent;
using Olympus.Commerce.Payments;
using Olympus.Contracts.Orders;
using Olympus.Kernel.Http;

namespace Olympus.Rules.Orders;

/// <summary>Whatever is asked of the payments of an order and whatever the gateway answers, in any order, the sums are right.</summary>
public sealed class SummingPayments
{
    private const long Total = 1000;

    /// <summary>What somebody tries: on which payment, what, how much; and what the gateway will say, sooner or later.</summary>
    public sealed record Attempt(int Payment, int Kind, int Amount, bool Approved, bool AnswersLater);

    private sealed class Books
    {
        public List<PaymentState> Payments { get; } = [];
        public List<(int Payment, string Kind, long Amount, bool Approved)> Waiting { get; } = [];
        public PaymentMove Sums { get; private set; }

        public void Try(Attempt attempt)
        {
            var amount = Math.Abs((long)attempt.Amount % 700) + 1;
            var kind = (Math.Abs((long)attempt.Kind) % 5) switch { 0 => "sale", 1 => "authorize", 2 => "capture", 3 => "void", _ => "refund" };
            var index = Payments.Count == 0 ? -1 : (int)(Math.Abs((long)attempt.Payment) % Payments.Count);
            if (kind is "sale" or "authorize")
            {
                if (amount > Total - Sums.Pending - Sums.Authorized - Sums.Captured)
                    return;
                index = Payments.Count;
                Payments.Add(PaymentState.Asked(amount));
                Move(new() { Pending = amount });
            }
            else if (index < 0 || (kind != "refund" && Waiting.Exists(open => open.Payment == index && open.Kind != "refund")))
                return;
            else
            {
                try
                {
                    Payments[index] = Payments[index].Ask(kind, amount);
                }
                catch (RefusalException)
                {
                    return;
                }
            }

            Waiting.Add((index, kind, amount, attempt.Approved));
            if (!attempt.AnswersLater)
                Answer(Waiting.Count - 1);
        }

        public void Answer(int which)
        {
            var (payment, kind, amount, approved) = Waiting[which];
            Waiting.RemoveAt(which);
            (Payments[payment], var move) = Payments[payment].Settle(kind, amount, approved);
            Move(move);
        }

        private void Move(PaymentMove move) => Sums = Sums with
        {
            Pending = Sums.Pending + move.Pending,
            Authorized = Sums.Authorized + move.Authorized,
            Captured = Sums.Captured + move.Captured,
            Refunded = Sums.Refunded + move.Refunded,
        };

        public bool AreRight => Payments.TrueForAll(payment =>
                payment.Captured <= payment.Authorized && payment.Authorized <= payment.Amount
                && payment is { Refunding: >= 0, Refunded: >= 0, Refundable: >= 0 })
            && Sums is { Pending: >= 0, Authorized: >= 0, Captured: >= 0, Refunded: >= 0 }
            && Sums.Pending + Sums.Authorized + Sums.Captured <= Total
            && Sums.Pending == Payments.Where(payment => payment.Status == "pending").Sum(payment => payment.Amount)
            && Sums.Authorized == Payments.Where(payment => payment.Status == "authorized").Sum(payment => payment.Authorized)
            && Sums.Captured == Payments.Sum(payment => payment.Captured)
            && Sums.Refunded == Payments.Sum(payment => payment.Refunded);
    }

    [Fact]
    public void Never_goes_wrong() => Prop.ForAll(ArbMap.Default.ArbFor<Attempt[]>(), attempts =>
    {
        var books = new Books();
        foreach (var attempt in attempts)
        {
            books.Try(attempt);
            if (!books.AreRight)
                return false;
        }

        while (books.Waiting.Count > 0)
            books.Answer(books.Waiting.Count / 2);
        return books.AreRight && books.Payments.TrueForAll(payment => payment.Refunding == 0 && payment.Status != "pending");
    }).Check(Properties.Quiet.WithMaxTest(2000));

    [Fact]
    public void Captures_a_part_and_lets_the_rest_go()
    {
        var promised = PaymentState.Asked(500).Settle("authorize", 500, true).Payment;
        var (captured, move) = promised.Ask("capture", 200).Settle("capture", 200, true);
        captured.ShouldBe(new("captured", 500, 500, 200, 0, 0));
        move.ShouldBe(new() { Authorized = -500, Captured = 200 });
    }

    [Theory]
    [InlineData("capture", 501, "payments.exceeds_authorized")]
    [InlineData("refund", 1, "payments.illegal_move")]
    public void Refuses_of_a_promise(string kind, long amount, string code) =>
        Should.Throw<RefusalException>(() => PaymentState.Asked(500).Settle("authorize", 500, true).Payment.Ask(kind, amount)).Refusal.Code.ShouldBe(code);

    [Theory]
    [InlineData("capture", 1, "payments.illegal_move")]
    [InlineData("void", 500, "payments.illegal_move")]
    [InlineData("refund", 501, "payments.exceeds_captured")]
    public void Refuses_of_money_taken(string kind, long amount, string code) =>
        Should.Throw<RefusalException>(() => PaymentState.Asked(500).Settle("sale", 500, true).Payment.Ask(kind, amount)).Refusal.Code.ShouldBe(code);
}
