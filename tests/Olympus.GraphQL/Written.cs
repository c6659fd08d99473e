namespace Olympus.GraphQL.Tests;

/// <summary>Documents that people thought of: one a line, or several lines between lines of dashes.</summary>
internal static class Written
{
    public static IEnumerable<string> Documents() =>
        Short.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Concat(Long.Replace("'''", "\"\"\"", StringComparison.Ordinal).Split("---", StringSplitOptions.RemoveEmptyEntries)).Concat(Odd);

    /// <summary>What a line cannot hold: control characters, halves of characters, block strings.</summary>
    private static readonly string[] Odd =
    [
        "", " ", "\uFEFF{ hello }", "{ hello\u0007 }", "{\r\n  hello\r  answer # c\r\n}", "{ echo(string: \"\\uD83D\\uDC15\") }", "{ echo(string: \"\\u{1F415}\") }",
        "{ echo(string: \"\\uD83D\") }", "{ echo(string: \"\\u{110000}\") }", "{ echo(string: \"\\u{}\") }", "{ echo(string: \"\\u{1F4\") }",
        "{ echo(string: \"\uD83D\") }", "# \uD83D\n{ hello }", "{ echo(string: \"a\nb\") }", "{ echo(string: \"\\x\") }", "{ echo(string: \"",
        "{ echo(string: \"\"\"", "{ echo(string: \"\"\"\"\"\") }", "{ echo(string: \"\"\" a \\\"\"\" b \"\"\") }", "{ echo(string: \"\"\"x\\\"\"\") }",
        "{ echo(string: \"\"\"\n    first\n      second\n\n    third\n  \"\"\") }", "{ echo(string: \"\"\"  one line\"\"\") }", "{ echo(string: \"\"\"ends\\\\\"\"\") }",
        "{ echo(string: \"\"\"\n\n\n\"\"\") }", "{ echo(string: \"\"\"a\r\nb\rc\n\"\"\") }", "{ echo(string: \"\\b\\f\\n\\r\\t\\/\\\\\\\"\") }", "{ echo(string: \"\u007F\u0085\") }",
        "{ echo(string: \"\"\"\u0007\"\"\") }", "{ ünicode }", "{ hello ? }", "{ hello ; }", "{ hello }\u0000", "{ echo(string: \"\"\"" + new string('x', 90) + "\"\"\") }",
        "{ echo(string: \"" + new string('y', 90) + "\", int: 1) }", "query Q(\"about\" $a: Int) { echo(int: $a) }", "\"about\" { hello }", "\"about\" extend type X { a: Int }",
        "\"\"\"about\"\"\" query Q { hello }", "\"about\" fragment F on Dog { name } { dog { ...F } }", "\"about\"", "\"about\" hello",
    ];

