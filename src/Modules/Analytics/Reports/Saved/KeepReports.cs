using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Reports.Saved;

/// <summary>Keeps a report.</summary>
public static class SaveReport
{
    private const string CountSql = "select count(*)::int from analytics.saved_reports";

    private const string InsertSql = """
        insert into analytics.saved_reports
            (id, owner_id, name, is_shared, request, format, schedule, recipients, next_run_at, created_at, updated_at)
        values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9::timestamptz, $10, $10)
        """;

    /// <summary>Keeps a report under a name. Refuses 422 <c>analytics.too_many_reports</c> and <c>analytics.report_recipient_unknown</c>, and what a question
    /// about figures refuses.</summary>
    public static async Task<Created<SavedReportView>> Handle(
        SavedReportRequest body, Principal principal, TenantDb db, IUsers users, MailSettings mail, CancellationToken ct)
    {
        SavedReports.DemandSense(body.Request, principal);
        var made = await db.Write(
            async tx =>
            {
                tx.Enqueue(new(SavedReports.HoldSql, tx.Now));
                if (await tx.First<int>(new(CountSql)) >= SavedReports.Most)
                    throw ReportRefusals.TooManySaved.AsException();
                await SavedReports.DemandUsers(tx, body.Recipients, users);
                var id = Id<SavedReport>.New(tx.Now);
                tx.Enqueue(new(
                    InsertSql, id, principal.UserId, body.Name.Trim(), body.IsShared, Json.Of(body.Request), body.Format,
                    body.Schedule is { } schedule ? Json.Of(schedule) : null, Recipients(body), body.Schedule?.Next(tx.Now), tx.Now));
                return (await SavedReports.Read(tx, id, principal)).View(principal.UserId, mail.CanSend);
            },
            ct);
        return TypedResults.Created($"/api/v1/analytics/reports/saved/{made.Id}", made);
    }

    internal static Guid[] Recipients(SavedReportRequest body) => [.. (body.Recipients ?? []).Distinct()];
}

public static class ListSavedReports
{
    private const string SavedSql = """
        select id, name, request, format, is_shared, owner_id, schedule, recipients, next_run_at, created_at, updated_at, version
        from analytics.saved_reports
        where owner_id = $1 or is_shared
        order by lower(name), id
        """;

    /// <summary>Lists one's own reports and what others share, by name.</summary>
    public static async Task<Page<SavedReportView>> Handle(Principal principal, TenantDb db, MailSettings mail, CancellationToken ct) => new(
        [.. (await db.Query<SavedReportRow>(new(SavedSql, principal.UserId), ct)).Select(row => row.View(principal.UserId, mail.CanSend))], false, null);
}

public static class GetSavedReport
{
    /// <summary>Reads a saved report.</summary>
    public static async Task<SavedReportView> Handle(Id<SavedReport> id, Principal principal, TenantDb db, MailSettings mail, CancellationToken ct) =>
        (await db.First<SavedReportRow>(new(SavedReports.ReadSql, id, principal.UserId), ct) ?? throw AccessRefusals.NotFound.AsException())
        .View(principal.UserId, mail.CanSend);
}

public static class ChangeSavedReport
{
    private const string ChangeSql = """
        update analytics.saved_reports
        set name = $3, is_shared = $4, request = $5, format = $6, schedule = $7::jsonb, recipients = $8, next_run_at = $9::timestamptz, version = version + 1,
            updated_at = $10
        where id = $1 and version = $2
        """;

    /// <summary>Replaces what a saved report is. Refuses 403 <c>analytics.report_not_yours</c>, 412 when it was changed since it was read, and as saving does.</summary>
    public static Task<SavedReportView> Handle(
        Id<SavedReport> id, SavedReportRequest body, IfMatch match, Principal principal, TenantDb db, IUsers users, MailSettings mail, CancellationToken ct)
    {
        SavedReports.DemandSense(body.Request, principal);
        return db.Write(
            async tx =>
            {
                var before = await SavedReports.ReadOwn(tx, id, principal);
                await SavedReports.DemandUsers(tx, body.Recipients, users);
                if (await tx.Execute(new(
                        ChangeSql, id, match.Version, body.Name.Trim(), body.IsShared, Json.Of(body.Request), body.Format,
                        body.Schedule is { } schedule ? Json.Of(schedule) : null, SaveReport.Recipients(body), body.Schedule?.Next(tx.Now), tx.Now)) == 0)
                    throw VersionRefusals.Stale(before.Version).AsException();
                return (await SavedReports.Read(tx, id, principal)).View(principal.UserId, mail.CanSend);
            },
            ct);
    }
}

public static class DeleteSavedReport
{
    private const string DeleteSql = "delete from analytics.saved_reports where id = $1";

    /// <summary>Forgets a saved report with its runs and their files. Refuses 403 <c>analytics.report_not_yours</c>.</summary>
    public static async Task<NoContent> Handle(Id<SavedReport> id, Principal principal, TenantDb db, CancellationToken ct)
    {
        await db.Write(
            async tx =>
            {
                await SavedReports.ReadOwn(tx, id, principal);
                tx.Enqueue(new(DeleteSql, id));
            },
            ct);
        return TypedResults.NoContent();
    }
}
