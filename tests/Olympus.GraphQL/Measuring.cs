using System.Diagnostics;
using System.Text;
using Olympus.GraphQL.Execution;
using Olympus.GraphQL.Language;
using Olympus.GraphQL.Validation;

namespace Olympus.GraphQL.Tests;

/// <summary>How quick it is; only prints. OLYMPUS_GRAPHQL_MEASURE=1 asks for it.</summary>
public sealed class Measuring
{
    [Fact]
    public async Task Reading_checking_and_answering()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("OLYMPUS_GRAPHQL_MEASURE") is "1", "OLYMPUS_GRAPHQL_MEASURE=1 measures.");
        var schema = Laboratory.Schema;
        var query = Query();
        Validator.Validate(schema, Document.Parse(query)).ShouldBeEmpty();
        var lines = new StringBuilder($"a query of {query.Length} characters and {Document.Parse(query).Tokens} tokens\n");
        var engine = Laboratory.Engine;
        var request = new GraphQLRequest(query) { Root = Laboratory.Data };
        for (var round = 0; round < 5; round++)
        {
            var parse = Best(() => Document.Parse(query));
            var document = Document.Parse(query);
            var validate = Best(() => Validator.Validate(schema, document));
            var both = Best(() => Validator.Validate(schema, Document.Parse(query)));
            lines.AppendLine($"parse {parse:0.0} µs, validate {validate:0.0} µs, both {both:0.0} µs");
        }

        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 5000; i++)
            (await engine.Execute(request, TestContext.Current.CancellationToken)).ToJson();
        lines.AppendLine($"execute and write {watch.Elapsed.TotalMicroseconds / 5000:0.0} µs");
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        Validator.Validate(schema, Document.Parse(query));
        lines.AppendLine($"parse and validate allocate {GC.GetAllocatedBytesForCurrentThread() - bytes} bytes");
        TestContext.Current.TestOutputHelper!.WriteLine(lines.ToString());
    }

    private static double Best(Func<object> work)
    {
        var best = double.MaxValue;
        for (var round = 0; round < 20; round++)
        {
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < 500; i++)
                work();
            best = Math.Min(best, watch.Elapsed.TotalMicroseconds / 500);
        }

        return best;
    }

    /// <summary>About 2 KB, as an app would ask: nested fields, arguments, variables, fragments.</summary>
    private static string Query()
    {
        var text = new StringBuilder("query Screen($loud: Boolean! = true, $filter: Filter, $limit: Int = 20) {\n");
        for (var i = 0; i < 6; i++)
        {
            text.Append($$"""
                  block{{i}}: person { id name ...PersonParts spouse { id name } }
                  pets{{i}}: pets { id name echoPet(loud: $loud) friends { id name __typename } ... on Dog { barks color size owner { id name } } }
                  echo{{i}}: echo(int: $limit, filter: $filter, string: "some text", ints: [1, 2, 3])

                """);
        }

        return text.Append("}\nfragment PersonParts on Person { oldName favourite { __typename ... on Rock { weight size } ... on Dog { name barks } } }\n").ToString();
    }
}
