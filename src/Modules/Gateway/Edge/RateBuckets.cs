using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

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
/// of their own, so that a flood from many addresses pushes no user's bucket out. Where processes share buckets, these here follow them, and take over as
/// they are when the shared ones cannot be reached: nobody's bucket is suddenly full again.
/// </summary>
/// <param name="shared">The buckets that all processes have in common, if there are such.</param>
public sealed class RateBuckets(ISharedBuckets? shared = null)
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
    /// <param name="key">Whose bucket of which limit.</param>
    /// <param name="tenant">Whose request it is; null before that is known.</param>
    /// <param name="cost">Tokens.</param>
    /// <param name="limit">What the bucket holds.</param>
    /// <param name="now">In ticks of 100 ns from any fixed point.</param>
    public ValueTask<Decision> Take(BucketKey key, Id<Tenant>? tenant, int cost, RateLimit limit, long now)
    {
        Age(now);
        var table = key.IsPlace ? _places : _people;
        var bucket = table.Find(key) ?? table.Add(key, new Bucket());
        return shared is null ? new(TakeHere(bucket, cost, limit, now)) : TakeTogether(shared, bucket, key, tenant, cost, limit, now);
    }

    private static Decision TakeHere(Bucket bucket, int cost, RateLimit limit, long now)
    {
        while (true)
        {
            var fullAt = Volatile.Read(ref bucket.FullAt);
            var decision = TokenBucket.Take(fullAt, limit, cost, now, out var next);
            if (next == fullAt || Interlocked.CompareExchange(ref bucket.FullAt, next, fullAt) == fullAt)
                return decision;
        }
    }

    private static async ValueTask<Decision> TakeTogether(
        ISharedBuckets shared, Bucket bucket, BucketKey key, Id<Tenant>? tenant, int cost, RateLimit limit, long now)
    {
        var (wanted, whole) = (limit.Wanted(cost), limit.Whole);
        if (await shared.Take(tenant, key.ToString(), TimeSpan.FromTicks(wanted), TimeSpan.FromTicks(whole)) is not { } taken)
            return TakeHere(bucket, cost, limit, now);
        Volatile.Write(ref bucket.FullAt, now + taken.Missing.Ticks);
        return TokenBucket.Tell(limit, taken.Passes, taken.Missing.Ticks, wanted);
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