    private const string Short = """
        { hello }
        query { hello answer half yes color any nothing }
        query Q { hello } query P { answer }
        query Q { hello } query Q { answer }
        { hello } query Q { answer }
        { hello } { answer }
        {
        {}
        query
        query Q
        query Q() { hello }
        { hello() }
        { hello: }
        { hello: answer: half }
        { ...on }
        { ... }
        { ...on Dog }
        fragment on on Dog { name }
        fragment F on Dog { name }
        fragment F { name }
        { a: hello b: hello c: answer }
        { a: hello a: answer }
        { hello hello hello }
        { numbers holes broken matrix notAList }
        { pet }
        { hello { x } }
        { pet { id name } pets { __typename id name } }
        { pets { name ... on Dog { barks owner { name } } ... on Cat { meows lives } } }
        { pets { ... on Dog { size } ... on Cat { size } } }
        { pets { ... on Dog { a: color } ... on Cat { a: color } } }
        { pets { ... on Dog { a: barks } ... on Cat { a: meows } } }
        { things { __typename ... on Dog { name } ... on Rock { weight any } ... on Person { spouse { name } } } }
        { thing { name } }
        { thing { __typename } }
        { things { ... on Pet { name } ... on Node { id } } }
        { dog { ... on Cat { name } } }
        { pet { ... on Rock { weight } } }
        { pet { ... on Person { name } } }
        { dog { ... on Thing { __typename } ... on Node { id } ... on Pet { name } } }
        { node { ... on Pet { name } ... on Person { name } } }
        { stranger { name } hello }
        { dogs { mustBeThere } }
        { dog { mustBeThere friends { ... on Dog { mustBeThere } } } }
        { pets { ... on Dog { mustBeThere } } hello }
        { people { pets { name } } }
        { people { allPets { name } } }
        { person { pets { name } spouse { name } favourite { __typename } } }
        { fail hello }
        { failHard hello }
        { pet { ... on Dog { failHard } } hello failPet { name } }
        { dogs { failHard } }
        { dogs { fail } }
        { wrongColor wrongInt hello }
        { hello @skip(if: true) answer @include(if: false) half @include(if: true) @skip(if: false) }
        { hello @skip(if: true) }
        { hello @skip }
        { hello @include(if: "yes") }
        { hello @unknown }
        { hello @once @once }
        { hello @tag(name: "a") @tag(name: "b") }
        { hello @tag }
        { hello @tag(name: null) }
        { hello @tag(name: "a", name: "b") }
        { hello @deprecated }
        query @once { hello }
        query @tag(name: "q") { hello }
        { ... @once { hello } }
        { ... @tag(name: "x") { hello } }
        { ... @include(if: false) { hello } answer }
        { ... { hello ... { answer } } }
        query Q($a: Boolean!) { hello @skip(if: $a) answer @include(if: $a) }
        query Q($a: Boolean = true) { hello @skip(if: $a) answer @include(if: $a) }
        query Q($a: Boolean) { hello @skip(if: $a) }
        { hello @include(if: $nope) }
        { nope }
        { pet { nope } }
        { nope { nope { nope } } }
        { hello(a: 1) }
        { echo(nope: 1) }
        { echo(int: 1, int: 2) }
        { echo(int: 1, int: 2, int: 3, string: "a", string: "b") }
        { echo }
        { echo(int: 1, float: 1.5, string: "s", boolean: true, id: "i", color: RED) }
        { echo(float: 1, id: 5, ints: 7, matrix: 8) }
        { echo(int: null, ints: [1, null, 2], matrix: [[1], null]) }
        { echo(strict: [1, null]) }
        { echo(strict: null) }
        { echo(matrix: [[null]]) }
        { echo(int: 1.0) }
        { echo(int: 2147483648) }
        { echo(int: -2147483648) }
        { echo(int: "1") }
        { echo(float: "1") }
        { echo(float: 1e3, int: 0) }
        { echo(float: -0) }
        { echo(string: 1) }
        { echo(string: RED) }
        { echo(boolean: 1) }
        { echo(id: 1.5) }
        { echo(id: true) }
        { echo(id: 99999999999999999999) }
        { echo(color: "RED") }
        { echo(color: PINK) }
        { echo(color: red) }
        { echo(any: { a: [1, "x", { b: null }], c: RED, d: 1.5 }) }
        { echo(any: [1, 2]) }
        { echo(int: [1]) }
        { echo(int: [[1]]) }
        { echo(int: { a: 1 }) }
        { echo(int: [$x]) }
        { echo(ints: [[1]]) }
        { echo(filter: {}) }
        { echo(filter: { limit: 1, limit: 2 }) }
        { echo(filter: { limit: null }) }
        { echo(filter: { nope: 1, tags: "one" }) }
        { echo(filter: { below: { below: { limit: 5, color: BLUE } }, matrix: [[1], [null]], id: 7 }) }
        { echo(filter: { below: { below: { limit: "5" } } }) }
        { echo(filter: 5) }
        { echo(filter: [{ limit: 5 }]) }
        { echo(filter: { tags: [null] }) }
        { echo(dog: {}) }
        { echo(dog: { name: "x" }) }
        { echo(dog: { name: null, size: "big" }) }
        { echoMust }
        { echoMust(int: 1) }
        { echoMust(int: 1, name: null) }
        { echoMust(int: null) }
        { echoOne }
        { echoOne(input: {}) }
        { echoOne(input: { cat: "c" }) }
        { echoOne(input: { cat: null }) }
        { echoOne(input: { cat: "c", ids: [1] }) }
        { echoOne(input: { cat: "c", cat: "d" }) }
        { echoOne(input: { nope: 1 }) }
        { echoOne(input: { dog: { name: "d" } }) }
        { echoMany(inputs: [{ cat: "c" }, { ids: 5 }, { dog: { name: "x", barks: false } }]) }
        { echoMany(inputs: { cat: "c" }) }
        query Q($c: String) { echoOne(input: { cat: $c }) }
        query Q($c: String!) { echoOne(input: { cat: $c }) }
        query Q($c: String = "x") { echoOne(input: { cat: $c }) }
        query Q($c: String!, $d: DogInput!) { echoOne(input: { cat: $c, dog: $d }) }
        query Q($i: PetInput!) { echoOne(input: $i) }
        query Q($a: Int) { echo(int: $a) }
        query Q($a: Int = 5) { echo(int: $a) echoMust(int: $a) }
        query Q($a: Int = null) { echoMust(int: $a) }
        query Q($a: Int) { echoMust(int: $a) }
        query Q($a: Int!) { echo(float: $a) }
        query Q($a: [Int]) { echo(strict: $a) }
        query Q($a: [Int!]) { echo(strict: $a) }
        query Q($a: [Int!]!) { echo(ints: $a, strict: $a) }
        query Q($a: Int) { echo(ints: [$a, 1], strict: [$a]) }
        query Q($a: Int!) { echo(ints: $a) }
        query Q($a: String) { echoMust(int: 1, name: $a) }
        query Q($a: Int, $a: String, $b: Int, $b: Int) { echo(int: $a) }
        query Q($a: Int $b: Int) { hello }
        query Q { echo(int: $a, float: $b) }
        query Q($a: Nope) { echo(int: $a) }
        query Q($a: Dog) { echo(int: $a) }
        query Q($a: [Pet!]!) { hello }
        query Q($a: Int = "x") { echo(int: $a) }
        query Q($a: Int = $b) { echo(int: $a) }
        query Q($a: Filter = { limit: 4, nope: 1 }) { echo(filter: $a) }
        query Q($a: Filter = { limit: 4 }) { echo(filter: $a) }
        query Q($a: Int @once) { echo(int: $a) }
        query Q($a: Int @tag(name: "x")) { echo(int: $a) }
        query Q($a: Int @skip(if: $a)) { echo(int: $a) }
        query Q($t: [String!]!) { echo(filter: { tags: $t, limit: 2 }) }
        query Q($l: Int) { echo(filter: { limit: $l }) }
        query Q($l: Int) { echo(filter: { below: { limit: $l } }) }
        query Q($a: Any) { echo(any: $a) }
        { ...F } fragment F on Query { hello }
        { ...F ...G } fragment F on Query { hello ...G } fragment G on Query { answer }
        { ...F } fragment F on Query { ...F }
        { ...F } fragment F on Query { ...G } fragment G on Query { ...F }
        { ...F } fragment F on Query { ...G ...H } fragment G on Query { ...H } fragment H on Query { ...F ...G }
        { pet { ...F } } fragment F on Pet { friends { ...F } }
        { ...Nope }
        { ...F } fragment F on Nope { hello }
        { ...F } fragment F on String { hello }
        { ...F } fragment F on Filter { limit }
        { ... on Color { x } }
        { ... on Nope { x } }
        { hello } fragment F on Query { ...G } fragment G on Query { hello }
        { ...F } fragment F on Query { hello } fragment F on Query { answer }
        { ...F } fragment F on Query @tag(name: "f") { hello }
        { ...F @tag(name: "f") @skip(if: false) } fragment F on Query { hello }
        { ...F @once } fragment F on Query { hello }
        { dog { ...F } cat { ...F } } fragment F on Pet { name }
        { dog { ...F } } fragment F on Cat { name }
        { dog { name ...F } } fragment F on Dog { name: id }
        { dog { ...F ...G } } fragment F on Dog { x: name } fragment G on Dog { x: id }
        { pet { ...F ...G } } fragment F on Dog { x: name } fragment G on Cat { x: id }
        { pet { ...F ...G } } fragment F on Dog { x: barks } fragment G on Cat { x: meows }
        { pet { ...F ...G } } fragment F on Dog { x: owner { y: name } } fragment G on Cat { x: owner { y: id } }
        { dog { x: owner { name } x: owner { id } } }
        { dog { x: owner { y: name } x: owner { y: id } } }
        { dog { x: echoPet(times: 1) x: echoPet(times: 2) } }
        { dog { x: echoPet(times: 1, loud: true) x: echoPet(loud: true, times: 1) } }
        { dog { x: echoDeep(filter: { limit: 1, id: 2 }) x: echoDeep(filter: { id: 2, limit: 1 }) } }
        { dog { echoPet echoPet(loud: false) } }
        { pets { ... on Dog { echoPet(loud: true) } ... on Cat { echoPet(loud: false) } } }
        { pet { name ... on Dog { name: id } ... { name: echoPet } } }
        { dog { x: name x: barks x: id } }
        mutation { echoSet(input: { cat: "x" }) fail }
        mutation M($i: PetInput!) { a: echoSet(input: $i) b: echoSet(input: { ids: [1, "2"] }) pet { name } }
        mutation @once { fail }
        mutation { dogs { name } }
        subscription { tick }
        subscription { tick petChanged(id: 1) { name } }
        subscription S { tick other: tick }
        subscription S { __typename }
        subscription S { ...F } fragment F on Subscription { tick petChanged(id: 1) { id } }
        subscription S { ... on Subscription { tick } }
        { __typename __schema { queryType { name } } __type(name: "Dog") { kind fields { name } } }
        { __schema { types { kind name } directives { name isRepeatable } } }
        { __type(name: "Nope") { name } }
        { __type { name } }
        { pet { __schema { queryType { name } } } }
        { __type(name: "Color") { enumValues { name } all: enumValues(includeDeprecated: true) { name isDeprecated deprecationReason } } }
        { __type(name: "Person") { fields { name } all: fields(includeDeprecated: true) { name deprecationReason type { kind ofType { name } } } } }
        { __type(name: "PetInput") { isOneOf inputFields { name defaultValue } } a: __type(name: "Filter") { isOneOf inputFields { name defaultValue type { name kind } } } }
        { __type(name: "Any") { specifiedByURL isOneOf } t: __type(name: "Thing") { possibleTypes { name } } n: __type(name: "Pet") { interfaces { name } } }
        type Dog { name: String } { hello }
        { hello } extend type Query { x: Int }
        schema { query: Query }
        { hello(a: 01) }
        { hello(a: 1.) }
        { hello(a: 1.e3) }
        { hello(a: 1e) }
        { hello(a: .5) }
        { hello(a: -) }
        { hello(a: 1a) }
        { hello(a: 1_000) }
        { hello(a: 0x1) }
        { hello(a: 1..2) }
        { hello .. }
        { hello(a: [1, 2) }
        { hello(a: {b: 1) }
        { hello(a: $) }
        { hello(a: $1) }
        { hello @ }
        { hello } }
        { hello # comment }
        query Q($a) { hello }
        query Q($a: ) { hello }
        query Q($a: [Int) { hello }
        query Q($a: Int!!) { hello }
        query Q($a: Int = ) { hello }
        query Q(a: Int) { hello }
        mutation subscription { fail }
        query query { hello }
        { query mutation subscription fragment on true false null }
        { on: hello fragment: answer type: half null: yes }
        nope { hello }
        { hello } nope
        ,,,{,hello,,,answer,},
        { echo(color: true) }
        { echo(color: null) }
        """;

