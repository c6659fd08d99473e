namespace Olympus.GraphQL.Tests;

/// <summary>Definitions and extensions of every kind, as people write them.</summary>
internal static class SchemaTexts
{
    public static IEnumerable<string> All() => Texts.Split("---").Select(text => text.Replace("'''", "\"\"\"", StringComparison.Ordinal));

    private const string Texts = """
        schema @a(b: 1) { query: Q mutation: M subscription: S }
        '''The whole thing.''' extend schema @b { query: X }
        ---
        "About the schema" schema { query: Query }
        extend schema @b
        extend schema { mutation: M }
        ---
        extend schema
        ---
        scalar Date
        "A time" scalar Time @specifiedBy(url: "https://example.com")
        extend scalar Date @x
        ---
        extend scalar Date
        ---
        '''
        Two lines
          and an indent
        '''
        type A implements B & C & D @x(list: [1, "two", { three: 3 }]) {
          '''About a field''' a(x: Int = 1 @y, "About y" y: [String!]! = ["a"]): [A!]! @deprecated(reason: "old")
          b: String
        }
        type Empty
        type Lead implements & B { a: Int }
        extend type A { c: Int }
        extend type A implements X
        extend type A @z
        ---
        type A { }
        ---
        type A implements { a: Int }
        ---
        type A implements B, C { a: Int }
        ---
        interface I implements J & K { id: ID! }
        interface Bare
        extend interface I { more(arg: Input): Int }
        ---
        union U = A | B | C
        union V @x = | A | B
        union W
        extend union U = D
        extend union U @y
        ---
        union U = | |
        ---
        enum E { A B @deprecated(reason: "no") "About C" C }
        enum F
        extend enum E { D }
        extend enum E @x
        ---
        enum E { true }
        ---
        input In { a: Int = 5 "b" b: [In!] = [{ a: 1 }] @x c: E = A }
        input Bare @oneOf
        extend input In { d: Float = 1.5e3 }
        ---
        directive @a on FIELD
        directive @b(x: Int = 1, y: String) repeatable on | FIELD | QUERY
        "described" directive @c(
          "about x" x: Int
          y: Int
        ) on SCHEMA | SCALAR | OBJECT | FIELD_DEFINITION | ARGUMENT_DEFINITION | INTERFACE | UNION | ENUM | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION | VARIABLE_DEFINITION
        ---
        directive @a on NOWHERE
        ---
        directive a on FIELD
        ---
        extend directive @a on FIELD
        ---
        type T { a: Int } query Q($a: Int = 1 @x) { a @y(z: $a) { ...F ... on T @z { b } } } fragment F on T @f { c(d: { e: [$a, 1.5, "s", ENUM, true, null, {}] }) }
        """;
}
