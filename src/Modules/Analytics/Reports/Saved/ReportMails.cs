using System.Net;
using System.Net.Mail;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Reports.Saved;

/// <summary>Tells recipients that a report is there. A mail may go out twice, where a process dies between sending and recording, and then has the same Message-ID.</summary>
public sealed class ReportMails(MailSettings settings, ReportLinks links, ReportRuns runs, IUsers users, TimeProvider clock)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>After the last one it is given up.</summary>
    private static readonly TimeSpan[] Waits =
        [TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(6)];

    private const string ClaimSql = """
        update analytics.report_mails
        set attempts = attempts + 1, next_at = $2
        where (job_id, user_id) = (
            select job_id, user_id from analytics.report_mails where status = 'waiting' and next_at <= $1 order by next_at limit 1 for update skip locked)
        returning job_id, user_id, attempts
        """;

    private const string JobSql = """
        select owner_id, name, request, file_name, content_type, content, expires_at from analytics.report_jobs where id = $1 and status = 'done'
        """;

    private const string RecordSql = """
        update analytics.report_mails
        set status = $4, reply = $5::text, next_at = $6, sent_at = $7::timestamptz
        where job_id = $1 and user_id = $2 and attempts = $3 and status = 'waiting'
        """;

    private sealed record Claimed(Id<ReportJob> JobId, Id<User> UserId, int Attempts);

    private sealed record Job(Id<User> OwnerId, string Name, ReportRequest Request, string FileName, string ContentType, byte[] Content, DateTimeOffset ExpiresAt);

    /// <summary>Sends what is due, one after the other.</summary>
    public async Task SendDue(TenantDb db, CancellationToken ct)
    {
        while (await db.WriteStep(tx => tx.First<Claimed>(new(ClaimSql, tx.Now, tx.Now + Lease)), ct) is { } claimed)
        {
            var (status, reply) = await Send(db, claimed, ct);
            var again = status == "waiting" && claimed.Attempts <= Waits.Length;
            await db.Write(
                tx => tx.Execute(new(
                    RecordSql, claimed.JobId, claimed.UserId, claimed.Attempts, status == "waiting" && !again ? "failed" : status, reply,
                    tx.Now + (again ? Waits[claimed.Attempts - 1] : TimeSpan.Zero), status == "sent" ? tx.Now : null)),
                CancellationToken.None);
        }
    }

    private async Task<(string Status, string? Reply)> Send(TenantDb db, Claimed claimed, CancellationToken ct)
    {
        if (!settings.CanSend)
            return ("not_configured", null);
        var (job, person) = await db.Read(
            [new(JobSql, claimed.JobId), users.ById(claimed.UserId)], async results => (await results.First<Job>(), await results.First<UserIdentity>()), ct);
        if (job is null || person is not { IsActive: true } || !await MaySee(db, job, claimed.UserId, ct))
            return ("not_allowed", null);
        try
        {
            var link = new Uri(settings.PublicUrl!, links.Path(db.Tenant, claimed.JobId, job.ExpiresAt)).ToString();
            using var message = ReportMail.Of(
                claimed.JobId, claimed.UserId, job.Name, person.Name, person.Email, job.FileName, job.ContentType, job.Content, link, job.ExpiresAt, settings.From!);
            using var late = new CancellationTokenSource(Patience, clock);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
            using var client = new SmtpClient(settings.Host, settings.Port)
            {
                EnableSsl = settings.StartTls,
                Credentials = settings.User is null ? null : new NetworkCredential(settings.User, settings.Password),
            };
            await client.SendMailAsync(message, stop.Token);
            return ("sent", null);
        }
        catch (SmtpException e)
        {
            // 5xx: never; anything else, or no answer at all: perhaps later.
            return ((int)e.StatusCode is >= 500 and <= 599 ? "refused" : "waiting", Short(e));
        }
        catch (FormatException e)
        {
            return ("refused", Short(e));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return ("waiting", "timeout");
        }
    }

    /// <summary>Whoever gets it must be one who may see all of what its owner sees in it.</summary>
    private async Task<bool> MaySee(TenantDb db, Job job, Id<User> user, CancellationToken ct)
    {
        if (await runs.PrincipalOf(db, user, ct) is not { } reader)
            return false;
        if (job.Request.Query is { } question && !question.Measures.All(Asking.Sight.Of(reader).Shows))
            return false;
        if (user == job.OwnerId || reader.CanEverywhere(Asking.Questions.Permission))
            return reader.CanSomewhere(Asking.Questions.Permission);
        return await runs.PrincipalOf(db, job.OwnerId, ct) is { } owner
            && Places(job.Request, owner) is { Length: > 0 } places && Array.TrueForAll(places, place => reader.Can(Asking.Questions.Permission, new(place)));
    }

    /// <summary>Of which places a report is; null: of all.</summary>
    private static Guid[]? Places(ReportRequest of, Principal owner)
    {
        if (of.LocationId is { } one)
            return [one.Value];
        var named = of.Query?.Filters?.Where(filter => filter.Dimension == "location").SelectMany(filter => filter.Values).ToArray();
        return named is { Length: > 0 } ? Array.ConvertAll(named, Guid.Parse) : owner.LocationsFor(Asking.Questions.Permission);
    }

    private static string Short(Exception e)
    {
        var said = e.InnerException is { } cause ? $"{e.Message} {cause.Message}" : e.Message;
        return said.Length > 500 ? said[..500] : said;
    }
}
