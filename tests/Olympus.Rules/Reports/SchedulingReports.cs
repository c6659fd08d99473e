using System.Globalization;
using Microsoft.Extensions.Configuration;
using Olympus.Analytics.Reports.Saved;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Rules.Reports;

public sealed class SchedulingReports
{
    private static readonly ReportSchedule Morning = new(ReportCadence.Daily, new(2, 30), "Europe/Berlin");

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text + "Z", CultureInfo.InvariantCulture);

    [Theory]
    // The clock skips from 2 to 3: the first moment after.
    [InlineData("2026-03-28T01:30:00", "2026-03-29T01:00:00")]
    [InlineData("2026-03-29T01:00:00", "2026-03-30T00:30:00")]
    // 2:30 comes twice: the first time, and not again.
    [InlineData("2026-10-24T00:30:00", "2026-10-25T00:30:00")]
    [InlineData("2026-10-25T00:30:00", "2026-10-26T01:30:00")]
    [InlineData("2026-11-21T12:00:00", "2026-11-22T01:30:00")]
    public void Follows_the_clock_of_the_zone(string after, string next) => Morning.Next(Utc(after)).ShouldBe(Utc(next));

    [Theory]
    [InlineData("2026-11-21T12:00:00", "2026-11-23T08:00:00")]
    [InlineData("2026-11-23T08:00:00", "2026-11-30T08:00:00")]
    public void Comes_on_its_weekday(string after, string next) =>
        new ReportSchedule(ReportCadence.Weekly, new(8, 0), "UTC", Weekday: 1).Next(Utc(after)).ShouldBe(Utc(next));

    [Theory]
    [InlineData("2026-01-31T23:00:00", "2026-02-28T06:00:00")]
    [InlineData("2028-02-01T00:00:00", "2028-02-29T06:00:00")]
    [InlineData("2026-02-28T06:00:00", "2026-03-31T06:00:00")]
    public void Comes_on_the_last_day_where_a_month_is_shorter(string after, string next) =>
        new ReportSchedule(ReportCadence.Monthly, new(6, 0), "UTC", DayOfMonth: 31).Next(Utc(after)).ShouldBe(Utc(next));

    [Fact]
    public void Comes_after_the_moment_asked_and_every_day_once()
    {
        var at = Utc("2026-01-01T00:00:00");
        for (var day = 0; day < 365; day++)
        {
            var next = Morning.Next(at);
            (next - at).ShouldBeInRange(TimeSpan.FromTicks(1), TimeSpan.FromHours(25));
            at = next;
        }

        BusinessDay.Of(at, "Europe/Berlin", TimeOnly.MinValue).ShouldBe(new DateOnly(2026, 12, 31));
    }
}

public sealed class MailingReports
{
    private static MailSettings Read(params (string Name, string Value)[] settings) => MailSettings.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Name, (string?)one.Value))).Build());

    [Fact]
    public void Needs_settings_and_says_which_one_is_wrong()
    {
        Read().CanSend.ShouldBeFalse();
        (string, string) host = ("Host", "mail.test"), from = ("From", "a@b.test"), url = ("PublicUrl", "https://shop.test");
        var whole = Read(host, from, url);
        (whole.CanSend, whole.Port, whole.StartTls).ShouldBe((true, 587, true));
        Should.Throw<InvalidOperationException>(() => Read(host, url)).Message.ShouldContain("From");
        Should.Throw<InvalidOperationException>(() => Read(host, from)).Message.ShouldContain("PublicUrl");
        Should.Throw<InvalidOperationException>(() => Read(host, from, url, ("Port", "x"))).Message.ShouldContain("Port");
        Should.Throw<InvalidOperationException>(() => Read(host, from, url, ("Tls", "x"))).Message.ShouldContain("Tls");
        Should.Throw<InvalidOperationException>(() => Read(host, from, url, ("Tls", "none"), ("User", "u"))).Message.ShouldContain("encrypted");
    }

    [Fact]
    public void Has_no_header_that_a_name_brought_along()
    {
        using var mail = ReportMail.Of(
            Id<ReportJob>.New(), Id<User>.New(), "Sales\r\nBcc: thief@example.test", "Bo\r\nCc: thief@example.test", "bo@example.test", "sales.csv", "text/csv; charset=utf-8",
            new byte[10], "https://shop.test/x?a=1&b=2", Utc(), "reports@shop.test");
        mail.Subject.ShouldBe("SalesBcc: thief@example.test");
        mail.To.ShouldHaveSingleItem().Address.ShouldBe("bo@example.test");
        (mail.Bcc.Count, mail.CC.Count, mail.Attachments.Count).ShouldBe((0, 0, 1));
        mail.Headers.AllKeys.ShouldBe(["Message-ID", "Auto-Submitted"], ignoreOrder: true);
        Should.Throw<FormatException>(() => ReportMail.Of(
            Id<ReportJob>.New(), Id<User>.New(), "a", "b", "bo@example.test\r\nBcc: thief@example.test", "f", "text/csv", [], "https://shop.test", Utc(), "reports@shop.test"));

        static DateTimeOffset Utc() => DateTimeOffset.UnixEpoch;
    }

    [Fact]
    public void Brings_large_files_by_the_link_alone()
    {
        using var mail = ReportMail.Of(
            Id<ReportJob>.New(), Id<User>.New(), "a", "b", "bo@example.test", "f.csv", "text/csv", new byte[ReportMail.LargestAttachment + 1], "https://shop.test",
            DateTimeOffset.UnixEpoch, "reports@shop.test");
        mail.Attachments.ShouldBeEmpty();
    }

    [Fact]
    public void Links_are_read_as_they_were_written_and_not_otherwise()
    {
        var (links, tenant, job, until) = (new ReportLinks(new byte[32]), Id<Tenant>.New(), Id<ReportJob>.New(), DateTimeOffset.UnixEpoch.AddDays(1));
        var token = links.Path(tenant, job, until).Split('/')[^1];
        links.Read(token, until.AddSeconds(-1)).ShouldBe((tenant, job));
        links.Read(token, until).ShouldBeNull();
        for (var at = 0; at < token.Length; at++)
            links.Read(token[..at] + (token[at] == 'x' ? 'y' : 'x') + token[(at + 1)..], until.AddSeconds(-1)).ShouldBeNull();
        links.Read(token + "A", until.AddSeconds(-1)).ShouldBeNull();
        links.Read("", until.AddSeconds(-1)).ShouldBeNull();
    }
}
