using System.Text.Json;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Values;

namespace Olympus.Kernel.Tenancy;

/// <summary>A name in the shared cache. There is none without a tenant, so two tenants cannot meet under one.</summary>
public sealed record TenantKey
{
    /// <param name="tenant">Whose; never nobody's.</param>
    /// <param name="what">Such as <c>plan</c>.</param>
    public TenantKey(Id<Tenant> tenant, string what)
    {
        if (tenant.Value == Guid.Empty)
            throw new ArgumentException("What is cached belongs to a tenant.", nameof(tenant));
        (Tenant, What) = (tenant, what);
    }

    public Id<Tenant> Tenant { get; }

    public string What { get; }
}

/// <summary>What all processes remember together, for a short time. It may forget anything at any moment; the truth is in the database.</summary>
public interface ITenantCache
{
    /// <summary>The value that is known, or else the one that <paramref name="load"/> finds. Of many who ask at once, one loads.</summary>
    /// <param name="key">Whose, and what.</param>
    /// <param name="longest">How long it may be known; the bound of its age when forgetting fails.</param>
    /// <param name="load">Asks the database.</param>
    Task<T> Get<T>(TenantKey key, TimeSpan longest, Func<Task<T>> load);

    /// <summary>False when it could not be made sure that it is forgotten.</summary>
    Task<bool> Forget(TenantKey key);
}

public static class CacheExtensions
{
    /// <summary>Makes every process forget what is cached under the name, once this transaction is committed: surely, by an effect.</summary>
    public static void Forget(this Tx tx, string what) => tx.AskFor(ForgetCached.KindName, new Forgotten(what));
}

internal sealed record Forgotten(string What);

/// <summary>Tried again until the cache says that it forgot; where there is no cache, there is nothing to forget.</summary>
public sealed class ForgetCached(ITenantCache? cache = null) : IEffect
{
    internal const string KindName = "cache.forget";

    public string Kind => KindName;

    public async Task Run(Guid id, string payload, TenantDb db, CancellationToken ct)
    {
        if (cache is not null && !await cache.Forget(new(db.Tenant, JsonSerializer.Deserialize<Forgotten>(payload, Http.WireJson.Options)!.What)))
            throw new InvalidOperationException("The cache is away.");
    }
}
