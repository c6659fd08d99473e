using System.CommandLine;
using Olympus.Gateway.Graph;
using Olympus.GraphQL.Types;

namespace Olympus.Host.Verbs;

/// <summary>Writes or checks the checked-in API document, and the schema of GraphQL that follows from it. Needs no database: nothing connects before the server starts.</summary>
internal static class OpenApiVerb
{
    private const string Nowhere = "postgresql://nobody@127.0.0.1:1/none";

    public static Command Create()
    {
        var file = new Option<string>("--file") { Description = "The document.", DefaultValueFactory = _ => Path.Combine("docs", "api", "openapi.yaml") };
        var graph = new Option<string>("--graphql") { Description = "The schema of GraphQL.", DefaultValueFactory = _ => Path.Combine("docs", "graphql", "schema.graphql") };
        var check = new Option<bool>("--check") { Description = "Write nothing; exit 1 when the document is not up to date." };
        return new Command("openapi", "Write the API document from the code.") { file, graph, check }.Runs(async (parsed, ct) =>
        {
            await using var app = Unconnected();
            var text = await ApiDocument.Write(app.Services, json: false, ct);
            var schema = await Graph(app, ct);
            return CheckedInFile.WriteOrCheck(parsed.GetValue(file)!, text.TrimEnd() + "\n", parsed.GetValue(check), "./olympus openapi")
                | CheckedInFile.WriteOrCheck(parsed.GetValue(graph)!, schema.ToString(), parsed.GetValue(check), "./olympus openapi");
        });
    }

    /// <summary>The schema of GraphQL, for whoever wants to ask no server.</summary>
    public static async Task<Schema> Graph(CancellationToken ct)
    {
        await using var app = Unconnected();
        return await Graph(app, ct);
    }

    private static WebApplication Unconnected() => OlympusServer.Build(new(Nowhere, Nowhere, new byte[32], "http://127.0.0.1:0"));

    private static Task<Schema> Graph(WebApplication app, CancellationToken ct) =>
        GraphModule.Schema(app.Services, () => OlympusServer.Endpoints(app), token => ApiDocument.Write(app.Services, json: true, token), ct);
}

/// <summary>A file that is generated, checked in, and must not drift.</summary>
internal static class CheckedInFile
{
    public static int WriteOrCheck(string file, string text, bool check, string command)
    {
        if (!check)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            File.WriteAllText(file, text);
            Console.WriteLine($"wrote {file}");
            return 0;
        }

        if (File.Exists(file) && File.ReadAllText(file) == text)
            return 0;
        Console.Error.WriteLine($"{file} is not up to date: run {command} and commit the result.");
        return 1;
    }
}
