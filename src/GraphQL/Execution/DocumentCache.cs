using System.Collections.Concurrent;

namespace Olympus.GraphQL.Execution;

/// <summary>
/// Keeps documents that were prepared, by their text. Two generations: when the young one is full it becomes the old one, and what is asked for again moves
/// back. So it holds at most twice its size, and what is used stays.
/// </summary>
internal sealed class DocumentCache(int characters)
{
    private Generation _young = new(), _old = new();

    public PreparedDocument Get(string source, Func<string, PreparedDocument> prepare)
    {
        var young = _young;
        if (young.Documents.TryGetValue(source, out var document))
            return document;
        if (!_old.Documents.TryGetValue(source, out document))
            document = prepare(source);
        // One long text must not push many short ones out.
        if (source.Length > characters / 16)
            return document;
        if (young.Documents.TryAdd(source, document) && Interlocked.Add(ref young.Characters, source.Length) > characters)
        {
            if (Interlocked.CompareExchange(ref _young, new Generation(), young) == young)
                _old = young;
        }

        return document;
    }

    private sealed class Generation
    {
        public ConcurrentDictionary<string, PreparedDocument> Documents { get; } = new(StringComparer.Ordinal);

        public long Characters;
    }
}
