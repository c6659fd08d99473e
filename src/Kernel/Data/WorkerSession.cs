using Npgsql;

namespace Olympus.Kernel.Data;

/// <summary>Plain statements on one open connection of the worker role, inside whatever transaction it is in.</summary>
internal readonly struct WorkerSession(NpgsqlConnection connection, CancellationToken ct)
{
    public async Task<List<T>> Query<T>(Sql sql)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { sql.ToCommand() } };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        var rows = await reader.All<T>(ct);
        while (await reader.NextResultAsync(ct))
        {
        }

        return rows;
    }

    public async Task<T?> First<T>(Sql sql) => (await Query<T>(sql)) is [{ } first, ..] ? first : default;

    public async Task<int> Execute(Sql sql)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { sql.ToCommand() } };
        return await batch.ExecuteNonQueryAsync(ct);
    }
}
