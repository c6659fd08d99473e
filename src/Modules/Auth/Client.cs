using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Olympus.Auth;

/// <summary>From where and with what somebody talks to us. Bound from the connection, never from the body.</summary>
/// <param name="Address">The network address; of IPv6 the /64, since a household has that many to itself.</param>
/// <param name="Device">What the program says it is (User-Agent), for people who look through their sessions.</param>
public sealed record Client(string Address, string Device)
{
    private const int LongestDevice = 200;

    public static ValueTask<Client?> BindAsync(HttpContext http) =>
        ValueTask.FromResult<Client?>(new(Place(http.Connection.RemoteIpAddress), Label(http.Request.Headers.UserAgent.ToString())));

    public byte[] AddressHash => SHA256.HashData(Encoding.UTF8.GetBytes(Address));

    public static string Place(IPAddress? address)
    {
        if (address is null)
            return "unknown";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return $"{new IPAddress(bytes)}/64";
    }

    private static string Label(string agent)
    {
        var plain = new string([.. agent.Where(letter => letter is >= ' ' and <= '~').Take(LongestDevice)]).Trim();
        return plain.Length > 0 ? plain : "unknown";
    }
}
