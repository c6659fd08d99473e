using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Contracts.Platform;

/// <summary>What a business says of itself when it signs up.</summary>
/// <param name="Name">As customers know it.</param>
/// <param name="Slug">Unique in the whole installation: lower-case letters, digits and hyphens.</param>
/// <param name="Industry"><c>restaurant</c>, <c>retail</c>, <c>hospitality</c>, <c>events</c> or <c>salon</c>.</param>
/// <param name="Currency">Of its first location.</param>
/// <param name="TimeZone">IANA zone of its first location.</param>
/// <param name="TaxRegion">ISO 3166-1 alpha-2, or with a subdivision such as <c>US-NY</c>.</param>
/// <param name="PricesIncludeTax">Whether the prices it enters include tax.</param>
/// <param name="Locale">BCP 47: how it likes to see things.</param>
/// <param name="DayCutOff">Local time at which the business day of its first location begins.</param>
public sealed record NewTenant(
    Id<Tenant> TenantId, string Name, string Slug, string Industry,
    Id<Location> LocationId, string LocationName, Currency Currency, string TimeZone, string TaxRegion, bool PricesIncludeTax,
    Id<User> OwnerId, string OwnerName, string OwnerEmail, string Locale = "en", TimeOnly DayCutOff = default);

/// <summary>What a tenant can pay for.</summary>
public static class Plans
{
    public const string Standard = "standard";
    public const string Professional = "professional";
    public const string Enterprise = "enterprise";

    public static readonly IReadOnlyList<string> All = [Standard, Professional, Enterprise];
}

/// <summary>Answered by Platform.</summary>
public interface ITenants
{
    /// <summary>Creates tenant, first location and owner (with the role <c>owner</c> in the whole tenant) in the caller's transaction, which
    /// must be scoped to the new tenant, and lets every module seed what it needs. Refuses 409 <c>platform.slug_taken</c>.</summary>
    Task Register(Tx tx, NewTenant tenant);

    /// <summary>The tenant of a slug, asked before anybody is signed in; null when there is none or it is suspended.</summary>
    Task<Id<Tenant>?> FindBySlug(string slug, CancellationToken ct);

    /// <summary>What the tenant pays for, one of <see cref="Plans"/>; <see cref="Plans.Standard"/> when there is no such tenant.</summary>
    Task<string> PlanOf(Id<Tenant> tenant, CancellationToken ct);

    /// <summary>Puts the transaction's tenant on another plan; for operators, never for a tenant. Appends <c>platform.tenant.plan_changed</c>
    /// unless it is the one it has.</summary>
    Task ChangePlan(Tx tx, string plan);
}

/// <summary>Called inside the transaction in which a location is opened in a tax region or moved to one, so that a module can lay down what is
/// needed there.</summary>
public interface ITaxRegionSeed
{
    Task Seed(Tx tx, string taxRegion);
}

/// <summary>Called inside the transaction of a sign-up, so that a module can lay down what a new tenant needs (tax rates, for example).</summary>
public interface ITenantSeed
{
    Task Seed(Tx tx, NewTenant tenant);
}
