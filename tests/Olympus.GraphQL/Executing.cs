using System.Text;
using System.Text.Json;
using Olympus.GraphQL.Execution;
using Olympus.GraphQL.Types;

namespace Olympus.GraphQL.Tests;

/// <summary>What the reference cannot tell: time, batches, errors of ours, limits.</summary>
public sealed class Executing
{
    private readonly List<string> _log = [];
    private readonly TaskCompletionSource _cancelled = new();
    private readonly GraphQLEngine _engine;

    public Executing() => _engine = Engine(GraphQLLimits.None);

    [Fact]
    public async Task Asks_once_for_all_keys_of_a_level()
    {
        var answer = await Answer("{ books { author { name friend { name } } again: author { name } } }");
        answer.ShouldBe("""{"data":{"books":[{"author":{"name":"A1","friend":{"name":"A2"}},"again":{"name":"A1"}},{"author":{"name":"A2","friend":{"name":"A3"}},"again":{"name":"A2"}},{"author":{"name":"A1","friend":{"name":"A2"}},"again":{"name":"A1"}}]}}""");
        _log.ShouldBe(["authors 1,2", "authors 3"]); // 2 was known
    }

    [Fact]
    public async Task Keeps_what_was_fetched_to_the_request()
    {
        await Answer("{ books { author { name } } }");
        await Answer("{ books { author { name } } }");
        _log.ShouldBe(["authors 1,2", "authors 1,2"]);
    }

    [Fact]
    public async Task Waits_for_the_fields_of_a_query_together_and_of_a_mutation_in_turn()
    {
        await Answer("{ a: slow(ms: 30) b: slow(ms: 1) }");
        _log[..2].ShouldBe(["begin 30", "begin 1"]);
        _log.Clear();
        await Answer("mutation { a: slow(ms: 30) b: slow(ms: 1) }");
        _log.ShouldBe(["begin 30", "end 30", "begin 1", "end 1"]);
    }

    [Fact]
    public async Task Keeps_the_order_of_fields_whoever_answers_first() =>
        (await Answer("{ a: slow(ms: 20) books { id } b: slow(ms: 1) hello }")).ShouldStartWith("""{"data":{"a":20,"books":[{"id":"1"},{"id":"2"},{"id":"3"}],"b":1,"hello":"world"}""");

    [Fact]
    public async Task Carries_a_forbidden_null_up_from_what_came_late() =>
        (await Answer("{ hello books { late } }")).ShouldBe(
            """{"errors":[{"message":"Cannot return null for non-nullable field Book.late.","locations":[{"line":1,"column":17}],"path":["books",0,"late"]},{"message":"Cannot return null for non-nullable field Book.late.","locations":[{"line":1,"column":17}],"path":["books",1,"late"]},{"message":"Cannot return null for non-nullable field Book.late.","locations":[{"line":1,"column":17}],"path":["books",2,"late"]}],"data":{"hello":"world","books":null}}""");

    [Fact]
    public async Task Tells_callers_nothing_of_our_own_errors()
    {
        var result = await Ask(_engine, new GraphQLRequest("{ secret known }"));
        var json = Encoding.UTF8.GetString(result.ToJson());
        json.ShouldNotContain("password");
        json.ShouldContain("\"code\":\"INTERNAL_SERVER_ERROR\"");
        json.ShouldContain("""{"message":"Not for you.","locations":[{"line":1,"column":10}],"path":["known"],"extensions":{"code":"forbidden","status":403}}""");
        result.Errors[0].Cause!.Message.ShouldContain("password");
    }

