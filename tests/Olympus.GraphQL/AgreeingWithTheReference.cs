using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Olympus.GraphQL.Execution;
using Olympus.GraphQL.Language;
using Olympus.GraphQL.Validation;

namespace Olympus.GraphQL.Tests;

/// <summary>The same documents, answered by us and by graphql-js.</summary>
public sealed class AgreeingWithTheReference
{
    private const int Generated = 1200;

    [Fact]
    public async Task Holds_for_documents_that_people_wrote() => await Compare(Written.Documents());

    [Fact]
    public async Task Holds_for_valid_documents() => await Compare(Make(1, wrong: 0));

    [Fact]
    public async Task Holds_for_documents_with_mistakes() => await Compare(Make(2, wrong: 4));

    [Fact]
    public async Task Holds_for_documents_that_are_broken()
    {
        var generator = new Generator(Laboratory.Schema, 3);
        await Compare(Enumerable.Range(0, Generated).Select(_ => generator.Mutated(generator.Document(1))).ToList());
    }

    [Fact]
    public async Task Holds_for_the_text_of_schemas()
    {
        var generator = new Generator(Laboratory.Schema, 4);
        var texts = SchemaTexts.All().Append(Laboratory.Schema.ToString()).ToList();
        await Compare([.. texts, .. texts.SelectMany(text => Enumerable.Range(0, 25).Select(_ => generator.Mutated(text)))], isSchema: true);
    }

    private static List<string> Make(int seed, int wrong)
    {
        var generator = new Generator(Laboratory.Schema, seed);
        return [.. Enumerable.Range(0, Generated).Select(_ => generator.Document(wrong))];
    }

    private static async Task Compare(IEnumerable<string> documents, bool isSchema = false)
    {
        Reference.Need();
        using var reference = Reference.Start(Laboratory.Schema.ToString(), Laboratory.Data);
        var differences = new List<string>();
        int count = 0, executed = 0, crashed = 0;
        foreach (var source in documents)
        {
            count++;
            var variables = Variables(source);
            var theirs = await reference.Ask(new { utf16 = Convert.ToBase64String(MemoryMarshal.AsBytes(source.AsSpan())), isSchema, variables });
            if (theirs.TryGetProperty("crashed", out _))
            {
                crashed++; // its rule for subscriptions throws where a condition is no boolean
                continue;
            }

            var (ours, ran) = await Ours(source, isSchema, JsonSerializer.SerializeToElement(variables));
            executed += ran ? 1 : 0;
            var expected = Told(theirs);
            if (ours != expected)
                differences.Add($"{source}\n  variables {JsonSerializer.Serialize(variables)}\n  ours:   {ours}\n  theirs: {expected}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{count} documents, {executed} of them executed");
        crashed.ShouldBeLessThan(1 + (count / 200));
        differences.Take(8).ShouldBeEmpty($"{differences.Count} of {count} differ");
    }

    /// <summary>Values for variables of the names that the generator makes; some fit, some do not.</summary>
    private static Dictionary<string, object?> Variables(string source)
    {
        object?[] values = [5, "text", true, null, new[] { 1, 2 }, new { limit = 3 }, 2.5, new { cat = "c" }, "RED"];
        return Enumerable.Range(0, 6).Where(i => (source.Length + i) % 4 != 0).ToDictionary(i => "v" + i, i => values[(source.Length + i) % values.Length]);
    }

    private static async Task<(string Told, bool Executed)> Ours(string source, bool isSchema, JsonElement variables)
    {
        Document document;
        try
        {
            document = Document.Parse(source);
        }
        catch (GraphQLSyntaxException e)
        {
            return ($"no document at {e.Location.Line}:{e.Location.Column}", false);
        }

        var text = $"printed {document}\n";
        if (isSchema)
            return (text, false);
        // The reference does not refuse conditions at the root of subscriptions yet, as section 5.2.4.1 does since September 2025.
        var errors = Validator.Validate(Laboratory.Schema, document).Where(error => !error.Message.Contains("`@skip`", StringComparison.Ordinal)).ToList();
        if (errors.Count > 0)
            return (text + "invalid " + Lines(errors.Select(error => $"{error.Rule} {Places(error)}")), false);
        var operation = document.Definitions.OfType<OperationDefinition>().First();
        if (operation.Kind == OperationKind.Subscription)
            return (text, false);
        var result = await Laboratory.Engine.Execute(new GraphQLRequest(source) { Root = Laboratory.Data, Variables = variables, MayReadSchema = true });
        var json = JsonSerializer.Deserialize<JsonElement>(result.ToJson());
        var data = json.TryGetProperty("data", out var made) ? Canonical(made) : "no data";
        return (text + data + Lines(result.Errors.Select(error => $"{JsonSerializer.Serialize(error.Path)} {Places(error)}")), true);
    }

    private static string Told(JsonElement theirs)
    {
        if (!theirs.GetProperty("parsed").GetBoolean())
            return $"no document at {theirs.GetProperty("at")[0]}";
        var text = $"printed {theirs.GetProperty("printed")}\n";
        if (!theirs.TryGetProperty("errors", out var errors))
            return text;
        if (errors.GetArrayLength() > 0)
            return text + "invalid " + Lines(errors.EnumerateArray().Select(error => error.GetString()!.Replace(",", " ")));
        if (!theirs.TryGetProperty("hasData", out var hasData))
            return text;
        var data = hasData.GetBoolean() ? Canonical(theirs.GetProperty("data")) : "no data";
        return text + data + Lines(theirs.GetProperty("fieldErrors").EnumerateArray().Select(error => Normal(error.GetString()!)));
    }

    private static string Normal(string error) => error[..(error.LastIndexOf(' ') + 1)] + error[(error.LastIndexOf(' ') + 1)..].Replace(",", " ");

    private static string Lines(IEnumerable<string> errors) => string.Concat(errors.Distinct().Order(StringComparer.Ordinal).Select(error => "\n    " + error));

    private static string Places(GraphQLError error) => string.Join(' ', error.Locations.Select(at => $"{at.Line}:{at.Column}"));

    /// <summary>A JSON value in one form: numbers by their value, introspection's lists by their names, since their order means nothing.</summary>
    private static string Canonical(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number => json.GetDouble().ToString("R", CultureInfo.InvariantCulture),
        JsonValueKind.Array when json.GetArrayLength() > 0 && json.EnumerateArray().All(IsNamed) =>
            $"[{string.Join(",", json.EnumerateArray().Where(each => !Name(each).StartsWith("__", StringComparison.Ordinal)).OrderBy(Name, StringComparer.Ordinal).Select(Canonical))}]",
        JsonValueKind.Array => $"[{string.Join(",", json.EnumerateArray().Select(Canonical))}]",
        JsonValueKind.Object => new StringBuilder("{").AppendJoin(",", json.EnumerateObject().Select(each => $"{each.Name}:{Canonical(each.Value)}")).Append('}').ToString(),
        JsonValueKind.String when json.GetString() is ['{', '"' or '}', ..] echo => Canonical(JsonSerializer.Deserialize<JsonElement>(echo)),
        JsonValueKind.String => JsonSerializer.Serialize(json.GetString()),
        _ => json.GetRawText(),
    };

    private static bool IsNamed(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String;

    private static string Name(JsonElement json) => json.GetProperty("name").GetString()!;
}
