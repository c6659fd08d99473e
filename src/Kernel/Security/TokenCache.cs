using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Olympus.Kernel.Security;

/// <summary>
/// Tokens that verified, by the SHA-256 of their text. Bounded by two generations: when the young one is full it becomes the old one and
/// the old one is dropped. It only spares the signature check: expiry, keys and revocations are looked at on every use.
/// </summary>
internal sealed class TokenCache(int capacity)
{
    private readonly int _generation = Math.Max(1, capacity / 2);
    private readonly Lock _turn = new();
    private volatile ConcurrentDictionary<Digest, Entry> _young = new();
    private volatile ConcurrentDictionary<Digest, Entry> _old = new();
    private int _count;

    public readonly record struct Digest(long A, long B, long C, long D)
    {
        public static Digest Of(ReadOnlySpan<char> text)
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(MemoryMarshal.AsBytes(text), hash);
            return MemoryMarshal.Read<Digest>(hash);
        }
    }

    public sealed record Entry(AccessToken Token, string KeyId);

    public int Count => _young.Count + _old.Count;

    public Entry? Find(Digest digest)
    {
        if (_young.TryGetValue(digest, out var entry))
            return entry;
        if (!_old.TryGetValue(digest, out entry))
            return null;
        Add(digest, entry);
        return entry;
    }

    public void Add(Digest digest, Entry entry)
    {
        if (!_young.TryAdd(digest, entry) || Interlocked.Increment(ref _count) < _generation)
            return;
        lock (_turn)
        {
            if (_count < _generation)
                return;
            _old = _young;
            _young = new();
            _count = 0;
        }
    }
}
