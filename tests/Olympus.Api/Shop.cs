using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Api.Host;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api;

/// <summary>What a test knows of an answer.</summary>
public sealed record Answer(HttpStatusCode Status, JsonNode? Body, HttpResponseHeaders Headers, string Text)
{
    public string? Code => Body?["code"]?.GetValue<string>();

    public JsonNode this[string member] => Body?[member] ?? throw new InvalidOperationException($"No member '{member}' in: {Text}");

    public Guid Id => this["id"].GetValue<Guid>();

    public string ETag => Headers.ETag?.ToString() ?? throw new InvalidOperationException($"No ETag on: {Text}");

    /// <summary>Fails with the whole answer, so that a red test tells why.</summary>
    public Answer MustBe(HttpStatusCode status)
    {
        Status.ShouldBe(status, Text);
        return this;
    }

    /// <summary>Expects a refusal with this code.</summary>
    public Answer MustRefuse(HttpStatusCode status, string code)
    {
        Status.ShouldBe(status, Text);
        Code.ShouldBe(code, Text);
        return this;
    }
}

/// <summary>One fresh tenant, as its owner sees it over HTTP. Every test makes its own.</summary>
public sealed class Shop
{
    private readonly Server _server;
    private readonly HttpClient _client;

    private Shop(Server server, HttpClient client, Id<Tenant> tenant, Id<Location> location, Id<User> user) =>
        (_server, _client, TenantId, LocationId, UserId) = (server, client, tenant, location, user);

    public Id<Tenant> TenantId { get; }

    public Id<Location> LocationId { get; }

    public Id<User> UserId { get; }

    /// <summary>What signs its requests.</summary>
    /// <summary>Where the server is.</summary>
    public Uri Site => _server.Url;

    public string Token => _client.DefaultRequestHeaders.Authorization?.Parameter ?? throw new InvalidOperationException("Nobody is signed in.");

    public TenantDb Db => _server.Services.GetRequiredService<TenantDbs>().For(TenantId, "test");

    public static async Task<Shop> Open(Server server, string currency = "EUR", string zone = "Europe/Berlin", string region = "DE", bool inclusive = true)
    {
        var (tenant, location, owner) = (Id<Tenant>.New(), Id<Location>.New(), Id<User>.New());
        var db = server.Services.GetRequiredService<TenantDbs>().For(tenant, "test");
        await db.Write(
            tx => server.Services.GetRequiredService<ITenants>().Register(tx, new NewTenant(
                tenant, $"CNRY-{tenant}", $"t-{tenant}", "retail", location, "Main", new Currency(currency), zone, region, inclusive, owner, "Ada", "ada@example.test")),
            TestContext.Current.CancellationToken);
        return new Shop(server, server.Client(TestBearer.Token(tenant, owner, "owner", null)), tenant, location, owner);
    }

    /// <summary>A tenant as its owner's sign-up made it, with the token that came of it.</summary>
    public static Shop SignedUp(Server server, Answer answer) => new(
        server, server.Client(answer["access_token"].GetValue<string>()), new(answer["tenant_id"].GetValue<Guid>()), new(answer["location_id"].GetValue<Guid>()),
        new(answer["user_id"].GetValue<Guid>()));

    /// <summary>The same requests, from nobody.</summary>
    public Shop WithoutToken() => new(_server, _server.Anonymous(), TenantId, LocationId, UserId);

    /// <summary>Somebody else of the same tenant, with one role everywhere or at one location.</summary>
    public Shop As(string role, Id<Location>? location = null)
    {
        var user = Id<User>.New();
        return new Shop(_server, _server.Client(TestBearer.Token(TenantId, user, role, location)), TenantId, LocationId, user);
    }

