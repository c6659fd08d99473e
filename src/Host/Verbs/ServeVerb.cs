using System.CommandLine;
using Olympus.Kernel.Data;

namespace Olympus.Host.Verbs;

internal static class ServeVerb
{
    /// <summary>Measured: half of it costs latency again, twice as much takes the processor from the services beside it.</summary>
    private const int SpinsOfAGateway = 256;

    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Port to listen on.", DefaultValueFactory = _ => 8080 };
        var host = new Option<string>("--host") { Description = "Address to listen on.", DefaultValueFactory = _ => "127.0.0.1" };
        var migrate = new Option<bool>("--migrate") { Description = "Migrate first, as the owner role." };
        var demo = new Option<bool>("--demo") { Description = "Create the demo tenants unless they exist." };
        var roles = new Option<string?>("--roles")
        {
            Description = "What this process does, separated by commas: gateway, auth, platform, commerce, analytics, worker, web. "
                + "[default: Olympus__Roles, or all]",
        };
        roles.Validators.Add(given =>
        {
            try
            {
                Topology.Parse(given.GetValueOrDefault<string?>());
            }
            catch (StartupException e)
            {
                given.AddError(e.Message);
            }
        });
        var topology = new Option<string>("--topology")
        {
            Description = "one: this process does it all. split: the gateway here, and auth,platform, commerce, analytics, worker in processes of their own.",
            DefaultValueFactory = _ => "one",
        }.AcceptOnlyFromAmong("one", "split");
        var attached = new Option<bool>("--attached") { Description = "Say little, and stop when the standard input ends.", Hidden = true };
        var detached = new Option<bool>("--detached") { Description = "Print no passwords: the output goes to a log." };
        var command = new Command("serve", "Serve the API.") { port, host, roles, topology, migrate, demo, attached, detached };
        command.Validators.Add(given =>
        {
            if (given.GetValue(topology) == "split" && given.GetResult(roles) is not null)
                given.AddError("--topology split decides the roles itself: leave out --roles.");
        });
        return command.Runs(async (parsed, ct) =>
        {
            var ports = parsed.GetValue(topology) == "split" ? SplitTopology.Announce(parsed.GetValue(port)) : null;
            var does = ports is not null ? SplitTopology.Here : Topology.Parse(parsed.GetValue(roles) ?? HostEnvironment.Roles);
            WaitAwake(does);
            // The server is put together, and what the demo needs prepared, while the database works.
            var migrated = Migrate(parsed.GetValue(migrate), ct);
            var url = $"http://{parsed.GetValue(host)}:{parsed.GetValue(port)}";
            await using var app = OlympusServer.Build(
                new(HostEnvironment.AppUrl, HostEnvironment.WorkerUrl, Secrets.Load(HostEnvironment.StateFolder), url, does));
            // Routes are compiled when they are first asked for; the database leaves time for it now.
            var routes = Task.Run(() => app.Services.GetRequiredService<EndpointDataSource>().Endpoints.Count, ct);
            var checkedDatabase = Check(migrated, app.Services.GetRequiredService<Databases>(), ct);
            await using var others = ports is null ? null : SplitTopology.Start(ports, checkedDatabase, app.Services.GetRequiredService<ILoggerFactory>());
            var accounts = parsed.GetValue(demo) ? await DemoFile.Make(app.Services, $"http://localhost:{parsed.GetValue(port)}", checkedDatabase, ct) : null;
            await checkedDatabase;
            await routes;
            if (others is not null)
                await others.UntilReady(ct);
            await app.StartAsync(ct);
            if (parsed.GetValue(attached))
                StopWithInput(app.Lifetime);
            else
                Console.WriteLine($"Olympus is ready at {url}");
            if (!parsed.GetValue(detached))
                accounts?.Print(Console.Out);
            await app.WaitForShutdownAsync(ct);
            return 0;
        });
    }

    /// <summary>
    /// A process that only forwards spends its time on waking up for the next half of an exchange: its threads look a little longer for work before they
    /// sleep. Must be said before the thread pool's first thread starts. Every other process sleeps at once (see Olympus.Host.csproj).
    /// </summary>
    private static void WaitAwake(ProcessRoles does)
    {
        if ((does & ~(ProcessRoles.Gateway | ProcessRoles.Web)) == ProcessRoles.None)
            AppContext.SetData("System.Threading.ThreadPool.UnfairSemaphoreSpinLimit", SpinsOfAGateway);
    }

    private static async Task Migrate(bool wanted, CancellationToken ct)
    {
        await HostEnvironment.DatabaseIsReady(ct);
        if (wanted)
            await Migrations.Run(HostEnvironment.OwnerUrl, Migration.From(HostEnvironment.MigrationsFolder), ct);
    }

    private static async Task Check(Task migrated, Databases databases, CancellationToken ct)
    {
        await migrated;
        await StartupChecks.Demand(databases, ct);
    }

    /// <summary>Whoever started this process holds the other end of its input; when that goes, for whatever reason, so does this process.</summary>
    private static void StopWithInput(IHostApplicationLifetime lifetime) => _ = Task.Run(async () =>
    {
        using var input = Console.OpenStandardInput();
        await input.CopyToAsync(Stream.Null);
        lifetime.StopApplication();
    });
}
