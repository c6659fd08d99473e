using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Olympus.Webhooks;

/// <summary>Finds the addresses of a host name. Tests supply their own.</summary>
public delegate Task<IPAddress[]> ResolveHost(string host, CancellationToken ct);

/// <summary>Where webhooks may go. A tenant chooses the address and this server connects to it, so everything that could lead inside is refused: by
/// its form when it is written down, and by the address that is really connected to, every time.</summary>
public sealed class Targets(WebhookSettings settings, ResolveHost resolve)
{
    private static readonly SearchValues<char> NeverInAnAddress = SearchValues.Create("\\#\"<>^`{|}");
    private static readonly TimeSpan ResolvePatience = TimeSpan.FromSeconds(5);

    /// <summary>Names that only mean something inside.</summary>
    private static readonly string[] InsideNames =
    [
        "localhost", "local", "localdomain", "internal", "intranet", "private", "corp", "home", "lan", "svc", "arpa", "onion", "test", "invalid", "example",
    ];

    /// <summary>Refuses <c>webhooks.url_refused</c> unless webhooks may go there. Whether a name is unknown or leads inside cannot be told apart.</summary>
    public async Task Demand(string text, CancellationToken ct)
    {
        var (url, reason) = Read(text);
        if (url is null)
            throw WebhookRefusals.Url(reason!).AsException();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(ResolvePatience);
        try
        {
            await Addresses(url.Host.Trim('[', ']'), url.Port, patience.Token);
        }
        catch (Exception e) when (e is SocketException or TargetRefusedException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw WebhookRefusals.Url("address").AsException();
        }
    }

    /// <summary>What can be told from the text alone: the address, or why not. Pure.</summary>
    public (Uri? Url, string? Reason) Read(string text)
    {
        if (text.Length is 0 or > 2048 || text.AsSpan().ContainsAnyExceptInRange('!', '~') || text.AsSpan().ContainsAny(NeverInAnAddress))
            return (null, "form");
        var isHttps = text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        if (!isHttps && !(settings.AllowHttp && text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)))
            return (null, "scheme");

        var authority = text[(text.IndexOf("//", StringComparison.Ordinal) + 2)..].Split('/', '?')[0];
        if (authority.AsSpan().ContainsAny('@', '%') || !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.UserInfo.Length > 0 || url.Fragment.Length > 0)
            return (null, "form");
        var (host, port) = Split(authority, isHttps ? 443 : 80);
        if (port is null || url.Port != port)
            return (null, "form");

        var isLiteral = IPAddress.TryParse(host.Trim('[', ']'), out var address);
        if (isLiteral ? !IsCanonical(host, address!) : !IsName(host))
            return (null, "host");
        // A name may lead to an allowed network, which is known only when it is resolved.
        if (!IsOpenPort(isHttps, port.Value) && !(isLiteral ? IsAllowed(address!) : settings.AllowedNetworks.Count > 0))
            return (null, "port");
        return isLiteral && !IsReachable(address!) ? (null, "address") : (url, null);
    }

    /// <summary>The addresses to connect to. If a single one leads inside, none is: whoever controls the name chooses which is tried.</summary>
    /// <exception cref="TargetRefusedException">One of them may not be connected to.</exception>
    public async Task<IPAddress[]> Addresses(string host, int port, CancellationToken ct)
    {
        var found = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, ct);
        if (found.Length == 0)
            throw new SocketException((int)SocketError.HostNotFound);
        foreach (var address in found)
            if (!IsReachable(address) || !(IsAllowed(address) || port is 443 or 8443 || (settings.AllowHttp && port is 80 or 8080)))
                throw new TargetRefusedException();
        return found;
    }

    /// <summary>On a thread of its own: the system's resolver blocks, and a tenant whose names answer slowly must not take the pool's threads from everybody.</summary>
    public static Task<IPAddress[]> AskTheSystem(string host, CancellationToken ct) => Task.Factory
        .StartNew(() => Dns.GetHostAddresses(host), ct, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default).WaitAsync(ct);

    private bool IsReachable(IPAddress address) => IsAllowed(address) || PublicAddress.Is(address);

    private bool IsAllowed(IPAddress address) => settings.AllowedNetworks.Any(network => PublicAddress.IsIn(network, address));

    private static bool IsOpenPort(bool isHttps, int port) => isHttps ? port is 443 or 8443 : port is 80 or 8080;

    private static (string Host, int? Port) Split(string authority, int usual)
    {
        var end = authority.StartsWith('[') ? authority.IndexOf(']', StringComparison.Ordinal) + 1 : authority.IndexOf(':', StringComparison.Ordinal);
        if (end <= 0)
            return (authority, authority.StartsWith('[') ? null : usual);
        var (host, rest) = (authority[..end], authority[end..]);
        if (rest.Length == 0)
            return (host, usual);
        return (host, rest[0] == ':' && int.TryParse(rest.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535 ? port : null);
    }

    /// <summary>Four plain decimal numbers, or IPv6 in brackets without a zone: every other way to write an address is there to be misread.</summary>
    private static bool IsCanonical(string host, IPAddress address) => host.StartsWith('[')
        ? address.AddressFamily == AddressFamily.InterNetworkV6 && host.EndsWith(']')
        : address.AddressFamily == AddressFamily.InterNetwork && address.ToString() == host;

    private bool IsName(string host)
    {
        var labels = host.ToLowerInvariant().Split('.');
        if (host.Length > 253 || !Array.TrueForAll(labels, IsLabel) || !labels[^1].Any(char.IsAsciiLetter) || labels[^1].StartsWith("0x", StringComparison.Ordinal))
            return false;
        return settings.AllowedNetworks.Count > 0 || (labels.Length > 1 && !InsideNames.Contains(labels[^1]) && !host.EndsWith(".home.arpa", StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsLabel(string label) =>
        label.Length is >= 1 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}

/// <summary>An address that webhooks must not go to.</summary>
public sealed class TargetRefusedException() : Exception("This address is not public.");
