using Olympus.Import.OnlineRetail;
using static Olympus.Rules.Import.SalesFiles;

namespace Olympus.Rules.Import;

public sealed class DecidingWhatALineIs
{
    [Theory]
    [InlineData("536365,85123A,HEART,6,2010-12-01 08:26:00,2.55,17850,United Kingdom", LineRule.Sale)]
    [InlineData("536365,85123A,HEART,6,2010-12-01 08:26:00,2.55,,United Kingdom", LineRule.Sale)]
    [InlineData("536365,NEWTHING,SOMETHING NEW,6,2010-12-01 08:26:00,2.55,,United Kingdom", LineRule.Sale)]
    [InlineData("536365,DCGSSBOY,BOYS PARTY BAG,6,2010-12-01 08:26:00,2.55,,United Kingdom", LineRule.Sale)]
    [InlineData("536365,85123A,HEART,6,2010-12-01 08:26:00,0.0,17850,United Kingdom", LineRule.FreeItem)]
    [InlineData("536365,PADS,PADS TO MATCH ALL CUSHIONS,1,2010-12-01 08:26:00,0.0,16133,United Kingdom", LineRule.FreeItem)]
    [InlineData("536365,gift_0001_20,Gift Voucher,1,2010-12-01 08:26:00,17.02,,United Kingdom", LineRule.GiftVoucher)]
    [InlineData("536365,POST,POSTAGE,3,2010-12-01 08:26:00,18.00,12583,France", LineRule.Postage)]
    [InlineData("536365,DOT,DOTCOM POSTAGE,1,2010-12-01 08:26:00,569.77,,United Kingdom", LineRule.Postage)]
    [InlineData("536365,C2,CARRIAGE,1,2010-12-01 08:26:00,50.00,14911,EIRE", LineRule.Postage)]
    [InlineData("536365,m,Manual,1,2010-12-01 08:26:00,2.55,,United Kingdom", LineRule.ManualCharge)]
    [InlineData("536365,BANK CHARGES,Bank Charges,1,2010-12-01 08:26:00,15.00,13405,United Kingdom", LineRule.Fee)]
    [InlineData("536365,S,SAMPLES,1,2010-12-01 08:26:00,30.00,,United Kingdom", LineRule.Fee)]
    [InlineData("536365,AMAZONFEE,AMAZON FEE,1,2010-12-01 08:26:00,13541.33,,United Kingdom", LineRule.MarketplaceFee)]
    [InlineData("C536365,AMAZONFEE,AMAZON FEE,-1,2010-12-01 08:26:00,13541.33,,United Kingdom", LineRule.MarketplaceFee)]
    [InlineData("A563185,B,Adjust bad debt,1,2011-08-12 14:50:00,11062.06,,United Kingdom", LineRule.BadDebt)]
    [InlineData("A563186,B,Adjust bad debt,1,2011-08-12 14:51:00,-11062.06,,United Kingdom", LineRule.BadDebt)]
    [InlineData("C536365,85123A,HEART,-6,2010-12-01 08:26:00,2.55,17850,United Kingdom", LineRule.Return)]
    [InlineData("536365,85123A,HEART,-6,2010-12-01 08:26:00,2.55,17850,United Kingdom", LineRule.Return)]
    [InlineData("C536365,gift_0001_20,Gift Voucher,-1,2010-12-01 08:26:00,17.02,,United Kingdom", LineRule.Return)]
    [InlineData("C536365,POST,POSTAGE,-1,2010-12-01 08:26:00,18.00,12583,France", LineRule.PostageCredit)]
    [InlineData("C536365,M,Manual,-1,2010-12-01 08:26:00,38970.00,15098,United Kingdom", LineRule.ManualCredit)]
    [InlineData("C536365,D,Discount,-1,2010-12-01 08:26:00,27.50,14527,United Kingdom", LineRule.Discount)]
    [InlineData("C536365,CRUK,CRUK Commission,-1,2010-12-01 08:26:00,16.40,14096,United Kingdom", LineRule.FeeCredit)]
    [InlineData("536365,85123A,HEART,1,2010-12-01 08:26:00,-2.55,17850,United Kingdom", LineRule.Discount)]
    [InlineData("536365,85123A,damaged,-6,2010-12-01 08:26:00,0.0,,United Kingdom", LineRule.StockAdjustment)]
    [InlineData("536365,85123A,?,-6,2010-12-01 08:26:00,0.0,,United Kingdom", LineRule.StockAdjustment)]
    [InlineData("536365,85123A,found,6,2010-12-01 08:26:00,0.0,,United Kingdom", LineRule.StockAdjustment)]
    [InlineData("536365,gift_0001_20,,10,2010-12-01 08:26:00,0.0,,United Kingdom", LineRule.StockAdjustment)]
    [InlineData("536365,POST,,1000,2010-12-01 08:26:00,0.0,,United Kingdom", LineRule.NothingCharged)]
    public void Follows_its_code_its_sign_its_price_and_its_customer(string line, LineRule rule)
    {
        var (history, rejects) = Understand(line);

        rejects.ShouldBeEmpty();
        history.Reconciliation.Rules.ShouldHaveSingleItem().Rule.ShouldBe(RuleNames.Of(rule));
    }

