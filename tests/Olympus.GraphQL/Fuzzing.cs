using Olympus.GraphQL.Language;
using Olympus.GraphQL.Validation;

namespace Olympus.GraphQL.Tests;

/// <summary>Texts that nobody thought of. OLYMPUS_GRAPHQL_FUZZ says how many, such as 1000000.</summary>
public sealed class Fuzzing
{
    private static readonly string[] Pieces =
    [
        "{", "}", "(", ")", "[", "]", "...", ":", "!", "$", "@", "=", "|", "&", "\"", "\"\"\"", "\\u", "\\\"", "#", "\n", "\r", "\uFEFF", ",", "0", "-1", "1.5e9", "on",
        "query", "fragment", "type", "extend", "input", "enum", "{ hello }", "hello", "Pet", "pet", "$v0", "true", "null", "\uD83D", "\uDC15", "\0", "\"a\"", "é",
    ];

    [Fact]
    public void Finds_no_text_that_breaks_the_parser()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("OLYMPUS_GRAPHQL_FUZZ"), out var wanted) ? wanted : 20_000;
        var generator = new Generator(Laboratory.Schema, 5);
        var random = new Random(6);
        var seeds = Enumerable.Range(0, 200).Select(_ => generator.Document(2)).Concat(SchemaTexts.All()).ToArray();
        int documents = 0, most = 0;
        for (var i = 0; i < count; i++)
        {
            var text = (i % 3) switch
            {
                0 => generator.Mutated(seeds[random.Next(seeds.Length)]),
                1 => string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => Pieces[random.Next(Pieces.Length)])),
                _ => string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => (char)random.Next(random.Next(2) == 0 ? 128 : 65536))),
            };
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                var document = Document.Parse(text);
                documents++;
                var printed = document.ToString();
                Document.Parse(printed).ToString().ShouldBe(printed); // what was printed means the same
                if (i % 10 == 0)
                    Validator.Validate(Laboratory.Schema, document);
            }
            catch (GraphQLSyntaxException e)
            {
                e.Offset.ShouldBeInRange(0, text.Length);
            }

            most = Math.Max(most, (int)((GC.GetAllocatedBytesForCurrentThread() - before) / (text.Length + 100)));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{count} texts, {documents} of them documents; at most {most} bytes allocated a character");
        most.ShouldBeLessThan(5000);
    }

    [Theory]
    [InlineData("{ a(b: ", "[")]
    [InlineData("{ a(b: ", "{ c: ")]
    [InlineData("", "{ a ")]
    [InlineData("query Q($a: ", "[")]
    [InlineData("", "{ ... ")]
    public void Finds_no_bottom_where_texts_nest_without_end(string begin, string again)
    {
        var text = begin + string.Concat(Enumerable.Repeat(again, 200_000));
        Should.Throw<GraphQLSyntaxException>(() => Document.Parse(text)).OverLimit.ShouldBeTrue();
    }

    [Fact]
    public void Finds_an_end_to_tokens() =>
        Should.Throw<GraphQLSyntaxException>(() => Document.Parse("{ " + new string('a', 10) + string.Concat(Enumerable.Repeat(" a", 999)) + " }", new ParseLimits(1000)))
            .OverLimit.ShouldBeTrue();
}
