using System.Net;
using System.Net.Http.Json;
using System.Text;
using Olympus.GraphQL.Transport;

namespace Olympus.GraphQL.Tests;

/// <summary>GraphQL over HTTP.</summary>
public sealed class SpeakingHttp : IAsyncLifetime
{
    private readonly HttpClient _client = new();
    private Served _server = null!;

    public async ValueTask InitializeAsync() => _server = await Served.Start();

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Passes_all_audits_of_the_reference()
    {
        Reference.Need();
        var lines = await Served.Script("audits.mjs", _server.Http.ToString());
        lines.Length.ShouldBe(61);
        lines.Where(line => !line.StartsWith("ok ", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"query":"{ hello }"}""", "text/plain", 415)]
    [InlineData("""{"query":"{ hello }"}""", "application/x-www-form-urlencoded", 415)]
    [InlineData("""{"query":"{ hello }","query":"{ deep { end } }"}""", "application/json", 400)]
    [InlineData("[]", "application/json", 400)]
    [InlineData("7", "application/json", 400)]
    public async Task Refuses_what_is_no_request(string body, string type, int status)
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        ((int)(await _client.PostAsync(_server.Http, content, Ct)).StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task Refuses_what_is_too_large()
    {
        using var content = new StringContent($"{{\"query\":\"{{ hello }} #{new string('x', 1 << 20)}\"}}", Encoding.UTF8, "application/json");
        (await _client.PostAsync(_server.Http, content, Ct)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Changes_nothing_by_GET()
    {
        var answer = await _client.GetAsync($"{_server.Http}?query=mutation{{set(to:1)}}", Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await _client.GetStringAsync($"{_server.Http}?query={{hello}}", Ct)).ShouldBe("""{"data":{"hello":"world"}}""");
    }

    [Fact]
    public async Task Answers_batches_up_to_their_limit()
    {
        (await Post(Enumerable.Repeat(new { query = "{ hello }" }, 10))).Body.ShouldBe($"[{string.Join(',', Enumerable.Repeat("""{"data":{"hello":"world"}}""", 10))}]");
        (await Post(Enumerable.Repeat(new { query = "{ hello }" }, 11))).Status.ShouldBe(400);
        (await Post(Enumerable.Repeat(new { query = "{ hello }" }, 2), anonymous: true)).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Tells_strangers_nothing_of_the_schema()
    {
        (await Post(new { query = "{ helo }" }, anonymous: true)).Body.ShouldNotContain("mean");
        (await Post(new { query = "{ helo }" })).Body.ShouldContain("Did you mean");
        (await Post(new { query = "{ __schema { types { name } } }" }, anonymous: true)).Body.ShouldContain("INTROSPECTION_DISABLED");
        (await Post(new { query = "{ __typename }" }, anonymous: true)).Body.ShouldBe("""{"data":{"__typename":"Query"}}""");
    }

    [Fact]
    public async Task Says_by_the_status_whether_it_began()
    {
        const string media = "application/graphql-response+json";
        (await Post(new { query = "{ must }" }, accept: media)).ShouldBe((200, """{"errors":[{"message":"Cannot return null for non-nullable field Query.must.","locations":[{"line":1,"column":3}],"path":["must"]}],"data":null}"""));
        (await Post(new { query = "{ nope }" }, accept: media)).Status.ShouldBe(400);
        (await Post(new { query = "{ nope }" })).Status.ShouldBe(200);
        (await Post(new { query = "{ hello }" }, accept: "text/html")).Status.ShouldBe(406);
    }

    [Fact]
    public async Task Remembers_documents_by_their_hash()
    {
        await using var server = await Served.Start(persisted: new PersistedQueries());
        var hash = PersistedQueries.HashOf("{ hello }");
        var extensions = new { persistedQuery = new { version = 1, sha256Hash = hash } };
        (await Post(new { extensions }, server)).Body.ShouldContain("PERSISTED_QUERY_NOT_FOUND");
        (await Post(new { query = "{ deep { end } }", extensions }, server)).Body.ShouldContain("PERSISTED_QUERY_MISMATCH");
        (await Post(new { query = "{ hello }", extensions }, server)).Body.ShouldContain("world");
        (await Post(new { extensions }, server)).Body.ShouldContain("world");
    }

    [Fact]
    public async Task Answers_only_known_documents_where_that_is_wished()
    {
        var known = new Dictionary<string, string> { [PersistedQueries.HashOf("{ hello }")] = "{ hello }" };
        await using var server = await Served.Start(persisted: new PersistedQueries(known, onlyKnown: true));
        (await Post(new { query = "{ hello }" }, server)).Body.ShouldContain("world");
        (await Post(new { query = "{ hello  }" }, server)).Body.ShouldContain("PERSISTED_QUERY_REQUIRED");
        (await Post(new { extensions = new { persistedQuery = new { sha256Hash = known.Keys.Single() } } }, server)).Body.ShouldContain("world");
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<(int Status, string Body)> Post(object body, Served? server = null, bool anonymous = false, string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, (server ?? _server).Http) { Content = JsonContent.Create(body) };
        if (anonymous)
            request.Headers.Add("X-Anonymous", "yes");
        if (accept is not null)
            request.Headers.Add("Accept", accept);
        var answer = await _client.SendAsync(request, Ct);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Ct));
    }
}
