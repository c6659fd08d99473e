using Microsoft.Extensions.Logging;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Gateway.Edge;

/// <summary>What the users of a tenant may do in a minute; null: as much as they like.</summary>
internal sealed record PlanLimits(RateLimit? User, RateLimit? Tenant);

/// <summary>
/// Which limits a tenant has, in memory. Only the first request of a tenant waits for the database; later ones take what is known, and one in ten seconds
/// asks again beside them, so a change of plan is seen by every process within seconds.
/// </summary>
internal sealed partial class TenantPlans(ITenants tenants, RateLimitSettings settings, TimeProvider clock, ILogger<TenantPlans> log)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, PlanLimits> _limits =
        Plans.All.ToDictionary(plan => plan, plan => new PlanLimits(settings.OfUser(plan), settings.OfTenant(plan)));

    private readonly Generations<Id<Tenant>, Known> _known = new(65_536);

    private sealed class Known(PlanLimits limits, long at)
    {
        public volatile PlanLimits Limits = limits;
        public long At = at;
    }

    public ValueTask<PlanLimits> Of(Id<Tenant> tenant)
    {
        if (_known.Find(tenant) is not { } known)
            return new(Read(tenant));
        var (at, now) = (Volatile.Read(ref known.At), clock.GetTimestamp());
        if (clock.GetElapsedTime(at, now) > Fresh && Interlocked.CompareExchange(ref known.At, now, at) == at)
            _ = ReadAgain(tenant, known);
        return new(known.Limits);
    }

    private async Task<PlanLimits> Read(Id<Tenant> tenant)
    {
        var at = clock.GetTimestamp();
        var limits = _limits[await tenants.PlanOf(tenant, CancellationToken.None)];
        _known.Add(tenant, new(limits, at));
        return limits;
    }

    /// <summary>Nobody waits for this. While the database is away, the plan that was known stays.</summary>
    private async Task ReadAgain(Id<Tenant> tenant, Known known)
    {
        try
        {
            known.Limits = _limits[await tenants.PlanOf(tenant, CancellationToken.None)];
        }
        catch (Exception e)
        {
            Unknown(log, e);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The plan of a tenant could not be read again; the one that was known stays in force")]
    private static partial void Unknown(ILogger log, Exception e);
}
