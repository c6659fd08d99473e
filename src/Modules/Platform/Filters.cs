using Olympus.Kernel.Http;

namespace Olympus.Platform;

/// <summary>Filters of lists take names that exist; anything else is refused instead of finding nothing.</summary>
internal static class Filters
{
    public static void OneOf(string parameter, string? given, IReadOnlyCollection<string> names)
    {
        if (given is not null && !names.Contains(given))
            throw ValidBodyExtensions.Invalid(new FieldError($"/{parameter}", "one_of", $"One of {string.Join(", ", names)}.")).AsException();
    }
}
