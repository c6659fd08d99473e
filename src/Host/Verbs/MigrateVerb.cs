using System.CommandLine;
using Olympus.Kernel.Data;

namespace Olympus.Host.Verbs;

internal static class MigrateVerb
{
    public static Command Create() => new Command("migrate", "Bring the database schema to the newest version.")
        .Runs(async (_, ct) =>
        {
            foreach (var name in await Migrations.Run(HostEnvironment.OwnerUrl, Migration.From(HostEnvironment.MigrationsFolder), ct))
                Console.WriteLine($"applied {name}");
            return 0;
        });
}
