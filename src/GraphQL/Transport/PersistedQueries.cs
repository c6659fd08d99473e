using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Olympus.GraphQL.Execution;

namespace Olympus.GraphQL.Transport;

/// <summary>
/// Documents by the SHA-256 of their text, in <c>extensions.persistedQuery.sha256Hash</c>. What callers register is only text: whoever asks by a hash is
/// answered with their own rights.
/// </summary>
/// <param name="known">Documents that are always there, by their hash in lower case.</param>
/// <param name="onlyKnown">Whether nothing but these is answered.</param>
public sealed class PersistedQueries(IReadOnlyDictionary<string, string>? known = null, bool onlyKnown = false)
{
    private readonly Recent<string> _registered = new(4_000_000);

    public static string HashOf(string query) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(query)));

    /// <summary>The document that is meant.</summary>
    /// <param name="query">The text that came along; null when only a hash did.</param>
    /// <exception cref="GraphQLException">There is none, or it may not be asked.</exception>
    internal string Find(string? query, JsonElement extensions)
    {
        var hash = extensions.ValueKind == JsonValueKind.Object && extensions.TryGetProperty("persistedQuery", out var persisted)
            && persisted.ValueKind == JsonValueKind.Object && persisted.TryGetProperty("sha256Hash", out var given) && given.ValueKind == JsonValueKind.String
                ? given.GetString()!.ToLowerInvariant() : null;
        if (hash is not null && known?.GetValueOrDefault(hash) is { } text && (query is null || query == text))
            return text;
        if (onlyKnown)
        {
            return query is not null && known?.GetValueOrDefault(HashOf(query)) is { } same ? same
                : throw new GraphQLException("Only documents that are known beforehand are answered.", "PERSISTED_QUERY_REQUIRED");
        }

        if (hash is null)
            return query!;
        if (query is null)
            return _registered.Find(hash) ?? throw new GraphQLException("PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND");
        if (HashOf(query) != hash)
            throw new GraphQLException("The hash is not that of the document.", "PERSISTED_QUERY_MISMATCH");
        return _registered.Get(hash, query.Length, _ => query);
    }
}
