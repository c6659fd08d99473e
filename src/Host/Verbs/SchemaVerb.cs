using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using Olympus.Kernel.Data;

namespace Olympus.Host.Verbs;

/// <summary>Writes or checks <c>database/schema.sql</c>: what a fresh run of all migrations looks like, for reading and for review.</summary>
internal static partial class SchemaVerb
{
    public static Command Create()
    {
        var file = new Option<string>("--file") { Description = "The schema.", DefaultValueFactory = _ => Path.Combine("database", "schema.sql") };
        var check = new Option<bool>("--check") { Description = "Write nothing; exit 1 when the schema is not up to date." };
        return new Command("schema", "Write the database schema as the migrations make it.") { file, check }.Runs(async (parsed, ct) =>
        {
            var dump = await Dump(HostEnvironment.OwnerUrl, ct);
            return CheckedInFile.WriteOrCheck(parsed.GetValue(file)!, Stable(dump), parsed.GetValue(check), "./olympus schema");
        });
    }

    private static async Task<string> Dump(string url, CancellationToken ct)
    {
        var place = new NpgsqlConnectionStringBuilder(Databases.KeyValues(url));
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("PG_DUMP") ?? "pg_dump")
        {
            RedirectStandardOutput = true,
            ArgumentList = { "--schema-only", "--exclude-table=app.migrations" },
            // Not as arguments: those stand in the list of processes, for everybody to read.
            Environment =
            {
                ["PGHOST"] = place.Host, ["PGPORT"] = place.Port.ToString(CultureInfo.InvariantCulture), ["PGUSER"] = place.Username,
                ["PGPASSWORD"] = place.Password, ["PGDATABASE"] = place.Database,
            },
        };
        using var process = Begin(start);
        var text = await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return process.ExitCode == 0 ? text : throw new MissingException("pg_dump failed; see above.");
    }

    private static Process Begin(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new MissingException("pg_dump is needed; it comes with PostgreSQL's client package.");
        }
    }

    /// <summary>Without what differs between two servers that hold the same schema.</summary>
    private static string Stable(string dump) =>
        BlankLines().Replace(VersionLines().Replace(dump, ""), "\n\n").Trim() + "\n";

    [GeneratedRegex(@"^(--.*|\\(un)?restrict .*|SET .*|SELECT pg_catalog\.set_config.*)\n", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex VersionLines();

    [GeneratedRegex(@"\n{3,}", RegexOptions.NonBacktracking)]
    private static partial Regex BlankLines();
}
