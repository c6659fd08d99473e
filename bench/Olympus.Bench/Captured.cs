using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace Olympus.Bench;

/// <summary>A statement as the server really sent it.</summary>
/// <param name="Parameters">As text; null is null.</param>
internal sealed record Statement(string Text, IReadOnlyList<string?> Parameters);

/// <summary>Statements for pgbench. <c>:@name</c> is a parameter, sent apart from the statement as the server does it: a value that stood in the
/// statement would be planned away.</summary>
internal sealed record PgScript(string Text, IReadOnlyDictionary<string, string> Parameters);

/// <summary>Listens to PostgreSQL's log while the server answers one request, and writes the very same statements down for pgbench. Ids that are new with
/// every request are made anew by pgbench, from its own random numbers.</summary>
internal static partial class Captured
{
    private const string Listen = """
        alter system set log_min_duration_statement = 0;
        alter system set log_line_prefix = '%a|%p|';
        alter system set log_duration = off;
        """;

    private const string Deaf = "alter system reset log_min_duration_statement";

    /// <summary>The statements of the request's transaction.</summary>
    public static async Task<IReadOnlyList<Statement>> While(Site site, Func<Task> request, CancellationToken ct)
    {
        var log = await Log(site, request, ct);
        // A request is one transaction, the largest: another may be a question about the plan of a tenant.
        return Transactions(log).MaxBy(statements => statements.Count) ?? throw new InvalidOperationException($"PostgreSQL's log shows no statement of the server:\n{log}");
    }

    /// <summary>How many statements the server sends for a request, without those that only say whose transaction it is.</summary>
    public static async Task<int> Count(Site site, Func<Task> request, CancellationToken ct) =>
        Transactions(await Log(site, request, ct)).Sum(statements => statements.Count(each => !IsFrame(each.Text)));

    private static bool IsFrame(string text) =>
        text is "begin" or "commit" || (text.StartsWith("select set_config(", StringComparison.Ordinal) && !text.Contains(" from ", StringComparison.Ordinal));

