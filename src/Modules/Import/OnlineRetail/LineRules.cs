namespace Olympus.Import.OnlineRetail;

/// <summary>The rule that takes a line; the wire name is the snake_case of the member.</summary>
public enum LineRule
{
    /// <summary>Goods sold at a price: a line of an order.</summary>
    Sale,
    /// <summary>Goods that left without a price, on an order of a known customer or beside priced lines.</summary>
    FreeItem,
    /// <summary>A gift voucher sold: a line of an order.</summary>
    GiftVoucher,
    /// <summary>Postage or carriage charged: a line of an order without stock.</summary>
    Postage,
    /// <summary>An amount typed by hand, charged: a line of an order without stock.</summary>
    ManualCharge,
    /// <summary>Bank charges, commission or samples charged: a line of an order without stock.</summary>
    Fee,
    /// <summary>Goods or vouchers taken back: a refund of what was sold as far as it matches, else a credit; the goods return to stock.</summary>
    Return,
    /// <summary>Postage given back.</summary>
    PostageCredit,
    /// <summary>An amount typed by hand, given back.</summary>
    ManualCredit,
    /// <summary>Bank charges, commission or samples given back.</summary>
    FeeCredit,
    /// <summary>A discount after the invoice, or a negative price: money without goods.</summary>
    Discount,
    /// <summary>A marketplace's fee, either way: an adjustment of the account, never a sale.</summary>
    MarketplaceFee,
    /// <summary>Bad debt, either way: an adjustment of the account, never a sale.</summary>
    BadDebt,
    /// <summary>Goods found, lost, damaged, counted: stock without money.</summary>
    StockAdjustment,
    /// <summary>A service code without a price outside a sale: neither money nor goods moved.</summary>
    NothingCharged,
}

/// <summary>What a line turns out to be: taken by a rule, or a reason why none takes it.</summary>
public readonly record struct Ruling(LineRule Rule, string? RejectReason, string? Detail)
{
    public bool IsRejected => RejectReason is not null;

    public static implicit operator Ruling(LineRule rule) => new(rule, null, null);

    public static Ruling Reject(string reason, string detail) => new(default, reason, detail);
}

/// <summary>Decides what each line is. Pure: the line, and whether its invoice has any priced line.</summary>
public static class LineRules
{
    /// <param name="line">A line that could be read.</param>
    /// <param name="invoiceIsPriced">True when any line of the same invoice has a price: then its lines without one left with the sale.</param>
    public static Ruling Decide(InvoiceLine line, bool invoiceIsPriced)
    {
        var kind = StockCodes.KindOf(line.Code);
        if (kind is CodeKind.Test)
            return Ruling.Reject(RejectReasons.TestCode, "A code for trying things out is neither goods nor money.");
        if (kind is CodeKind.Unknown)
        {
            if (line.Description.Length == 0 || line.UnitPrice == 0)
                return Ruling.Reject(RejectReasons.UnknownCode, "The stock code has no known form, and the line has no name or no price that would explain it.");
            kind = CodeKind.Goods;
        }
        if (line.IsBadDebt || kind is CodeKind.BadDebt)
            return LineRule.BadDebt;
        if (line.IsCancellation && line.Quantity > 0)
            return Ruling.Reject(RejectReasons.CancellationAdds, "A cancellation takes back; this line has a positive quantity.");
        if (line.Quantity < 0 && line.UnitPrice < 0)
            return Ruling.Reject(RejectReasons.NegativeTwice, "Quantity and price are both negative.");
        if (kind is CodeKind.MarketplaceFee)
            return LineRule.MarketplaceFee;

        if (line.UnitPrice < 0)
            return LineRule.Discount;
        if (line.UnitPrice == 0 && !line.IsCancellation && (line.Quantity < 0 || (line.Customer is null && !invoiceIsPriced)))
            return StockCodes.HasStock(kind) ? LineRule.StockAdjustment : LineRule.NothingCharged;
        return line.Quantity > 0 ? Charged(kind, line.UnitPrice) : Credited(kind);
    }

    /// <summary>True when the line belongs to an order.</summary>
    public static bool IsOrderLine(LineRule rule) => rule is
        LineRule.Sale or LineRule.FreeItem or LineRule.GiftVoucher or LineRule.Postage or LineRule.ManualCharge or LineRule.Fee;

    /// <summary>True when the line gives back something that may have been sold before.</summary>
    public static bool IsReturn(LineRule rule) => rule is
        LineRule.Return or LineRule.PostageCredit or LineRule.ManualCredit or LineRule.FeeCredit;

    /// <summary>True when the line is about things on a shelf.</summary>
    public static bool IsGoods(LineRule rule) => rule is
        LineRule.Sale or LineRule.FreeItem or LineRule.GiftVoucher or LineRule.Return or LineRule.StockAdjustment;

    /// <summary>What the line does to the stock of its code.</summary>
    public static int StockChange(InvoiceLine line, LineRule rule) => rule switch
    {
        LineRule.Sale or LineRule.FreeItem or LineRule.GiftVoucher or LineRule.Return => -line.Quantity,
        LineRule.StockAdjustment => line.Quantity,
        _ => 0,
    };

    private static LineRule Charged(CodeKind kind, decimal unitPrice) => kind switch
    {
        CodeKind.Goods => unitPrice == 0 ? LineRule.FreeItem : LineRule.Sale,
        CodeKind.GiftVoucher => LineRule.GiftVoucher,
        CodeKind.Postage => LineRule.Postage,
        CodeKind.Samples or CodeKind.Fee => LineRule.Fee,
        _ => LineRule.ManualCharge,
    };

    private static LineRule Credited(CodeKind kind) => kind switch
    {
        CodeKind.Goods or CodeKind.GiftVoucher => LineRule.Return,
        CodeKind.Postage => LineRule.PostageCredit,
        CodeKind.Discount => LineRule.Discount,
        CodeKind.Samples or CodeKind.Fee => LineRule.FeeCredit,
        _ => LineRule.ManualCredit,
    };
}
