using System.Net;
using System.Text.Json.Nodes;
using Npgsql;
using Olympus.Kernel.Data;

namespace Olympus.Api.Isolation;

/// <summary>A tenant table and the two halves of its policy.</summary>
internal sealed record PolicyTable(string Name, string Reads, string Writes, string Columns);

/// <summary>A server over a database of its own with two tenants in it, whose policies may be weakened.</summary>
internal sealed class PolicyLaboratory : IAsyncDisposable
{
    private const string TablesSql = """
        select c.oid::regclass::text, pg_get_expr(policy.polqual, c.oid), pg_get_expr(policy.polwithcheck, c.oid),
            (select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute as a
             where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '')
        from pg_policy as policy
        join pg_class as c on c.oid = policy.polrelid
        where policy.polname = 'tenant' and c.relrowsecurity
        order by 1
        """;

    /// <summary>What no request of the worlds leaves behind.</summary>
    private static readonly string[] Fillings =
    [
        """
        insert into events.parked (tenant_id, projection, event_id, aggregate_id, xid, seq, attempts, error)
        select tenant_id, 'customer.totals', id, aggregate_id, xid, seq, 1, 'parked by a test' from events.log where tenant_id = $1 order by seq limit 1
        """,
        """
        insert into auth.approvals (
            tenant_id, id, token_hash, asked_by, session_id, approved_by, approver_version, is_by_badge, permission, location_id, device_id, expires_at)
        select device.tenant_id, gen_random_uuid(), '', gen_random_uuid(), gen_random_uuid(), credential.user_id, 1, false, 'payments:refund', device.location_id, device.id, now()
        from auth.devices as device
        join auth.credentials as credential on credential.tenant_id = device.tenant_id
        where device.tenant_id = $1
        order by device.id, credential.user_id
        limit 1
        """,
        """
        insert into commerce.order_discounts (tenant_id, order_id, position, reason, amount_off_minor, priority, off_minor, granted_by)
        select tenant_id, id, 1, 'by a test', 0, 0, 0, 'test' from commerce.orders where tenant_id = $1 order by id limit 1
        """,
        """
        insert into analytics.customer_refunds (tenant_id, customer_id, location_id, business_on, currency, refunds, refunded_minor)
        values ($1, gen_random_uuid(), gen_random_uuid(), '2026-01-02', 'EUR', 1, 100)
        """,
        """
        insert into customer.merges (tenant_id, merged_id, customer_id, version_after, actor, merged_at)
        select tenant_id, (array_agg(id order by id))[2], (array_agg(id order by id))[1], 1, 'test', now()
        from customer.customers where tenant_id = $1 group by tenant_id
        """,
        "insert into analytics.dismissals (tenant_id, user_id, key, until) values ($1, gen_random_uuid(), 'slow:one', now())",
        "insert into analytics.customer_countries (tenant_id, id, country) values ($1, gen_random_uuid(), 'NO')",
        """
        insert into analytics.report_mails (tenant_id, job_id, user_id, next_at)
        select tenant_id, id, owner_id, now() + interval '1 day' from analytics.report_jobs where tenant_id = $1 order by id limit 1
        """,
        "insert into gateway.presence (tenant_id, node_id, user_id) values ($1, gen_random_uuid(), gen_random_uuid())",
        "insert into import.references (tenant_id, id, source, kind, reference) values ($1, gen_random_uuid(), 'test', 'product', 'one')",
        """
        insert into import.adjustments (tenant_id, id, source, document, line, rule, code, description, quantity, amount_minor, currency, occurred_at)
        values ($1, gen_random_uuid(), 'test', 'one', 1, 'postage', 'POST', 'Postage', 1, 100, 'EUR', now())
        """,
    ];

    private readonly List<(string Row, string Url, string Answer)> _before = [];
    private readonly string _name;
    private readonly Server _server;
    private readonly NpgsqlDataSource _admin;
    private readonly NpgsqlDataSource _login;
    private World _mine = null!;
    private World _theirs = null!;

