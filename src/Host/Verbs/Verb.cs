using System.CommandLine;
using Npgsql;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;

namespace Olympus.Host.Verbs;

/// <summary>How every verb ends: 0 done, 1 refused or violated, 2 wrong use (by the parser), 3 something needed is missing.</summary>
internal static class Verb
{
    public static Command Runs(this Command command, Func<ParseResult, CancellationToken, Task<int>> work)
    {
        command.SetAction(async (parsed, ct) =>
        {
            try
            {
                return await work(parsed, ct);
            }
            catch (RefusalException e)
            {
                return Fail(1, $"{e.Refusal.Detail} ({e.Refusal.Code})");
            }
            catch (Exception e) when (e is MigrationException or StartupException)
            {
                return Fail(1, e.Message);
            }
            catch (MissingException e)
            {
                return Fail(3, e.Message);
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
            {
                return Fail(3, "The database has no schema yet, or an older one: run ./olympus migrate first.");
            }
            catch (NpgsqlException e)
            {
                return Fail(3, $"The database does not answer as needed: {e.Message}");
            }
            catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
            {
                return Fail(1, e.Message);
            }
        });
        return command;
    }

    private static int Fail(int code, string message)
    {
        Console.Error.WriteLine(message);
        return code;
    }
}
