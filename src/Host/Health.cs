using Olympus.Kernel.Data;
using Olympus.Kernel.Http;

namespace Olympus.Host;

/// <summary>What a balancer or an orchestrator asks. Live never looks at the database: one blip there must not restart the fleet.</summary>
public static class Health
{
    private const string PingSql = "select 1";

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").AllowEverybody().Costs(0).ExcludeFromDescription();
        health.MapGet("/live", () => TypedResults.Text("live"));
        health.MapGet("/startup", () => TypedResults.Text("started"));
        health.MapGet("/ready", Ready);
    }

    private static async Task<IResult> Ready(SystemDb db, IHostApplicationLifetime lifetime, CancellationToken ct)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return TypedResults.Text("stopping", statusCode: StatusCodes.Status503ServiceUnavailable);
        await db.First<int>(new(PingSql), ct);
        return TypedResults.Text("ready");
    }
}
