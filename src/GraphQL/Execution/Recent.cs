using System.Collections.Concurrent;

namespace Olympus.GraphQL.Execution;

/// <summary>
/// Keeps what was made for a text. Two generations: when the young one is full it becomes the old one, and what is asked for again moves back. So it holds
/// at most twice its size, and what is used stays.
/// </summary>
/// <param name="characters">How many characters of texts make a generation full.</param>
internal sealed class Recent<T>(int characters)
    where T : class
{
    private Generation _young = new(), _old = new();

    public T? Find(string key) => _young.Kept.TryGetValue(key, out var value) || _old.Kept.TryGetValue(key, out value) ? value : null;

    /// <param name="weight">How many characters it is kept at the cost of.</param>
    public T Get(string key, int weight, Func<string, T> make)
    {
        var young = _young;
        if (young.Kept.TryGetValue(key, out var value))
            return value;
        if (!_old.Kept.TryGetValue(key, out value))
            value = make(key);
        // One long text must not push many short ones out.
        if (weight > characters / 16)
            return value;
        if (young.Kept.TryAdd(key, value) && Interlocked.Add(ref young.Characters, weight) > characters
            && Interlocked.CompareExchange(ref _young, new Generation(), young) == young)
            _old = young;
        return value;
    }

    private sealed class Generation
    {
        public readonly ConcurrentDictionary<string, T> Kept = new(StringComparer.Ordinal);

        public long Characters;
    }
}
