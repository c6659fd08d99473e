using Olympus.Import.OnlineRetail;
using static Olympus.Rules.Import.SalesFiles;

namespace Olympus.Rules.Import;

public sealed class MatchingAReturn
{
    private static string Sold(int invoice, int quantity, string price, string customer = "17850", string code = "22001") =>
        $"{invoice},{code},CUP,{quantity},2010-12-{invoice % 30 + 1:00} 08:26:00,{price},{customer},United Kingdom";

    private static string Back(int invoice, int quantity, string price, string customer = "17850", string code = "22001") =>
        $"C{invoice},{code},CUP,{-quantity},2010-12-{invoice % 30 + 1:00} 09:26:00,{price},{customer},United Kingdom";

    private static (string Sale, int Quantity, long Amount)[] Refunds(SalesHistory history) =>
        [.. history.Invoices.SelectMany(invoice => invoice.Refunds).Select(refund => (refund.Sale.Invoice, refund.Quantity, refund.AmountMinor))];

    [Fact]
    public void Takes_the_newest_sale_at_the_same_price_first_then_the_newest_at_a_higher_one()
    {
        var (history, _) = Understand(Sold(1, 2, "1.00"), Sold(2, 2, "1.50"), Sold(3, 2, "1.00"), Sold(4, 2, "1.25"), Back(5, 7, "1.00"));

        Refunds(history).ShouldBe([("3", 2, 200), ("1", 2, 200), ("4", 2, 200), ("2", 1, 100)]);
    }

    [Fact]
    public void Never_takes_back_more_than_was_sold_and_credits_the_rest()
    {
        var (history, _) = Understand(Sold(1, 2, "1.00"), Back(2, 3, "1.00"), Back(3, 1, "1.00"));

        Refunds(history).ShouldBe([("1", 2, 200)]);
        history.Invoices.SelectMany(invoice => invoice.Adjustments).Select(rest => (rest.Line.Invoice, rest.Quantity, rest.AmountMinor))
            .ShouldBe([("C2", 1, -100), ("C3", 1, -100)]);
        history.Invoices.SelectMany(invoice => invoice.ReturnedGoods).Sum(line => -line.Quantity).ShouldBe(4);
    }

    [Fact]
    public void Never_gives_back_more_for_a_unit_than_was_paid_for_it()
    {
        var (history, _) = Understand(Sold(1, 2, "1.00"), Back(2, 1, "1.01"));

        Refunds(history).ShouldBeEmpty();
        history.Reconciliation.Adjusted.ShouldBe(-101);
    }

    [Fact]
    public void Does_not_reach_into_the_future_another_customer_another_code_or_an_unknown_customer()
    {
        var (history, _) = Understand(
            Back(1, 1, "1.00"), Sold(2, 2, "1.00"), Back(3, 1, "1.00", customer: "11111"), Back(4, 1, "1.00", code: "22002"),
            Sold(5, 1, "1.00", customer: ""), Back(6, 1, "1.00", customer: ""));

        Refunds(history).ShouldBeEmpty();
        history.Reconciliation.Adjusted.ShouldBe(-400);
    }

    [Fact]
    public void A_price_with_a_fraction_of_a_penny_is_not_split_over_sales()
    {
        var (history, _) = Understand(Sold(1, 100, "0.005"), Back(2, 50, "0.005"));

        Refunds(history).ShouldBeEmpty();
        history.Reconciliation.Net.ShouldBe(25);
    }

    [Fact]
    public void Needs_an_opening_stock_that_keeps_every_later_moment_above_zero()
    {
        var (history, _) = Understand(Back(1, 5, "1.00"), Sold(2, 8, "1.00"), Back(3, 8, "1.00"), Sold(4, 12, "1.00"));

        history.Articles.Single().OpeningStock.ShouldBe(7);
        history.OpensAt.ShouldBeLessThan(history.Invoices[0].At);
    }
}
