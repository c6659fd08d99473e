using Microsoft.Extensions.Configuration;
using Olympus.JsonRpc;

namespace Olympus.Gateway.Live;

/// <summary>What an operator may set (section <c>Olympus:Live</c>).</summary>
public sealed record LiveSettings
{
    /// <summary>Origins of web pages, besides our own, that may open a socket: <c>https://shop.example</c>, separated by commas.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>Connections of one user, one tenant, one network address to this process.</summary>
    public int PerUser { get; init; } = 10;

    public int PerTenant { get; init; } = 5_000;

    public int PerAddress { get; init; } = 200;

    public int Subscriptions { get; init; } = 100;

    /// <summary>A subscription that missed more events of its tenant than this is told to read everything anew.</summary>
    public int Replay { get; init; } = 10_000;

    /// <summary>How long a new socket may take to say whose it is.</summary>
    public TimeSpan SignIn { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long before its end a session is warned.</summary>
    public TimeSpan Warning { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A ping goes out this often.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Who does not answer a ping so long is gone.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>What waits for a client that does not read.</summary>
    public RpcLimits Peer { get; init; } = RpcLimits.Usual with { TooSlow = LiveEnd.TooSlow.Reason };

    public static LiveSettings From(IConfiguration section)
    {
        var defaults = new LiveSettings();
        return defaults with
        {
            Origins = section["Origins"]?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
            PerUser = Number(section, "SocketsPerUser", defaults.PerUser),
            PerTenant = Number(section, "SocketsPerTenant", defaults.PerTenant),
            PerAddress = Number(section, "SocketsPerAddress", defaults.PerAddress),
            Subscriptions = Number(section, "SubscriptionsPerSocket", defaults.Subscriptions),
            Replay = Number(section, "ReplayEvents", defaults.Replay),
            Heartbeat = TimeSpan.FromSeconds(Number(section, "HeartbeatSeconds", (int)defaults.Heartbeat.TotalSeconds)),
        };
    }

    private static int Number(IConfiguration section, string name, int otherwise) =>
        section[name] is not { } text ? otherwise
        : int.TryParse(text, out var number) && number > 0 ? number
        : throw new InvalidOperationException($"Olympus:Live:{name} must be a positive whole number, not '{text}'.");
}
