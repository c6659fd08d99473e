using System.CommandLine;
using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Bench;

/// <summary><c>bench events</c>: many writers fill the log while workers read it and are killed; what they read is compared with what was written.</summary>
internal static class EventLog
{
    private const string TableSql = """
        create schema bench;
        grant usage on schema bench to olympus_app, olympus_worker;
        create table bench.taken (
            tenant_id uuid not null default app.tenant_id(),
            writer uuid not null,
            events bigint not null,
            numbers bigint not null,
            last bigint not null,
            constraint taken_pkey primary key (tenant_id, writer)
        );
        select app.tenant_table('bench.taken');
        """;

    private const string KillText = """
        select count(pg_terminate_backend(pid)) from pg_stat_activity
        where application_name = 'olympus-worker' and datname = current_database() and xact_start is not null
        """;

    private sealed record Numbered(Guid WriterId, long Number) : IEvent
    {
        public static string EventType => "bench.number.written";
        public static string AggregateType => "writer";
        Guid IEvent.AggregateId => WriterId;
    }

    private sealed record Taken(long Events, long Numbers, long Last);

    private sealed class Taking : IProjection
    {
        private const string TakeText = """
            insert into bench.taken (writer, events, numbers, last) values ($1, $2, $3, $4)
            on conflict on constraint taken_pkey do update
            set events = taken.events + excluded.events, numbers = taken.numbers + excluded.numbers, last = excluded.last
            """;

        public string Name => "bench_taking";

        public IReadOnlySet<string> Reads { get; } = new HashSet<string> { Numbered.EventType };

        public Task Apply(IReadOnlyList<LoggedEvent> events, Tx tx)
        {
            foreach (var of in events.Select(e => e.As<Numbered>()).GroupBy(e => e.WriterId))
                tx.Enqueue(new(TakeText, of.Key, (long)of.Count(), of.Sum(e => e.Number), of.Last().Number));
            return Task.CompletedTask;
        }

        public Task Reset(Tx tx)
        {
            tx.Enqueue(new("delete from bench.taken"));
            return Task.CompletedTask;
        }
    }

    public static Command Create()
    {
        var events = new Option<int>("--events") { Description = "How many events are written.", DefaultValueFactory = _ => 100_000 };
        var writers = new Option<int>("--writers") { Description = "How many write at once.", DefaultValueFactory = _ => 16 };
        var command = new Command("events", "Fill the event log while its readers are killed; ends with 1 when one was lost or taken twice.") { events, writers };
        command.SetAction((parsed, ct) => Measure(parsed.GetValue(events), parsed.GetValue(writers), ct));
        return command;
    }

    private static async Task<int> Measure(int wanted, int writers, CancellationToken ct)
    {
        await using var site = await Site.Open(ct);
        await using var admin = NpgsqlDataSource.Create(ConnectionString.Of(site.AdminUrl));
        await using (var owner = NpgsqlDataSource.Create(ConnectionString.Of(site.OwnerUrl)))
        await using (var table = owner.CreateCommand(TableSql))
            await table.ExecuteNonQueryAsync(ct);
        await using var databases = new Databases(site.AppUrl, site.WorkerUrl);
        var tenants = Enumerable.Range(0, 8).Select(_ => Id<Tenant>.New()).ToArray();
        var ids = Enumerable.Range(0, writers).Select(_ => Guid.CreateVersion7()).ToArray();
        var written = new long[writers];
        var (left, read, kills) = (wanted, 0L, 0L);
        TenantDb Tenant(int writer) => new TenantDbs(databases, TimeProvider.System, new([]), new EventSignal()).For(tenants[writer % tenants.Length], "bench");

        var watch = Stopwatch.StartNew();
        var writing = Enumerable.Range(0, writers).Select(writer => Task.Run(
            async () =>
            {
                var random = new Random(writer);
                while (true)
                {
                    var count = random.Next(1, 9);
                    count = Math.Min(count, Interlocked.Add(ref left, -count) + count);
                    if (count <= 0)
                        return;
                    await Tenant(writer).Write(
                        tx =>
                        {
                            for (var n = 1; n <= count; n++)
                                tx.Append(new Numbered(ids[writer], written[writer] + n));
                            return Task.CompletedTask;
                        },
                        ct);
                    written[writer] += count;
                }
            },
            ct)).ToArray();
        using var done = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var workers = Enumerable.Range(0, 2).Select(_ => Task.Run(() => Work(databases, done.Token), ct)).ToArray();
        var all = Task.WhenAll(writing);
        while (!all.IsCompleted)
        {
            await Task.WhenAny(all, Task.Delay(1000, ct));
            await using var kill = admin.CreateCommand(KillText);
            kills += (long)(await kill.ExecuteScalarAsync(ct))!;
        }

        await all;
        var wrote = watch.Elapsed;
        while (read < wanted && watch.Elapsed < wrote + TimeSpan.FromMinutes(2))
        {
            await Task.Delay(20, ct);
            read = 0;
            for (var writer = 0; writer < writers; writer++)
                read += (await Of(writer))?.Events ?? 0;
        }

        var took = watch.Elapsed;
        await done.CancelAsync();
        await Task.WhenAll(workers);
        var wrong = 0;
        for (var writer = 0; writer < writers; writer++)
            if (await Of(writer) != new Taken(written[writer], written[writer] * (written[writer] + 1) / 2, written[writer]))
                wrong++;
        Console.WriteLine(
            $"{written.Sum()} events by {writers} writers in {wrote.TotalSeconds:0.0} s ({wanted / wrote.TotalSeconds:0}/s); 2 workers had them {(took - wrote).TotalMilliseconds:0} ms later "
            + $"({wanted / took.TotalSeconds:0}/s), {kills} of their transactions killed; lost {Math.Max(0, wanted - read)}, taken twice {Math.Max(0, read - wanted)}, "
            + $"writers whose numbers disagree {wrong}");
        return read == wanted && wrong == 0 ? 0 : 1;

        Task<Taken?> Of(int writer) => Tenant(writer).First<Taken>(new("select events, numbers, last from bench.taken where writer = $1", ids[writer]), ct);
    }

    private static async Task Work(Databases databases, CancellationToken ct)
    {
        var (runner, projection) = (new ProjectionRunner(databases, TimeProvider.System, NullLogger<ProjectionRunner>.Instance), new Taking());
        while (!ct.IsCancellationRequested)
            try
            {
                if (!await runner.CatchUp(projection, ct))
                    await Task.Delay(20, ct);
            }
            catch (Exception e) when (e is NpgsqlException or OperationCanceledException)
            {
                // Killed, as it should be, or done.
                await Task.Delay(10, CancellationToken.None);
            }
    }
}
