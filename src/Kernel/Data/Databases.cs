using Npgsql;
using Olympus.Kernel.Events;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Kernel.Data;

/// <summary>The connection pools of the program, one for each database role it may be. No other code opens a connection.</summary>
public sealed class Databases : IAsyncDisposable
{
    /// <summary>How many seconds a statement may take, in what people wait for.</summary>
    public const int Patience = 30;

    private readonly string _alone;

    /// <summary>Requests: sees one tenant at a time.</summary>
    public NpgsqlDataSource App { get; }

    /// <summary>For reads of requests that are short.</summary>
    internal SharedReads ShortReads { get; }

    /// <summary>Projections and effects: sees one tenant at a time as well, and may move positions.</summary>
    public NpgsqlDataSource Worker { get; }

    /// <param name="appUrl"><c>postgresql://user:password@host:port/database</c> or a key=value connection string.</param>
    /// <param name="workerUrl">The same for the worker role.</param>
    /// <param name="patience">How many seconds a statement may take; 0: as long as it needs, for commands that somebody watches.</param>
    public Databases(string appUrl, string workerUrl, int appPool = 40, int workerPool = 10, int patience = Patience)
    {
        App = Build(appUrl, "olympus-app", appPool, patience);
        ShortReads = new(App, Math.Max(2, Environment.ProcessorCount));
        Worker = Build(workerUrl, "olympus-worker", workerPool, patience);
        _alone = new NpgsqlConnectionStringBuilder(KeyValues(appUrl))
        {
            Pooling = false,
            Timeout = 5,
            CommandTimeout = 10,
            // Finds out that a connection on which nothing happens is dead.
            KeepAlive = 30,
            // What is said here is worth nothing after a crash.
            Options = "-c synchronous_commit=off",
        }.ConnectionString;
    }

    /// <summary>A connection of one's own as the role of requests, in no pool: the only kind that may listen. It sees no tenant's rows.</summary>
    internal async Task<NpgsqlConnection> OpenAlone(string name, CancellationToken ct)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_alone) { ApplicationName = name }.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a pool with the options that make a tenant read one fast round trip. <c>No Reset On Close</c> is safe only because
    /// nothing here ever sets session state: a test forbids it.</summary>
    public static NpgsqlDataSource Build(string url, string name, int pool, int patience = Patience)
    {
        var settings = new NpgsqlConnectionStringBuilder(KeyValues(url))
        {
            ApplicationName = name,
            MaxPoolSize = pool,
            MaxAutoPrepare = 200,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
            Timeout = 5,
            CommandTimeout = patience,
            IncludeErrorDetail = false,
            // A transaction that is left open holds back every reader of the event log.
            Options = "-c idle_in_transaction_session_timeout=60000",
        };
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }

    /// <summary>Npgsql takes key=value pairs; everybody else writes URLs.</summary>
    public static string KeyValues(string url)
    {
        if (!url.StartsWith("postgres://", StringComparison.Ordinal) && !url.StartsWith("postgresql://", StringComparison.Ordinal))
            return url;
        var uri = new Uri(url);
        var user = uri.UserInfo.Split(':', 2);
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port > 0 ? uri.Port : 5432,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')),
            Username = Uri.UnescapeDataString(user[0]),
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
        };
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            if (parts is ["host", var host])
                settings.Host = Uri.UnescapeDataString(host);
            else if (parts is ["sslmode", var mode])
                settings.SslMode = Enum.Parse<SslMode>(mode.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
        }

        return settings.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Worker.DisposeAsync();
    }
}

/// <summary>Opens a <see cref="TenantDb"/> for a tenant that is known without a request: sign-up, command line, jobs.</summary>
public sealed class TenantDbs(Databases databases, TimeProvider clock, Constraints constraints, EventSignal signal)
{
    public TenantDb For(Id<Tenant> tenant, string actor, string correlationId = "") => For(new TenantScope(tenant, actor, correlationId));

    internal TenantDb For(TenantScope scope) => new(databases.App, databases.ShortReads, scope, clock, constraints, signal);
}

/// <summary>As <see cref="TenantDbs"/>, but on the worker's connections: for loops that work through what tenants have waiting.</summary>
public sealed class WorkerDbs(Databases databases, TimeProvider clock, Constraints constraints, EventSignal signal)
{
    public TenantDb For(Id<Tenant> tenant, string actor) => new(databases.Worker, null, new TenantScope(tenant, actor), clock, constraints, signal);

    /// <summary>Asks a function that may see all tenants; plain tables show nothing here.</summary>
    public async Task<List<T>> Query<T>(Sql sql, CancellationToken ct)
    {
        await using var connection = await databases.Worker.OpenConnectionAsync(ct);
        return await new WorkerSession(connection, ct).Query<T>(sql);
    }
}

/// <summary>
/// The few questions that are asked before a tenant is known, over tables that belong to no tenant (slugs, signing keys, revocations).
/// Row-level security still hides every tenant's rows from it. Only Kernel, Auth, Platform and named jobs may use it; a test holds the list.
/// </summary>
public sealed class SystemDb(Databases databases)
{
    public async Task<List<T>> Query<T>(Sql sql, CancellationToken ct)
    {
        await using var connection = await databases.App.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(sql.ToCommand());
        await using var reader = await batch.ExecuteReaderAsync(ct);
        var rows = await reader.All<T>(ct);
        while (await reader.NextResultAsync(ct))
        {
        }

        return rows;
    }

    public async Task<T?> First<T>(Sql sql, CancellationToken ct) => (await Query<T>(sql, ct)) is [{ } first, ..] ? first : default;

    public async Task<ulong> Execute(Sql sql, CancellationToken ct)
    {
        await using var connection = await databases.App.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(sql.ToCommand());
        await batch.ExecuteNonQueryAsync(ct);
        return batch.BatchCommands[0].Rows;
    }
}