    [Fact]
    public void A_line_without_price_or_customer_left_with_the_sale_when_its_invoice_has_prices() => RulesOf(
        "537534,85064,LETTER RACK,1,2010-12-07 11:48:00,0.0,,United Kingdom",
        "537534,22720,SET OF 3 TINS,1,2010-12-07 11:48:00,10.17,,United Kingdom").ShouldBe(
        new Dictionary<LineRule, int> { [LineRule.Sale] = 1, [LineRule.FreeItem] = 1 }, ignoreOrder: true);

    [Fact]
    public void Capitals_do_not_make_another_article_but_both_spellings_are_counted()
    {
        var (history, _) = Understand(
            "536365,85123A,HEART,6,2010-12-01 08:26:00,2.55,17850,United Kingdom",
            "536366,85123a,HEART,6,2010-12-01 08:27:00,2.55,,United Kingdom");

        history.Articles.ShouldHaveSingleItem().Code.ShouldBe("85123A");
        history.Reconciliation.Products.ShouldBe(2);
        history.Reconciliation.Articles.ShouldBe(1);
    }

    [Fact]
    public void An_article_has_the_name_and_the_price_most_of_its_sales_had_and_a_remark_is_no_name()
    {
        var (history, _) = Understand(
            "536365,22001,OLD NAME,1,2010-12-01 08:26:00,2.00,17850,United Kingdom",
            "536366,22001, NEW  NAME ,1,2010-12-02 08:26:00,2.50,17850,United Kingdom",
            "536367,22001,NEW NAME,1,2010-12-03 08:26:00,2.50,17850,United Kingdom",
            "536368,22001,damaged,-5,2010-12-03 08:26:00,0,,United Kingdom",
            "536369,22002,found,5,2010-12-03 08:26:00,0,,United Kingdom");

        history.Articles.Select(article => (article.Code, article.Name, article.PriceMinor, article.IsActive, article.OpeningStock)).ShouldBe(
            [("22001", "NEW NAME", 250, true, 8), ("22002", "22002", 0, false, 0)]);
    }

    [Fact]
    public void A_fraction_of_a_penny_is_rounded_once_per_line_a_half_away_from_zero()
    {
        Pence.Of(1, 0.001m).ShouldBe(0);
        Pence.Of(5, 0.001m).ShouldBe(1);
        Pence.Of(-5, 0.001m).ShouldBe(-1);
        Pence.Of(3, 0.335m).ShouldBe(101);
        Pence.Of(-3, 0.335m).ShouldBe(-101);
    }

    [Fact]
    public void A_customer_lives_where_their_latest_line_says()
    {
        var (history, _) = Understand(
            "536365,22001,A,1,2010-12-01 08:26:00,2.00,12431,Belgium",
            "536366,22001,A,1,2010-12-02 08:26:00,2.00,12431,Australia");

        history.Customers.ShouldHaveSingleItem().ShouldBe(new("12431", "Australia", new(2010, 12, 1, 8, 26, 0, TimeSpan.Zero)));
        Countries.CodeOf("Australia").ShouldBe("AU");
        Countries.CodeOf("EIRE").ShouldBe("IE");
        Countries.CodeOf("European Community").ShouldBeNull();
    }
}