    private static async Task<string> Log(Site site, Func<Task> request, CancellationToken ct)
    {
        await using var admin = NpgsqlDataSource.Create(ConnectionString.Of(site.AdminUrl));
        await Execute(admin, Listen, ct);
        await Task.Delay(300, ct);
        var from = new FileInfo(site.LogFile).Length;
        await request();
        await Task.Delay(300, ct);
        await Execute(admin, Deaf, ct);
        await using var log = new FileStream(site.LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Seek(from, SeekOrigin.Begin);
        return await new StreamReader(log).ReadToEndAsync(ct);
    }

    /// <summary>One pgbench script: each batch of the server's is one pipeline.</summary>
    /// <param name="batches">How many statements travel together, in order; the rest is the last batch.</param>
    /// <param name="known">Ids that stay as they are: tenant, location, variants.</param>
    public static async Task<PgScript> Script(Site site, IReadOnlyList<Statement> statements, IReadOnlyList<int> batches, IReadOnlySet<string> known, CancellationToken ct)
    {
        await using var admin = NpgsqlDataSource.Create(ConnectionString.Of(site.AdminUrl));
        await using var connection = await admin.OpenConnectionAsync(ct);
        var fresh = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var parameters = new Dictionary<string, string>();
        var body = new StringBuilder();
        var at = 0;
        foreach (var size in batches.Append(int.MaxValue).TakeWhile(_ => at < statements.Count))
        {
            body.AppendLine("\\startpipeline");
            foreach (var statement in statements.Skip(at).Take(size))
                body.Append(Literal(statement, await Types(connection, statement, ct), known, fresh, parameters)).AppendLine(";");
            body.AppendLine("\\endpipeline");
            at += Math.Min(size, statements.Count - at);
        }

        var variables = string.Concat(fresh.Values.Select(n => $"\\set a{n} random(1, 9223372036854775806)\n\\set b{n} random(1, 9223372036854775806)\n"));
        return new(variables + body, parameters);
    }

    private static string Literal(
        Statement statement, string[] types, IReadOnlySet<string> known, Dictionary<string, int> fresh, Dictionary<string, string> parameters) =>
        Parameter().Replace(OneLine(statement.Text), match =>
        {
            var n = int.Parse(match.Groups[1].Value) - 1;
            if (statement.Parameters[n] is not { } value)
                return $"null::{types[n]}";
            if (Uuid().Matches(value).Any(id => !known.Contains(id.Value)))
                return $"({Fresh(value, known, fresh)})::{types[n]}";
            // pgbench has no empty variable.
            var name = $"p{parameters.Count + 1}";
            parameters[name] = value.Length > 0 ? value : "-";
            return value.Length > 0 ? $"(:@{name})::{types[n]}" : $"(left(:@{name}, 0))::{types[n]}";
        });

    /// <summary>A text expression in which every new id is made of two random numbers.</summary>
    private static string Fresh(string value, IReadOnlySet<string> known, Dictionary<string, int> fresh)
    {
        var parts = new List<string>();
        var at = 0;
        foreach (Match id in Uuid().Matches(value))
        {
            if (known.Contains(id.Value))
                continue;
            if (!fresh.TryGetValue(id.Value, out var number))
                fresh[id.Value] = number = fresh.Count + 1;
            parts.Add(Quote(value[at..id.Index]));
            parts.Add($"lpad(to_hex((:a{number})::bigint), 16, '0') || lpad(to_hex((:b{number})::bigint), 16, '0')");
            at = id.Index + id.Length;
        }

        parts.Add(Quote(value[at..]));
        return string.Join(" || ", parts);
    }

    // A colon before a letter would be one of pgbench's variables.
    private static string Quote(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal).Replace(":", "'||chr(58)||'", StringComparison.Ordinal) + "'";

    private static string OneLine(string text) => string.Join(' ', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private static async Task<string[]> Types(NpgsqlConnection connection, Statement statement, CancellationToken ct)
    {
        if (statement.Parameters.Count == 0)
            return [];
        await using (var prepare = new NpgsqlCommand($"prepare asked as {statement.Text}", connection))
            await prepare.ExecuteNonQueryAsync(ct);
        await using var types = new NpgsqlCommand("select parameter_types::text[] from pg_prepared_statements where name = 'asked'", connection);
        var found = (string[])(await types.ExecuteScalarAsync(ct))!;
        await using var forget = new NpgsqlCommand("deallocate asked", connection);
        await forget.ExecuteNonQueryAsync(ct);
        return found;
    }

    private static List<List<Statement>> Transactions(string log)
    {
        var transactions = new List<List<Statement>>();
        var open = new Dictionary<string, List<Statement>>();
        // Parsing and binding are logged as well, each with its details: only those behind an execution count.
        var executing = false;
        foreach (var entry in Entry().Split(log.Replace("\n\t", "\n ", StringComparison.Ordinal)))
        {
            if (entry.Split('|', 3) is not ["olympus-app", var connection, _])
                continue;
            if (Executed().Match(entry) is { Success: true } executed)
            {
                var text = executed.Groups[1].Value.Trim();
                executing = !text.Contains("auth.", StringComparison.Ordinal);
                if (!executing)
                    continue; // what the server asks by the clock: which sessions were revoked
                if (text == "begin" || text.Contains("transaction_read_only", StringComparison.Ordinal) || !open.ContainsKey(connection))
                    transactions.Add(open[connection] = []);
                open[connection].Add(new(text, []));
            }
            else if (entry.Contains("|LOG:", StringComparison.Ordinal))
                executing = false;
            else if (executing && Details().Match(entry) is { Success: true } details)
                open[connection][^1] = open[connection][^1] with { Parameters = Values(details.Groups[1].Value) };
        }

        return transactions;
    }

    private static List<string?> Values(string parameters) =>
        [.. Value().Matches(parameters).Select(match => match.Groups[2].Success ? match.Groups[2].Value.Replace("''", "'", StringComparison.Ordinal) : null)];

    private static async Task Execute(NpgsqlDataSource admin, string statements, CancellationToken ct)
    {
        foreach (var statement in statements.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Append("select pg_reload_conf()"))
        {
            await using var command = admin.CreateCommand(statement);
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    [GeneratedRegex(@"\$(\d+)")]
    private static partial Regex Parameter();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.IgnoreCase)]
    private static partial Regex Uuid();

    [GeneratedRegex(@"^(?=[\w-]*\|\d+\|)", RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex(@"^olympus-app\|\d+\|LOG:\s+duration: [\d.]+ ms\s+execute [^:]*: (.*)", RegexOptions.Singleline)]
    private static partial Regex Executed();

    [GeneratedRegex(@"^olympus-app\|\d+\|DETAIL:\s+[Pp]arameters: (.*)", RegexOptions.Singleline)]
    private static partial Regex Details();

    [GeneratedRegex(@"\$(\d+) = (?:'((?:[^']|'')*)'|NULL)")]
    private static partial Regex Value();
}

internal static class ConnectionString
{
    public static string Of(string url)
    {
        var uri = new Uri(url);
        var user = uri.UserInfo.Split(':', 2);
        return new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port,
            Database = uri.AbsolutePath.TrimStart('/'),
            Username = Uri.UnescapeDataString(user[0]),
            Password = Uri.UnescapeDataString(user[1]),
            CommandTimeout = 0,
        }.ConnectionString;
    }
}
