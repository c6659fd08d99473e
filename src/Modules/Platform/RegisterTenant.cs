using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Platform;

/// <summary>Lays down a new tenant: itself, its first location, its owner, and what every module seeds.</summary>
internal sealed class RegisterTenant(IEnumerable<ITenantSeed> seeds, SystemDb system, TenantDbs tenants, ITenantCache? cache = null) : ITenants
{
    private const string PlanKey = "plan";

    /// <summary>Every server asks again after so long, for every tenant that it serves.</summary>
    private static readonly TimeSpan PlanIsKnown = TimeSpan.FromSeconds(10);

    private const string InsertSlugSql = "insert into platform.tenant_slugs (slug, tenant_id) values ($1, $2)";

    private const string InsertTenantSql = "insert into platform.tenants (id, name, slug, industry, settings) values ($1, $2, $3, $4, $5)";

    private const string InsertLocationSql = """
        insert into platform.locations (id, name, time_zone, currency, tax_region, prices_include_tax, day_cut_off)
        values ($1, $2, $3, $4, $5, $6, $7)
        """;

    private const string InsertOwnerSql = "insert into platform.users (id, name, email) values ($1, $2, $3)";

    private const string InsertOwnerRoleSql = "insert into platform.role_assignments (id, user_id, role) values ($1, $2, 'owner')";

    private const string FindBySlugSql = "select tenant_id from platform.tenant_slugs where slug = $1 and status = 'active'";

    private const string PlanSql = "select plan from platform.tenants where id = $1";

    private const string ChangePlanSql = """
        update platform.tenants set plan = $2, version = version + 1, updated_at = $3 where id = $1 and plan <> $2 returning plan
        """;

    public async Task Register(Tx tx, NewTenant tenant)
    {
        tx.Enqueue(new(InsertSlugSql, tenant.Slug, tenant.TenantId));
        tx.Enqueue(new(InsertTenantSql, tenant.TenantId, tenant.Name, tenant.Slug, tenant.Industry, Json.Of(new TenantSettings(tenant.Locale))));
        tx.Enqueue(new(
            InsertLocationSql, tenant.LocationId, tenant.LocationName, tenant.TimeZone, tenant.Currency, tenant.TaxRegion, tenant.PricesIncludeTax,
            tenant.DayCutOff));
        tx.Enqueue(new(InsertOwnerSql, tenant.OwnerId, tenant.OwnerName, tenant.OwnerEmail.ToLowerInvariant()));
        tx.Enqueue(new(InsertOwnerRoleSql, Id<RoleAssignment>.New(), tenant.OwnerId));
        await tx.Flush();
        tx.Append(new TenantCreated(tenant.TenantId, tenant.Slug, tenant.Name, tenant.Industry));
        tx.Append(new LocationCreated(tenant.LocationId, tenant.LocationName, tenant.TimeZone, tenant.Currency));
        tx.Append(new UserCreated(tenant.OwnerId, "owner"));
        foreach (var seed in seeds)
            await seed.Seed(tx, tenant);
    }

    public async Task<Id<Tenant>?> FindBySlug(string slug, CancellationToken ct) =>
        (await system.Query<Id<Tenant>>(new(FindBySlugSql, slug), ct)) is [var found] ? found : null;

    public Task<string> PlanOf(Id<Tenant> tenant, CancellationToken ct) =>
        cache is null ? ReadPlan(tenant, ct) : cache.Get(new(tenant, PlanKey), PlanIsKnown, () => ReadPlan(tenant, ct));

    private async Task<string> ReadPlan(Id<Tenant> tenant, CancellationToken ct) =>
        await tenants.For(tenant, "gateway").First<string>(new(PlanSql, tenant), ct) ?? Plans.Standard;

    public async Task ChangePlan(Tx tx, string plan)
    {
        if (await tx.First<string>(new(ChangePlanSql, tx.Tenant, plan, tx.Now)) is null)
            return;
        tx.Append(new TenantPlanChanged(tx.Tenant, plan));
        tx.Forget(PlanKey);
    }
}
