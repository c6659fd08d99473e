using System.Text.Json;
using Olympus.GraphQL.Types;

namespace Olympus.Gateway.Graph;

/// <summary>
/// From one thing to another: where a type names the id of something, it also has the thing itself. Whatever one request asks for becomes one call of a use
/// case that answers many ids at once, with the caller's rights; so there is no way to ask once for each row.
/// </summary>
/// <param name="rows">Where rows come from.</param>
internal sealed class ApiEdges(ApiRows rows)
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
        new("location", "location_id", "LocationView", "Where it is.", "listLocations", "ids", "id"),
        new("category", "category_id", "CategoryView", "Where it stands in the catalogue.", "listCategories", null, "id"),
        new("product", "product_id", "ProductView", "What it belongs to, as the catalogue has it now.", "listProducts", "ids", "id"),
        new("variant", "variant_id", "FoundVariantView", "What it is, as the catalogue has it now.", "findVariants", "ids", "variant_id"),
        new("lines", "id", "OrderLineView", "What was ordered.", "listOrderLines", "order_ids", "order_id") { Of = "OrderSummaryView", Many = "lines" },
    ];

    /// <summary>The edges of a type.</summary>
    /// <param name="component">Its name in the document.</param>
    /// <param name="members">Names of its members.</param>
    public IEnumerable<Field> From(string component, IReadOnlyCollection<string> members, ApiTypes types) => All
        .Where(edge => edge.Component != component && members.Contains(edge.By) && !members.Contains(edge.Field) && (edge.Of ?? component) == component && rows.Has(edge.Operation))
        .Select(edge => new Field(edge.Field, edge.Many is null ? types.OutputNamed(edge.Component) : $"[{types.OutputNamed(edge.Component)}!]!")
        {
            Description = edge.About,
            AssumedSize = 5,
            Resolve = async context =>
                Sourced.Of(context.Source!).TryGetProperty(edge.By, out var id) && id.ValueKind == JsonValueKind.String
                && await context.Load(rows.By(edge.Operation, edge.Ids, edge.Key), id.GetString()!) is { ValueKind: not JsonValueKind.Undefined } row
                    ? ApiTypes.Plain(edge.Many is { } many ? row.GetProperty(many) : row)
                    : edge.Many is null ? null : Array.Empty<object?>(),
        });
}
