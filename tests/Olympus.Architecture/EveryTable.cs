using Npgsql;

namespace Olympus.Architecture;

public sealed class EveryTable(Database database)
{
    /// <summary>Ways in which somebody may weaken a table by accident; each must be noticed.</summary>
    private static readonly (string Name, string Statement)[] Mutants =
    [
        ("drop the policy", "drop policy tenant on {0}"),
        ("drop force", "alter table {0} no force row level security"),
        ("disable row-level security", "alter table {0} disable row level security"),
        ("let everybody read", "alter policy tenant on {0} using (true)"),
        ("let everybody write", "alter policy tenant on {0} with check (true)"),
        ("add a permissive policy", "create policy open on {0} using (true)"),
        ("hide the policy from a role", "alter policy tenant on {0} to olympus_app"),
        ("grant truncate", "grant truncate on {0} to olympus_app"),
        ("allow no tenant", "alter table {0} alter column tenant_id drop default"),
        ("a view with the owner's rights", "create view app.leak as select tenant_id from {0}"),
    ];

    [Fact]
    public async Task Keeps_tenants_apart()
    {
        await using var connection = await database.Admin.OpenConnectionAsync(TestContext.Current.CancellationToken);
        (await Catalogue.AllBroken(connection, TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Would_be_missed_if_weakened()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var connection = await database.Admin.OpenConnectionAsync(ct);
        var tables = await TenantTables(connection, ct);
        tables.Count.ShouldBeGreaterThan(5);
        var survivors = new List<string>();
        foreach (var table in tables)
            foreach (var (name, statement) in Mutants)
            {
                await using var transaction = await connection.BeginTransactionAsync(ct);
                await using (var mutate = new NpgsqlCommand(string.Format(statement, table), connection))
                    await mutate.ExecuteNonQueryAsync(ct);
                if ((await Catalogue.AllBroken(connection, ct)).Count == 0)
                    survivors.Add($"{table}: {name}");
                await transaction.RollbackAsync(ct);
            }

        survivors.ShouldBeEmpty();
        TestContext.Current.TestOutputHelper?.WriteLine($"{tables.Count * Mutants.Length} mutants of {tables.Count} tables, all noticed");
    }

    [Fact]
    public async Task Would_be_missed_if_its_keys_lost_the_tenant()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var connection = await database.Admin.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var mutate = new NpgsqlCommand(
            """
            create table app.keyless (tenant_id uuid not null default app.tenant_id(), id uuid primary key, user_id uuid, email text unique);
            comment on table app.keyless is 'x';
            select app.tenant_table('app.keyless');
            """,
            connection))
            await mutate.ExecuteNonQueryAsync(ct);
        (await Catalogue.AllBroken(connection, ct)).Count(found => found.StartsWith("the primary key and every unique", StringComparison.Ordinal)).ShouldBe(3);
    }

    private static async Task<List<string>> TenantTables(NpgsqlConnection connection, CancellationToken ct) =>
        await Catalogue.Broken(connection, "select c.oid::regclass::text from tables as c", ct);
}
