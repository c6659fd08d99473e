using System.Net;
using Microsoft.Extensions.Configuration;

namespace Olympus.Webhooks;

/// <summary>What an operator may set (section <c>Olympus:Webhooks</c>). The defaults are right for production.</summary>
public sealed record WebhookSettings
{
    /// <summary>Networks that may be sent to although they are not public, on any port: for development. Empty: none.</summary>
    public IReadOnlyList<IPNetwork> AllowedNetworks { get; init; } = [];

    /// <summary>Whether addresses may begin with <c>http://</c>: for development.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>Days that a delivery stays in the log.</summary>
    public int KeepDays { get; init; } = 30;

    /// <summary>Attempts that run at once for one endpoint, over all processes.</summary>
    public int AtOncePerEndpoint { get; init; } = 8;

    /// <summary>Attempts that run at once in this process.</summary>
    public int AtOnce { get; init; } = 128;

    /// <summary>How long an endpoint may take to answer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);

    public static WebhookSettings From(IConfiguration section)
    {
        var defaults = new WebhookSettings();
        return defaults with
        {
            AllowedNetworks = Networks(section["AllowedNetworks"]),
            AllowHttp = section["AllowHttp"] switch
            {
                null or "" or "false" => false,
                "true" => true,
                var other => throw new InvalidOperationException($"Olympus:Webhooks:AllowHttp is true or false, not '{other}'."),
            },
            KeepDays = Number(section, "KeepDays", defaults.KeepDays),
            AtOncePerEndpoint = Number(section, "AtOncePerEndpoint", defaults.AtOncePerEndpoint),
            AtOnce = Number(section, "AtOnce", defaults.AtOnce),
        };
    }

    private static IPNetwork[] Networks(string? text) =>
    [
        .. (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(part =>
            IPNetwork.TryParse(part, out var network)
                ? network
                : throw new InvalidOperationException($"Olympus:Webhooks:AllowedNetworks takes networks such as 127.0.0.0/8, not '{part}'.")),
    ];

    private static int Number(IConfiguration section, string name, int otherwise) =>
        section[name] is not { Length: > 0 } text ? otherwise
        : int.TryParse(text, out var number) && number is > 0 and <= 10_000 ? number
        : throw new InvalidOperationException($"Olympus:Webhooks:{name} must be a whole number from 1 to 10000, not '{text}'.");
}
