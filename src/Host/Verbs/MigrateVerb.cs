using System.CommandLine;
using System.Text.Json;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;

namespace Olympus.Host.Verbs;

internal static class MigrateVerb
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        return new Command("migrate", "Bring the database schema to the newest version.") { json }.Runs(async (parsed, ct) =>
        {
            var applied = await Migrations.Run(HostEnvironment.OwnerUrl, Migration.From(HostEnvironment.MigrationsFolder), ct);
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(new { applied }, WireJson.Options));
            else
                foreach (var name in applied)
                    Console.WriteLine($"applied {name}");
            return 0;
        });
    }
}