    private PolicyLaboratory(string name, Server server)
    {
        (_name, _server) = (name, server);
        _admin = NpgsqlDataSource.Create(server.In(AdminUrl));
        _login = NpgsqlDataSource.Create(server.In(Server.AppUrl));
    }

    private static string AdminUrl => Environment.GetEnvironmentVariable("OLYMPUS_TEST_ADMIN_URL") ?? throw new InvalidOperationException("Run the tests through ./olympus test.");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<PolicyLaboratory> Open()
    {
        var name = $"olympus_mutants_{Guid.NewGuid():N}";
        await using var admin = NpgsqlDataSource.Create(Databases.KeyValues(AdminUrl));
        await Execute(admin, $"create database {name} owner olympus_owner");
        var laboratory = new PolicyLaboratory(name, await Server.Over(name));
        // Theirs first: a query that takes the first row it finds must find the wrong one.
        laboratory._theirs = await World.Make(laboratory._server);
        await laboratory.ChangeTaxes(laboratory._theirs);
        laboratory._mine = await World.Make(laboratory._server);
        foreach (var world in new[] { laboratory._mine, laboratory._theirs })
            await laboratory.Complete(world);

        foreach (var (row, url) in await laboratory.Urls())
            laboratory._before.Add((row, url, await laboratory.Ask(url)));
        return laboratory;
    }

