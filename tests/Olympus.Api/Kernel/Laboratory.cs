using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api.Kernel;

/// <summary>Something to count.</summary>
public sealed record CounterBumped(Guid CounterId, long By) : IEvent
{
    public static string EventType => "test.counter.bumped";
    public static string AggregateType => "counter";
    Guid IEvent.AggregateId => CounterId;
}

/// <summary>Something that passes by the projections under test.</summary>
public sealed record CounterPolished(Guid CounterId) : IEvent
{
    public static string EventType => "test.counter.polished";
    public static string AggregateType => "counter";
    Guid IEvent.AggregateId => CounterId;
}

/// <summary>A database of its own in which nothing moves by itself: the tests are the worker, and the clock is theirs.</summary>
public sealed class Laboratory : IAsyncLifetime
{
    private const string TablesSql = """
        create schema lab;
        grant usage on schema lab to olympus_app, olympus_worker;
        create table lab.counters (
            tenant_id uuid not null default app.tenant_id(),
            projection text not null,
            id uuid not null,
            total bigint not null,
            events bigint not null,
            last_by bigint not null,
            constraint counters_pkey primary key (tenant_id, projection, id)
        );
        select app.tenant_table('lab.counters');
        """;

    private readonly string _name = $"olympus_lab_{Guid.CreateVersion7():N}";

    public Databases Databases { get; private set; } = null!;

    public MovableClock Clock { get; } = new();

    public EventSignal Signal { get; } = new();

    public string AdminUrl => In(Environment.GetEnvironmentVariable("OLYMPUS_TEST_ADMIN_URL")!);

    public async ValueTask InitializeAsync()
    {
        await Admin(Environment.GetEnvironmentVariable("OLYMPUS_TEST_ADMIN_URL")!, $"create database {_name} owner olympus_owner");
        await Migrations.Run(In(Server.OwnerUrl), Migration.From(Server.MigrationsFolder), CancellationToken.None);
        await Admin(In(Server.OwnerUrl), TablesSql);
        Databases = new(In(Server.AppUrl), In(Server.WorkerUrl));
    }

    public async ValueTask DisposeAsync()
    {
        await Databases.DisposeAsync();
        await Admin(Environment.GetEnvironmentVariable("OLYMPUS_TEST_ADMIN_URL")!, $"drop database {_name} with (force)");
    }

    public TenantDb Tenant(Id<Tenant> tenant) => new TenantDbs(Databases, Clock, new([]), Signal).For(tenant, "test");

    public ProjectionRunner Runner() => new(Databases, Clock, NullLogger<ProjectionRunner>.Instance);

    /// <summary>One that reads fewer events at once than there are, and writes three such batches together where it can.</summary>
    public ProjectionRunner RunnerOfSmallBatches() => new(Databases, Clock, NullLogger<ProjectionRunner>.Instance) { RebuildBatch = 50, GatheredBatches = 3 };

    public EffectRunner Effects(params IEffect[] effects) => new(new(Databases, Clock, new([]), Signal), effects, Clock, NullLogger<EffectRunner>.Instance);

    public Task Bump(Id<Tenant> tenant, params (Guid Counter, long By)[] bumps) => Tenant(tenant).Write(
        tx =>
        {
            foreach (var (counter, by) in bumps)
                tx.Append(new CounterBumped(counter, by));
            return Task.CompletedTask;
        },
        TestContext.Current.CancellationToken);

    /// <summary>Moves the projection until it has nothing more to do and the expected is true: somebody else's open transaction on the same
    /// cluster holds events back until it ends.</summary>
    public async Task Until(Func<Task<bool>> expected, params CountingProjection[] projections)
    {
        var runner = Runner();
        for (var started = TimeProvider.System.GetTimestamp(); ; await Task.Delay(20))
        {
            foreach (var projection in projections)
                await runner.CatchUp(projection, TestContext.Current.CancellationToken);
            if (await expected())
                return;
            TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(60), "the projection never got there");
        }
    }

    private string In(string url) => new UriBuilder(url) { Path = _name }.Uri.AbsoluteUri;

    private static async Task Admin(string url, string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Databases.KeyValues(url)) { Pooling = false }.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Ends all connections of workers that are within a transaction; how many there were.</summary>
    public async Task<int> KillWorkers()
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Databases.KeyValues(AdminUrl)) { Pooling = false }.ConnectionString);
        await using var command = source.CreateCommand("""
            select count(pg_terminate_backend(pid))::int from pg_stat_activity
            where application_name = 'olympus-worker' and datname = current_database() and xact_start is not null
            """);
        return (int)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Ends a backend, as a crash of the worker does.</summary>
    public Task Kill(int backend) => Admin(AdminUrl, $"select pg_terminate_backend({backend})");
}

/// <summary>A clock that stands still unless told.</summary>
public sealed class MovableClock : TimeProvider
{
    private TimeSpan _ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _ahead;

    public void Forward(TimeSpan by) => _ahead += by;
}

/// <summary>Adds up bumps. The last one is kept too, so that a wrong order shows.</summary>
/// <param name="gathers">Whether a replay of it writes many stretches of the log together.</param>
public sealed class CountingProjection(string name, Func<LoggedEvent, Tx, Task>? before = null, bool gathers = false) : IProjection
{
    private const string BumpSql = """
        insert into lab.counters (projection, id, total, events, last_by) values ($1, $2, $3, 1, $3)
        on conflict on constraint counters_pkey do update set total = counters.total + $3, events = counters.events + 1, last_by = $3
        """;

    private const string ResetSql = "delete from lab.counters where projection = $1";

    private const string ReadSql = "select id, total, events, last_by from lab.counters where projection = $1 order by id";

    public sealed record Counter(Guid Id, long Total, long Events, long LastBy);

    public string Name => name;

    public IReadOnlySet<string> Reads { get; } = new HashSet<string> { CounterBumped.EventType };

    public async Task Apply(IReadOnlyList<LoggedEvent> events, Tx tx)
    {
        foreach (var e in events)
        {
            if (before is not null)
                await before(e, tx);
            Count(e, tx);
        }
    }

    public Gathering? Gather()
    {
        var gathered = new List<LoggedEvent>();
        return gathers
            ? new(
                (events, _) =>
                {
                    gathered.AddRange(events);
                    return Task.CompletedTask;
                },
                tx => gathered.ForEach(e => Count(e, tx)))
            : null;
    }

    private void Count(LoggedEvent e, Tx tx)
    {
        var bumped = e.As<CounterBumped>();
        tx.Enqueue(new(BumpSql, name, bumped.CounterId, bumped.By));
    }

    public Task Reset(Tx tx)
    {
        tx.Enqueue(new(ResetSql, name));
        return Task.CompletedTask;
    }

    public Task<List<Counter>> Read(TenantDb db) => db.Query<Counter>(new(ReadSql, name), TestContext.Current.CancellationToken);
}
