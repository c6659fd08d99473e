using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Olympus.Api.Isolation;

/// <summary>The isolation matrix: every operation × {one's own, another tenant's, random, anonymous, lower role}. It is made from the API document, so an
/// operation without a row fails.</summary>
public sealed class EveryOperation(Server server)
{
    private static readonly Worlds Worlds = new();

    /// <summary>Headers that tell of the clock, the request, or the caller's own allowance, which fills up meanwhile.</summary>
    private static readonly HashSet<string> OfTheMoment = new(["Date", "X-Request-Id", "RateLimit", "RateLimit-Remaining", "RateLimit-Reset"], StringComparer.OrdinalIgnoreCase);

    public static TheoryData<string> Rows => [.. Matrix.Rows.Select(row => row.Name)];

    [Fact]
    public async Task Has_a_row() => (await Operation.All(server)).Select(operation => operation.Id).Order()
        .ShouldBe(Matrix.Rows.Select(row => row.Operation).Distinct().Order());

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Keeps_tenants_apart(string name)
    {
        var (row, operation) = await Find(name);
        var (mine, theirs) = await Worlds.For(operation, server);
        if (row.Before is not null)
            await row.Before(mine);

        var url = operation.Url(row, mine, mine);
        if (operation.NeedsSignIn)
            (await mine.Shop.WithoutToken().Send(operation.Method, url, row.Body?.Invoke(mine, mine))).MustBe(HttpStatusCode.Unauthorized);
        if (operation.RoleWithoutIt is { } role)
            (await mine.Shop.As(role).Send(operation.Method, url, row.Body?.Invoke(mine, mine), await IfMatch(operation, url, mine)))
                .MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");

        if (!row.NamesNothing)
            await AnswersAlike(operation, row, mine, theirs);

        var own = await mine.Shop.Send(operation.Method, url, row.Body?.Invoke(mine, mine), await IfMatch(operation, url, mine));
        own.MustBe(row.Own);
        own.Text.ShouldNotContain(theirs.Canary);
        server.Logs.With([.. mine.Secrets, .. theirs.Secrets]).ShouldBeEmpty();
    }

    /// <summary>Without this the test above would be content with a log that nobody keeps.</summary>
    [Fact]
    public void Has_its_log_lines_read()
    {
        var canary = Guid.NewGuid().ToString();
        server.Services.GetRequiredService<ILogger<EveryOperation>>().LogWarning("A line with {Canary}", canary);
        server.Logs.With(canary).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Keeps_users_of_one_tenant_apart_in_their_sessions()
    {
        var world = await World.Make(server);
        var colleague = (await world.Shop.Post("/api/v1/auth/invitations/accept", new { token = world.InvitationToken, name = "New Person", password = world.Password }))
            .MustBe(HttpStatusCode.OK);
        var foreign = await world.Shop.Delete($"/api/v1/auth/sessions/{colleague["session_id"]}");
        var random = await world.Shop.Delete($"/api/v1/auth/sessions/{Guid.CreateVersion7()}");
        foreign.MustBe(HttpStatusCode.NotFound);
        foreign.Code.ShouldBe(random.Code);
        (await world.Shop.Get("/api/v1/auth/sessions")).Text.ShouldNotContain(colleague["session_id"].ToString());
    }

    /// <summary>Another tenant's id and one that never was: the same answer, byte for byte, and nothing of theirs has changed.</summary>
    private static async Task AnswersAlike(Operation operation, Row row, World mine, World theirs)
    {
        var before = await Fingerprint.Of(theirs.Shop.TenantId);
        var nowhere = World.Nowhere(mine);
        var match = operation.NeedsIfMatch && row.Path.Count == 0
            ? await IfMatch(operation, operation.Url(row, mine, mine), mine)
            : operation.NeedsIfMatch ? [("If-Match", "\"1\"")] : [];
        var foreign = await mine.Shop.Send(operation.Method, operation.Url(row, mine, theirs), row.Body?.Invoke(mine, theirs), match);
        var random = await mine.Shop.Send(operation.Method, operation.Url(row, mine, nowhere), row.Body?.Invoke(mine, nowhere), match);

        foreign.MustBe(row.Elsewhere);
        foreign.Text.ShouldNotContain(theirs.Canary);
        Comparable(foreign, row, theirs).ShouldBe(Comparable(random, row, nowhere));
        (await Fingerprint.Of(theirs.Shop.TenantId)).ShouldBe(before);
    }

    internal static string Comparable(Answer answer, Row row, World target)
    {
        var body = answer.Body?.DeepClone();
        (body as JsonObject)?.Remove("request_id");
        var headers = answer.Headers.Where(header => !OfTheMoment.Contains(header.Key))
            .Select(header => $"{header.Key}: {string.Join(",", header.Value)}");
        var text = $"{answer.Status}\n{string.Join('\n', headers)}\n{body?.ToJsonString() ?? answer.Text}";
        return row.EchoesTheIdSent ? target.WithoutIds(text) : text;
    }

    private static async Task<(string, string)[]> IfMatch(Operation operation, string url, World mine)
    {
        if (!operation.NeedsIfMatch)
            return [];
        var current = await mine.Shop.Get(url);
        return [("If-Match", current.Status == HttpStatusCode.OK && current.Headers.ETag is not null ? current.ETag : "\"1\"")];
    }

    private async Task<(Row Row, Operation Operation)> Find(string name)
    {
        var row = Matrix.Rows.Single(row => row.Name == name);
        return (row, (await Operation.All(server)).SingleOrDefault(operation => operation.Id == row.Operation)
            ?? throw new InvalidOperationException($"The API document has no operation '{row.Operation}': remove its row."));
    }
}
