namespace Olympus.GraphQL.Language;

/// <summary>
/// Gives names that were read before without allocating them again. Each slot holds the last name that hashed to it, so that strangers' names can
/// push others out but never make it grow; slots are single references, so that threads need no lock.
/// </summary>
internal static class NameTable
{
    private const int Slots = 4096, Longest = 64;
    private static readonly string?[] Names = new string?[Slots];

    public static string Get(ReadOnlySpan<char> name)
    {
        if (name.Length > Longest)
            return name.ToString();
        var hash = (uint)name.Length;
        foreach (var c in name)
            hash = (hash ^ c) * 0x01000193;
        ref var slot = ref Names[(hash ^ (hash >> 15)) & (Slots - 1)];
        var known = slot;
        if (known is not null && name.SequenceEqual(known))
            return known;
        return slot = name.ToString();
    }
}
