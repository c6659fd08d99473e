using FluentValidation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Reports.Saved;

/// <summary>A report that may take longer than a request.</summary>
/// <param name="Name">For people; what the report is called unless told.</param>
/// <param name="Format"><c>csv</c>, <c>xlsx</c>, <c>pdf</c> or <c>json</c>.</param>
public sealed record OrderReportRequest(ReportRequest Request, string Format, string? Name = null);

public sealed class OrderReportRules : AbstractValidator<OrderReportRequest>
{
    public OrderReportRules()
    {
        RuleFor(order => order.Request).NotNull().SetValidator(new ReportRequestRules());
        RuleFor(order => order.Format).Must(format => MakeReport.Formats.Contains(format)).WithErrorCode("one_of").WithMessage("One of csv, xlsx, pdf, json.");
        RuleFor(order => order.Name).MaximumLength(120).Must(name => name is null || !name.Any(char.IsControl)).WithErrorCode("one_line").WithMessage("One line.");
    }
}

/// <summary>A report that the worker makes.</summary>
/// <param name="SavedReportId">Of which saved report it is a run; null: of none.</param>
/// <param name="ScheduledFor">The moment of its schedule; null: somebody asked for it.</param>
/// <param name="Status"><c>queued</c>, <c>running</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="Progress">In percent.</param>
/// <param name="Attempts">How often it was begun.</param>
/// <param name="Error">Why it failed: the code of a refusal, <c>too_large</c>, or <c>unexpected</c>.</param>
/// <param name="Link">Where its file can be fetched, without signing in, until <paramref name="ExpiresAt"/>.</param>
/// <param name="Mails">Who was sent a mail, and what came of it.</param>
public sealed record ReportJobView(
    Id<ReportJob> Id, Id<SavedReport>? SavedReportId, string Name, ReportRequest Request, string Format, DateTimeOffset? ScheduledFor, string Status, int Progress,
    int Attempts, string? Error, string? FileName, int? Size, string? Link, DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt,
    DateTimeOffset? ExpiresAt, IReadOnlyList<ReportMailView> Mails);

/// <param name="Status"><c>waiting</c>, <c>sent</c>, <c>refused</c> (for good, by the receiving side), <c>failed</c> (given up), <c>not_configured</c> (this
/// installation sends no mail) or <c>not_allowed</c> (they may not see all that is in it, or left).</param>
/// <param name="Reply">What the other side said last.</param>
public sealed record ReportMailView(Id<User> UserId, string Status, int Attempts, string? Reply, DateTimeOffset? SentAt);

internal sealed record ReportJobRow(
    Id<ReportJob> Id, Id<SavedReport>? SavedReportId, string Name, ReportRequest Request, string Format, DateTimeOffset? ScheduledFor, string Status, short Progress,
    int Attempts, string? Error, string? FileName, int? Size, DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt,
    DateTimeOffset? ExpiresAt)
{
    public ReportJobView View(Id<Tenant> tenant, ReportLinks links, IEnumerable<ReportMailRow> mails) => new(
        Id, SavedReportId, Name, Request, Format, ScheduledFor, Status, Progress, Attempts, Error, FileName, Size,
        Status == "done" && ExpiresAt is { } until ? links.Path(tenant, Id, until) : null, CreatedAt, StartedAt, FinishedAt, ExpiresAt,
        [.. mails.Where(mail => mail.JobId == Id).Select(mail => new ReportMailView(mail.UserId, mail.Status, mail.Attempts, mail.Reply, mail.SentAt))]);
}

internal sealed record ReportMailRow(Id<ReportJob> JobId, Id<User> UserId, string Status, int Attempts, string? Reply, DateTimeOffset? SentAt);

/// <summary>Has a report made by the worker.</summary>
public static class OrderReport
{
    private const string WaitingSql = "select count(*)::int from analytics.report_jobs where status in ('queued', 'running') and scheduled_for is null";

    private const string InsertSql = """
        insert into analytics.report_jobs (id, saved_report_id, owner_id, name, request, format, next_at, created_at)
        values ($1, $2::uuid, $3, $4, $5, $6, $7, $7)
        """;

