using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Olympus.GraphQL.Execution;
using Olympus.GraphQL.Types;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;

namespace Olympus.Gateway.Graph;

/// <summary>
/// Things that are found again by their id alone. The ids of REST do: no two things have the same one. A global id says beside which kind of thing it is, so that only
/// that one is asked. What is another tenant's, and what the caller may not see, is not there.
/// </summary>
internal sealed class ApiNodes(ApiRows rows)
{
    /// <param name="Component">What it is, in the API's document.</param>
    /// <param name="Operation">Answers many.</param>
    /// <param name="Ids">Its parameter that takes the ids; null for one that tells all there are.</param>
    /// <param name="Key">The member that is the id.</param>
    private sealed record Kind(string Component, string Operation, string? Ids = "ids", string Key = "id");

    private static readonly Kind[] All =
    [
        new("ProductView", "listProducts"), new("OrderSummaryView", "listOrders"), new("CustomerSummaryView", "listCustomers"), new("LocationView", "listLocations"),
        new("CategoryView", "listCategories", Ids: null), new("FoundVariantView", "findVariants", Key: "variant_id"), new("UserView", "listUsers"),
    ];

    private readonly List<(string Type, BatchLoader<string, JsonElement> Rows)> _kinds = [];

    /// <summary>Whether a wire type is one of these.</summary>
    public static bool Is(string component) => Array.Exists(All, kind => kind.Component == component);

    /// <summary>What a node has beside what REST tells of it.</summary>
    /// <param name="component">Its wire type.</param>
    /// <param name="type">Its type here.</param>
    /// <param name="members">Names of its members.</param>
    public static IEnumerable<Field> Fields(string component, string type, IReadOnlyCollection<string> members)
    {
        if (Array.Find(All, kind => kind.Component == component) is not { } kind)
            yield break;
        if (!members.Contains("id"))
            yield return new Field("id", "ID!") { Description = "A UUIDv7.", Get = source => IdOf(source, kind) };
        yield return new Field("globalId", "ID!")
        {
            Description = "Names it among all things, with its kind: `node` finds it with one question.",
            Get = source => Write(type, IdOf(source, kind)),
        };
    }

    /// <summary>The interface, once the types it joins are known.</summary>
    /// <param name="types">The wire types.</param>
    public InterfaceType Interface(ApiTypes types)
    {
        foreach (var kind in All)
            if (rows.Has(kind.Operation))
                _kinds.Add((types.OutputNamed(kind.Component), rows.By(kind.Operation, kind.Ids, kind.Key)));
        return new InterfaceType("Node", [new Field("id", "ID!") { Description = "Unique among all things; `node` finds it again." }])
        {
            Description = "What is found again by its id alone.",
            ResolveType = value => ((Sourced)value).Type,
        };
    }

    public IEnumerable<Field> Queries() =>
    [
        new Field("node", "Node")
        {
            Description = "The thing of an id: of its `globalId`, or of its plain `id`, for which each kind of thing is asked. Null for none.",
            Arguments = [new InputValue("id", "ID!")],
            Cost = 5,
            Resolve = context => Find(context.Arguments.Get<string>("id")!, context),
        },
        new Field("nodes", "[Node]!")
        {
            Description = $"As `node`, for 1 to {IdList.Most} ids, in their order. Each kind of thing is asked once.",
            Arguments = [new InputValue("ids", "[ID!]!")],
            Cost = 5,
            SizedBy = ["ids"],
            Resolve = FindAll,
        },
    ];

    private async ValueTask<object?> FindAll(ResolveContext context)
    {
        var ids = context.Arguments.List<string>("ids")!;
        if (ids.Length is 0 or > IdList.Most)
            throw new GraphQLException($"nodes takes 1 to {IdList.Most} ids.", "request.invalid");
        // All are asked for before the first is waited for.
        var asked = Array.ConvertAll(ids, id => Find(id, context).AsTask());
        return await Task.WhenAll(asked);
    }

    private ValueTask<object?> Find(string id, ResolveContext context) =>
        Guid.TryParseExact(id, "D", out var plain) ? Search(plain.ToString(), context)
        : Read(id) is var (type, of) && _kinds.Find(kind => kind.Type == type) is { Rows: { } rows } ? Load(type, rows, of, context)
        : default;

    /// <summary>Asks every kind of thing. One that the caller may not see is as one that is not there.</summary>
    private async ValueTask<object?> Search(string id, ResolveContext context)
    {
        var asked = _kinds.ConvertAll(kind => Load(kind.Type, kind.Rows, id, context).AsTask());
        object? found = null;
        foreach (var one in asked)
        {
            try
            {
                found = await one ?? found;
            }
            catch (GraphQLException e) when (e.Code == AccessRefusals.Forbidden("").Code)
            {
                continue;
            }
        }

        return found;
    }

    private static async ValueTask<object?> Load(string type, BatchLoader<string, JsonElement> rows, string id, ResolveContext context) =>
        await context.Load(rows, id) is { ValueKind: not JsonValueKind.Undefined } row ? new Sourced(row) { Type = type } : null;

    private static string IdOf(object source, Kind kind) => Sourced.Of(source).GetProperty(kind.Key).GetString()!;

    private static string Write(string type, string id) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{type}:{id}"));

    private static (string Type, string Id)? Read(string globalId)
    {
        if (!Base64Url.IsValid(globalId))
            return null;
        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(globalId));
        return text.Split(':') is [var type, var id] && Guid.TryParseExact(id, "D", out var guid) ? (type, guid.ToString()) : null;
    }
}
