using FluentValidation;
using Olympus.Analytics.Asking;
using Olympus.Analytics.Behaviour;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Goals;

/// <summary>What is to be reached, and by when.</summary>
/// <param name="Name">For people, 1 to 120 characters.</param>
/// <param name="Measure">Of <c>GET /analytics/model</c>.</param>
/// <param name="Target">0 or more: whole for counts and minor units, a decimal for shares.</param>
/// <param name="Direction">Which way is good.</param>
/// <param name="From">The first business day.</param>
/// <param name="To">The last one; at most two years.</param>
/// <param name="Filters">What is counted; as of a question.</param>
/// <param name="Currency">Of a target that is money; needed where the locations have several.</param>
/// <param name="OwnerId">Whose goal it is; the caller's unless told.</param>
public sealed record GoalRequest(
    string Name, string Measure, decimal Target, GoalDirection Direction, DateOnly From, DateOnly To, IReadOnlyList<FigureFilterRequest>? Filters = null,
    Currency? Currency = null, Id<User>? OwnerId = null);

public sealed class GoalRules : AbstractValidator<GoalRequest>
{
    private const int MostDays = 731;

    public GoalRules()
    {
        RuleFor(goal => goal.Name).NotEmpty().MaximumLength(120);
        RuleFor(goal => goal.Measure).NotEmpty().MaximumLength(100);
        RuleFor(goal => goal.Target).InclusiveBetween(0, 1_000_000_000_000_000);
        RuleFor(goal => goal.To).Must((goal, to) => to >= goal.From && to.DayNumber - goal.From.DayNumber < MostDays)
            .WithMessage("Not before the first day, and at most two years.").WithErrorCode("range");
    }
}

internal static class GoalRefusals
{
    public static Refusal OwnerUnknown(Id<User> id) =>
        new Refusal(409, "analytics.goal_owner_unknown", "There is no such user.").With("owner_id", id.Value);
}

/// <summary>What a goal is, once everything in it was looked up.</summary>
internal sealed record GoalTerms(
    string Name, string Measure, decimal Target, GoalDirection Direction, DateOnly From, DateOnly To, IReadOnlyList<FigureFilterRequest> Filters,
    Currency? Currency, Id<User> OwnerId)
{
    /// <summary>Refuses as a question does, and what not everybody who sees figures may see, 422 <c>analytics.currency_needed</c>, and 409 <c>analytics.goal_owner_unknown</c>.</summary>
    public static async Task<GoalTerms> Of(
        GoalRequest asked, Principal principal, TenantDb db, ILocations locations, IUsers users, TimeProvider clock, CancellationToken ct)
    {
        var filters = asked.Filters ?? [];
        // The question itself refuses what cannot be asked, or is not for the caller.
        var answer = await Questions.Ask(
            new FigureQueryRequest([asked.Measure], new(null, asked.From, asked.To), Filters: filters, Limit: 1), principal, db, locations, clock, ct);
        if (Measures.ByName[asked.Measure].Permission is not null)
            throw AnalyticsRefusals.NotAvailable(asked.Measure, "Everybody who sees figures sees goals and hears of them.").AsException();
        var owner = asked.OwnerId ?? principal.UserId;
        if (asked.OwnerId is not null && await db.First<UserIdentity>(users.ById(owner), ct) is null)
            throw GoalRefusals.OwnerUnknown(owner).AsException();
        Currency[] currencies = [.. answer.Totals.Select(total => total.Currency).OfType<string>().Select(code => new Currency(code))];
        return new(
            asked.Name.Trim(), asked.Measure, asked.Target, asked.Direction, asked.From, asked.To, filters,
            answer.Measures[0].Unit != FigureUnit.Money ? null
                : asked.Currency is { } named && currencies.Contains(named) ? named
                : asked.Currency is null && currencies is [var only] ? only
                : throw BehaviourRefusals.CurrencyNeeded(currencies).AsException(),
            owner);
    }
}
