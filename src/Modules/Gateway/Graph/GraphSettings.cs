using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Olympus.GraphQL.Execution;
using Olympus.GraphQL.Transport;

namespace Olympus.Gateway.Graph;

/// <summary>What an operator may set (section <c>Olympus:GraphQL</c>).</summary>
/// <param name="Limits">What one request may not exceed.</param>
/// <param name="Documents">By their SHA-256: the documents that are known before anybody sends one.</param>
/// <param name="OnlyDocuments">Whether nothing else is answered.</param>
public sealed record GraphSettings(GraphQLLimits Limits, IReadOnlyDictionary<string, string>? Documents, bool OnlyDocuments)
{
    public static GraphSettings From(IConfiguration section)
    {
        var usual = new GraphQLLimits();
        var documents = section["Documents"] is { Length: > 0 } file ? Read(file) : null;
        var only = section.GetValue("OnlyDocuments", false);
        return only && documents is null
            ? throw new InvalidOperationException("Olympus:GraphQL:OnlyDocuments wants Olympus:GraphQL:Documents, the file that holds them.")
            : new(
                usual with
                {
                    Tokens = Number(section, "Tokens", usual.Tokens),
                    Depth = Number(section, "Depth", usual.Depth),
                    Cost = Number(section, "Cost", (int)usual.Cost),
                    Aliases = Number(section, "Aliases", usual.Aliases),
                    Batch = Number(section, "Batch", usual.Batch),
                    Time = TimeSpan.FromSeconds(Number(section, "Seconds", (int)usual.Time.TotalSeconds)),
                    Introspection = section.GetValue("Introspection", usual.Introspection),
                },
                documents, only);
    }

    public PersistedQueries Persisted() => new(Documents, OnlyDocuments);

    /// <summary>A JSON object: hash → document, as the tools of clients write it. A hash that is not the document's would answer another question than the client asked.</summary>
    private static Dictionary<string, string> Read(string file)
    {
        var documents = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file))
            ?? throw new InvalidOperationException($"{file} holds no documents.");
        foreach (var (hash, document) in documents)
            if (hash != PersistedQueries.HashOf(document))
                throw new InvalidOperationException($"{file}: {hash} is not the SHA-256 of its document.");
        return documents;
    }

    private static int Number(IConfiguration section, string name, int otherwise) =>
        section[name] is not { } text ? otherwise
        : int.TryParse(text, out var number) && number > 0 ? number
        : throw new InvalidOperationException($"Olympus:GraphQL:{name} must be a positive whole number, not '{text}'.");
}
