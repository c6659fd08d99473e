using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Webhooks;

/// <summary>The log is kept for some weeks. A delivery's id begins with the moment it was made, so the oldest are found along the primary key.</summary>
public static class OldDeliveries
{
    private const int TenantsAtOnce = 100;
    private const int DeliveriesAtOnce = 500;

    private const string TenantsSql = "select tenant_id from webhooks.tenants_with_old_deliveries($1, $2)";

    private const string ForgetSql = """
        delete from webhooks.deliveries where id in (select id from webhooks.deliveries where id < $1 order by id limit $2)
        """;

    /// <returns>Whether there may be more.</returns>
    public static async Task<bool> Forget(WorkerDbs dbs, WebhookSettings settings, TimeProvider clock, CancellationToken ct)
    {
        var before = FirstIdAt(clock.GetUtcNow().AddDays(-settings.KeepDays));
        var tenants = await dbs.Query<Id<Tenant>>(new(TenantsSql, before, TenantsAtOnce), ct);
        foreach (var tenant in tenants)
            await dbs.For(tenant, "webhooks").Write(tx => tx.Execute(new(ForgetSql, before, DeliveriesAtOnce)), ct);
        return tenants.Count > 0;
    }

    /// <summary>The least UUIDv7 of a moment.</summary>
    internal static Guid FirstIdAt(DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes, Math.Max(0, at.ToUnixTimeMilliseconds()) << 16);
        return new(bytes, bigEndian: true);
    }
}
