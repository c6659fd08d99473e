using Npgsql;

namespace Olympus.Kernel.Data;

/// <summary>The results of several queries sent together, taken in the order in which the queries stand.</summary>
public sealed class ResultSets(NpgsqlDataReader reader, CancellationToken ct)
{
    public async Task<List<T>> List<T>()
    {
        await Next();
        return await reader.All<T>(ct);
    }

    public async Task<T?> First<T>()
    {
        await Next();
        return await reader.One<T>(ct);
    }

    private async Task Next()
    {
        if (!await reader.NextResultAsync(ct))
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
