using System.Collections.Frozen;
using System.Text.Json;

namespace Olympus.Import.OnlineRetail;

/// <summary>
/// The file's own sums, in the file's own words, so that anybody can count them again over the CSV: amounts in pence, each line rounded once.
/// <c>gross − returned = net</c>, and net is the sum of quantity × unit price over the accepted lines.
/// </summary>
/// <param name="Lines">Lines after the header, accepted or not.</param>
/// <param name="Rejected">Lines that no rule takes; they are in the rejects file.</param>
/// <param name="Invoices">Different invoice numbers on accepted lines.</param>
/// <param name="Customers">Different customer numbers on accepted lines.</param>
/// <param name="Products">Different stock codes on accepted lines, as written.</param>
/// <param name="Gross">Sum of the lines that charge.</param>
/// <param name="Returned">Sum of the lines that give back, as a positive number.</param>
/// <param name="Net">Gross less returned.</param>
/// <param name="Currency">Of all amounts.</param>
/// <param name="Orders">Invoices with at least one line that was sold.</param>
/// <param name="Ordered">Sum of the orders.</param>
/// <param name="Refunded">What was given back against an order's own lines.</param>
/// <param name="Adjusted">What else was given (negative) or taken: unmatched returns, discounts, fees, bad debt. Ordered − refunded + adjusted = net.</param>
/// <param name="Articles">Stock codes that became products, letter case aside.</param>
/// <param name="Rules">Lines and amounts by the rule that took them.</param>
public sealed record Reconciliation(
    int Lines, int Rejected, int Invoices, int Customers, int Products, long Gross, long Returned, long Net, string Currency,
    int Orders, long Ordered, long Refunded, long Adjusted, int Articles, IReadOnlyList<RuleTotal> Rules)
{
    public static Reconciliation Of(IReadOnlyList<(InvoiceLine Line, LineRule Rule)> accepted, IReadOnlyList<Invoice> invoices, int rejected)
    {
        var gross = accepted.Sum(row => Math.Max(row.Line.AmountMinor, 0));
        var returned = accepted.Sum(row => Math.Max(-row.Line.AmountMinor, 0));
        return new(
            accepted.Count + rejected,
            rejected,
            Different(row => row.Invoice),
            Different(row => row.Customer),
            Different(row => row.CodeAsWritten),
            gross,
            returned,
            gross - returned,
            "GBP",
            invoices.Count(invoice => invoice.OrderLines.Count > 0),
            invoices.Sum(invoice => invoice.OrderTotalMinor),
            invoices.Sum(invoice => invoice.Refunds.Sum(refund => refund.AmountMinor)),
            invoices.Sum(invoice => invoice.Adjustments.Sum(adjustment => adjustment.AmountMinor)),
            accepted.Where(row => LineRules.IsGoods(row.Rule))
                .Select(row => row.Line.Code).Distinct(StringComparer.Ordinal).Count(),
            accepted.GroupBy(row => row.Rule).OrderBy(rows => rows.Key)
                .Select(rows => new RuleTotal(RuleNames.Of(rows.Key), rows.Count(), rows.Sum(row => row.Line.AmountMinor))).ToList());

        int Different(Func<InvoiceLine, string?> part) =>
            accepted.Select(row => part(row.Line)).Where(text => text is not null).Distinct(StringComparer.Ordinal).Count();
    }
}

/// <summary>What one rule took.</summary>
/// <param name="Rule">Its name, as in docs/import-online-retail.md.</param>
/// <param name="Lines">How many lines.</param>
/// <param name="Amount">Their sum in pence.</param>
public sealed record RuleTotal(string Rule, int Lines, long Amount);

/// <summary>The names of the rules on the wire and in the books.</summary>
public static class RuleNames
{
    private static readonly FrozenDictionary<LineRule, string> Names =
        Enum.GetValues<LineRule>().ToFrozenDictionary(rule => rule, rule => JsonNamingPolicy.SnakeCaseLower.ConvertName(rule.ToString()));

    public static string Of(LineRule rule) => Names[rule];
}
