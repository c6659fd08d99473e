using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Olympus.GraphQL.Language;

/// <summary>
/// Gives names that were read before without allocating them again. Each slot holds the last name that hashed to it, so that strangers' names can
/// push others out but never make it grow; slots are single references, so that threads need no lock.
/// </summary>
internal static class NameTable
{
    private const int Slots = 16384, Longest = 64;
    private static readonly string?[] Names = new string?[Slots];

    public static string Get(ReadOnlySpan<char> name)
    {
        if (name.Length > Longest)
            return name.ToString();
        ref var slot = ref Names[Hash(name) & (Slots - 1)];
        var known = slot;
        if (known is not null && name.SequenceEqual(known))
            return known;
        return slot = name.ToString();
    }

    /// <summary>Four characters at a time; of the last four some may count twice.</summary>
    private static uint Hash(ReadOnlySpan<char> name)
    {
        var bytes = MemoryMarshal.AsBytes(name);
        var hash = (ulong)name.Length;
        if (bytes.Length >= 8)
        {
            for (var i = 8; i < bytes.Length; i += 8)
                hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes[(i - 8)..])) * 0x9E3779B97F4A7C15;
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes[^8..])) * 0x9E3779B97F4A7C15;
        }
        else
        {
            foreach (var c in name)
                hash = (hash << 16) | c;
            hash *= 0x9E3779B97F4A7C15;
        }

        return (uint)(hash >> 40);
    }
}
