namespace Olympus.Gateway.Edge;

/// <summary>Whose bucket of which limit.</summary>
/// <param name="Limit">The limit's name.</param>
/// <param name="Of">A user, a tenant or a place on the network.</param>
public readonly record struct BucketKey(string Limit, UInt128 Of, bool IsPlace = false)
{
    public override string ToString() => $"{Limit}:{Of:x32}";
}

/// <summary>
/// The buckets of this process. One allocation when a key is first seen, none after; no lock; a bounded number of keys. Places have a table
/// of their own, so that a flood from many addresses pushes no user's bucket out.
/// </summary>
public sealed class RateBuckets
{
    private const int Most = 131_072;

    private readonly Generations<BucketKey, Bucket> _people = new(Most);
    private readonly Generations<BucketKey, Bucket> _places = new(Most);
    private long _turnedAt;

    private sealed class Bucket
    {
        public long FullAt;
    }

    /// <summary>How many buckets are remembered.</summary>
    public int Count => _people.Count + _places.Count;

    /// <summary>Takes <paramref name="cost"/> tokens, or none when there are not so many.</summary>
    /// <param name="now">In ticks of 100 ns from any fixed point.</param>
    public ValueTask<Decision> Take(BucketKey key, int cost, RateLimit limit, long now)
    {
        Age(now);
        var table = key.IsPlace ? _places : _people;
        var bucket = table.Find(key) ?? table.Add(key, new Bucket());
        while (true)
        {
            var fullAt = Volatile.Read(ref bucket.FullAt);
            var decision = TokenBucket.Take(fullAt, limit, cost, now, out var next);
            if (next == fullAt || Interlocked.CompareExchange(ref bucket.FullAt, next, fullAt) == fullAt)
                return ValueTask.FromResult(decision);
        }
    }

    /// <summary>A bucket that nobody asked for during a whole minute is full: after one it is old, after two it is gone.</summary>
    private void Age(long now)
    {
        var turned = Volatile.Read(ref _turnedAt);
        if (now - turned < TimeSpan.TicksPerMinute || Interlocked.CompareExchange(ref _turnedAt, now, turned) != turned)
            return;
        _people.Turn();
        _places.Turn();
    }
}
