using Olympus.GraphQL.Types;

namespace Olympus.Gateway.Graph;

/// <summary>
/// The pages of the API as connections, as Relay's clients want them. Cursors are those of REST: each row has the one that a page ending with it would have
/// had, and it is signed when somebody asks for it.
/// </summary>
internal static class ApiConnections
{
    private const string RestPage = "PageOf", RestAnswer = "Response";

    /// <param name="members">Of a wire type.</param>
    public static bool IsPage(IEnumerable<string> members) => !new[] { "data", "has_more", "next_cursor" }.Except(members).Any();

    /// <param name="component">A page, in the API's document.</param>
    /// <param name="node">The type of its rows.</param>
    public static string NameOf(string component, string node) =>
        (component.StartsWith(RestPage, StringComparison.Ordinal) ? node
            : component.EndsWith(RestAnswer, StringComparison.Ordinal) ? component[..^RestAnswer.Length] : component) + "Connection";

    public static string EdgeOf(string node) => node + "Edge";

    /// <summary>What a page has beside what REST tells of it.</summary>
    public static IEnumerable<Field> Fields(string node) =>
    [
        new Field("edges", $"[{EdgeOf(node)}!]!") { Description = "The rows of `data`, each with its cursor.", Cost = 0, AssumedSize = 5, Get = Edges },
        new Field("pageInfo", "PageInfo!") { Description = "Where the page stands in the list.", Cost = 0, Get = source => source },
    ];

    public static ObjectType Edge(string node) => new(EdgeOf(node),
    [
        new Field("node", node + "!") { Cost = 0, Get = source => Sourced.Of(source) },
        new Field("cursor", "String")
        {
            Description = "Send as `after` to go on behind this row; null in a page that was asked for by ids.",
            Get = source => Cursor((Sourced)source, ((Sourced)source).Place),
        },
    ])
    { Description = "A row of a page, with its place in the list." };

    public static ObjectType PageInfo() => new("PageInfo",
    [
        new Field("hasNextPage", "Boolean!") { Get = source => Sourced.Of(source).GetProperty("has_more").GetBoolean() },
        new Field("hasPreviousPage", "Boolean!") { Description = "Whether the page was asked for behind a cursor.", Get = source => ((Sourced)source).IsBehind },
        new Field("startCursor", "String") { Get = source => Rows(source) > 0 ? Cursor((Sourced)source, 0) : null },
        new Field("endCursor", "String")
        {
            Description = "Send as `after` to get the next page.",
            Get = source => Sourced.Of(source).GetProperty("next_cursor").GetString() ?? (Rows(source) is > 0 and var rows ? Cursor((Sourced)source, rows - 1) : null),
        },
    ])
    { Description = "As the connections of Relay have it." };

    private static object[] Edges(object source)
    {
        var page = (Sourced)source;
        var place = 0;
        var edges = new object[Rows(source)];
        foreach (var row in page.Json.GetProperty("data").EnumerateArray())
            edges[place] = new Sourced(row) { CursorOf = page.CursorOf, Place = place++ };
        return edges;
    }

    private static int Rows(object source) => Sourced.Of(source).GetProperty("data").GetArrayLength();

    private static string? Cursor(Sourced of, int place) => of.CursorOf?.Invoke(place);
}
