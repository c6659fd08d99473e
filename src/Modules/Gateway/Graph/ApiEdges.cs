using System.Text.Json;
using System.Text.Json.Nodes;
using Olympus.GraphQL.Execution;
using Olympus.GraphQL.Types;
using Olympus.Kernel.Http;

namespace Olympus.Gateway.Graph;

/// <summary>
/// From one thing to another: where a type names the id of something, it also has the thing itself. Whatever one request asks for becomes one call of a use
/// case that answers many ids at once, with the caller's rights; so there is no way to ask once for each row.
/// </summary>
internal sealed class ApiEdges
{
    /// <param name="Field">Its name.</param>
    /// <param name="By">The member that names the id.</param>
    /// <param name="Component">What it leads to, in the API's document.</param>
    /// <param name="Operation">Answers many.</param>
    /// <param name="Ids">Its parameter that takes the ids; null for one that tells all there are.</param>
    /// <param name="Key">The member of an answer's row that is the id.</param>
    private sealed record Edge(string Field, string By, string Component, string About, string Operation, string? Ids, string Key)
    {
        /// <summary>The only type that has it; null: every one that names the id.</summary>
        public string? Of { get; init; }

        /// <summary>The member of a row that is the list the edge leads to; null: the row itself.</summary>
        public string? Many { get; init; }
    }

    private static readonly Edge[] All =
    [
        new("customer", "customer_id", "CustomerSummaryView", "Who it is for; null for nobody, and for somebody who is not kept any more.", "listCustomers", "ids", "id"),
        new("location", "location_id", "LocationView", "Where it is.", "listLocations", null, "id"),
        new("category", "category_id", "CategoryView", "Where it stands in the catalogue.", "listCategories", null, "id"),
        new("variant", "variant_id", "FoundVariantView", "What it is, as the catalogue has it now.", "findVariants", "ids", "variant_id"),
        new("lines", "id", "OrderLineView", "What was ordered.", "listOrderLines", "order_ids", "order_id") { Of = "OrderSummaryView", Many = "lines" },
    ];

    private readonly GraphCalls _calls;
    private readonly Dictionary<Edge, BatchLoader<string, JsonElement>> _loaders;

    public ApiEdges(GraphCalls calls)
    {
        _calls = calls;
        _loaders = All.ToDictionary(edge => edge, edge => new BatchLoader<string, JsonElement>((ids, request, ct) => Fetch(edge, ids, request, ct), IdList.Most));
    }

    /// <summary>The edges of a type.</summary>
    /// <param name="component">Its name in the document.</param>
    /// <param name="members">Names of its members.</param>
    public IEnumerable<Field> From(string component, IReadOnlyCollection<string> members, ApiTypes types) => All
        .Where(edge => edge.Component != component && members.Contains(edge.By) && !members.Contains(edge.Field) && (edge.Of ?? component) == component && _calls.Find(edge.Operation) is not null)
        .Select(edge => new Field(edge.Field, edge.Many is null ? types.OutputNamed(edge.Component) : $"[{types.OutputNamed(edge.Component)}!]!")
        {
            Description = edge.About,
            AssumedSize = 5,
            Resolve = async context =>
                ((JsonElement)context.Source!).TryGetProperty(edge.By, out var id) && id.ValueKind == JsonValueKind.String
                && await context.Load(_loaders[edge], id.GetString()!) is { ValueKind: not JsonValueKind.Undefined } row
                    ? ApiTypes.Plain(edge.Many is { } many ? row.GetProperty(many) : row)
                    : edge.Many is null ? null : Array.Empty<object?>(),
        });

    private async Task<IReadOnlyDictionary<string, JsonElement>> Fetch(Edge edge, IReadOnlyList<string> ids, GraphQLRequest request, CancellationToken ct)
    {
        var found = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var given = new JsonObject();
        if (edge.Ids is { } parameter)
            given[parameter] = string.Join(',', ids);
        while (true)
        {
            var page = await _calls.Read(edge.Operation, given, (GraphCaller)request.State!, ct);
            foreach (var row in page.GetProperty("data").EnumerateArray())
                found[row.GetProperty(edge.Key).GetString()!] = row;
            if (edge.Ids is not null || !page.TryGetProperty("next_cursor", out var next) || next.ValueKind != JsonValueKind.String || ids.All(found.ContainsKey))
                return found;
            given["cursor"] = next.GetString();
        }
    }
}
