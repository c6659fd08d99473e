using Npgsql;

namespace Olympus.Kernel.Data;

/// <summary>The results of several queries sent together, taken in the order in which the queries stand.</summary>
public sealed class ResultSets
{
    private readonly NpgsqlDataReader _reader;
    private readonly CancellationToken _ct;
    private int _left;

    internal ResultSets(NpgsqlDataReader reader, int queries, CancellationToken ct) => (_reader, _left, _ct) = (reader, queries, ct);

    public async Task<List<T>> List<T>()
    {
        await Next();
        return await _reader.All<T>(_ct);
    }

    public async Task<T?> First<T>()
    {
        await Next();
        return await _reader.One<T>(_ct);
    }

    /// <summary>Leaves what was not asked for.</summary>
    internal async Task Skip()
    {
        while (_left > 0)
            await Next();
    }

    private async Task Next()
    {
        if (--_left < 0 || !await _reader.NextResultAsync(_ct))
            throw new InvalidOperationException("More results were asked for than queries sent.");
    }
}

internal static class ReaderExtensions
{
    public static async Task<List<T>> All<T>(this NpgsqlDataReader reader, CancellationToken ct)
    {
        var rows = new List<T>();
        var map = Rows<T>.For(reader);
        while (await reader.ReadAsync(ct))
            rows.Add(map(reader));
        return rows;
    }

    public static async Task<T?> One<T>(this NpgsqlDataReader reader, CancellationToken ct)
    {
        var map = Rows<T>.For(reader);
        return await reader.ReadAsync(ct) ? map(reader) : default;
    }
}
