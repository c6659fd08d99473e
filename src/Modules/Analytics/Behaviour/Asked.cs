using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Behaviour;

/// <summary>What a question is about: never more than the caller may see, and always one currency.</summary>
/// <param name="Locations">Null: all.</param>
/// <param name="From">The first business day.</param>
/// <param name="To">The last one, included.</param>
/// <param name="Today">The business day that runs now, at the place that is furthest.</param>
internal sealed record Asked(Guid[]? Locations, Currency Currency, DateOnly From, DateOnly To, DateOnly Today)
{
    private const int Longest = 366 * 5;

    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>404 for a location that does not exist or that the caller may not see, 422 <c>analytics.currency_needed</c>, 400 for days that are none.</summary>
    /// <param name="back">How many days before the last one are meant when no first day is named.</param>
    public static async Task<Asked> Of(
        Id<Location>? location, Currency? currency, DateOnly? from, DateOnly? to, Func<DateOnly, DateOnly> back, Principal principal, TenantDb db,
        ILocations locations, TimeProvider clock, CancellationToken ct)
    {
        if (location is { } one && !principal.Can("analytics:read", one))
            throw AccessRefusals.NotFound.AsException();
        var among = principal.LocationsFor("analytics:read");
        var places = await db.Query<LocationFacts>(location is { } asked ? locations.Facts(asked) : locations.Active(among), ct);
        if (location is not null && places.Count == 0)
            throw AccessRefusals.NotFound.AsException();

        Currency[] currencies = [.. places.Select(place => place.Currency).Distinct()];
        var chosen = currency ?? (currencies is [var single] ? single : throw BehaviourRefusals.CurrencyNeeded(currencies).AsException());
        var now = clock.GetUtcNow();
        var today = places.Count > 0 ? places.Max(place => place.BusinessDay(now)) : DateOnly.FromDateTime(now.UtcDateTime);
        var last = to ?? today;
        var first = from ?? back(last);
        if (first > last || last.DayNumber - first.DayNumber >= Longest)
            throw ValidBodyExtensions.Invalid(new FieldError("/from", "range", "From the first day up to the last, at most five years.")).AsException();
        return new(location is { } only ? [only.Value] : among, chosen, first, last, today);
    }
}

public static class BehaviourRefusals
{
    public static Refusal CurrencyNeeded(IReadOnlyCollection<Currency> currencies) =>
        new Refusal(422, "analytics.currency_needed", "These places have several currencies, and they are never added up: name one, or one place.")
            .With("currencies", currencies.Select(currency => currency.Code).Order(StringComparer.Ordinal).ToArray());

    public static readonly Refusal TooMuch =
        new(422, "analytics.too_much", "That is more than one answer can hold: ask for fewer days, or for what happens more often.");
}
