using Npgsql;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api.Isolation;

/// <summary>One value over every row that a tenant has, in whatever table: it changes when anything of theirs changes.</summary>
internal static class Fingerprint
{
    private static readonly NpgsqlDataSource Admin = NpgsqlDataSource.Create(AdminHere());

    /// <summary>As the administrator, whom no policy binds, in the database of the server: the administrator's own is another one.</summary>
    private static string AdminHere()
    {
        var url = Environment.GetEnvironmentVariable("OLYMPUS_TEST_ADMIN_URL") ?? throw new InvalidOperationException("Run the tests through ./olympus test.");
        var here = new NpgsqlConnectionStringBuilder(Databases.KeyValues(Server.OwnerUrl)).Database;
        return new NpgsqlConnectionStringBuilder(Databases.KeyValues(url)) { Database = here }.ConnectionString;
    }

    /// <summary>What projections and sessions write comes a moment after the act it belongs to.</summary>
    private const string TablesSql = """
        select string_agg(
            format('select %L || md5(coalesce(string_agg(t::text, '','' order by t::text), '''')) as print from %s as t where t.tenant_id = $1', c.oid::regclass::text, c.oid::regclass),
            ' union all ')
        from pg_class as c
        join pg_namespace as n on n.oid = c.relnamespace
        join pg_attribute as a on a.attrelid = c.oid and a.attname = 'tenant_id'
        where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'auth', 'analytics') and c.oid::regclass::text not in ('customer.totals', 'customer.customer_orders', 'events.effects', 'webhooks.accounts')
        """;

    private static readonly Lazy<Task<string>> Query = new(async () =>
    {
        await using var command = Admin.CreateCommand(TablesSql);
        return $"select string_agg(print, E'\\n' order by print) from ({await command.ExecuteScalarAsync()}) as prints";
    });

    public static async Task<string> Of(Id<Tenant> tenant)
    {
        await using var command = Admin.CreateCommand(await Query.Value);
        command.Parameters.Add(new() { Value = tenant.Value });
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
