namespace Olympus.Kernel.Http;

/// <summary>Ids in one parameter of a query, separated by commas: what many screens and joins ask at once.</summary>
public static class IdList
{
    public const int Most = 100;

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
