using System.Collections.Frozen;
using Olympus.Kernel.Tenancy;

namespace Olympus.Gateway.Live;

/// <summary>What one subscription may see: decided when it begins, and again when the rights of its user change.</summary>
internal sealed class Audience
{
    /// <param name="Locations">Null: everywhere.</param>
    /// <param name="Only">The one location, where the channel names one.</param>
    /// <param name="Thing">The one thing, where the channel names one.</param>
    /// <param name="NamedBy">The member by which payloads name the thing.</param>
    /// <param name="Person">The one user that it must be about.</param>
    internal sealed record Rule(Guid[]? Locations, Guid? Only = null, Guid? Thing = null, string? NamedBy = null, Guid? Person = null);

    private readonly FrozenDictionary<string, Rule[]> _byType;
    private readonly Rule[] _ofAll;

    /// <param name="rules">Event type → rule; the type <c>*</c> stands for all.</param>
    public Audience(IEnumerable<(string Type, Rule Rule)> rules)
    {
        _byType = rules.GroupBy(one => one.Type, one => one.Rule).ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        _ofAll = _byType.GetValueOrDefault("*") ?? [];
    }

    public bool Sees(LiveFact fact) => (_byType.TryGetValue(fact.Type, out var rules) && Any(rules, fact)) || Any(_ofAll, fact);

    private static bool Any(Rule[] rules, LiveFact fact)
    {
        foreach (var rule in rules)
            if (Holds(rule, fact))
                return true;
        return false;
    }

    private static bool Holds(Rule rule, LiveFact fact)
    {
        if (rule.Person is { } person)
            return (fact.AggregateType == "user" && fact.AggregateId == person) || fact.Member("user_id") == person;
        if (rule.Only is { } only && fact.Location != only)
            return false;
        if (fact.Location is { } location && rule.Locations is { } places && !places.Contains(location))
            return false;
        return rule.Thing is not { } thing || fact.AggregateId == thing || (rule.NamedBy is { } name && fact.Member(name) == thing);
    }
}
