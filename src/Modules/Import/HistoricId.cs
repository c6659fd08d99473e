using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Import;

/// <summary>
/// Ids of imported things: UUIDv7 by form and by order (RFC 9562 §5.7: 48 bits of the historical time in milliseconds), with a hash of
/// tenant, kind and reference where others are random. The same thing of the same file always has the same id, in no two tenants the same.
/// </summary>
public static class HistoricId
{
    public static Id<T> Of<T>(Id<Tenant> tenant, DateTimeOffset at, string kind, string reference)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var text = Encoding.UTF8.GetBytes($"{tenant}\n{kind}\n{reference}");
        SHA256.HashData(text, hash);

        var bytes = hash[..16];
        Span<byte> time = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(time, at.ToUnixTimeMilliseconds());
        time[2..].CopyTo(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new(new Guid(bytes, bigEndian: true));
    }
}
