using System.Text.Json;

namespace Olympus.Gateway.Graph;

/// <summary>JSON of the API as the source of fields, where something stands beside it.</summary>
internal sealed record Sourced(JsonElement Json)
{
    /// <summary>What it is, where its field may be several things.</summary>
    public string? Type { get; init; }

    /// <summary>Of a page: the cursor behind each of its rows; null where it has none.</summary>
    public Func<int, string>? CursorOf { get; init; }

    /// <summary>Of a page: whether it was asked for behind another one.</summary>
    public bool IsBehind { get; init; }

    /// <summary>Of a row: its place in the page.</summary>
    public int Place { get; init; }

    public static JsonElement Of(object source) => source is Sourced sourced ? sourced.Json : (JsonElement)source;
}
