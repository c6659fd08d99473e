using FluentValidation;

namespace Olympus.Platform;

/// <summary>Findings that several requests of this module share.</summary>
internal static class Rules
{
    /// <summary>One line of text for people: not blank, no control characters.</summary>
    public static IRuleBuilderOptions<T, string?> Line<T>(this IRuleBuilder<T, string?> rule, int longest) => rule
        .Must(text => text is null || (text.Trim().Length > 0 && text.Length <= longest && !text.Any(char.IsControl)))
        .WithErrorCode("line").WithMessage($"One line of 1 to {longest} characters.");

    public static IRuleBuilderOptions<T, string?> OneOf<T>(this IRuleBuilder<T, string?> rule, IReadOnlyCollection<string> names) => rule
        .Must(name => name is null || names.Contains(name))
        .WithErrorCode("one_of").WithMessage($"One of {string.Join(", ", names)}.");
}
