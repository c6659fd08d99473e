using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Olympus.Api;
using Olympus.Auth;
using Olympus.Gateway.Edge;
using Olympus.Gateway.Live;
using Olympus.Host;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Security;
using Olympus.Webhooks;

[assembly: AssemblyFixture(typeof(Server))]

namespace Olympus.Api;

/// <summary>One server over one migrated database for the whole run, on a real port. Tests are isolated by tenant, not by cleaning.</summary>
public sealed class Server : IAsyncLifetime
{
    /// <summary>The same in all servers of a run, as in replicas: with another one, they could not read each other's signing keys.</summary>
    private static readonly byte[] Secret = RandomNumberGenerator.GetBytes(32);

    private string? _database;
    private Action<IServiceCollection>? _changes;
    private Action<WebApplication>? _routes;
    private (string Name, string Value)[] _options = [];
    private ProcessRoles _roles = ProcessRoles.All;
    private WebApplication? _app;

    private SplitProcesses? _split;

    /// <summary>With <c>OLYMPUS_TEST_TOPOLOGY=split</c> the server of the whole run is several processes, and what is in this one only looks into the
    /// database; a test that needs more of it is skipped. A server of a test's own is always one.</summary>
    private bool _isSplit = Environment.GetEnvironmentVariable("OLYMPUS_TEST_TOPOLOGY") == "split";

    /// <summary>A server of its own over a database that exists and belongs to the caller.</summary>
    internal static Task<Server> Over(string database) => Start(new() { _database = database });

    /// <summary>A server of its own over the common database, in which these services stand for the usual ones.</summary>
    internal static Task<Server> With(Action<IServiceCollection> changes) => Start(new() { _changes = changes, _roles = Beside });

    /// <summary>A server of its own over the common database, with routes that the product does not have.</summary>
    internal static Task<Server> Serving(Action<WebApplication> routes, Action<IServiceCollection>? changes = null) =>
        Start(new() { _routes = routes, _changes = changes, _roles = Beside });

    /// <summary>A server of its own over the common database, with these settings.</summary>
    internal static Task<Server> Set(params (string Name, string Value)[] options) => Start(new() { _options = options, _roles = Beside });

    /// <summary>The common server does the work of the common database.</summary>
    private static ProcessRoles Beside => ProcessRoles.All & ~ProcessRoles.Worker;

    private static async Task<Server> Start(Server server)
    {
        server._isSplit = false;
        await server.InitializeAsync();
        return server;
    }

    private readonly LogBook _logs = new();

    /// <summary>All that this server has logged.</summary>
    internal LogBook Logs => InOneProcess(_logs);

    public Uri Url { get; private set; } = null!;

    public IServiceProvider Services => _app!.Services;

    public static string OwnerUrl => Environment.GetEnvironmentVariable("OLYMPUS_TEST_OWNER_URL")
        ?? throw new InvalidOperationException("Run the tests through ./olympus test: it starts the database they need.");

    public static string AppUrl => Environment.GetEnvironmentVariable("OLYMPUS_TEST_APP_URL")!;

    public static string WorkerUrl => Environment.GetEnvironmentVariable("OLYMPUS_TEST_WORKER_URL")!;

    public static string MigrationsFolder => Path.Combine(AppContext.BaseDirectory, "database", "migrations");

    public async ValueTask InitializeAsync()
    {
        Environment.SetEnvironmentVariable("Olympus__Payments__Gateway", "test");
        await Migrations.Run(In(OwnerUrl), Migration.From(MigrationsFolder), CancellationToken.None);
        // Of the split product only what issues tokens is here; above all nobody else does the worker's work.
        var settings = new ServerSettings(In(AppUrl), In(WorkerUrl), Secret, "http://127.0.0.1:0", _isSplit ? ProcessRoles.Auth : _roles)
        {
            Options = _options.ToDictionary(option => option.Name, string? (option) => option.Value),
        };
        _app = OlympusServer.Build(settings, TestServices);
        _routes?.Invoke(_app);
        await _app.StartAsync();
        if (_isSplit)
            _split = await SplitProcesses.Start(Secret, In(AppUrl), In(WorkerUrl));
        Url = _split?.Url ?? new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>What a test needs of the very process that answers it; where that is several, the test is skipped.</summary>
    internal T InOneProcess<T>(T wanted)
    {
        Assert.SkipWhen(_isSplit, "needs all of the server in this process");
        return wanted;
    }

    /// <summary>Limits that no test may come near to, as they are called in settings.</summary>
    internal static IEnumerable<string> Generous => ["Standard", "Anonymous", .. Routes.Select(route => $"Routes__{route}")];

    private static readonly string[] Routes = ["login", "refresh", "sign-up", "invitation", "live", "till", "pin"];

    /// <summary>Every request is counted, and none refused: one address makes them all.</summary>
    private static RateLimitSettings Unhindered => new()
    {
        Standard = 1_000_000,
        Anonymous = 1_000_000,
        Routes = Routes.ToDictionary(route => route, _ => 1_000_000),
    };

    private void TestServices(IServiceCollection services)
    {
        services
            .AddSingleton<IBearerAuthentication>(provider => new TestBearer(provider.GetRequiredService<BearerAuthentication>()))
            .AddSingleton<ILoggerProvider>(_logs)
            .AddSingleton(Unhindered)
            .AddSingleton(Api.Webhooks.Receiver.Settings)
            .AddSingleton(Api.Analytics.Postbox.Settings)
            .AddSingleton<ResolveHost>(Api.Webhooks.Names.Resolve)
            .AddSingleton(new LiveSettings { PerAddress = 1_000_000 })
            .AddSingleton(new AuthSettings { PasswordIterations = 2_000, SignUpsPerHour = 1_000_000 });
        _changes?.Invoke(services);
    }

    /// <summary>The same login, but to this server's database.</summary>
    internal string In(string url) => _database is null
        ? url
        : new NpgsqlConnectionStringBuilder(Databases.KeyValues(url)) { Database = _database }.ConnectionString;

    /// <summary>A client that nobody signed in with.</summary>
    public HttpClient Anonymous() => new() { BaseAddress = Url };

    public HttpClient Client(string bearer)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new("Bearer", _isSplit && TestBearer.InClear(bearer) is { } token
            ? Services.GetRequiredService<AccessTokens>().Issue(token) // real processes take no tokens in clear text
            : bearer);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        if (_split is not null)
            await _split.DisposeAsync();
        if (_app is null)
            return;
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