    /// <summary>As <see cref="As"/>, but somebody who stands in the tenant's list of users.</summary>
    public async Task<Shop> Join(string role, Id<Location>? location = null)
    {
        var user = Id<User>.New();
        await Db.Write(
            tx =>
            {
                tx.Enqueue(new("insert into platform.users (id, name, email) values ($1, 'Joined', $2)", user, $"{user}@example.test"));
                tx.Enqueue(new(
                    "insert into platform.role_assignments (id, user_id, role, location_id) values ($1, $2, $3, $4::uuid)",
                    Guid.CreateVersion7(), user, role, location));
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken);
        return new Shop(_server, _server.Client(TestBearer.Token(TenantId, user, role, location)), TenantId, LocationId, user);
    }

    private const string NewsSql = """
        select count(*)
        from events.log as log
        join events.positions as read on read.shard = log.shard
        where (log.xid, log.seq) > (read.xid, read.seq)
        """;

    /// <summary>This shop, once all that it did so far can be read: then it is no news to who begins to listen.</summary>
    public async Task<Shop> Settled()
    {
        await Settle();
        return this;
    }

    /// <summary>Waits until every projection has read what this tenant did so far, whoever runs it.</summary>
    public async Task Settle()
    {
        var ct = TestContext.Current.CancellationToken;
        var projections = _server.Services.GetServices<IProjection>().ToArray();
        do
        {
            foreach (var projection in projections)
                await _server.Services.GetRequiredService<ProjectionRunner>().CatchUp(projection, ct);
        }
        while (await Db.First<long>(new(NewsSql), ct) > 0);
    }

    /// <summary>Asks every invariant of the product about this tenant, or those of one module where a test makes up events of others.</summary>
    public async Task Verify(string module = "")
    {
        await Settle();
        var asked = _server.Services.GetServices<IInvariant>().Where(invariant => invariant.Name.StartsWith(module, StringComparison.Ordinal)).ToList();
        asked.ShouldNotBeEmpty($"There is no invariant {module}: nothing would be asked.");
        // As long as it takes, as 'verify' waits: each reads all that the tenant ever did.
        await using var databases = new Databases(_server.In(Server.AppUrl), _server.In(Server.WorkerUrl), appPool: 1, workerPool: 1, patience: 0);
        var db = new TenantDbs(databases, TimeProvider.System, new([]), new EventSignal()).For(TenantId, "test");
        foreach (var invariant in asked)
            (await db.Query<Violation>(invariant.Violations, TestContext.Current.CancellationToken)).ShouldBeEmpty(invariant.Name);
    }

    public Task<Answer> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, null, headers);

    /// <summary>Money and order routes need an Idempotency-Key: give one as a header, or a fresh one is sent.</summary>
    public Task<Answer> Post(string path, object? body = null, params (string Name, string Value)[] headers) => Send(HttpMethod.Post, path, body, headers);

    public Task<Answer> Put(string path, object body, params (string Name, string Value)[] headers) => Send(HttpMethod.Put, path, body, headers);

    public Task<Answer> Patch(string path, object body, params (string Name, string Value)[] headers) => Send(HttpMethod.Patch, path, body, headers);

    public Task<Answer> Delete(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Delete, path, null, headers);

    /// <param name="body">An object (sent with snake_case names), a <see cref="JsonNode"/> or a string of raw JSON.</param>
    public async Task<Answer> Send(HttpMethod method, string path, object? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(
                body as string ?? (body as JsonNode)?.ToJsonString() ?? JsonSerializer.Serialize(body, JsonSerializerOptions.SnakeCase), Encoding.UTF8, "application/json");
        if (method == HttpMethod.Post && !headers.Any(header => header.Name == "Idempotency-Key"))
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var type = response.Content.Headers.ContentType?.MediaType;
        var isJson = type?.EndsWith("json", StringComparison.Ordinal) == true;
        var answer = new Answer(response.StatusCode, isJson && text.Length > 0 ? JsonNode.Parse(text) : null, response.Headers, text);
        Contract.Of(_server).Breaches(method, path, (int)answer.Status, text.Length > 0 ? type : null, answer.Body).ShouldBeEmpty("the API document promises something else");
        return answer;
    }
}

internal static class JsonSerializerOptionsOfTests
{
    private static readonly System.Text.Json.JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    extension(System.Text.Json.JsonSerializerOptions)
    {
        public static System.Text.Json.JsonSerializerOptions SnakeCase => Options;
    }
}
