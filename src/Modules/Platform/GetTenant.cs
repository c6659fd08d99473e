using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;

namespace Olympus.Platform;

public static class GetTenant
{
    internal const string TenantSql = """
        select id, name, slug, industry, plan, status, settings, branding, created_at, updated_at, version
        from platform.tenants
        where id = $1
        """;

    /// <summary>The business of the signed-in user, with its ETag.</summary>
    public static async Task<TenantView> Handle(TenantDb db, CancellationToken ct) =>
        await db.First<TenantView>(new(TenantSql, db.Tenant), ct) ?? throw AccessRefusals.NotFound.AsException();
}
