using System.Reflection;
using System.Text.RegularExpressions;
using Npgsql;

namespace Olympus.Architecture;

/// <summary>Every <c>*Sql</c> constant of the program, prepared against the migrated schema: a misspelt column fails here, not in production.</summary>
public sealed partial class EverySqlText(Database database)
{
    private sealed record Text(string Assembly, string Name, string Sql);

    private static readonly List<Text> Texts =
    [
        .. Tree.Assemblies.SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => field.IsLiteral && field.FieldType == typeof(string) && field.Name.EndsWith("Sql", StringComparison.Ordinal))
            .Select(field => new Text(field.DeclaringType!.Assembly.GetName().Name!, $"{field.DeclaringType.FullName}.{field.Name}", (string)field.GetRawConstantValue()!)),
    ];

    [Fact]
    public async Task Fits_the_schema()
    {
        Texts.Count.ShouldBeGreaterThan(20);
        var wrong = new List<string>();
        await using var connection = await database.Admin.OpenConnectionAsync(TestContext.Current.CancellationToken);
        foreach (var text in Texts.Where(text => !text.Sql.TrimStart().StartsWith("create", StringComparison.Ordinal) && !text.Sql.TrimStart().StartsWith("copy", StringComparison.Ordinal)))
        {
            try
            {
                await using var command = new NpgsqlCommand($"prepare text as {text.Sql}", connection);
                await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
                await using var forget = new NpgsqlCommand("deallocate text", connection);
                await forget.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            }
            catch (PostgresException e)
            {
                wrong.Add($"{text.Name}: {e.MessageText}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Names_its_columns() => Texts.Where(text => SelectStar().IsMatch(text.Sql)).Select(text => text.Name).ShouldBeEmpty();

    [Fact]
    public void Leaves_no_state_on_a_pooled_connection() => Texts
        .Where(text => text.Assembly is not "Olympus.Host" && !text.Name.EndsWith("LockMigrationsSql", StringComparison.Ordinal) && SessionState().IsMatch(text.Sql))
        .Select(text => text.Name).ShouldBeEmpty();

    /// <summary>A list that is made by locking may be made again for every row that is compared with it, and each time skips what it locked before: then more rows
    /// are taken than its limit says.</summary>
    [Fact]
    public void Claims_no_more_than_it_asks_for() => Texts.Where(text => LockedList().IsMatch(text.Sql)).Select(text => text.Name).ShouldBeEmpty();

    /// <summary>A module touches the tables that its own migrations made, and the kernel's.</summary>
    [Fact]
    public void Stays_in_its_own_tables()
    {
        var owners = Tree.Files("database/migrations", "*.sql")
            .SelectMany(file => CreateTable().Matches(File.ReadAllText(file))
                .Select(match => (Table: match.Groups[1].Value, Module: Path.GetFileNameWithoutExtension(file).Split('_')[1])))
            .ToDictionary(pair => pair.Table, pair => pair.Module);
        var strangers = Texts.Where(text => text.Assembly is not "Olympus.Host" and not "Olympus.Kernel")
            .SelectMany(text => Table().Matches(text.Sql)
                .Select(match => match.Value).Where(owners.ContainsKey).Distinct()
                .Where(table => owners[table] is not ("kernel" or "capacity") && !text.Assembly.EndsWith(owners[table], StringComparison.OrdinalIgnoreCase))
                .Select(table => $"{text.Name} touches {table}, which belongs to {owners[table]}"));
        strangers.ShouldBeEmpty();
    }

    [GeneratedRegex(@"select\s+\*\s+from|select\s+\w+\.\*", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex SelectStar();

    [GeneratedRegex(@"set_config\([^)]*,\s*false\s*\)|^\s*listen\b|create\s+temp|pg_advisory_lock\(|pg_try_advisory_lock\(|\A\s*set\s+(?!local)", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex SessionState();

    [GeneratedRegex(@"\bin\s*\(\s*select\b[^)]*\bskip\s+locked", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex LockedList();

    [GeneratedRegex(@"create table (?:if not exists )?([a-z_]+\.[a-z_]+)", RegexOptions.NonBacktracking)]
    private static partial Regex CreateTable();

    [GeneratedRegex(@"\b[a-z_]+\.[a-z_]+\b", RegexOptions.NonBacktracking)]
    private static partial Regex Table();
}
