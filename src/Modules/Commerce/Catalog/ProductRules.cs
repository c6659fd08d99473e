using FluentValidation;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Catalog;

/// <summary>What a name, a SKU, a price … may look like, wherever one is sent.</summary>
internal static class ProductRules
{
    private const long LargestPrice = 999_999_999_999;

    public static IRuleBuilderOptions<T, string?> IsPlainText<T>(this IRuleBuilder<T, string?> rule, int longest) => rule
        .Must(text => text is null || (text.Length <= longest && text.Trim() is { Length: > 0 } trimmed && trimmed.Length == text.Length && !HasControl(text)))
        .WithErrorCode("text").WithMessage($"1 to {longest} visible characters without white space at the ends.");

    public static IRuleBuilderOptions<T, string?> IsLongText<T>(this IRuleBuilder<T, string?> rule, int longest) => rule
        .Must(text => text is null || (text.Length <= longest && !text.Contains('\0')))
        .WithErrorCode("text").WithMessage($"At most {longest} characters.");

    public static IRuleBuilderOptions<T, string> IsTaxClass<T>(this IRuleBuilder<T, string> rule) => rule
        .Matches("^[a-z][a-z0-9_]{0,39}$").WithErrorCode("tax_class").WithMessage("A tax class is a word such as standard, reduced or zero.");

    public static IRuleBuilderOptions<T, string?> IsImageUrl<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(text => text is null || (text.Length <= 2000 && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps))
        .WithErrorCode("url").WithMessage("An absolute https address of at most 2000 characters.");

    public static IRuleBuilderOptions<T, Money?> IsPrice<T>(this IRuleBuilder<T, Money?> rule) => rule
        .Must(price => price is null or { Amount: >= 0 and <= LargestPrice })
        .WithErrorCode("price").WithMessage("A price is not negative and at most 999999999999 minor units.");

    public static IRuleBuilderOptions<T, Money> IsPrice<T>(this IRuleBuilder<T, Money> rule) => rule
        .Must(price => price.Amount is >= 0 and <= LargestPrice)
        .WithErrorCode("price").WithMessage("A price is not negative and at most 999999999999 minor units.");

    /// <summary>Besides control characters the last code points of Unicode, which are no characters: sorting counts on them.</summary>
    private static bool HasControl(string text) => text.Any(char.IsControl) || text.Contains("\U0010FFFF", StringComparison.Ordinal);
}