    /// <summary>Has a report made. Refuses 429 <c>analytics.too_many_report_jobs</c>, and what a question about figures refuses.</summary>
    public static async Task<Accepted<ReportJobView>> Handle(
        OrderReportRequest body, Principal principal, TenantDb db, ReportLinks links, CancellationToken ct)
    {
        SavedReports.DemandSense(body.Request, principal);
        var name = body.Name?.Trim() is { Length: > 0 } given ? given : body.Request.Report ?? ReportRequest.Question;
        var made = await db.Write(tx => Add(tx, null, name, body.Request, body.Format, principal, links), ct);
        return TypedResults.Accepted($"/api/v1/analytics/reports/jobs/{made.Id}", made);
    }

    /// <summary>For the caller and with their rights.</summary>
    internal static async Task<ReportJobView> Add(
        Tx tx, Id<SavedReport>? saved, string name, ReportRequest request, string format, Principal principal, ReportLinks links)
    {
        tx.Enqueue(new(SavedReports.HoldSql, tx.Now));
        if (await tx.First<int>(new(WaitingSql)) >= SavedReports.MostWaiting)
            throw ReportRefusals.TooManyJobs.AsException();
        var id = Id<ReportJob>.New(tx.Now);
        tx.Enqueue(new(InsertSql, id, saved, principal.UserId, name, Json.Of(request), format, tx.Now));
        return (await tx.First<ReportJobRow>(new(GetReportJob.JobSql, id, principal.UserId)))!.View(tx.Tenant, links, []);
    }
}

/// <summary>Has a saved report made now.</summary>
public static class RunSavedReport
{
    /// <summary>Has it made for the caller, with their rights. Refuses 429 <c>analytics.too_many_report_jobs</c>.</summary>
    public static async Task<Accepted<ReportJobView>> Handle(
        Id<SavedReport> id, Principal principal, TenantDb db, ReportLinks links, CancellationToken ct)
    {
        var made = await db.Write(
            async tx =>
            {
                var saved = await SavedReports.Read(tx, id, principal);
                return await OrderReport.Add(tx, saved.Id, saved.Name, saved.Request, saved.Format, principal, links);
            },
            ct);
        return TypedResults.Accepted($"/api/v1/analytics/reports/jobs/{made.Id}", made);
    }
}

public static class GetReportJob
{
    internal const string JobSql = """
        select id, saved_report_id, name, request, format, scheduled_for, status, progress, attempts, error, file_name, size, created_at, started_at, finished_at,
            expires_at
        from analytics.report_jobs
        where id = $1 and owner_id = $2
        """;

    private const string MailsSql = """
        select job_id, user_id, status, attempts, reply, sent_at from analytics.report_mails where job_id = $1 order by user_id
        """;

    /// <summary>Reads how far a report is that one asked for, or that is made by one's own schedule.</summary>
    public static Task<ReportJobView> Handle(Id<ReportJob> id, Principal principal, TenantDb db, ReportLinks links, CancellationToken ct) => db.Read(
        [new(JobSql, id, principal.UserId), new(MailsSql, id)],
        async results => (await results.First<ReportJobRow>() ?? throw AccessRefusals.NotFound.AsException()).View(db.Tenant, links, await results.List<ReportMailRow>()),
        ct);
}

public static class ListReportJobs
{
    private const string JobsSql = """
        select id, saved_report_id, name, request, format, scheduled_for, status, progress, attempts, error, file_name, size, created_at, started_at, finished_at,
            expires_at
        from analytics.report_jobs
        where owner_id = $1 and id < $2
        order by id desc
        limit $3
        """;

    private const string MailsSql = "select job_id, user_id, status, attempts, reply, sent_at from analytics.report_mails where job_id = any($1) order by user_id";

    private sealed record Position(Guid Id);

    /// <summary>Lists what one asked for and what one's own schedules made, the newest first.</summary>
    public static async Task<Page<ReportJobView>> Handle(
        int? limit, string? cursor, Principal principal, TenantDb db, Cursors cursors, ReportLinks links, CancellationToken ct)
    {
        var scope = $"report-jobs {principal.UserId}";
        var (after, most) = (cursors.Read<Position>(cursor, db.Tenant, scope), Cursors.Limit(limit));
        var page = cursors.Page(
            await db.Query<ReportJobRow>(new(JobsSql, principal.UserId, after?.Id ?? Guid.AllBitsSet, most + 1), ct), most, db.Tenant, scope,
            row => new Position(row.Id.Value));
        var mails = await db.Query<ReportMailRow>(new Sql(MailsSql, [page.Data.Select(row => row.Id.Value).ToArray()]), ct);
        return new([.. page.Data.Select(row => row.View(db.Tenant, links, mails))], page.HasMore, page.NextCursor);
    }
}
