using Olympus.Kernel.Http;

namespace Olympus.Analytics.Asking;

internal static class AnalyticsRefusals
{
    public static Refusal UnknownMeasure(string name) =>
        new Refusal(400, "analytics.unknown_measure", $"There is no measure '{name}'.").With("measure", name);

    public static Refusal UnknownDimension(string name) =>
        new Refusal(400, "analytics.unknown_dimension", $"There is no dimension '{name}'.").With("dimension", name);

    public static Refusal NotAvailable(string name, string why) =>
        new Refusal(400, "analytics.not_available", $"'{name}' cannot be asked for. {why}").With("asked", name);

    public static Refusal CannotCombine(string measure, IReadOnlyList<string> dimensions, string why) =>
        new Refusal(400, "analytics.cannot_combine", $"'{measure}' cannot be split or filtered by {string.Join(" and ", dimensions)}: {why}.")
            .With("measure", measure).With("dimensions", dimensions);

    public static Refusal Invalid(string pointer, string code, string message) => ValidBodyExtensions.Invalid(new FieldError(pointer, code, message));

    public static readonly Refusal TooManyRows = new(
        400, "analytics.too_many_rows", "That would be more rows than an answer holds: ask for a shorter period, fewer dimensions, or longer stretches of time.");
}
