using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Analytics.Reports.Saved;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api.Analytics;

/// <summary>What is kept goes out by mail.</summary>
public sealed partial class KeepingReports
{
    [Fact]
    public async Task Are_mailed_after_a_run_by_schedule_to_those_who_may_see_them()
    {
        var counter = await Trade(server);
        var shop = counter.Shop;
        async Task<(Guid Id, string Email)> Join(string role, Id<Location>? location = null)
        {
            var user = (await shop.Join(role, location)).UserId;
            return (user.Value, $"{user}@example.test");
        }

        var (refused, busy, served) = (await Join("viewer"), await Join("viewer"), await Join("staff"));
        var local = await Join("manager", new((await shop.Post("/api/v1/locations", new { name = "Other", time_zone = "Europe/Paris", currency = "EUR", tax_region = "FR" })).Id));
        Postbox.Answers[refused.Email] = _ => "550 no such mailbox";
        Postbox.Answers[busy.Email] = tries => tries == 1 ? "450 mailbox busy" : "250 OK";
        var saved = (await shop.Post(Saved, Sales("Täglich <b>", schedule: Daily, recipients: new[] { shop.UserId.Value, refused.Id, busy.Id, served.Id, local.Id })))
            .MustBe(HttpStatusCode.Created);
        saved["can_mail"].GetValue<bool>().ShouldBeTrue();
        // Its time has come, twice missed.
        await Owner("update analytics.saved_reports set next_run_at = now() - interval '2 days' where id = $1", saved.Id);
        Guid? job = null;
        for (var tries = 0; job is null; tries++)
        {
            tries.ShouldBeLessThan(600);
            job = (await shop.Get(Jobs))["data"].AsArray() is [{ } only] ? only["id"]!.GetValue<Guid>() : null;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        static string StatusOf(Answer of, Guid user) => of["mails"].AsArray().Single(mail => mail!["user_id"]!.GetValue<Guid>() == user)!["status"]!.GetValue<string>();
        var after = await Until(shop, job.Value, now => now["mails"].AsArray() is { Count: 5 } mails && mails.All(mail => mail!["attempts"]!.GetValue<int>() > 0 && mail["status"]!.GetValue<string>() != "waiting" || mail["reply"] is not null));
        StatusOf(after, shop.UserId.Value).ShouldBe("sent");
        StatusOf(after, refused.Id).ShouldBe("refused");
        StatusOf(after, busy.Id).ShouldBe("waiting");
        StatusOf(after, served.Id).ShouldBe("not_allowed");
        StatusOf(after, local.Id).ShouldBe("not_allowed");
        await Owner("update analytics.report_mails set next_at = now() where job_id = $1 and status = 'waiting'", job.Value);
        await Until(shop, job.Value, now => StatusOf(now, busy.Id) == "sent");

        (Postbox.TriesOf(refused.Email), Postbox.TriesOf(busy.Email), Postbox.TriesOf(served.Email), Postbox.TriesOf(local.Email)).ShouldBe((1, 2, 0, 0));
        var mail = Postbox.Mails.Where(one => one.Header("Message-ID") == $"<report.{job}.{shop.UserId}@olympus.test>").ShouldHaveSingleItem();
        mail.From.ShouldBe("reports@olympus.test");
        mail.Header("Subject")!.ShouldStartWith("=?utf-8?");
        mail.Text.ShouldContain("text/html");
        mail.Text.ShouldContain("filename=sales-");
        var decoded = string.Concat(mail.Text.Split("\r\n\r\n").Select(Decode));
        decoded.ShouldContain("https://shop.example.test/api/v1/analytics/reports/downloads/");
        decoded.ShouldContain("Täglich &lt;b&gt;".Replace("ä", "&#xE4;", StringComparison.Ordinal));
        (await shop.Get($"{Saved}/{saved.Id}"))["next_run_at"].GetValue<DateTimeOffset>().ShouldBeGreaterThan(DateTimeOffset.UtcNow);
        (await shop.Get(Jobs))["data"].AsArray().Count.ShouldBe(1);

        static string Decode(string part)
        {
            try
            {
                return Encoding.UTF8.GetString(Convert.FromBase64String(part.Split("\r\n--")[0].Replace("\r\n", "", StringComparison.Ordinal)));
            }
            catch (FormatException)
            {
                return part.Replace("=\r\n", "", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Are_mailed_with_margins_to_those_alone_who_may_see_costs()
    {
        var shop = (await Trade(server)).Shop;
        Guid[] users = [shop.UserId.Value, (await shop.Join("manager")).UserId.Value, (await shop.Join("viewer")).UserId.Value];
        var saved = (await shop.Post(Saved, new
        {
            Name = "Margin",
            Request = new { Query = new { Measures = new[] { "net", "gross_margin" }, Period = new { Preset = "today" } } },
            Format = "csv",
            Schedule = Daily,
            Recipients = users,
        })).MustBe(HttpStatusCode.Created);
        await Owner("update analytics.saved_reports set next_run_at = now() - interval '1 day' where id = $1", saved.Id);
        Guid? job = null;
        for (var tries = 0; job is null; tries++)
        {
            tries.ShouldBeLessThan(600);
            job = (await shop.Get(Jobs))["data"].AsArray() is [{ } only] ? only["id"]!.GetValue<Guid>() : null;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        var after = await Until(shop, job.Value, now => now["mails"].AsArray() is { Count: 3 } mails && mails.All(mail => mail!["status"]!.GetValue<string>() != "waiting"));
        users.Select(user => after["mails"].AsArray().Single(mail => mail!["user_id"]!.GetValue<Guid>() == user)!["status"]!.GetValue<string>())
            .ShouldBe(["sent", "sent", "not_allowed"]);
    }

    [Fact]
    public async Task Are_mailed_to_nobody_where_no_mail_is_set_up()
    {
        var shop = (await Trade(server)).Shop;
        var saved = (await shop.Post(Saved, Sales(schedule: Daily, recipients: new[] { shop.UserId.Value }))).MustBe(HttpStatusCode.Created);
        await Owner("update analytics.saved_reports set next_run_at = now() - interval '1 day' where id = $1", saved.Id);
        Guid? job = null;
        for (var tries = 0; job is null; tries++)
        {
            tries.ShouldBeLessThan(600);
            job = (await shop.Get(Jobs))["data"].AsArray() is [{ } only] ? only["id"]!.GetValue<Guid>() : null;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        static string Status(Answer of) => of["mails"].AsArray() is [{ } mail] ? mail["status"]!.GetValue<string>() : "";
        await Until(shop, job.Value, now => Status(now) == "sent");
        // The same mail once more, when no worker looks yet: by the clock of one that sends none.
        await Owner(
            "update analytics.report_mails set status = 'waiting', attempts = 0, sent_at = null, next_at = now() + interval '1 day' where job_id = $1", job.Value);
        T Of<T>()
            where T : notnull => server.Services.GetRequiredService<T>();
        var clock = new InTwoDays();
        await new ReportMails(new MailSettings(), Of<ReportLinks>(), Of<ReportRuns>(), Of<IUsers>(), clock).SendDue(
            new TenantDbs(Of<Databases>(), clock, Of<Constraints>(), Of<EventSignal>()).For(shop.TenantId, "test"), TestContext.Current.CancellationToken);

        Status((await shop.Get($"{Jobs}/{job}")).MustBe(HttpStatusCode.OK)).ShouldBe("not_configured");
        Postbox.Mails.Count(mail => mail.Header("Message-ID") == $"<report.{job}.{shop.UserId}@olympus.test>").ShouldBe(1);

        await using var own = await Server.With(services => services.AddSingleton(new MailSettings()));
        using var client = new HttpClient { BaseAddress = own.Url };
        client.DefaultRequestHeaders.Authorization = new("Bearer", shop.Token);
        JsonNode.Parse(await client.GetStringAsync(new Uri($"{Saved}/{saved.Id}", UriKind.Relative), TestContext.Current.CancellationToken))!["can_mail"]!
            .GetValue<bool>().ShouldBeFalse();
    }

    private sealed class InTwoDays : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddDays(2);
    }
}