    [Fact]
    public async Task Ends_when_the_time_is_up()
    {
        var engine = Engine(GraphQLLimits.None with { Time = TimeSpan.FromMilliseconds(50) });
        var result = await Ask(engine, new GraphQLRequest("{ never }"));
        result.Errors.Single().Code.ShouldBe("TIMEOUT");
        await _cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Ends_when_the_caller_leaves()
    {
        using var gone = new CancellationTokenSource(20);
        await Should.ThrowAsync<OperationCanceledException>(() => _engine.Execute(new GraphQLRequest("{ never }"), gone.Token));
    }

    [Theory]
    [InlineData("{ a: hello b: hello c: hello }", "TOO_MANY_ALIASES")]
    [InlineData("{ ...A ...A ...A } fragment A on Query { a: hello }", "TOO_MANY_ALIASES")]
    [InlineData("{ books { author { friend { friend { name } } } } }", "QUERY_TOO_DEEP")]
    [InlineData("{ hello @skip(if: false) @include(if: true) books @skip(if: false) { id @skip(if: false) } }", "TOO_MANY_DIRECTIVES")]
    [InlineData("{ list(first: 60) { author { name } } }", "QUERY_TOO_COMPLEX")]
    [InlineData("query Q($n: Int!) { list(first: $n) { author { name } } }", "QUERY_TOO_COMPLEX")]
    [InlineData("{ __schema { queryType { name } } }", "INTROSPECTION_DISABLED")]
    public async Task Refuses_what_is_too_large(string query, string code)
    {
        var engine = Engine(new GraphQLLimits { Aliases = 2, Depth = 4, Directives = 3, Cost = 50 });
        var result = await Ask(engine, new GraphQLRequest(query) { Variables = JsonSerializer.SerializeToElement(new { n = 1000 }) });
        result.HasData.ShouldBeFalse();
        result.Errors.Single().Code.ShouldBe(code);
    }

    [Fact]
    public async Task Measures_fragments_in_fragments_without_walking_each_path()
    {
        var fragments = string.Concat(Enumerable.Range(0, 60).Select(i => $"fragment F{i} on Book {{ a{i}: id ...F{i + 1} b{i}: id ...F{i + 1} }} "));
        var engine = Engine(new GraphQLLimits { Tokens = 5000 });
        var result = await Ask(engine, new GraphQLRequest($"{{ books {{ ...F0 }} }} {fragments} fragment F60 on Book {{ id }}"));
        result.Errors.Single().Code.ShouldBe("TOO_MANY_ALIASES");
    }

    [Fact]
    public async Task Suggests_names_only_to_those_who_may_read_the_schema()
    {
        Encoding.UTF8.GetString((await Ask(_engine, new GraphQLRequest("{ helo }"))).ToJson()).ShouldNotContain("hello");
        Encoding.UTF8.GetString((await Ask(_engine, new GraphQLRequest("{ helo }") { MayReadSchema = true })).ToJson()).ShouldContain("Did you mean \\\"hello\\\"");
    }

    [Fact]
    public async Task Maps_events_of_a_subscription_to_answers()
    {
        var subscription = await _engine.Subscribe(new GraphQLRequest("subscription { count(to: 3) { number double } }"), TestContext.Current.CancellationToken);
        var answers = new List<string>();
        await foreach (var each in subscription.Events!)
            answers.Add(Encoding.UTF8.GetString(each.ToJson()));
        answers.ShouldBe(Enumerable.Range(1, 3).Select(i => $"{{\"data\":{{\"count\":{{\"number\":{i},\"double\":{2 * i}}}}}}}"));
    }

    [Fact]
    public async Task Refuses_a_subscription_that_cannot_begin()
    {
        var subscription = await _engine.Subscribe(new GraphQLRequest("subscription { broken { number } }"), TestContext.Current.CancellationToken);
        subscription.Events.ShouldBeNull();
        subscription.Refusal!.Errors.Single().Path.ShouldBe(["broken"]);
    }

    [Fact]
    public async Task Refuses_numbers_that_are_none() =>
        (await Ask(_engine, new GraphQLRequest("{ half(of: 1e400) }"))).Errors.Single().Rule.ShouldBe("ValuesOfCorrectType");

    [Fact]
    public async Task Chooses_the_operation_by_its_name()
    {
        (await Ask(_engine, new GraphQLRequest("query A { hello } query B { hello }"))).Errors.Single().Code.ShouldBe("OPERATION_RESOLUTION_FAILURE");
        (await Ask(_engine, new GraphQLRequest("query A { hello } query B { x: hello }") { OperationName = "B" })).Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Answers_the_same_document_for_each_set_of_conditions()
    {
        const string query = "query Q($a: Boolean!, $b: Boolean!) { hello @include(if: $a) x: hello @skip(if: $b) }";
        foreach (var (a, b, wanted) in new[] { (true, true, "{\"hello\":\"world\"}"), (false, false, "{\"x\":\"world\"}"), (true, false, "{\"hello\":\"world\",\"x\":\"world\"}"), (false, true, "{}") })
        {
            var result = await Ask(_engine, new GraphQLRequest(query) { Variables = JsonSerializer.SerializeToElement(new { a, b }) });
            Encoding.UTF8.GetString(result.ToJson()).ShouldBe($"{{\"data\":{wanted}}}");
        }
    }

    private async Task<string> Answer(string query) => Encoding.UTF8.GetString((await Ask(_engine, new GraphQLRequest(query))).ToJson());

    private static Task<GraphQLResult> Ask(GraphQLEngine engine, GraphQLRequest request) => engine.Execute(request, TestContext.Current.CancellationToken);

    private GraphQLEngine Engine(GraphQLLimits limits)
    {
        var authors = new BatchLoader<int, Author>(async (ids, _, ct) =>
        {
            _log.Add($"authors {string.Join(',', ids)}");
            await Task.Delay(1, ct);
            return ids.ToDictionary(id => id, id => new Author(id, $"A{id}"));
        });
        var first = new InputValue("first", "Int!");
        var schema = new Schema(
            [
                new ObjectType("Query",
                [
                    new Field("hello", "String") { Get = _ => "world" },
                    new Field("half", "Float") { Arguments = [new("of", "Float!")], Resolve = context => new(context.Arguments.Get<double>("of") / 2) },
                    new Field("books", "[Book!]") { Resolve = _ => new(new[] { new Book(1, 1), new Book(2, 2), new Book(3, 1) }) },
                    new Field("list", "[Book!]") { Arguments = [first], SizedBy = ["first"], Resolve = _ => new(Array.Empty<Book>()) },
                    Slow(),
                    new Field("never", "Int") { Resolve = Never },
                    new Field("secret", "Int") { Resolve = _ => throw new InvalidOperationException("password=1234") },
                    new Field("known", "Int")
                    {
                        Resolve = _ => throw new GraphQLException("Not for you.", "forbidden") { Extensions = new Dictionary<string, object?> { ["status"] = 403 } },
                    },
                ]),
                new ObjectType("Mutation", [Slow()]),
                new ObjectType("Subscription",
                [
                    new Field("count", "Tick") { Arguments = [new("to", "Int!")], Subscribe = context => new(Count(context.Arguments.Get<int>("to"))) },
                    new Field("broken", "Tick") { Subscribe = _ => throw new GraphQLException("No.") },
                ]),
                new ObjectType("Tick", [Field.Of<int>("number", "Int!", number => number), Field.Of<int>("double", "Int!", number => 2 * number)]),
                new ObjectType("Book",
                [
                    Field.Of<Book>("id", "ID!", book => book.Id),
                    Field.Of<Book>("author", "Author", async (book, context) => await context.Load(authors, book.Author)),
                    Field.Of<Book>("late", "Int!", async (_, _) =>
                    {
                        await Task.Yield();
                        return null;
                    }),
                ]),
                new ObjectType("Author",
                [
                    Field.Of<Author>("name", "String", author => author.Name),
                    Field.Of<Author>("friend", "Author", async (author, context) => await context.Load(authors, author.Id + 1)),
                ]),
            ],
            mutation: "Mutation", subscription: "Subscription");
        return new GraphQLEngine(schema, limits, TimeProvider.System);
    }

    private Field Slow() => new("slow", "Int")
    {
        Arguments = [new("ms", "Int!")],
        Resolve = async context =>
        {
            var time = context.Arguments.Get<int>("ms");
            _log.Add($"begin {time}");
            await Task.Delay(time, context.Cancelled);
            _log.Add($"end {time}");
            return time;
        },
    };

    private async ValueTask<object?> Never(ResolveContext context)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, context.Cancelled);
        }
        catch (OperationCanceledException)
        {
            _cancelled.SetResult();
            throw;
        }

        return null;
    }

    private static async IAsyncEnumerable<object?> Count(int to)
    {
        for (var i = 1; i <= to; i++)
        {
            await Task.Yield();
            yield return i;
        }
    }

    private sealed record Book(int Id, int Author);

    private sealed record Author(int Id, string Name);
}
