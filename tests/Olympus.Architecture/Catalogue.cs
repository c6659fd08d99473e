using Npgsql;

namespace Olympus.Architecture;

/// <summary>What must hold of every table, asked of PostgreSQL's own catalogue. Each rule returns the names of what breaks it.</summary>
internal static class Catalogue
{
    public const string Policy = "(tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)";

    /// <summary>Tables that belong to no tenant. Reviewed: each holds nothing of a tenant's business.</summary>
    public static readonly string[] Global =
    [
        "app.migrations", "events.positions", "platform.tenant_slugs", "auth.signing_keys", "auth.revocations", "auth.attempts", "auth.passkey_questions", "gateway.nodes",
        "events.rebuilds",
    ];

    /// <summary>Functions that see all tenants. Reviewed: each names what it returns, adds the tenant itself or serves a lane of the worker.</summary>
    public static readonly string[] Definers =
    [
        "events.next_in_lane", "events.lanes_with_news", "events.tenants_in_lane", "events.due_effects", "events.news", "commerce.search_products", "import.refresh_statistics",
        "webhooks.due_endpoints", "webhooks.tenants_with_old_deliveries", "analytics.tenants_with_reports_due",
        "events.lanes_behind", "events.start_of_newest", "events.horizon",
    ];

    /// <summary>Name of the rule → query whose rows are what breaks it.</summary>
    public static readonly (string Rule, string Query)[] Rules =
    [
        ("row-level security is enabled and forced", """
            select c.oid::regclass::text from tables as c where not (c.relrowsecurity and c.relforcerowsecurity)
            """),
        ("exactly one policy, for all commands and roles, reads and checks the tenant", $"""
            select c.oid::regclass::text from tables as c
            where (select count(*) from pg_policy as p where p.polrelid = c.oid) <> 1
                or not exists (
                    select from pg_policy as p
                    where p.polrelid = c.oid and p.polcmd = '*' and p.polpermissive and p.polroles = '{"{0}"}'
                        and pg_get_expr(p.polqual, p.polrelid) = $pol${Policy}$pol$
                        and pg_get_expr(p.polwithcheck, p.polrelid) = $pol${Policy}$pol$)
            """),
        ("tenant_id is there, not null, and set from the transaction", """
            select c.oid::regclass::text from tables as c
            where not exists (
                select from pg_attribute as a join pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
                where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnotnull and a.atttypid = 'uuid'::regtype
                    and pg_get_expr(d.adbin, d.adrelid) = 'app.tenant_id()')
            """),
        ("the primary key and every unique index carry tenant_id", """
            select i.indexrelid::regclass::text
            from pg_index as i join tables as c on c.oid = i.indrelid
            where i.indisunique and not exists (
                select from pg_attribute as a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnum = any(i.indkey))
            union all
            select c.oid::regclass::text from tables as c
            where not exists (
                select from pg_index as i join pg_attribute as a on a.attrelid = c.oid and a.attnum = i.indkey[0]
                where i.indrelid = c.oid and i.indisprimary and a.attname = 'tenant_id')
            """),
        ("every foreign key carries tenant_id on both sides", """
            select k.conname || ' on ' || c.oid::regclass::text
            from pg_constraint as k join tables as c on c.oid = k.conrelid
            where k.contype = 'f' and not exists (
                select from generate_subscripts(k.conkey, 1) as n
                join pg_attribute as own on own.attrelid = k.conrelid and own.attnum = k.conkey[n]
                join pg_attribute as theirs on theirs.attrelid = k.confrelid and theirs.attnum = k.confkey[n]
                where own.attname = 'tenant_id' and theirs.attname = 'tenant_id')
            """),
        ("exclusion constraints carry tenant_id", """
            select k.conname from pg_constraint as k join tables as c on c.oid = k.conrelid
            where k.contype = 'x' and not exists (
                select from pg_attribute as a where a.attrelid = k.conrelid and a.attname = 'tenant_id' and a.attnum = any(k.conkey))
            """),
        ("nobody but the owner may truncate, reference or hang triggers on anything", """
            select grants.table_schema || '.' || grants.table_name || ' ' || grants.privilege_type || ' to ' || grants.grantee
            from information_schema.role_table_grants as grants
            where grants.table_schema not in ('pg_catalog', 'information_schema')
                and grants.privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER')
                and grants.grantee not in ('olympus_owner', 'postgres')
            """),
        ("nothing is granted to everybody", """
            select grants.table_schema || '.' || grants.table_name
            from information_schema.role_table_grants as grants
            where grants.table_schema not in ('pg_catalog', 'information_schema') and grants.grantee = 'PUBLIC'
            """),
        ("the event log and ledgers are only appended to", """
            select grants.table_schema || '.' || grants.table_name || ' ' || grants.privilege_type || ' to ' || grants.grantee
            from information_schema.role_table_grants as grants
            where grants.table_schema || '.' || grants.table_name in ('events.log', 'inventory.movements', 'commerce.price_changes')
                and grants.privilege_type in ('UPDATE', 'DELETE') and grants.grantee <> 'olympus_owner'
            """),
        ("views run with the rights of who asks", """
            select c.oid::regclass::text from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
            where c.relkind = 'v' and n.nspname not in ('pg_catalog', 'information_schema')
                and not coalesce('security_invoker=true' = any(c.reloptions), false)
            """),
        ("there are no materialized views and no foreign tables", """
            select c.oid::regclass::text from pg_class as c where c.relkind in ('m', 'f')
            """),
        ("functions that see all tenants are on the list, have a fixed search_path and are not for everybody", """
            select f.oid::regproc::text
            from pg_proc as f join pg_namespace as n on n.oid = f.pronamespace
            where n.nspname not in ('pg_catalog', 'information_schema') and f.prosecdef
                and (f.oid::regproc::text <> all($1)
                    or not exists (select from unnest(f.proconfig) as setting where setting like 'search_path=%')
                    or has_function_privilege('public', f.oid, 'execute'))
            """),
        ("no login but the superuser bypasses row-level security", """
            select rolname::text from pg_roles where rolcanlogin and (rolsuper or rolbypassrls) and rolname <> 'postgres'
            """),
        ("tables say what they are for", """
            select c.oid::regclass::text from tables as c where obj_description(c.oid) is null
            """),
    ];

    private const string Tables = """
        with tables as (
            select c.oid, c.relrowsecurity, c.relforcerowsecurity
            from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema')
                and n.nspname || '.' || c.relname <> all($2)
        )
        """;

    public static async Task<List<string>> Broken(NpgsqlConnection connection, string query, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"{Tables} select found.name from ({query}) as found (name) where $1 is not null", connection)
        {
            Parameters = { new() { Value = Definers }, new() { Value = Global } },
        };
        var found = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            found.Add(reader.GetString(0));
        return found;
    }

    public static async Task<List<string>> AllBroken(NpgsqlConnection connection, CancellationToken ct)
    {
        var found = new List<string>();
        foreach (var (rule, query) in Rules)
            found.AddRange((await Broken(connection, query, ct)).Select(name => $"{rule}: {name}"));
        return found;
    }
}
