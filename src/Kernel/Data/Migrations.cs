using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Olympus.Kernel.Data;

/// <summary>A numbered SQL file of <c>database/migrations</c>.</summary>
public sealed record Migration(string Name, string Text)
{
    public string Checksum => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text.ReplaceLineEndings("\n"))));

    public static Migration[] From(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.sql").Order(StringComparer.Ordinal)
            .Select(file => new Migration(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file))),
    ];
}

/// <summary>
/// Brings the schema to the newest version as the owner role: every migration once, in its own transaction, in the order of their names,
/// under an advisory lock so that replicas can start together. A migration that was changed after it ran is refused.
/// </summary>
public static class Migrations
{
    private const long LockKey = 0x4F4C594D505553; // "OLYMPUS"

    private const string HistorySql = """
        create schema if not exists app;
        create table if not exists app.migrations (
            name text primary key,
            checksum text not null,
            applied_at timestamptz not null default clock_timestamp()
        )
        """;

    private const string LockMigrationsSql = "select pg_advisory_lock($1)";

    private const string AppliedSql = "select name, checksum from app.migrations";

    private const string RecordSql = "insert into app.migrations (name, checksum) values ($1, $2)";

    private sealed record Applied(string Name, string Checksum);

    /// <returns>The names of the migrations that were applied now.</returns>
    /// <exception cref="MigrationException">A migration changed after it ran, or failed.</exception>
    public static async Task<IReadOnlyList<string>> Run(string ownerUrl, IReadOnlyList<Migration> migrations, CancellationToken ct)
    {
        // Not from a pool: the session lock must end with this connection.
        var settings = new NpgsqlConnectionStringBuilder(Databases.KeyValues(ownerUrl)) { Pooling = false, CommandTimeout = 0, ApplicationName = "olympus-migrate" };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(ct);
        await Execute(connection, new(LockMigrationsSql, LockKey), ct);
        await using (var history = new NpgsqlCommand(HistorySql, connection))
            await history.ExecuteNonQueryAsync(ct);

        var applied = new Dictionary<string, string>(StringComparer.Ordinal);
        await using (var batch = new NpgsqlBatch(connection) { BatchCommands = { new Sql(AppliedSql).ToCommand() } })
        await using (var reader = await batch.ExecuteReaderAsync(ct))
            foreach (var row in await reader.All<Applied>(ct))
                applied[row.Name] = row.Checksum;

        var done = new List<string>();
        foreach (var migration in migrations)
        {
            if (applied.TryGetValue(migration.Name, out var checksum))
            {
                if (checksum != migration.Checksum)
                    throw new MigrationException($"{migration.Name} was changed after it was applied. Migrations are append-only: write a new one.");
                continue;
            }

            await Apply(connection, migration, ct);
            done.Add(migration.Name);
        }

        return done;
    }

    private static async Task Apply(NpgsqlConnection connection, Migration migration, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        try
        {
            await using (var command = new NpgsqlCommand(migration.Text, connection, transaction))
                await command.ExecuteNonQueryAsync(ct);
            await Execute(connection, new(RecordSql, migration.Name, migration.Checksum), ct);
            await transaction.CommitAsync(ct);
        }
        catch (PostgresException e)
        {
            throw new MigrationException($"{migration.Name} failed: {e.MessageText} (at character {e.Position})", e);
        }
    }

    private static async Task Execute(NpgsqlConnection connection, Sql sql, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { sql.ToCommand() } };
        await batch.ExecuteNonQueryAsync(ct);
    }
}

public sealed class MigrationException(string message, Exception? inner = null) : Exception(message, inner);
