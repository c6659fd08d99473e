using Olympus.GraphQL.Language;

namespace Olympus.GraphQL.Execution;

/// <summary>Something that the caller is told word for word. Any other exception of a resolver is told only to the log.</summary>
public sealed class GraphQLException(string message, string? code = null) : Exception(message)
{
    /// <summary>Stable words for programs, in <c>extensions.code</c>.</summary>
    public string? Code { get; } = code;

    /// <summary>Further members of <c>extensions</c>.</summary>
    public IReadOnlyDictionary<string, object?>? Extensions { get; init; }

    /// <summary>What was written, and what could have been meant.</summary>
    internal (string Written, IEnumerable<string> Known)? Near { get; init; }
}

/// <summary>An error of a request or of a field. Section 7.1.2.</summary>
public sealed class GraphQLError(string message)
{
    public string Message { get; } = message;

    public IReadOnlyList<Location> Locations { get; init; } = [];

    /// <summary>Response names (string) and indices (int) from the root; null when it is not of a field.</summary>
    public IReadOnlyList<object>? Path { get; init; }

    public string? Code { get; init; }

    public IReadOnlyDictionary<string, object?>? Extensions { get; init; }

    /// <summary>The validation rule that was broken, such as <c>ScalarLeafs</c>.</summary>
    public string? Rule { get; init; }

    /// <summary>A further sentence naming what could have been meant. It tells of the schema: only for callers who may read it.</summary>
    public Func<string?>? Suggestion { get; init; }

    /// <summary>What really happened, for the log; never for the caller.</summary>
    public Exception? Cause { get; init; }

    public override string ToString() => Message;
}
