using System.Net;
using System.Net.Sockets;

namespace Olympus.Webhooks;

/// <summary>Which addresses are somebody's out on the internet, and which lead back inside. Pure.</summary>
public static class PublicAddress
{
    private static readonly IPNetwork[] Closed4 = Parse(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
        "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        // A public number, but within a cloud it is the host's own agent.
        "168.63.129.16/32");

    /// <summary>Of what is given out to the world: protocol assignments with Teredo, documentation, 6to4.</summary>
    private static readonly IPNetwork[] Closed6 = Parse("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    /// <summary>Loopback, unique-local, link-local, multicast, NAT64, mapped and all that is not assigned lie outside.</summary>
    private static readonly IPNetwork World6 = IPNetwork.Parse("2000::/3");

    public static bool Is(IPAddress address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => !Array.Exists(Closed4, network => IsIn(network, address)),
        AddressFamily.InterNetworkV6 => IsIn(World6, address) && !Array.Exists(Closed6, network => IsIn(network, address)),
        _ => false,
    };

    /// <summary>Bit by bit: <see cref="IPNetwork.Contains"/> takes an IPv4 address mapped into IPv6 for the IPv4 one, and then compares it with a network
    /// of IPv6.</summary>
    internal static bool IsIn(IPNetwork network, IPAddress address)
    {
        if (address.AddressFamily != network.BaseAddress.AddressFamily)
            return false;
        var (prefix, bytes, bits) = (network.BaseAddress.GetAddressBytes(), address.GetAddressBytes(), network.PrefixLength);
        for (var i = 0; bits > 0; i++, bits -= 8)
            if (((prefix[i] ^ bytes[i]) & (bits >= 8 ? 0xff : 0xff << (8 - bits))) != 0)
                return false;
        return true;
    }

    private static IPNetwork[] Parse(params string[] networks) => Array.ConvertAll(networks, network => IPNetwork.Parse(network));
}
