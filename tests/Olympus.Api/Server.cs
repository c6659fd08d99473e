using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Api;
using Olympus.Auth;
using Olympus.Host;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;

[assembly: AssemblyFixture(typeof(Server))]

namespace Olympus.Api;

/// <summary>One server over one migrated database for the whole run, on a real port. Tests are isolated by tenant, not by cleaning.</summary>
public sealed class Server : IAsyncLifetime
{
    private WebApplication? _app;

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
        await Migrations.Run(OwnerUrl, Migration.From(MigrationsFolder), CancellationToken.None);
        _app = OlympusServer.Build(new(AppUrl, WorkerUrl, RandomNumberGenerator.GetBytes(32), "http://127.0.0.1:0"), TestServices);
        await _app.StartAsync();
        Url = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    private static void TestServices(IServiceCollection services) => services
        .AddSingleton<IBearerAuthentication>(provider => new TestBearer(provider.GetRequiredService<BearerAuthentication>()))
        .AddSingleton(new AuthSettings { PasswordIterations = 2_000, SignUpsPerHour = 1_000_000 });

    /// <summary>A client that nobody signed in with.</summary>
    public HttpClient Anonymous() => new() { BaseAddress = Url };

    public HttpClient Client(string bearer)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new("Bearer", bearer);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is null)
            return;
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
