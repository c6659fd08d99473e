namespace Olympus.GraphQL.Types;

/// <summary>A schema that breaks the rules of section 3.</summary>
public sealed class SchemaException(IReadOnlyList<string> problems) : Exception(string.Join("\n", problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
