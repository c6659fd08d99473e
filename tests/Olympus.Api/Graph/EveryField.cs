using System.Net;
using System.Text.Json.Nodes;
using Olympus.Api.Isolation;
using Olympus.Api.Live;

namespace Olympus.Api.Graph;

/// <summary>The isolation matrix over the fields of GraphQL: each operation as a field, with one's own ids, another tenant's and random ones.</summary>
public sealed class EveryField(Server server)
{
    /// <summary>What anybody may call is for those who have no token yet, and a file is no field.</summary>
    private static string[] OverHttpOnly => CallingUseCases.OverHttpOnly;

    /// <summary>Things by their id alone; <see cref="FindingNodes"/> asks for them.</summary>
    private static readonly string[] OverGraphQLOnly = ["node", "nodes"];

    private static readonly Worlds Worlds = new();

    public static TheoryData<string> Rows => [.. Matrix.Rows.Where(row => !OverHttpOnly.Contains(row.Operation)).Select(row => row.Name)];

    [Fact]
    public async Task Is_an_operation_and_every_operation_is_one()
    {
        var shop = await Shop.Open(server);
        var fields = await GraphFields.Of(shop);
        var operations = (await Operation.All(server)).Select(operation => operation.Id).Except(OverHttpOnly).ToList();
        operations.Where(operation => fields.Find(operation) is null).ShouldBeEmpty();
        fields.Queries.Keys.Intersect(OverGraphQLOnly).Count().ShouldBe(OverGraphQLOnly.Length);
        (fields.Queries.Count + fields.Mutations.Count).ShouldBe(operations.Count + OverGraphQLOnly.Length);
    }

    [Fact]
    public async Task Is_closed_to_strangers()
    {
        var shop = await Shop.Open(server);
        (await shop.WithoutToken().Post("/graphql", new { query = "{ me { name } }" })).MustBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Keeps_tenants_apart(string name)
    {
        var row = Matrix.Rows.Single(each => each.Name == name);
        var operation = (await Operation.All(server)).Single(each => each.Id == row.Operation);
        var (mine, theirs) = await Worlds.For(operation, server);
        var fields = await GraphFields.Of(mine.Shop);
        var field = fields.Find(operation.Id).ShouldNotBeNull();
        if (row.Before is not null)
            await row.Before(mine);
        if (!row.NamesNothing)
        {
            var before = await Fingerprint.Of(theirs.Shop.TenantId);
            var nowhere = World.Nowhere(mine);
            int? match = row.Path.Count == 0 ? await Version(operation, row, mine) : 1;
            var foreign = await fields.Ask(field, operation, row, mine, theirs, match);
            var random = await fields.Ask(field, operation, row, mine, nowhere, match);
            foreign.ShouldNotContain(theirs.Canary);
            Comparable(foreign, row, theirs).ShouldBe(Comparable(random, row, nowhere));
            if ((int)row.Elsewhere >= 400)
                foreign.ShouldContain($"\"status\":{(int)row.Elsewhere}");
            (await Fingerprint.Of(theirs.Shop.TenantId)).ShouldBe(before);
        }

        var own = await fields.Ask(field, operation, row, mine, mine, await Version(operation, row, mine));
        own.ShouldNotContain(theirs.Canary);
        own.ShouldNotContain("\"errors\"");
        own.ShouldNotContain("\"Refusal\"");
    }

    private static string Comparable(string answer, Row row, World target) => row.EchoesTheIdSent ? target.WithoutIds(answer) : answer;

    private static async Task<int?> Version(Operation operation, Row row, World mine)
    {
        if (!operation.NeedsIfMatch)
            return null;
        var current = await mine.Shop.Get(operation.Url(row, mine, mine));
        return current.Status == HttpStatusCode.OK && current.Headers.ETag is { } tag ? int.Parse(tag.Tag.Trim('"')) : 1;
    }
}
