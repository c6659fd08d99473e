using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Gateway.Live;

/// <summary>The channels that modules filled, and who may look into which.</summary>
internal sealed class Channels(IEnumerable<LiveSource> sources, ILocations locations)
{
    /// <summary>Not of the event log: who is connected.</summary>
    public const string Presence = "presence";

    private readonly ILookup<string, LiveSource> _sources = sources.ToLookup(source => source.Channel, StringComparer.Ordinal);

    public IEnumerable<string> Names => _sources.Select(channel => channel.Key);

    /// <summary>What this user may see of the channel. 403 <c>auth.forbidden</c> when their role has nothing to do with it; 404 <c>not_found</c> for a channel,
    /// a location or a thing that does not exist, or not for them: always the same answer.</summary>
    public async Task<Audience> Admit(string channel, Principal principal, TenantDb db, CancellationToken ct)
    {
        var (name, id) = Parse(channel);
        var all = _sources[name].ToArray();
        if (all.Length == 0 || all[0].Form == (id is null ? LiveForm.Thing : LiveForm.Tenant))
            throw AccessRefusals.NotFound.AsException();
        var mine = all.Where(source => source.Permission is not { } permission
            || (source.InWholeTenant ? principal.CanEverywhere(permission) : principal.CanSomewhere(permission))).ToArray();
        if (mine.Length == 0)
            throw AccessRefusals.Forbidden(all[0].Permission!).AsException();
        return id is not { } thing ? new(mine.SelectMany(source => Rules(source, principal, new(Places(source, principal)))))
            : all[0].Form is LiveForm.Location ? await AtLocation(mine, thing, principal, db, ct)
            : await AboutThing(all, mine, thing, principal, db, ct);
    }

    /// <summary>Every event of the tenant, or those of these types, for somebody who may read the whole log.</summary>
    public static Audience WholeLog(Principal principal, IEnumerable<string>? types)
    {
        principal.DemandEverywhere("events:read");
        return new((types ?? ["*"]).Select(type => (type, new Audience.Rule(null))));
    }

    private async Task<Audience> AtLocation(LiveSource[] mine, Guid location, Principal principal, TenantDb db, CancellationToken ct)
    {
        var here = mine.Where(source => source.Permission is { } permission && principal.Can(permission, new(location))).ToArray();
        if (here.Length == 0 || await db.First<LocationFacts>(locations.Facts(new(location)), ct) is null)
            throw AccessRefusals.NotFound.AsException();
        return new(here.SelectMany(source => Rules(source, principal, new([location], Only: location))));
    }

    private static async Task<Audience> AboutThing(
        LiveSource[] all, LiveSource[] mine, Guid thing, Principal principal, TenantDb db, CancellationToken ct)
    {
        var found = await db.Query<Guid>(all.First(source => source.Where is not null).Where!(thing), ct);
        var here = found is [var location]
            ? mine.Where(source => source.Permission is { } permission && principal.Can(permission, new(location))).ToArray()
            : [];
        if (here.Length == 0)
            throw AccessRefusals.NotFound.AsException();
        return new(here.SelectMany(source => Rules(source, principal, new(Places(source, principal), Thing: thing, NamedBy: source.NamedBy))));
    }

    private static IEnumerable<(string, Audience.Rule)> Rules(LiveSource source, Principal principal, Audience.Rule rule)
    {
        if (source.Permission is null)
            rule = new(null, Person: principal.UserId.Value);
        return source.Types.Count == 0 ? [("*", rule)] : source.Types.Select(type => (type, rule));
    }

    private static Guid[]? Places(LiveSource source, Principal principal) => source.Permission is { } permission ? principal.LocationsFor(permission) : null;

    /// <summary>One spelling for each: the id in the form in which we write ids.</summary>
    private static (string Name, Guid? Id) Parse(string channel)
    {
        var colon = channel.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return (channel, null);
        var text = channel[(colon + 1)..];
        return Guid.TryParseExact(text, "D", out var id) && id.ToString() == text ? (channel[..colon], id) : throw AccessRefusals.NotFound.AsException();
    }
}
