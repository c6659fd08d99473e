using Olympus.Analytics;
using Olympus.Analytics.Reports.Saved;
using Olympus.Auth;
using Olympus.Commerce.Catalog;
using Olympus.Commerce.Orders;
using Olympus.Commerce.Payments;
using Olympus.Commerce.Pricing;
using Olympus.Customers;
using Olympus.Demo;
using Olympus.Gateway.App;
using Olympus.Gateway.Edge;
using Olympus.Gateway.Forwarding;
using Olympus.Gateway.Graph;
using Olympus.Gateway.Live;
using Olympus.Import;
using Olympus.Inventory;
using Olympus.Kernel;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Http;
using Olympus.Platform;
using Olympus.Redis;
using Olympus.Webhooks;

namespace Olympus.Host;

/// <summary>What a server needs to know to start.</summary>
/// <param name="AppUrl">PostgreSQL, as the role olympus_app.</param>
/// <param name="WorkerUrl">PostgreSQL, as the role olympus_worker.</param>
/// <param name="Secret">At least 32 random bytes, the same in all replicas: keys are derived from it.</param>
/// <param name="Urls">Addresses to listen on.</param>
/// <param name="Roles">What of the product this process does; all code is there whatever it does.</param>
public sealed record ServerSettings(string AppUrl, string WorkerUrl, byte[] Secret, string Urls, ProcessRoles Roles = ProcessRoles.All)
{
    /// <summary>Settings that are not from the environment, such as <c>Olympus:TrustedProxies</c>.</summary>
    public IReadOnlyDictionary<string, string?> Options { get; init; } = new Dictionary<string, string?>();

    /// <summary>Whether somebody watches, as a command of the command line: its statements take as long as they need.</summary>
    public bool IsWatched { get; init; }
}

/// <summary>Composes the modules into one server. Wiring only.</summary>
public static class OlympusServer
{
    public static WebApplication Build(ServerSettings settings, Action<IServiceCollection>? last = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings.Options);
        builder.WebHost.UseUrls(settings.Urls);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.LimitRequests(builder.Configuration));
        builder.Logging.AddLogs();
        builder.Services.Configure<HostOptions>(host =>
        {
            host.ShutdownTimeout = TimeSpan.FromSeconds(8);
            host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore;
        });
        builder.Services.ConfigureHttpJsonOptions(json => WireJson.Configure(json.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);

        var services = builder.Services;
        services.AddKernel(
            new Databases(settings.AppUrl, settings.WorkerUrl, patience: settings.IsWatched ? 0 : Databases.Patience), Secrets.CursorKey(settings.Secret));
        services.AddHostedService<WakeUps>();
        services.AddApiDocument();
        services.AddTelemetry();
        services.AddEdge(builder.Configuration);
        services.AddRedis(builder.Configuration);
        services.AddAuth(builder.Configuration, Secrets.Derive(settings.Secret, "olympus/signing-keys"));
        services.AddPlatform().AddCatalog().AddPricing().AddInventory().AddCustomers().AddOrders().AddPayments(builder.Configuration).AddImport()
            .AddAnalytics(builder.Configuration, Secrets.Derive(settings.Secret, "olympus/report-links"))
            .AddDemo().AddLiveHub(builder.Configuration).AddGraph(builder.Configuration)
            .AddWebhooks(builder.Configuration, Secrets.Derive(settings.Secret, "olympus/webhook-secrets"));
        services.AddSingleton<IInvariant, SalesAgreeWithBooks>().AddSingleton<IInvariant, MoneyAndStockAgreeWithBooks>();
        AddRoles(services, builder.Configuration, settings.Roles);
        last?.Invoke(services);

        var app = builder.Build();
        app.UseBeforeAll(app.Configuration);
        app.UseTelemetry();
        app.UseRequestId();
        app.UseProblems();
        if (settings.Roles.HasFlag(ProcessRoles.Web))
            app.UseApplication(app.Configuration);
        if (settings.Roles.HasFlag(ProcessRoles.Gateway))
        {
            app.UseGraphiQL(app.Configuration);
            UseEdge(app, Forwards(settings.Roles));
        }
        else
            UseInside(app, settings.Roles);
        MapRoutes(app);
        if (Forwards(settings.Roles))
            app.MapForwarding();
        // Said aloud so that the routes are known before the server starts: the API document is made from them.
        app.UseEndpoints(_ => { });
        return app;
    }

    /// <summary>Limits hold where requests come in, whichever process answers them in the end.</summary>
    private static void UseEdge(WebApplication app, bool forwards)
    {
        app.UseManners(app.Configuration);
        app.UseWebSockets();
        app.UseRouting();
        app.UsePlaceLimits();
        if (forwards)
            app.ForwardUnknownRoutes();
        app.UseAccess();
        app.UseUserLimits();
        if (forwards)
            app.ForwardKnownRoutes();
    }

    /// <summary>Behind a gateway: a process answers for its roles, and looks at the token itself.</summary>
    private static void UseInside(WebApplication app, ProcessRoles roles)
    {
        app.ServeOnly(roles);
        app.UseRouting();
        app.UseAccess();
    }

    private static bool Forwards(ProcessRoles roles) => roles.HasFlag(ProcessRoles.Gateway) && Topology.Lacking(roles).Any();

    /// <summary>What runs by itself in this process, beside what requests ask for.</summary>
    private static void AddRoles(IServiceCollection services, IConfiguration configuration, ProcessRoles roles)
    {
        if ((roles & ~(ProcessRoles.Worker | ProcessRoles.Web)) != ProcessRoles.None)
            services.AddTokenUpkeep();
        if (roles.HasFlag(ProcessRoles.Worker))
            services.AddHostedService<EventWorker>().AddHostedService<WebhookWorker>().AddHostedService<ReportWorker>().RunEventStreams();
        if (roles.HasFlag(ProcessRoles.Gateway))
            services.RunLiveHub();
        if (Forwards(roles))
            services.AddForwarding(
                configuration, [.. Topology.Lacking(roles).Select(role => Elsewhere.From(configuration, Topology.Name(role), Topology.Prefixes[role]))]);
    }

    /// <summary>All of them whatever the roles, so that the whole API is there to be called inside the process (<see cref="EndpointDataSource"/>) and to
    /// be described; which of them the network reaches is decided by path before routing.</summary>
    private static void MapRoutes(WebApplication app)
    {
        app.MapHealth();
        app.MapRedis();
        app.MapApiDocument();
        app.MapEvents();
        app.MapAuth();
        app.MapPlatform();
        app.MapCatalog();
        app.MapPricing();
        app.MapInventory();
        app.MapCustomers();
        app.MapOrders();
        app.MapPayments();
        app.MapAnalytics();
        app.MapWebhooks();
        app.MapImport();
        app.MapLiveHub(() => Endpoints(app));
        app.MapGraph(() => Endpoints(app), ct => ApiDocument.Write(app.Services, json: true, ct));
    }

    /// <summary>All that is mapped.</summary>
    internal static IEnumerable<Endpoint> Endpoints(IEndpointRouteBuilder app) => app.DataSources.SelectMany(source => source.Endpoints);
}
