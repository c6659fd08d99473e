namespace Olympus.Kernel.Http;

/// <summary>Ids in one parameter of a query, separated by commas: what many screens and joins ask at once.</summary>
public static class IdList
{
    public const int Most = 100;

    /// <summary>As <see cref="Read"/>, for a list that is asked for either by ids or by anything else. 400 <c>request.invalid</c> for both.</summary>
    /// <param name="isAlone">Whether nothing else was asked.</param>
    public static Guid[] ReadAlone(string text, bool isAlone, string what) => isAlone
        ? Read(text, "ids", what)
        : throw ValidBodyExtensions.Invalid(new FieldError("/ids", "alone", $"Ask for {what} by their ids, or by anything else.")).AsException();

    /// <summary>1 to 100 different ids, in their order. 400 <c>request.invalid</c> otherwise.</summary>
    /// <param name="text">As it came.</param>
    /// <param name="parameter">Its name.</param>
    /// <param name="what">What they are ids of, for the refusal.</param>
    public static Guid[] Read(string text, string parameter, string what)
    {
        var parts = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var ids = parts.Select(part => Guid.TryParseExact(part, "D", out var id) ? id : Guid.Empty).Distinct().ToArray();
        return ids.Length is >= 1 and <= Most && !ids.Contains(Guid.Empty)
            ? ids
            : throw ValidBodyExtensions.Invalid(new FieldError($"/{parameter}", "ids", $"1 to {Most} ids of {what}, separated by commas.")).AsException();
    }
}
