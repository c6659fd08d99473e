using Microsoft.Extensions.Configuration;
using Olympus.Kernel.Data;

namespace Olympus.Gateway.Forwarding;

/// <summary>How long a service may take (section <c>Olympus:Forwarding</c>, in seconds).</summary>
/// <param name="Connect">Until a connection stands.</param>
/// <param name="Activity">In which not one byte moves, in either direction.</param>
/// <param name="Overall">From the request to the end of the answer; a stream only has to begin in it.</param>
/// <param name="StreamActivity">As <paramref name="Activity"/>, for WebSockets and server-sent events; they show signs of life every 30 s.</param>
/// <param name="Probe">Between two questions whether an address is ready, and for its answer.</param>
public sealed record ForwardingSettings(TimeSpan Connect, TimeSpan Activity, TimeSpan Overall, TimeSpan StreamActivity, TimeSpan Probe)
{
    /// <exception cref="StartupException">One is no positive number.</exception>
    public static ForwardingSettings From(IConfiguration section) => new(
        Seconds(section, "ConnectSeconds", 2), Seconds(section, "ActivitySeconds", 35), Seconds(section, "OverallSeconds", 60),
        Seconds(section, "StreamActivitySeconds", 90), Seconds(section, "ProbeSeconds", 1));

    private static TimeSpan Seconds(IConfiguration section, string name, double otherwise) => TimeSpan.FromSeconds(
        section[name] is not { } text ? otherwise
        : double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0.01 and <= 86_400 ? seconds
        : throw new StartupException($"Olympus:Forwarding:{name} must be seconds, 0.01 to 86400, not '{text}'."));
}
