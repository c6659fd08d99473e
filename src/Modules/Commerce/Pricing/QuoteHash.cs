using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Olympus.Contracts.Pricing;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Pricing;

/// <summary>Names the outcome of a quote, so that an order can say which one its customer saw. Neither the clock nor the order of
/// the lines goes into it: a quote is stale when a number changed, not when time passed.</summary>
public static class QuoteHash
{
    public static string Of(Currency currency, PriceMode mode, RoundingPolicy policy, IReadOnlyList<QuoteLineView> lines)
    {
        var facts = lines
            .Select(line => $"{line.VariantId} {line.Quantity} {line.UnitPrice.Amount} {line.TaxRate} {line.List.Amount} {line.LineDiscount.Amount} "
                + $"{line.OrderDiscount.Amount} {line.Net.Amount} {line.Tax.Amount}")
            .Order(StringComparer.Ordinal)
            .Prepend($"{currency} {mode} {policy.Tax} {policy.Mode}");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', facts)));
        return Base64Url.EncodeToString(hash.AsSpan(0, 16));
    }
}
