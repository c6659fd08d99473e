using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Olympus.Kernel.Http;

namespace Olympus.Auth;

/// <summary>From where and with what somebody talks to us. Bound from the connection, never from the body.</summary>
/// <param name="Address">The network address; of IPv6 the /64, since a household has that many to itself.</param>
/// <param name="Device">What the program says it is (User-Agent), for people who look through their sessions.</param>
public sealed record Client(string Address, string Device)
{
    private const int LongestDevice = 200;

    public static ValueTask<Client?> BindAsync(HttpContext http) =>
        ValueTask.FromResult<Client?>(new(ClientPlace.Of(http.Connection.RemoteIpAddress).ToString(), Label(http.Request.Headers.UserAgent.ToString())));

    public byte[] AddressHash => SHA256.HashData(Encoding.UTF8.GetBytes(Address));

    private static string Label(string agent)
    {
        var plain = new string([.. agent.Where(letter => letter is >= ' ' and <= '~').Take(LongestDevice)]).Trim();
        return plain.Length > 0 ? plain : "unknown";
    }
}