    private const string Long = """
        query Everything($filter: Filter = { limit: 2, tags: ["a", "b"], below: { limit: 1 } }, $loud: Boolean! = true, $names: [String!]) @tag(name: "all", weight: 3) {
          pets @tag(name: "pets") { ...PetParts @include(if: $loud) ... on Dog @skip(if: false) { owner { ...PersonParts } echoDeep(filter: $filter) } }
          echo(filter: $filter, boolean: $loud, any: "x", matrix: [[1, 2], [3]], string: "a rather long text that makes the line longer than eighty characters")
          again: echo(filter: { tags: $names, limit: 1 })
        }
        fragment PetParts on Pet { id name friends { id name ... on Cat { meows } } echoPet(loud: $loud) }
        fragment PersonParts on Person { id name pets { __typename } favourite { ... on Rock { weight } ... on Dog { ...PetParts } } }
        ---
        query A { dog { ...X } } query B($v: Boolean) { dog { ...X } } fragment X on Dog { echoPet(loud: $v) ...Y } fragment Y on Dog { y: echoPet(loud: $w) }
        ---
        { a: pet { b: friends { c: name } } a: pet { b: friends { c: id } d: name } ...F }
        fragment F on Query { a: pet { b: friends { ...G } d: id } } fragment G on Pet { c: echoPet }
        ---
        {
          '''
        not here
          '''
          hello
        }
        ---
        query Introspect { __schema { queryType { name kind } mutationType { name } subscriptionType { name } types { kind name specifiedByURL isOneOf
          fields(includeDeprecated: true) { name isDeprecated deprecationReason type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }
          args { name defaultValue isDeprecated type { kind name ofType { kind name } } } } inputFields(includeDeprecated: true) { name defaultValue }
          interfaces { name } enumValues(includeDeprecated: true) { name } possibleTypes { name } } directives { name isRepeatable args { name } } } }
        """;
}
