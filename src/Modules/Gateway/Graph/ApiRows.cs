using System.Text.Json;
using Olympus.Gateway.Live;
using Olympus.GraphQL.Execution;
using Olympus.Kernel.Http;

namespace Olympus.Gateway.Graph;

/// <summary>Rows by their ids, from use cases that answer many ids at once. Whoever asks for rows of the same use case in one request asks in one call.</summary>
internal sealed class ApiRows(GraphCalls calls)
{
    private readonly Dictionary<(string, string?, string), BatchLoader<string, JsonElement>> _loaders = [];

    /// <summary>Whether there is such a use case in this process.</summary>
    public bool Has(string operation) => calls.Find(operation) is not null;

    /// <param name="operation">The use case.</param>
    /// <param name="ids">Its parameter that takes the ids; null for one that tells all there are.</param>
    /// <param name="key">The member of an answer's row that is the id.</param>
    public BatchLoader<string, JsonElement> By(string operation, string? ids, string key)
    {
        if (!_loaders.TryGetValue((operation, ids, key), out var loader))
            _loaders[(operation, ids, key)] = loader = new((asked, request, ct) => Fetch(operation, ids, key, asked, request, ct), IdList.Most);
        return loader;
    }

    private async Task<IReadOnlyDictionary<string, JsonElement>> Fetch(
        string operation, string? ids, string key, IReadOnlyList<string> asked, GraphQLRequest request, CancellationToken ct)
    {
        var input = new EndpointInput();
        if (ids is not null)
            input.Add(ids, string.Join(',', asked));
        var answer = await calls.Read(operation, input, (GraphCaller)request.State!, ct);
        var found = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var row in answer.GetProperty("data").EnumerateArray())
            found[row.GetProperty(key).GetString()!] = row;
        return found;
    }
}
