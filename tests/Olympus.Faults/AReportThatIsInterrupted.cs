using System.Net;
using System.Text.Json.Nodes;
using Npgsql;

namespace Olympus.Faults;

public sealed class AReportThatIsInterrupted
{
    private const int Orders = 20;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The process is killed while it makes a report. When its lease is over another one makes it, once, and it is the same as one that nothing happened to.</summary>
    [Fact]
    public async Task Is_made_again_when_the_process_that_made_it_is_killed()
    {
        await using var installation = await Installation.Start(durable: false);
        var server = await installation.Serve();
        using var merchant = await Merchant.Open(server.Url);
        for (var order = 0; order < Orders; order++)
            await merchant.Place(Guid.NewGuid().ToString());
        await Until(async () => await installation.Count("select coalesce(sum(orders), 0)::bigint from analytics.trade_days") == Orders);

        string job;
        await using (var source = NpgsqlDataSource.Create(Kernel.Data.Databases.KeyValues(new UriBuilder(installation["OLYMPUS_ADMIN_URL"]) { Path = "olympus" }.Uri.AbsoluteUri)))
        await using (var connection = await source.OpenConnectionAsync(Ct))
        await using (var transaction = await connection.BeginTransactionAsync(Ct))
        {
            // What the report reads is held, so that it is under way for as long as we like.
            await Run(connection, "lock table analytics.trade_days in access exclusive mode");
            job = await Order(merchant);
            await Until(async () => await installation.Count($"select count(*) from analytics.report_jobs where id = '{job}' and status = 'running'") == 1);
            server.Kill();
            await transaction.RollbackAsync(Ct);
            (await installation.Count($"select count(*) from analytics.report_jobs where id = '{job}' and status = 'running' and content is null")).ShouldBe(1);
            // Five minutes later.
            await Run(connection, $"update analytics.report_jobs set next_at = now() where id = '{job}' and next_at > now() + interval '4 minutes'");
        }

        await server.Restart();
        var (again, whole) = (await Done(merchant, job), await Done(merchant, await Order(merchant)));
        again.Attempts.ShouldBe(2);
        whole.Attempts.ShouldBe(1);
        again.File.ShouldBe(whole.File);
        again.File.Split('\n').Length.ShouldBeGreaterThan(2);
        (await installation.Count("select count(*) from analytics.report_jobs")).ShouldBe(2);
        await installation.Verb("verify");
    }

    private static async Task<string> Order(Merchant merchant) =>
        (await merchant.Send("/api/v1/analytics/reports/jobs", new { request = new { report = "sales", period = new { preset = "today" } }, format = "csv" }))["id"]!.ToString();

    private static async Task<(int Attempts, string File)> Done(Merchant merchant, string job)
    {
        JsonNode seen = null!;
        await Until(async () =>
        {
            seen = JsonNode.Parse((await merchant.Read($"/api/v1/analytics/reports/jobs/{job}")).Text)!;
            seen["status"]!.ToString().ShouldBeOneOf("queued", "running", "done");
            return seen["status"]!.ToString() == "done";
        });
        var (status, file) = await merchant.Read(seen["link"]!.ToString());
        status.ShouldBe(HttpStatusCode.OK);
        return (seen["attempts"]!.GetValue<int>(), file);
    }

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Ct);
    }

    private static async Task Until(Func<Task<bool>> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        while (!await condition())
            await Task.Delay(20, patience.Token);
    }
}
