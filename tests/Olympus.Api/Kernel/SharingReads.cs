using Npgsql;
using Olympus.Api.Live;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api.Kernel;

/// <summary>Short reads that go to the database together: every lane is kept busy behind a gate until all the others stand in the queue.</summary>
public sealed class SharingReads(Laboratory laboratory) : IClassFixture<Laboratory>
{
    private const string GateSql = "select pg_advisory_xact_lock_shared($1)::text";
    private const string TenantSql = "select app.tenant_id()::text || ' ' || count(*)::text from lab.counters where projection = $1";

    private static readonly int Lanes = Math.Max(2, Environment.ProcessorCount);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gives_each_what_its_own_tenant_has()
    {
        var tenants = await Task.WhenAll(Enumerable.Range(1, 7).Select(async rows => (Id: await Filled(rows), Rows: rows)));
        await using var gate = await Gate.Shut(laboratory);
        var reads = Enumerable.Range(0, 700).Select(n => tenants[n % tenants.Length]).Select(async tenant =>
            (Expected: $"{tenant.Id} {tenant.Rows}", Read: await laboratory.Tenant(tenant.Id).First<string>(new(TenantSql, "shared"), Ct))).ToList();
        reads.ShouldAllBe(read => !read.IsCompleted);
        await gate.Open();
        foreach (var (expected, read) in await Task.WhenAll(reads))
            read.ShouldBe(expected);
    }

    [Fact]
    public async Task Lets_nobody_else_feel_what_one_does_wrong()
    {
        var tenant = await Filled(1);
        var db = laboratory.Tenant(tenant);
        await using var gate = await Gate.Shut(laboratory);
        var good = new List<Task<string?>>();
        var (broken, refused, greedy, modest) = (new List<Task>(), new List<Task>(), new List<Task>(), new List<Task<string?>>());
        for (var n = 0; n < 40; n++)
        {
            good.Add(db.First<string>(new(TenantSql, "shared"), Ct));
            broken.Add(db.First<long>(new("select 1 / (count(*) - 1) from lab.counters"), Ct));
            refused.Add(db.ReadShort<bool>([new(TenantSql, "shared"), new(TenantSql, "none")], _ => throw AccessRefusals.NotFound.AsException(), Ct));
            greedy.Add(db.ReadShort([new(TenantSql, "shared")], async results => (await results.First<string>(), await results.First<string>()), Ct));
            modest.Add(db.ReadShort([new(TenantSql, "shared"), new(TenantSql, "none")], results => results.First<string>(), Ct));
        }

        await gate.Open();
        foreach (var read in good.Concat(modest))
            (await read).ShouldBe($"{tenant} 1");
        foreach (var read in broken)
            (await Should.ThrowAsync<PostgresException>(read)).SqlState.ShouldBe(PostgresErrorCodes.DivisionByZero);
        foreach (var read in refused)
            (await Should.ThrowAsync<RefusalException>(read)).Refusal.ShouldBe(AccessRefusals.NotFound);
        foreach (var read in greedy)
            await Should.ThrowAsync<InvalidOperationException>(read);
    }

    [Fact]
    public async Task Does_not_keep_whoever_has_gone()
    {
        var tenant = await Filled(1);
        await using var gate = await Gate.Shut(laboratory);
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var (left, stayed) = (
            laboratory.Tenant(tenant).First<string>(new(TenantSql, "shared"), gone.Token), laboratory.Tenant(tenant).First<string>(new(TenantSql, "shared"), Ct));
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(left);
        stayed.IsCompleted.ShouldBeFalse();
        await gate.Open();
        (await stayed).ShouldBe($"{tenant} 1");
    }

    [Fact]
    public async Task Fails_those_whose_connection_breaks_and_goes_on_with_the_next()
    {
        var tenant = await Filled(1);
        var db = laboratory.Tenant(tenant);
        for (var round = 0; round < 3 * Lanes; round++)
        {
            await using var gate = await Gate.Shut(laboratory);
            var killed = Enumerable.Range(0, 5).Select(_ => db.First<bool>(new("select pg_terminate_backend(pg_backend_pid()) and pg_sleep(60) is null"), Ct)).ToList();
            await gate.Open();
            foreach (var read in killed)
                await Should.ThrowAsync<NpgsqlException>(read);
        }

        // No lane was lost, so there are as many as before.
        await using (var gate = await Gate.Shut(laboratory))
            await gate.Open();
        (await db.First<string>(new(TenantSql, "shared"), Ct)).ShouldBe($"{tenant} 1");
    }

    [Fact]
    public async Task Cannot_write()
    {
        var tenant = await Filled(1);
        await using var gate = await Gate.Shut(laboratory);
        var write = laboratory.Tenant(tenant).First<long>(new("insert into lab.counters values (default, 'x', $1, 1, 1, 1) returning total", Guid.NewGuid()), Ct);
        await gate.Open();
        (await Should.ThrowAsync<PostgresException>(write)).SqlState.ShouldBe(PostgresErrorCodes.ReadOnlySqlTransaction);
    }

    private async Task<Id<Tenant>> Filled(int rows)
    {
        var tenant = Id<Tenant>.New();
        await laboratory.Tenant(tenant).Write(
            tx =>
            {
                for (var n = 0; n < rows; n++)
                    tx.Enqueue(new("insert into lab.counters (projection, id, total, events, last_by) values ('shared', $1, 1, 1, 1)", Guid.NewGuid()));
                return Task.CompletedTask;
            },
            Ct);
        return tenant;
    }

    /// <summary>A lock that a read in every lane waits for.</summary>
    private sealed class Gate(NpgsqlDataSource source, NpgsqlConnection connection, long key, List<Task> behind) : IAsyncDisposable
    {
        public static async Task<Gate> Shut(Laboratory laboratory)
        {
            long key = Random.Shared.Next();
            var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Databases.KeyValues(laboratory.AdminUrl)) { Pooling = false }.ConnectionString);
            var connection = await source.OpenConnectionAsync(Ct);
            await using var command = new NpgsqlCommand("select pg_advisory_lock($1)", connection) { Parameters = { new() { Value = key } } };
            await command.ExecuteNonQueryAsync(Ct);
            var nobody = laboratory.Tenant(Id<Tenant>.New());
            var behind = Enumerable.Range(0, Lanes).Select(_ => (Task)nobody.First<string>(new(GateSql, key), Ct)).ToList();
            await using var waiting = new NpgsqlCommand(
                "select count(*) from pg_locks where locktype = 'advisory' and not granted and objid = $1::oid", connection)
            { Parameters = { new() { Value = key } } };
            await Eventually.Holds(async () => (long)(await waiting.ExecuteScalarAsync(Ct))! == Lanes);
            return new(source, connection, key, behind);
        }

        public async Task Open()
        {
            await using var command = new NpgsqlCommand("select pg_advisory_unlock($1)", connection) { Parameters = { new() { Value = key } } };
            await command.ExecuteNonQueryAsync(Ct);
            await Task.WhenAll(behind);
        }

        public async ValueTask DisposeAsync()
        {
            await connection.DisposeAsync();
            await source.DisposeAsync();
        }
    }
}
