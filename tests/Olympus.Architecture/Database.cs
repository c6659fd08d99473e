using Npgsql;
using Olympus.Architecture;
using Olympus.Kernel.Data;

[assembly: AssemblyFixture(typeof(Database))]

namespace Olympus.Architecture;

/// <summary>A freshly migrated database that these tests only look at: what they change they roll back.</summary>
public sealed class Database : IAsyncLifetime
{
    public static string AdminUrl => Environment.GetEnvironmentVariable("OLYMPUS_TEST_ADMIN_URL")
        ?? throw new InvalidOperationException("Run the tests through ./olympus test: it starts the database they need.");

    private const string Name = "olympus_architecture";

    /// <summary>As the superuser, so that the tests can break things.</summary>
    public NpgsqlDataSource Admin { get; private set; } = null!;

    public static string OwnerUrl => InDatabase(Environment.GetEnvironmentVariable("OLYMPUS_TEST_OWNER_URL")!);

    public async ValueTask InitializeAsync()
    {
        await using (var server = NpgsqlDataSource.Create(Unpooled(AdminUrl)))
        {
            await server.Execute($"drop database if exists {Name} with (force)");
            await server.Execute($"create database {Name} owner olympus_owner");
        }

        await Migrations.Run(OwnerUrl, Migration.From(Path.Combine(Tree.Root, "database", "migrations")), CancellationToken.None);
        Admin = NpgsqlDataSource.Create(Unpooled(InDatabase(AdminUrl)));
    }

    public async ValueTask DisposeAsync() => await Admin.DisposeAsync();

    private static string InDatabase(string url) => new UriBuilder(url) { Path = Name }.Uri.AbsoluteUri;

    private static string Unpooled(string url) => new NpgsqlConnectionStringBuilder(Databases.KeyValues(url)) { Pooling = false }.ConnectionString;
}

internal static class DatabaseExtensions
{
    public static async Task Execute(this NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
