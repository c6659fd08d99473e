using Olympus.Kernel.Tenancy;

namespace Olympus.Analytics.Asking;

/// <summary>What somebody may see of figures: everything that shows them asks with one of these.</summary>
/// <param name="Among">Of these locations; null: all.</param>
/// <param name="Costs">Whether also what goods had cost, and what is made of it.</param>
internal sealed record Sight(Guid[]? Among, bool Costs)
{
    /// <summary>Costs belong to the catalogue, which is the whole tenant's: whoever may change it may see them.</summary>
    public const string OfCosts = "catalog:write";

    public static Sight Of(Principal principal) => new(principal.LocationsFor(Questions.Permission), principal.CanEverywhere(OfCosts));

    public bool Shows(Measure measure) => measure.Permission is null || Costs;

    public bool Shows(string measure) => !Measures.ByName.TryGetValue(measure, out var known) || Shows(known);

    /// <summary>Refuses 403 <c>auth.forbidden</c> a plan with a measure that is not for them.</summary>
    public Plan Demand(Plan plan) => plan.Measures.FirstOrDefault(measure => !Shows(measure)) is { } secret
        ? throw AccessRefusals.Forbidden(secret.Permission!).AsException()
        : plan;
}
