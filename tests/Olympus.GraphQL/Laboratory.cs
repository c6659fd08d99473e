using System.Text.Encodings.Web;
using System.Text.Json;
using Olympus.GraphQL.Execution;
using Olympus.GraphQL.Language;
using Olympus.GraphQL.Types;

namespace Olympus.GraphQL.Tests;

/// <summary>A schema with one of everything, over data that both implementations have.</summary>
internal static class Laboratory
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Schema Schema { get; } = Build();

    public static Dictionary<string, object?> Data { get; } = MakeData();

    public static GraphQLEngine Engine { get; } = new(Schema, GraphQLLimits.None, TimeProvider.System);

    private static Schema Build() => new(
        [
            new ObjectType("Query", Fields()) { Description = "Where everything begins." },
            new ObjectType("Mutation", [F("echoSet", "String", A("input", "PetInput!")), F("fail", "String"), F("pet", "Pet"), F("dogs", "[Dog!]!")]),
            new ObjectType("Subscription", [F("tick", "Int"), F("petChanged", "Pet", A("id", "ID!"))]),
            new InterfaceType("Node", [F("id", "ID!")]) { ResolveType = TypeName },
            new InterfaceType("Pet", [F("id", "ID!"), F("name", "String!"), F("friends", "[Pet]"), F("echoPet", "String", A("loud", "Boolean", "false"))])
            {
                Implements = ["Node"], ResolveType = TypeName, Description = "Lives with \"people\".\n\nHas friends.",
            },
            new ObjectType("Dog",
            [
                F("id", "ID!"), F("name", "String!"), F("friends", "[Pet]"), F("echoPet", "String", A("loud", "Boolean", "false"), A("times", "Int", "1")),
                F("barks", "Boolean"), F("owner", "Person"), F("mustBeThere", "String!"), F("color", "Color"), F("size", "Float"),
                F("echoDeep", "String!", A("filter", "Filter", "{ limit: 3, tags: [\"a\"], color: RED }")), F("fail", "String"), F("failHard", "String!"),
            ]) { Implements = ["Pet", "Node"] },
            new ObjectType("Cat",
            [
                F("id", "ID!"), F("name", "String!"), F("friends", "[Pet]"), F("echoPet", "String", A("loud", "Boolean", "false")), F("meows", "Boolean"),
                F("owner", "Person"), F("color", "Color!"), F("size", "Int"), F("lives", "[[Int!]]"),
            ]) { Implements = ["Node", "Pet"] },
            new ObjectType("Person",
            [
                F("id", "ID!"), F("name", "String"), F("pets", "[Pet!]"), F("allPets", "[Pet!]!"), F("favourite", "Thing"), F("spouse", "Person"),
                new Field("oldName", "String") { Deprecated = "Use `name`.", Resolve = Answer },
            ]) { Implements = ["Node"] },
            new UnionType("Thing", ["Dog", "Person", "Rock"]) { ResolveType = TypeName },
            new ObjectType("Rock", [F("weight", "Float!"), F("size", "Int"), F("any", "Any"), F("name", "String")]),
            new EnumType("Color", [new("RED"), new("GREEN") { Description = "Like grass." }, new("BLUE") { Deprecated = "No longer supported" }]),
            new ScalarType("Any") { SpecifiedBy = "https://example.com/any" },
            new InputObjectType("Filter",
                [V("limit", "Int!", "10"), V("tags", "[String!]"), V("color", "Color", "RED"), V("below", "Filter"), V("matrix", "[[Int]]"), V("id", "ID")]),
            new InputObjectType("PetInput", [V("dog", "DogInput"), V("cat", "String"), V("ids", "[ID!]")]) { IsOneOf = true },
            new InputObjectType("DogInput", [V("name", "String!"), V("barks", "Boolean", "true"), V("size", "Float")]),
        ],
        mutation: "Mutation", subscription: "Subscription",
        directives:
        [
            new DirectiveType("tag", DirectiveLocation.Field | DirectiveLocation.FragmentSpread | DirectiveLocation.Query | DirectiveLocation.FragmentDefinition,
                V("name", "String!"), V("weight", "Int", "1")) { IsRepeatable = true },
            new DirectiveType("once", DirectiveLocation.Field | DirectiveLocation.VariableDefinition | DirectiveLocation.InlineFragment | DirectiveLocation.Mutation),
        ]);

    private static Field[] Fields() =>
    [
        F("hello", "String"), F("answer", "Int"), F("half", "Float"), F("yes", "Boolean!"), F("color", "Color"), F("any", "Any"), F("nothing", "String"),
        F("numbers", "[Int!]!"), F("holes", "[Int]"), F("broken", "[Int!]"), F("matrix", "[[Int]]"), F("notAList", "[String]"),
        F("pet", "Pet"), F("pets", "[Pet]"), F("dog", "Dog"), F("dogs", "[Dog!]!"), F("cat", "Cat"), F("person", "Person!"), F("people", "[Person]"),
        F("thing", "Thing"), F("things", "[Thing!]"), F("node", "Node"), F("stranger", "Pet"), F("rock", "Rock"),
        F("fail", "String"), F("failHard", "String!"), F("failPet", "Pet"), F("wrongColor", "Color"), F("wrongInt", "Int"),
        F("echo", "String", A("int", "Int"), A("float", "Float"), A("string", "String"), A("boolean", "Boolean"), A("id", "ID"), A("color", "Color"),
            A("any", "Any"), A("ints", "[Int]"), A("strict", "[Int!]!", "[1, 2]"), A("matrix", "[[Int!]]"), A("filter", "Filter"), A("dog", "DogInput")),
        F("echoMust", "String", A("int", "Int!"), A("name", "String!", "\"none\"")), F("echoOne", "String", A("input", "PetInput")),
        F("echoMany", "String", A("inputs", "[PetInput!]")),
    ];

    private static Field F(string name, string type, params InputValue[] arguments) => new(name, type) { Arguments = arguments, Resolve = Answer };

    private static InputValue A(string name, string type, string? value = null) => new(name, type, value);

    private static InputValue V(string name, string type, string? value = null) => new(name, type, value);

    private static string? TypeName(object value) => ((Dictionary<string, object?>)value)["__typename"] as string;

    private static ValueTask<object?> Answer(ResolveContext context)
    {
        var name = context.Field.Name;
        if (name.StartsWith("echo", StringComparison.Ordinal))
            return new(JsonSerializer.Serialize(Plain(context.Arguments), Relaxed));
        if (name.StartsWith("fail", StringComparison.Ordinal))
            throw new InvalidOperationException("failed");
        return new(context.Source is Dictionary<string, object?> members ? members.GetValueOrDefault(name) : null);
    }

    private static object? Plain(object? value) => value switch
    {
        InputValues fields => new SortedDictionary<string, object?>(fields.Given().ToDictionary(each => each.Key, each => Plain(each.Value)), StringComparer.Ordinal),
        Dictionary<string, object?> members => new SortedDictionary<string, object?>(members.ToDictionary(each => each.Key, each => Plain(each.Value)), StringComparer.Ordinal),
        object?[] items => Array.ConvertAll(items, Plain),
        double number when Math.Floor(number) == number && Math.Abs(number) < 1e15 => (long)number,
        _ => value,
    };

    private static Dictionary<string, object?> MakeData()
    {
        var ann = O("Person", ("id", "p1"), ("name", "Ann"), ("oldName", "Anna"));
        var bob = O("Person", ("id", "p2"), ("name", null), ("spouse", ann));
        var rex = O("Dog", ("id", "d1"), ("name", "Rex \"the\" dög 🐕"), ("barks", true), ("owner", ann), ("color", "RED"), ("size", 1.5));
        var fido = O("Dog", ("id", 2), ("name", "Fido"), ("barks", false), ("owner", bob), ("mustBeThere", "here"), ("color", "GREEN"), ("size", 3));
        var tom = O("Cat", ("id", "c1"), ("name", "Tom"), ("meows", true), ("color", "BLUE"), ("size", 4),
            ("lives", new object?[] { new object?[] { 1, 2 }, null, new object?[] { 3, null } }));
        var ghost = O("Dog", ("id", "d3"), ("name", null));
        var stone = O("Rock", ("weight", 12.25), ("size", 7), ("name", "Stone"), ("any", new Dictionary<string, object?> { ["a"] = new object?[] { 1, "x", null } }));
        ann["pets"] = new object?[] { rex, tom };
        ann["allPets"] = new object?[] { rex, tom };
        ann["favourite"] = rex;
        bob["pets"] = new object?[] { fido, ghost };
        bob["allPets"] = new object?[] { ghost };
        bob["favourite"] = stone;
        rex["friends"] = new object?[] { O("Cat", ("id", "c2"), ("name", "Kit")), null };
        fido["friends"] = new object?[] { O("Dog", ("id", "d4"), ("name", "Leaf")), ghost };
        return O("Query",
            ("hello", "world"), ("answer", 42), ("half", 0.5), ("yes", true), ("color", "GREEN"), ("any", new Dictionary<string, object?> { ["b"] = 2, ["a"] = 1 }),
            ("numbers", new object?[] { 1, 2, 3 }), ("holes", new object?[] { 1, null, 3 }), ("broken", new object?[] { 1, null, 3 }),
            ("matrix", new object?[] { new object?[] { 1, null }, null, Array.Empty<object?>() }), ("notAList", "text"),
            ("pet", rex), ("pets", new object?[] { rex, tom, null, ghost, fido }), ("dog", fido), ("dogs", new object?[] { rex, fido }), ("cat", tom),
            ("person", ann), ("people", new object?[] { ann, bob, null }), ("thing", stone), ("things", new object?[] { stone, rex, bob }), ("node", bob),
            ("stranger", O("Rock", ("weight", 1.0))), ("rock", stone), ("wrongColor", "PINK"), ("wrongInt", 1.5));
    }

    private static Dictionary<string, object?> O(string type, params (string Name, object? Value)[] members)
    {
        var made = new Dictionary<string, object?> { ["__typename"] = type };
        foreach (var (name, value) in members)
            made[name] = value;
        return made;
    }
}
