using System.Collections.Concurrent;

namespace Olympus.Gateway.Edge;

/// <summary>
/// What was used lately, within a bound: when the young generation is full it becomes the old one, and what nobody asked for since the last
/// turn is forgotten. Finding takes no lock.
/// </summary>
internal sealed class Generations<TKey, TValue>(int capacity)
    where TKey : notnull
    where TValue : class
{
    private sealed record Pair(ConcurrentDictionary<TKey, TValue> Young, ConcurrentDictionary<TKey, TValue> Old);

    private readonly int _generation = Math.Max(1, capacity / 2);
    private readonly Lock _turning = new();
    private volatile Pair _pair = new(new(), new());
    private int _young;

    /// <summary>Never more than the capacity and what a few threads add while it turns.</summary>
    public int Count => _pair.Young.Count + _pair.Old.Count;

    public TValue? Find(TKey key)
    {
        var pair = _pair;
        if (pair.Young.TryGetValue(key, out var value))
            return value;
        return pair.Old.TryGetValue(key, out value) ? Keep(pair, key, value) : null;
    }

    /// <summary>What is there, or else <paramref name="value"/>.</summary>
    public TValue Add(TKey key, TValue value) => Keep(_pair, key, value);

    /// <summary>Ages everything by one generation.</summary>
    public void Turn() => Turn(_pair);

    private TValue Keep(Pair pair, TKey key, TValue value)
    {
        if (!pair.Young.TryAdd(key, value))
            return pair.Young.TryGetValue(key, out var there) ? there : value;
        if (Interlocked.Increment(ref _young) >= _generation)
            Turn(pair);
        return value;
    }

    private void Turn(Pair seen)
    {
        lock (_turning)
        {
            if (_pair != seen)
                return;
            Volatile.Write(ref _young, 0);
            _pair = new(new(), seen.Young);
        }
    }
}
