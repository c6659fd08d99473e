using System.IO.Compression;
using System.Text;
using Olympus.Import.OnlineRetail;
using static Olympus.Rules.Import.SalesFiles;

namespace Olympus.Rules.Import;

public sealed class ReadingASalesLine
{
    private const string Good = "536365,85123A,WHITE HANGING HEART,6,2010-12-01 08:26:00,2.55,17850,United Kingdom";

    [Theory]
    [InlineData("", RejectReasons.EmptyLine)]
    [InlineData("536366,85123A,\"WHITE HEART,6,2010-12-01 08:26:00,2.55,17850,United Kingdom", RejectReasons.UnbalancedQuotes)]
    [InlineData("536366,85123A,WHITE\0HEART,6,2010-12-01 08:26:00,2.55,17850,United Kingdom", RejectReasons.ControlCharacters)]
    [InlineData("536366,85123A,WHITE HEART,6,2010-12-01 08:26:00,2.55,17850", RejectReasons.WrongNumberOfFields)]
    [InlineData("536366,85123A,WHITE, HEART,6,2010-12-01 08:26:00,2.55,17850,United Kingdom", RejectReasons.WrongNumberOfFields)]
    [InlineData(",85123A,WHITE HEART,6,2010-12-01 08:26:00,2.55,17850,United Kingdom", RejectReasons.NoInvoice)]
    [InlineData("X36366,85123A,WHITE HEART,6,2010-12-01 08:26:00,2.55,17850,United Kingdom", RejectReasons.UnknownInvoiceKind)]
    [InlineData("536366,,WHITE HEART,6,2010-12-01 08:26:00,2.55,17850,United Kingdom", RejectReasons.NoStockCode)]
    [InlineData("536366,85123A,WHITE HEART,six,2010-12-01 08:26:00,2.55,17850,United Kingdom", RejectReasons.BadQuantity)]
    [InlineData("536366,85123A,WHITE HEART,0,2010-12-01 08:26:00,2.55,17850,United Kingdom", RejectReasons.BadQuantity)]
    [InlineData("536366,85123A,WHITE HEART,1.5,2010-12-01 08:26:00,2.55,17850,United Kingdom", RejectReasons.BadQuantity)]
    [InlineData("536366,85123A,WHITE HEART,99999999999999999999,2010-12-01 08:26:00,2.55,17850,United Kingdom", RejectReasons.BadQuantity)]
    [InlineData("536366,85123A,WHITE HEART,6,2010-12-01 08:26:00,cheap,17850,United Kingdom", RejectReasons.BadPrice)]
    [InlineData("536366,85123A,WHITE HEART,6,2010-12-01 08:26:00,1e9,17850,United Kingdom", RejectReasons.BadPrice)]
    [InlineData("536366,85123A,WHITE HEART,6,2010-13-01 08:26:00,2.55,17850,United Kingdom", RejectReasons.BadDate)]
    [InlineData("536366,85123A,WHITE HEART,6,2090-12-01 08:26:00,2.55,17850,United Kingdom", RejectReasons.BadDate)]
    [InlineData("536366,85123A,WHITE HEART,6,2010-12-01 08:26:00,2.55,123456789012345678901,United Kingdom", RejectReasons.BadCustomer)]
    [InlineData("536366,TEST001,This is a test product.,6,2010-12-01 08:26:00,4.50,17850,United Kingdom", RejectReasons.TestCode)]
    [InlineData("536366,???,,6,2010-12-01 08:26:00,2.55,17850,United Kingdom", RejectReasons.UnknownCode)]
    [InlineData("C536366,85123A,WHITE HEART,6,2010-12-01 08:26:00,2.55,17850,United Kingdom", RejectReasons.CancellationAdds)]
    [InlineData("536366,85123A,WHITE HEART,-6,2010-12-01 08:26:00,-2.55,17850,United Kingdom", RejectReasons.NegativeTwice)]
    [InlineData("536365,85123A,WHITE HEART,6,2010-12-01 08:26:00,2.55,11111,United Kingdom", RejectReasons.CustomerDiffers)]
    public void Is_rejected_with_its_number_and_a_reason_and_costs_no_other_line(string broken, string reason)
    {
        var (history, rejects) = Understand(Good, broken, Good);

        rejects.ShouldHaveSingleItem();
        rejects[0].Line.ShouldBe(3);
        rejects[0].Reason.ShouldBe(reason);
        history.Reconciliation.Lines.ShouldBe(3);
        history.Reconciliation.Rejected.ShouldBe(1);
        history.Reconciliation.Net.ShouldBe(2 * 6 * 255);
    }

    [Fact]
    public void A_quote_that_never_closes_does_not_swallow_the_file()
    {
        var (history, rejects) = Understand(Good, "536366,1\"2,\"x,6,2010-12-01 08:26:00,2.55,17850,United Kingdom", Good, Good);

        rejects.ShouldAllBe(reject => reject.Reason == RejectReasons.UnbalancedQuotes);
        history.Reconciliation.Rejected.ShouldBe(1);
        history.Reconciliation.Net.ShouldBe(3 * 6 * 255);
    }

    [Fact]
    public void Quotes_commas_and_inches_in_a_name_are_read_as_they_stand()
    {
        var (history, rejects) = Understand(
            "536365,22001,\"SET OF 2, \"\"ROUND\"\"\",1,2010-12-01 08:26:00,1.00,17850,United Kingdom",
            "536365,22002,6\" PLATE,1,2010-12-01 08:26:00,1.00,17850,United Kingdom");

        rejects.ShouldBeEmpty();
        history.Articles.Select(article => article.Name).ShouldBe(["SET OF 2, \"ROUND\"", "6\" PLATE"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("2010-12-01 08:26:00", "2010-12-01T08:26:00Z")]
    [InlineData("2011-07-01 08:26:00", "2011-07-01T07:26:00Z")]
    [InlineData("2011-03-27 01:30:00", "2011-03-27T01:30:00Z")]
    [InlineData("2010-10-31 01:30:00", "2010-10-31T00:30:00Z")]
    [InlineData("7/1/2011 8:26", "2011-07-01T07:26:00Z")]
    public void Its_time_is_the_clock_on_the_wall_in_London(string written, string instant)
    {
        var (history, _) = Understand($"536365,85123A,HEART,1,{written},1.00,17850,United Kingdom");

        history.Invoices.Single().At.ShouldBe(DateTimeOffset.Parse(instant));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_pound_sign_is_understood_in_UTF8_and_in_Latin1_packed_or_not(bool latin1)
    {
        var bytes = (latin1 ? Encoding.Latin1 : Encoding.UTF8).GetBytes(
            $"{Header}\n536365,gift_0001_10,Gift Voucher £10.00,1,2010-12-01 08:26:00,8.33,17850.0,United Kingdom\r\n");
        foreach (var packed in new[] { false, true })
        {
            var path = Path.GetTempFileName();
            using (var file = File.Create(path))
            using (Stream to = packed ? new GZipStream(file, CompressionLevel.Fastest) : file)
                to.Write(bytes);
            using var sales = SalesFile.Open(path);
            var (history, rejects) = UnderstandText(sales.Text);
            File.Delete(path);

            rejects.ShouldBeEmpty();
            history.Articles.Single().Name.ShouldBe("Gift Voucher £10.00");
            history.Customers.Single().Number.ShouldBe("17850");
        }
    }

    [Fact]
    public void A_file_without_the_header_is_refused_as_a_whole()
    {
        Should.Throw<NotASalesFileException>(() => UnderstandText(new StringReader(Good)));
        Should.Throw<NotASalesFileException>(() => UnderstandText(new StringReader("")));
    }
}
