namespace Olympus.Import.OnlineRetail;

/// <summary>One line of the file that could be read, in our units. What it means is decided by <see cref="LineRules"/>.</summary>
/// <param name="Number">Line of the file, the header is 1.</param>
/// <param name="Invoice">As written: six digits, or a letter (C, A) before them.</param>
/// <param name="Code">The stock code in capitals: the file writes 85123A and 85123a for the same thing.</param>
/// <param name="CodeAsWritten">The stock code as it stands in the file.</param>
/// <param name="Description">Outer blanks removed, may be empty.</param>
/// <param name="Quantity">Never zero; negative when goods come back or are written off.</param>
/// <param name="At">The invoice's wall time in London, as an instant.</param>
/// <param name="UnitPrice">Pounds, up to three decimals in the file.</param>
/// <param name="Customer">The number of the customer, null when the shop did not know them.</param>
/// <param name="Country">As written, null when empty.</param>
public sealed record InvoiceLine(
    int Number, string Invoice, string Code, string CodeAsWritten, string Description,
    int Quantity, DateTimeOffset At, decimal UnitPrice, string? Customer, string? Country)
{
    /// <summary>What the line adds to the invoice, in pence: see <see cref="Pence.Of"/>.</summary>
    public long AmountMinor { get; } = Pence.Of(Quantity, UnitPrice);

    public bool IsCancellation => Invoice[0] == 'C';

    public bool IsBadDebt => Invoice[0] == 'A';

    /// <summary>The fields as they were read, for the list of rejects.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Invoice},{CodeAsWritten},{Description},{Quantity},{At:O},{UnitPrice},{Customer},{Country}");
}

/// <summary>The one place where pounds become pence.</summary>
public static class Pence
{
    public const decimal HighestUnitPrice = 10_000_000m;

    /// <summary>Quantity × unit price, rounded once per line to a whole penny, a half away from zero, so that a return mirrors its sale.</summary>
    public static long Of(int quantity, decimal unitPrice) =>
        (long)Math.Round(quantity * unitPrice * 100m, 0, MidpointRounding.AwayFromZero);

    /// <summary>True when the price needs no rounding: only then can a line be taken back in parts to the penny.</summary>
    public static bool IsWhole(decimal unitPrice) => decimal.IsInteger(unitPrice * 100m);
}

/// <summary>A line that no rule takes. It changes nothing but the list of rejects.</summary>
/// <param name="Line">Line of the file, the header is 1.</param>
/// <param name="Reason">Stable word, see <see cref="RejectReasons"/>.</param>
/// <param name="Detail">One sentence for people.</param>
/// <param name="Text">The line as it stands in the file.</param>
public sealed record RejectedLine(int Line, string Reason, string Detail, string Text);

/// <summary>Why a line can be rejected; documented in docs/import-online-retail.md.</summary>
public static class RejectReasons
{
    public const string EmptyLine = "empty_line";
    public const string ControlCharacters = "control_characters";
    public const string UnbalancedQuotes = "unbalanced_quotes";
    public const string WrongNumberOfFields = "wrong_number_of_fields";
    public const string NoInvoice = "no_invoice";
    public const string UnknownInvoiceKind = "unknown_invoice_kind";
    public const string NoStockCode = "no_stock_code";
    public const string TooLong = "too_long";
    public const string TestCode = "test_code";
    public const string UnknownCode = "unknown_code";
    public const string BadQuantity = "bad_quantity";
    public const string BadPrice = "bad_price";
    public const string BadDate = "bad_date";
    public const string BadCustomer = "bad_customer";
    public const string CustomerDiffers = "customer_differs";
    public const string CancellationAdds = "cancellation_adds";
    public const string NegativeTwice = "negative_twice";
}
