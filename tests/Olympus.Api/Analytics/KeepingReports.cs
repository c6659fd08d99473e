using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Olympus.Analytics.Reports.Saved;
using Olympus.Api.Orders;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api.Analytics;

public sealed partial class KeepingReports(Server server)
{
    private const string Saved = "/api/v1/analytics/reports/saved";
    private const string Jobs = "/api/v1/analytics/reports/jobs";

    private static readonly NpgsqlDataSource Admin = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(
        Databases.KeyValues(Environment.GetEnvironmentVariable("OLYMPUS_TEST_ADMIN_URL")!))
    {
        Database = new NpgsqlConnectionStringBuilder(Databases.KeyValues(Server.OwnerUrl)).Database,
    }.ConnectionString);

    private static object Sales(string name = "Sales of today", bool shared = false, object? schedule = null, object? recipients = null, string format = "csv") => new
    {
        Name = name,
        Request = new { Report = "sales", Period = new { Preset = "today" } },
        Format = format,
        IsShared = shared,
        Schedule = schedule,
        Recipients = recipients,
    };

    private static readonly object Daily = new { Cadence = "daily", At = "06:30", TimeZone = "Europe/Berlin" };

    private static async Task<Counter> Trade(Server server)
    {
        var counter = await Counter.Open(server);
        await counter.Place((await counter.Product(1190), 2));
        await counter.Shop.Settle();
        return counter;
    }

    private static async Task<Answer> Until(Shop shop, Guid job, Func<Answer, bool> holds)
    {
        for (var tries = 0; ; tries++)
        {
            var now = (await shop.Get($"{Jobs}/{job}")).MustBe(HttpStatusCode.OK);
            if (holds(now))
                return now;
            (tries < 600).ShouldBeTrue(now.Text);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private static Task<Answer> UntilOver(Shop shop, Guid job) => Until(shop, job, now => now["status"].GetValue<string>() is "done" or "failed");

    /// <summary>What a clock would have to wait for.</summary>
    private static async Task Owner(string sql, params object[] values)
    {
        await using var command = Admin.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        (await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Are_kept_changed_and_forgotten()
    {
        var shop = await Shop.Open(server);
        var made = (await shop.Post(Saved, Sales(schedule: Daily))).MustBe(HttpStatusCode.Created);
        made["request"]["report"]!.GetValue<string>().ShouldBe("sales");
        made["next_run_at"].GetValue<DateTimeOffset>().ShouldBeGreaterThan(DateTimeOffset.UtcNow);
        (await shop.Get(Saved)).MustBe(HttpStatusCode.OK)["data"].AsArray().ShouldHaveSingleItem()!["name"]!.GetValue<string>().ShouldBe("Sales of today");

        var read = (await shop.Get($"{Saved}/{made.Id}")).MustBe(HttpStatusCode.OK);
        var changed = (await shop.Send(HttpMethod.Put, $"{Saved}/{made.Id}", Sales("Renamed"), ("If-Match", read.ETag))).MustBe(HttpStatusCode.OK);
        changed["name"].GetValue<string>().ShouldBe("Renamed");
        changed.Body!["next_run_at"].ShouldBeNull();
        (await shop.Send(HttpMethod.Put, $"{Saved}/{made.Id}", Sales("Again"), ("If-Match", read.ETag))).MustRefuse(HttpStatusCode.PreconditionFailed, "request.version_stale");
        (await shop.Delete($"{Saved}/{made.Id}")).MustBe(HttpStatusCode.NoContent);
        (await shop.Get($"{Saved}/{made.Id}")).MustRefuse(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Refuse_what_makes_no_sense()
    {
        var shop = await Shop.Open(server);
        foreach (var wrong in new[]
        {
            Sales(name: ""), Sales(name: "a\r\nBcc: b"), Sales(format: "docx"), Sales(schedule: new { Cadence = "weekly", At = "06:30", TimeZone = "Europe/Berlin" }),
            Sales(schedule: new { Cadence = "daily", At = "06:30", TimeZone = "Mars/Base" }), Sales(schedule: new { Cadence = "monthly", At = "06:30", TimeZone = "UTC", DayOfMonth = 32 }),
            Sales(recipients: new[] { shop.UserId.Value }), new { Name = "None", Request = new { }, Format = "csv" },
            new { Name = "Unknown", Request = new { Report = "weather" }, Format = "csv" },
        })
            (await shop.Post(Saved, wrong)).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await shop.Post(Saved, new { Name = "Measure", Request = new { Query = new { Measures = new[] { "weather" }, Period = new { Preset = "today" } } }, Format = "csv" }))
            .MustRefuse(HttpStatusCode.BadRequest, "analytics.unknown_measure");
        (await shop.Post(Saved, Sales(schedule: Daily, recipients: new[] { Guid.NewGuid() })))
            .MustRefuse(HttpStatusCode.UnprocessableEntity, "analytics.report_recipient_unknown");
        (await shop.Post(Saved, Sales(schedule: Daily, recipients: new[] { (await Shop.Open(server)).UserId.Value })))
            .MustRefuse(HttpStatusCode.UnprocessableEntity, "analytics.report_recipient_unknown");
        (await shop.As("staff").Post(Saved, Sales())).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
    }

    [Fact]
    public async Task Are_private_until_they_are_shared()
    {
        var shop = await Shop.Open(server);
        var other = await shop.Join("manager");
        var (mine, shared) = ((await shop.Post(Saved, Sales("Mine"))).Id, (await shop.Post(Saved, Sales("Shared", shared: true))).Id);
        (await other.Get($"{Saved}/{mine}")).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await other.Post($"{Saved}/{mine}/runs", new { })).MustRefuse(HttpStatusCode.NotFound, "not_found");
        var seen = (await other.Get(Saved)).MustBe(HttpStatusCode.OK)["data"].AsArray().ShouldHaveSingleItem()!;
        seen["is_mine"]!.GetValue<bool>().ShouldBeFalse();
        (await other.Delete($"{Saved}/{shared}")).MustRefuse(HttpStatusCode.Forbidden, "analytics.report_not_yours");
        (await other.Send(HttpMethod.Put, $"{Saved}/{shared}", Sales(), ("If-Match", "\"1\""))).MustRefuse(HttpStatusCode.Forbidden, "analytics.report_not_yours");

        var job = (await other.Post($"{Saved}/{shared}/runs", new { })).MustBe(HttpStatusCode.Accepted).Id;
        (await UntilOver(other, job))["status"].GetValue<string>().ShouldBe("done");
        (await shop.Get($"{Jobs}/{job}")).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await (await Shop.Open(server)).Get($"{Jobs}/{job}")).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await (await Shop.Open(server)).Get($"{Saved}/{shared}")).MustRefuse(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Are_made_by_the_worker_and_fetched_by_a_link_that_cannot_be_bent()
    {
        var counter = await Trade(server);
        var ordered = (await counter.Shop.Post(Jobs, new { Request = new { Report = "products", Period = new { Preset = "today" } }, Format = "csv" })).MustBe(HttpStatusCode.Accepted);
        ordered["status"].GetValue<string>().ShouldBe("queued");
        var done = await UntilOver(counter.Shop, ordered.Id);
        (done["status"].GetValue<string>(), done["progress"].GetValue<int>(), done["attempts"].GetValue<int>()).ShouldBe(("done", 100, 1));
        (await counter.Shop.Get(Jobs))["data"].AsArray().ShouldHaveSingleItem()!["id"]!.GetValue<Guid>().ShouldBe(ordered.Id);

        using var anybody = server.Anonymous();
        var link = done["link"].GetValue<string>();
        using var file = await anybody.GetAsync(link, TestContext.Current.CancellationToken);
        file.StatusCode.ShouldBe(HttpStatusCode.OK);
        file.Content.Headers.ContentDisposition!.FileName!.ShouldStartWith("products-");
        (await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(",20.00,");

        async Task<HttpStatusCode> Fetch(string path) => (await anybody.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode;
        var token = link.Split('/')[^1];
        foreach (var at in new[] { 3, 24, 45, token.Length - 3 })
            (await Fetch(link[..^token.Length] + token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..])).ShouldBe(HttpStatusCode.NotFound);
        (await Fetch(link[..^token.Length] + "nonsense")).ShouldBe(HttpStatusCode.NotFound);
        var links = server.Services.GetRequiredService<ReportLinks>();
        var (tenant, until) = (counter.Shop.TenantId, DateTimeOffset.UtcNow.AddHours(1));
        (await Fetch(links.Path(tenant, new(ordered.Id), until))).ShouldBe(HttpStatusCode.OK);
        (await Fetch(links.Path(tenant, new(ordered.Id), DateTimeOffset.UtcNow.AddSeconds(-1)))).ShouldBe(HttpStatusCode.NotFound);
        (await Fetch(links.Path((await Shop.Open(server)).TenantId, new(ordered.Id), until))).ShouldBe(HttpStatusCode.NotFound);
        (await Fetch(new ReportLinks(new byte[32]).Path(tenant, new(ordered.Id), until))).ShouldBe(HttpStatusCode.NotFound);

        // What is old is forgotten, whatever its link says.
        await Owner("update analytics.report_jobs set expires_at = now() - interval '1 second' where id = $1", ordered.Id);
        (await Fetch(links.Path(tenant, new(ordered.Id), until))).ShouldBe(HttpStatusCode.NotFound);
        for (var tries = 0; (await counter.Shop.Get($"{Jobs}/{ordered.Id}")).Status != HttpStatusCode.NotFound; tries++)
        {
            tries.ShouldBeLessThan(600);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Are_made_with_the_rights_that_one_has_when_they_are_made_and_say_why_not()
    {
        var shop = await Shop.Open(server);
        var nowhere = (await shop.Post(Jobs, new { Request = new { Report = "sales", LocationId = Guid.NewGuid() }, Format = "csv" })).MustBe(HttpStatusCode.Accepted).Id;
        var failed = await UntilOver(shop, nowhere);
        (failed["status"].GetValue<string>(), failed["error"].GetValue<string>()).ShouldBe(("failed", "not_found"));
        failed.Body!["link"].ShouldBeNull();
        var table = (await shop.Post(Jobs, new { Request = new { Report = "sales", Table = "by_weather" }, Format = "csv" })).Id;
        (await UntilOver(shop, table))["error"].GetValue<string>().ShouldBe("analytics.report_table_unknown");
    }

    [Fact]
    public async Task Are_made_again_when_the_worker_died_and_once_in_effect()
    {
        var counter = await Trade(server);
        var saved = (await counter.Shop.Post(Saved, Sales(schedule: Daily, recipients: new[] { counter.Shop.UserId.Value }))).MustBe(HttpStatusCode.Created).Id;
        var (job, deadly) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        // A worker took it, and was never heard of again; with the other one, that happened three times.
        await Owner("""
            insert into analytics.report_jobs (tenant_id, id, saved_report_id, owner_id, name, request, format, recipients, scheduled_for, status, attempts, next_at, created_at)
            select tenant_id, job.id, saved.id, owner_id, name, request, format, recipients, job.at, 'running', job.attempts, now() - interval '1 second', now()
            from analytics.saved_reports as saved, (values ($2::uuid, 1, now()), ($3::uuid, 3, now() - interval '1 day')) as job (id, attempts, at)
            where saved.id = $1
            """, saved, job, deadly);
        var done = await Until(counter.Shop, job, now => now["mails"].AsArray() is [{ } mail] && mail["status"]!.GetValue<string>() == "sent");
        (done["status"].GetValue<string>(), done["attempts"].GetValue<int>()).ShouldBe(("done", 2));

        var given = await UntilOver(counter.Shop, deadly);
        (given["status"].GetValue<string>(), given["error"].GetValue<string>(), given["mails"].AsArray().Count).ShouldBe(("failed", "unexpected", 0));

        // The first one wakes up: what it made is not taken, and nobody is told twice.
        var runs = server.InOneProcess(server.Services.GetRequiredService<ReportRuns>());
        var db = server.Services.GetRequiredService<WorkerDbs>().For(counter.Shop.TenantId, "reports");
        await runs.Run(
            db, new(new(job), counter.Shop.UserId, new(Report: "funnel"), "json", 1, [counter.Shop.UserId.Value]), TestContext.Current.CancellationToken);
        var after = (await counter.Shop.Get($"{Jobs}/{job}")).MustBe(HttpStatusCode.OK);
        after["file_name"].GetValue<string>().ShouldStartWith("sales-");
        after["mails"].AsArray().ShouldHaveSingleItem()!["attempts"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Are_limited_by_business()
    {
        var shop = await Shop.Open(server);
        await Owner("""
            insert into analytics.saved_reports (tenant_id, id, owner_id, name, is_shared, request, format, created_at, updated_at)
            select $1, gen_random_uuid(), gen_random_uuid(), 'One of many', false, '{"report":"sales"}', 'csv', now(), now() from generate_series(1, 100)
            """, shop.TenantId.Value);
        (await shop.Post(Saved, Sales())).MustRefuse(HttpStatusCode.UnprocessableEntity, "analytics.too_many_reports");
        await Owner("""
            insert into analytics.report_jobs (tenant_id, id, owner_id, name, request, format, next_at, created_at)
            select $1, gen_random_uuid(), gen_random_uuid(), 'One of many', '{"report":"sales"}', 'csv', now() + interval '1 day', now() from generate_series(1, 20)
            """, shop.TenantId.Value);
        (await shop.Post(Jobs, new { Request = new { Report = "sales" }, Format = "csv" })).MustRefuse(HttpStatusCode.TooManyRequests, "analytics.too_many_report_jobs");
    }
}
