using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Olympus.Gateway.Edge;
using Olympus.Kernel.Data;

namespace Olympus.Api.Graph;

/// <summary>A server whose statements are counted.</summary>
internal sealed class CountedServer : IAsyncDisposable
{
    private const string Frame = "select set_config('app.tenant_id'";

    private readonly ActivityListener _listener;
    private int _count;

    private CountedServer(string mark)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                // Its own pools are told by a setting that changes nothing.
                if (activity.TagObjects.Any(tag => tag.Value is string text && text.Contains(mark, StringComparison.OrdinalIgnoreCase)))
                    Interlocked.Add(ref _count, Statements(activity));
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public Server Server { get; private set; } = null!;

    public static async Task<CountedServer> Open(RateLimitSettings? limits = null)
    {
        var size = Random.Shared.Next(20_000, 60_000);
        var counted = new CountedServer($"Write Buffer Size={size}");
        var marked = new NpgsqlConnectionStringBuilder(Databases.KeyValues(Server.AppUrl)) { WriteBufferSize = size }.ConnectionString;
        counted.Server = await Server.With(services =>
        {
            services.AddSingleton(new Databases(marked, Server.WorkerUrl));
            if (limits is not null)
                services.AddSingleton(limits);
        });
        return counted;
    }

    /// <summary>How many reads of a tenant's rows there were meanwhile.</summary>
    public async Task<int> While(Func<Task> work)
    {
        Interlocked.Exchange(ref _count, 0);
        await work();
        return Volatile.Read(ref _count);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>A read is a frame that names the tenant, and its statement. What plan a tenant has is asked anew every few seconds, whoever asks for what.</summary>
    private static int Statements(Activity activity) =>
        (activity.GetTagItem("db.query.text") ?? activity.GetTagItem("db.statement")) is string text
            ? text.Split(Frame).Skip(1).Count(read => !read.Contains("platform.tenants", StringComparison.Ordinal))
            : 0;
}