    public async Task<List<PolicyTable>> Tables()
    {
        var tables = new List<PolicyTable>();
        await using var command = _admin.CreateCommand(TablesSql);
        await using var reader = await command.ExecuteReaderAsync(Ct);
        while (await reader.ReadAsync(Ct))
            tables.Add(new(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3)));
        return tables;
    }

    /// <summary>Weakens a table until the answer is disposed.</summary>
    public async Task<IAsyncDisposable> Weaken(PolicyTable table, string statement)
    {
        await Execute(_admin, string.Format(statement, table.Name));
        return new Weakness(this, table);
    }

    /// <summary>The first request that is answered differently while the table is weakened so; null when none is.</summary>
    public async Task<string?> FirstDifference(PolicyTable table, string statement)
    {
        var first = 0;
        while (true)
        {
            await using (await Weaken(table, statement))
                while (first < _before.Count && await Ask(_before[first].Url) == _before[first].Answer)
                    first++;
            if (first == _before.Count)
                return null;
            // Some answers become others by themselves, such as those about the day until this hour.
            var (row, url, answer) = _before[first];
            var now = await Ask(url);
            if (now == answer)
                return url;
            _before[first] = (row, url, now);
        }
    }

    /// <summary>The rows of the matrix whose requests are all answered as before.</summary>
    public async Task<List<string>> Unchanged()
    {
        var rows = new HashSet<string>(_before.Select(asked => asked.Row));
        foreach (var (row, url, answer) in _before)
            if (rows.Contains(row) && await Ask(url) != answer)
                rows.Remove(row);
        return [.. rows.Order(StringComparer.Ordinal)];
    }

    /// <summary>Whether the program's login, as one tenant, sees a row of the other.</summary>
    public async Task<bool> LoginSees(PolicyTable table)
    {
        await using var connection = await AsMine();
        await using var command = new NpgsqlCommand($"select exists (select from {table.Name} where tenant_id = $1)", connection);
        command.Parameters.Add(new() { Value = _theirs.Shop.TenantId.Value });
        return (bool)(await command.ExecuteScalarAsync(Ct))!;
    }

    /// <summary>Whether the program's login, as one tenant, is refused a copy of an own row for the other by the policy, or has no right to write at all.</summary>
    public async Task<bool> LoginIsKeptFromWriting(PolicyTable table)
    {
        await using var connection = await AsMine();
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        await using var command = new NpgsqlCommand(
            $"""
            insert into {table.Name} ({table.Columns}) overriding system value
            select {table.Columns} from (
                select (jsonb_populate_record(own, jsonb_build_object('tenant_id', $1))).* from {table.Name} as own where tenant_id = $2 limit 1) as copy
            """,
            connection);
        command.Parameters.Add(new() { Value = _theirs.Shop.TenantId.Value });
        command.Parameters.Add(new() { Value = _mine.Shop.TenantId.Value });
        try
        {
            (await command.ExecuteNonQueryAsync(Ct)).ShouldBe(1, $"there is a row to copy in {table.Name}");
            return false;
        }
        catch (PostgresException e)
        {
            return e.SqlState == PostgresErrorCodes.InsufficientPrivilege;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _login.DisposeAsync();
        await _admin.DisposeAsync();
        await using var admin = NpgsqlDataSource.Create(Databases.KeyValues(AdminUrl));
        await Execute(admin, $"drop database {_name} with (force)");
    }

    /// <summary>Every reading row of the matrix, aimed at oneself and at the other tenant.</summary>
    private async Task<List<(string Row, string Url)>> Urls()
    {
        var operations = (await Operation.All(_server)).ToDictionary(operation => operation.Id);
        return
        [
            .. Matrix.Rows.Where(row => operations[row.Operation].Method == HttpMethod.Get)
                .SelectMany(row => row.SteadyQuery is { } steady ? [row with { Query = _ => steady }] : new[] { row, row with { Query = null } })
                .SelectMany(row => new[] { _theirs, _mine }.Select(target => (row.Name, operations[row.Operation].Url(row, _mine, target))))
                .Distinct(),
        ];
    }

    private async Task<string> Ask(string url)
    {
        var answer = await _mine.Shop.Get(url);
        Still(answer.Body);
        return $"{answer.Status} {answer.Body?.ToJsonString()}";
    }

    /// <summary>Takes out what differs from one moment to the next by itself.</summary>
    private static void Still(JsonNode? answer)
    {
        if (answer is JsonArray rows)
            foreach (var row in rows)
                Still(row);
        if (answer is not JsonObject members)
            return;
        foreach (var moving in new[] { "request_id", "as_of", "tail", "last_week_until", "hours", "exported_at", "attempts", "next_at", "last_error", "done_at", "state" })
            members.Remove(moving);
        foreach (var (_, member) in members)
            Still(member);
    }

    private async Task Complete(World world)
    {
        (await world.Shop.Put($"/api/v1/products/{world.Product}/availability", new { locations = new[] { new { location_id = world.Location, is_available = false } } }))
            .MustBe(HttpStatusCode.OK);
        (await world.Shop.Post($"/api/v1/customers/{world.Customer}/consents", new { channel = "email", is_granted = true, source = "till" }))
            .MustBe(HttpStatusCode.Created);
        foreach (var filling in Fillings)
        {
            await using var command = _admin.CreateCommand(filling);
            command.Parameters.Add(new() { Value = world.Shop.TenantId.Value });
            await command.ExecuteNonQueryAsync(Ct);
        }

        await world.Shop.Settle();
    }

    /// <summary>Both tenants begin with the same tax rates: make one's different.</summary>
    private async Task ChangeTaxes(World world)
    {
        var operation = (await Operation.All(_server)).Single(operation => operation.Id == "replaceTaxRates");
        var row = Matrix.Rows.Single(row => row.Operation == operation.Id);
        var current = await world.Shop.Get(operation.Path);
        (await world.Shop.Send(operation.Method, operation.Path, row.Body!(world, world), ("If-Match", current.ETag))).MustBe(HttpStatusCode.OK);
    }

    private async Task<NpgsqlConnection> AsMine()
    {
        var connection = await _login.OpenConnectionAsync(Ct);
        await using var command = new NpgsqlCommand("select set_config('app.tenant_id', $1, false)", connection);
        command.Parameters.Add(new() { Value = _mine.Shop.TenantId.ToString() });
        await command.ExecuteNonQueryAsync(Ct);
        return connection;
    }

    private static async Task Execute(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Ct);
    }

    private sealed class Weakness(PolicyLaboratory laboratory, PolicyTable table) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Execute(laboratory._admin, $"alter policy tenant on {table.Name} using ({table.Reads}) with check ({table.Writes})");
            await Execute(laboratory._admin, $"alter table {table.Name} enable row level security");
        }
    }
}
