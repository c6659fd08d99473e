using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;

namespace Olympus.Analytics.Asking;

/// <summary>Figures, split and filtered as somebody asks.</summary>
public static class QueryFigures
{
    /// <summary>Of the locations at which the caller may see figures.</summary>
    /// <remarks>A location closed since is counted as it was.</remarks>
    public static Task<FigureAnswerView> Handle(
        FigureQueryRequest body, Principal principal, TenantDb db, ILocations locations, TimeProvider clock, CancellationToken ct) =>
        Questions.Ask(body, principal, db, locations, clock, ct);
}
