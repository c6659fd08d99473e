using Olympus.Host.Verbs;
using Olympus.Kernel.Data;

namespace Olympus.Host;

/// <summary>The program without its server: what verbs of the command line work with.</summary>
internal sealed class OlympusProgram : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OlympusProgram(WebApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public static async Task<OlympusProgram> Open(CancellationToken ct)
    {
        var app = OlympusServer.Build(
            new(HostEnvironment.AppUrl, HostEnvironment.WorkerUrl, Secrets.Load(HostEnvironment.StateFolder), "http://127.0.0.1:0") { IsWatched = true });
        await StartupChecks.Demand(app.Services.GetRequiredService<Databases>(), ct);
        return new OlympusProgram(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
