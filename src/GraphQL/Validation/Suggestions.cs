using Olympus.GraphQL.Types;

namespace Olympus.GraphQL.Validation;

/// <summary>"Did you mean …?" for callers who may know the schema. Nothing is computed before such a caller is answered.</summary>
internal static class Suggestions
{
    private const int Most = 5;

    public static string? Of(string written, IEnumerable<string> known) => Sentence([.. known
        .Select(name => (Name: name, Distance: Distance(written.ToLowerInvariant(), name.ToLowerInvariant())))
        .Where(each => each.Distance <= Math.Max(1, (int)(written.Length * 0.4) + 1))
        .OrderBy(each => each.Distance).ThenBy(each => each.Name, StringComparer.Ordinal)
        .Take(Most).Select(each => $"\"{each.Name}\"")]);

    /// <summary>Types below the parent that have the field, or fields of the parent that are spelt alike.</summary>
    public static string? ForField(Schema schema, NamedType parent, string name)
    {
        var below = schema.Types.OfType<FieldsType>()
            .Where(type => parent is InterfaceType or UnionType && type.FieldNamed(name) is not null && !ReferenceEquals(type, parent) && type.Overlaps(parent))
            .Take(Most).Select(type => $"\"{type}\"").ToList();
        if (below.Count > 0)
            return $"Did you mean to use an inline fragment on {string.Join(" or ", below)}?";
        return parent is FieldsType fields ? Of(name, fields.Fields.Select(field => field.Name)) : null;
    }

    private static string? Sentence(List<string> names) => names.Count switch
    {
        0 => null,
        1 => $"Did you mean {names[0]}?",
        _ => $"Did you mean {string.Join(", ", names.SkipLast(1))} or {names[^1]}?",
    };

    /// <summary>How many letters must be put in, left out or changed.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }
}
