using Microsoft.Extensions.Configuration;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Http;

namespace Olympus.Gateway.Edge;

/// <summary>Tokens a minute (section <c>Olympus:RateLimits</c>); 0 means no limit. A request takes one token unless its route costs more.</summary>
public sealed record RateLimitSettings
{
    public bool Enabled { get; init; } = true;

    /// <summary>Of each user of a tenant on this plan.</summary>
    public int Standard { get; init; } = 100;

    /// <inheritdoc cref="Standard"/>
    public int Professional { get; init; } = 500;

    /// <inheritdoc cref="Standard"/>
    public int Enterprise { get; init; }

    /// <summary>All users of a tenant together have so many times what one has.</summary>
    public int TenantFactor { get; init; } = 10;

    /// <summary>Of each place on the network, for requests without a sign-in and for tokens that are refused.</summary>
    public int Anonymous { get; init; } = 60;

    /// <summary>Routes with a limit of their own (<c>Olympus:RateLimits:Routes:login</c>), instead of what they were declared with.</summary>
    public IReadOnlyDictionary<string, int> Routes { get; init; } = new Dictionary<string, int>();

    public static RateLimitSettings From(IConfiguration section)
    {
        var defaults = new RateLimitSettings();
        return new()
        {
            Enabled = section["Enabled"] is not { } text ? defaults.Enabled
                : bool.TryParse(text, out var enabled) ? enabled
                : throw new InvalidOperationException($"Olympus:RateLimits:Enabled must be true or false, not '{text}'."),
            Standard = Number(section, "Standard", defaults.Standard),
            Professional = Number(section, "Professional", defaults.Professional),
            Enterprise = Number(section, "Enterprise", defaults.Enterprise),
            TenantFactor = Number(section, "TenantFactor", defaults.TenantFactor),
            Anonymous = Number(section, "Anonymous", defaults.Anonymous),
            Routes = section.GetSection("Routes").GetChildren().ToDictionary(route => route.Key, route => Number(section, $"Routes:{route.Key}", 0)),
        };
    }

    internal RateLimit? OfUser(string plan) => Limit("user", PerMinute(plan));

    internal RateLimit? OfTenant(string plan) => Limit("tenant", (int)Math.Min((long)PerMinute(plan) * TenantFactor, 10 * Most));

    internal RateLimit? OfPlace => Limit("address", Anonymous);

    internal RateLimit? OfRoute(OwnLimit own) => Limit(own.Name, Routes.GetValueOrDefault(own.Name, own.PerMinute));

    private int PerMinute(string plan) => plan switch
    {
        Plans.Enterprise => Enterprise,
        Plans.Professional => Professional,
        _ => Standard,
    };

    private static RateLimit? Limit(string name, int perMinute) => perMinute > 0 ? new(name, perMinute) : null;

    /// <summary>Ten million a minute is more than one process answers; finer steps than the clock's there cannot be.</summary>
    private const int Most = 10_000_000;

    private static int Number(IConfiguration section, string name, int otherwise) =>
        section[name] is not { } text ? otherwise
        : int.TryParse(text, out var number) && number is >= 0 and <= Most ? number
        : throw new InvalidOperationException($"Olympus:RateLimits:{name} must be a whole number from 0 (no limit) to {Most}, not '{text}'.");
}
