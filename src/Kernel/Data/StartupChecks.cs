using Npgsql;

namespace Olympus.Kernel.Data;

/// <summary>What must be true of the database before a request is served; the program refuses to start otherwise.</summary>
public static class StartupChecks
{
    /// <summary>15.14 fixes CVE-2025-8713 (planner statistics that show rows hidden by row-level security).</summary>
    private const int OldestServer = 150014;

    private const string WhoAmISql = """
        select
            current_setting('server_version_num')::int as server_version,
            login.rolname::text as name,
            login.rolsuper as is_superuser,
            login.rolbypassrls as bypasses_row_security,
            exists (
                select from pg_class as owned
                join pg_namespace as space on space.oid = owned.relnamespace
                where owned.relowner = login.oid and space.nspname not like 'pg\_%' and space.nspname <> 'information_schema'
            ) as owns_tables,
            exists (
                select from pg_roles as stronger
                where (stronger.rolsuper or stronger.rolbypassrls) and pg_has_role(login.oid, stronger.oid, 'member')
            ) as can_become_stronger
        from pg_roles as login
        where login.rolname = current_user
        """;

    private sealed record Login(int ServerVersion, string Name, bool IsSuperuser, bool BypassesRowSecurity, bool OwnsTables, bool CanBecomeStronger);

    /// <exception cref="StartupException">With the reason and what to do.</exception>
    public static async Task Demand(Databases databases, CancellationToken ct)
    {
        foreach (var source in new[] { databases.App, databases.Worker })
        {
            await using var connection = await source.OpenConnectionAsync(ct);
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new Sql(WhoAmISql).ToCommand() } };
            await using var reader = await batch.ExecuteReaderAsync(ct);
            var login = await reader.One<Login>(ct) ?? throw new StartupException("The database did not say who we are.");
            if (login.ServerVersion < OldestServer)
                throw new StartupException($"PostgreSQL 15.14 or newer is needed; this server is {login.ServerVersion / 10000}.{login.ServerVersion % 10000}.");
            if (login.IsSuperuser || login.BypassesRowSecurity || login.CanBecomeStronger)
                throw new StartupException($"The database role {login.Name} can bypass row-level security; tenants would not be isolated. Connect as olympus_app and olympus_worker.");
            if (login.OwnsTables)
                throw new StartupException($"The database role {login.Name} owns tables; the program must not connect as the owner. Connect as olympus_app and olympus_worker.");
        }
    }
}

public sealed class StartupException(string message) : Exception(message);
