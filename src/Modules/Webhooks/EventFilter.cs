using System.Text.RegularExpressions;
using FluentValidation;

namespace Olympus.Webhooks;

/// <summary>Exact event types (<c>commerce.order.created</c>) and prefixes (<c>commerce.*</c>, <c>commerce.order.*</c>). The database's function
/// <c>webhooks.wants</c> applies them.</summary>
internal static partial class EventFilter
{
    public static IRuleBuilderOptions<T, IReadOnlyList<string>?> AreEventTypes<T>(this IRuleBuilder<T, IReadOnlyList<string>?> rule) => rule
        .Must(types => types is null || (types.Count <= 50 && types.All(type => type.Length <= 100 && Part().IsMatch(type)) && types.Distinct().Count() == types.Count))
        .WithErrorCode("event_types").WithMessage("At most 50 different event types, or prefixes such as commerce.* and commerce.order.*.");

    [GeneratedRegex(@"\A[a-z][a-z_]*\.(\*|[a-z][a-z_]*\.(\*|[a-z][a-z_]*))\z", RegexOptions.NonBacktracking)]
    private static partial Regex Part();
}

internal static class WebhookRules
{
    public static IRuleBuilderOptions<T, string?> IsDescription<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(text => text is null || (text.Length <= 200 && !text.Any(char.IsControl)))
        .WithErrorCode("line").WithMessage("One line of at most 200 characters.");
}
