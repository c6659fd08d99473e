using System.CommandLine;

namespace Olympus.Host.Verbs;

/// <summary>Makes the demo data without serving.</summary>
internal static class DemoVerb
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print what demo.json holds." };
        return new Command("demo", "Make the demo tenants unless they exist, and tell how to sign in.") { json }.Runs(async (parsed, ct) =>
        {
            await using var program = await OlympusProgram.Open(ct);
            var file = await DemoFile.Make(program.Services, RunningUrl(), Task.CompletedTask, ct);
            if (parsed.GetValue(json))
                Console.WriteLine(file.ToJson());
            else
                file.Print(Console.Out);
            return 0;
        });
    }

    /// <summary>Where the server of this state directory listens, if it runs.</summary>
    private static string? RunningUrl()
    {
        var file = Path.Combine(HostEnvironment.StateFolder, "server.url");
        return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
    }
}
