namespace Olympus.GraphQL.Execution;

/// <summary>
/// Fetches by key, many keys at once: whatever the fields of one request ask for before anything must be waited for becomes one call, and no key is fetched
/// twice in a request. Declared once; what it fetched belongs to the request.
/// </summary>
/// <param name="fetch">Gets distinct keys, and the request they belong to; a key without an entry has no value.</param>
/// <param name="most">How many keys go into one call at most.</param>
public sealed class BatchLoader<TKey, TValue>(
    Func<IReadOnlyList<TKey>, GraphQLRequest, CancellationToken, Task<IReadOnlyDictionary<TKey, TValue>>> fetch, int most = 1000)
    where TKey : notnull
{
    internal Batch<TKey, TValue> Open(Execution execution) => new(fetch, most, execution);
}

/// <summary>Keys of one request that were asked for and not fetched yet.</summary>
internal abstract class Batch
{
    public abstract void Send();
}

internal sealed class Batch<TKey, TValue>(
    Func<IReadOnlyList<TKey>, GraphQLRequest, CancellationToken, Task<IReadOnlyDictionary<TKey, TValue>>> fetch, int most, Execution execution) : Batch
    where TKey : notnull
{
    private readonly Dictionary<TKey, TaskCompletionSource<TValue?>> _asked = [];
    private List<TKey> _open = [];

    public Task<TValue?> Load(TKey key)
    {
        if (_asked.TryGetValue(key, out var asked))
            return asked.Task;
        asked = _asked[key] = new TaskCompletionSource<TValue?>();
        _open.Add(key);
        if (_open.Count == 1)
            execution.Loop.WhenIdle(this);
        return asked.Task;
    }

    public override void Send()
    {
        var keys = _open;
        _open = [];
        for (var i = 0; i < keys.Count; i += most)
            _ = Fetch(keys.GetRange(i, Math.Min(most, keys.Count - i)));
    }

    private async Task Fetch(List<TKey> keys)
    {
        try
        {
            var values = await fetch(keys, execution.Request, execution.Cancelled);
            foreach (var key in keys)
                _asked[key].SetResult(values.TryGetValue(key, out var value) ? value : default);
        }
        catch (Exception e)
        {
            foreach (var key in keys)
                _asked[key].TrySetException(e);
        }
    }
}
