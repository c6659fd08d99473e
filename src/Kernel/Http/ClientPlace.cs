using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Olympus.Kernel.Http;

/// <summary>From where on the network somebody talks to us: an IPv4 address, or the /64 of an IPv6 one, since a household has that many
/// addresses to itself. The one reading of a client's address, for limits, sessions and logs.</summary>
/// <param name="Bits">The address as IPv6 (IPv4 mapped), with the host's half cleared; 0: unknown.</param>
public readonly record struct ClientPlace(UInt128 Bits)
{
    private const int MappedV4 = 0xffff;

    public static ClientPlace Of(IPAddress? address)
    {
        if (address is null)
            return default;
        Span<byte> bytes = stackalloc byte[16];
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            address.TryWriteBytes(bytes[12..], out _);
            bytes[10] = bytes[11] = 0xff;
        }
        else
        {
            address.TryWriteBytes(bytes, out _);
            if (!address.IsIPv4MappedToIPv6)
                bytes[8..].Clear();
        }

        return new(BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }

    /// <summary>Such as <c>192.0.2.7</c> or <c>2001:db8::/64</c>.</summary>
    public override string ToString()
    {
        if (Bits == default)
            return "unknown";
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Bits);
        return Bits >> 32 == MappedV4 ? new IPAddress(bytes[12..]).ToString() : $"{new IPAddress(bytes)}/64";
    }
}
