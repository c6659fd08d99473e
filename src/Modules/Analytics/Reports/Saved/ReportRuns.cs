using Olympus.Contracts.Orders;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Reports.Saved;

/// <summary>Plans what schedules ask for, makes what is due, forgets what is old. A process that dies in the middle leaves a lease behind, after which the report is made
/// again; a run that was taken for dead writes nothing over the later one.</summary>
public sealed class ReportRuns(ILocations locations, IPlacedOrders placed, IUsers users, TimeProvider clock)
{
    public const int MostAttempts = 3;
    public const int LargestFile = 20 * 1024 * 1024;

    /// <summary>Longer than a report can take.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <summary>How long a file is kept, and a run that failed is shown.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private const string DueSql = """
        select id, name, request, format, is_shared, owner_id, schedule, recipients, next_run_at, created_at, updated_at, version
        from analytics.saved_reports
        where next_run_at <= $1
        order by next_run_at
        limit 50
        for update skip locked
        """;

    private const string PlanSql = """
        insert into analytics.report_jobs (id, saved_report_id, owner_id, name, request, format, recipients, scheduled_for, next_at, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
        on conflict (tenant_id, saved_report_id, scheduled_for) do nothing
        """;

    private const string AdvanceSql = "update analytics.saved_reports set next_run_at = $2 where id = $1";

    private const string ClaimSql = """
        update analytics.report_jobs
        set status = 'running', attempts = attempts + 1, progress = 5, started_at = $1, next_at = $2
        where id = (
            select id from analytics.report_jobs
            where status in ('queued', 'running') and next_at <= $1
            order by next_at
            limit 1
            for update skip locked)
        returning id, owner_id, request, format, attempts, recipients
        """;

    private const string ProgressSql = """
        update analytics.report_jobs set progress = $3, next_at = $4 where id = $1 and attempts = $2 and status = 'running'
        """;

    private const string DoneSql = """
        update analytics.report_jobs
        set status = 'done', progress = 100, error = null, file_name = $3, content_type = $4, content = $5, size = $6, finished_at = $7, expires_at = $8
        where id = $1 and attempts = $2 and status = 'running'
        """;

    private const string FailedSql = """
        update analytics.report_jobs
        set status = $3, error = $4, next_at = $5, finished_at = $6::timestamptz, expires_at = $7::timestamptz
        where id = $1 and attempts = $2 and status = 'running'
        """;

    private const string MailSql = """
        insert into analytics.report_mails (job_id, user_id, next_at) select $1, person, $3 from unnest($2::uuid[]) as person on conflict do nothing
        """;

    private const string ForgetSql = "delete from analytics.report_jobs where expires_at <= $1";

    public sealed record Claimed(Id<ReportJob> Id, Id<User> OwnerId, ReportRequest Request, string Format, int Attempts, Guid[] Recipients);

    /// <summary>Queues what schedules ask for. Of runs that were missed, because nothing ran, one is made up for.</summary>
    public Task Plan(TenantDb db, CancellationToken ct) => db.Write(
        async tx =>
        {
            foreach (var due in await tx.Query<SavedReportRow>(new(DueSql, tx.Now)))
            {
                tx.Enqueue(new(
                    PlanSql, Id<ReportJob>.New(tx.Now), due.Id, due.OwnerId, due.Name, Json.Of(due.Request), due.Format, due.Recipients, due.NextRunAt!.Value, tx.Now));
                tx.Enqueue(new(AdvanceSql, due.Id, due.Schedule!.Next(tx.Now)));
            }
        },
        ct);

    public Task Forget(TenantDb db, CancellationToken ct) => db.Write(tx => tx.Execute(new(ForgetSql, tx.Now)), ct);

    /// <summary>The next report that is due, for this process; null: none.</summary>
    public Task<Claimed?> Claim(TenantDb db, CancellationToken ct) => db.WriteStep(tx => tx.First<Claimed>(new(ClaimSql, tx.Now, tx.Now + Lease)), ct);

    /// <summary>Makes it with the rights that its owner has now, and keeps the file.</summary>
    public async Task Run(TenantDb db, Claimed claimed, CancellationToken ct)
    {
        // Begun and never ended: what it is of kills the process that makes it.
        if (claimed.Attempts > MostAttempts)
        {
            await Fail(db, claimed, "unexpected", again: false);
            return;
        }

        try
        {
            var principal = await PrincipalOf(db, claimed.OwnerId, ct) is { } found && found.CanSomewhere(Asking.Questions.Permission)
                ? found
                : throw AccessRefusals.Forbidden(Asking.Questions.Permission).AsException();
            var made = await MakeReport.Make(claimed.Request, principal, db, locations, placed, clock, ct);
            await db.Write(tx => tx.Execute(new(ProgressSql, claimed.Id, claimed.Attempts, (short)70, tx.Now + Lease)), ct);
            var file = MakeReport.File(made, claimed.Format, claimed.Request.Table);
            if (file.Content.Length > LargestFile)
                await Fail(db, claimed, "too_large", again: false);
            else
                await Finish(db, claimed, file, ct);
        }
        catch (RefusalException e)
        {
            await Fail(db, claimed, e.Refusal.Code, again: false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            await Fail(db, claimed, "unexpected", again: claimed.Attempts < MostAttempts);
            throw;
        }
    }

    /// <summary>Who the owner is now; null for one who left.</summary>
    internal async Task<Principal?> PrincipalOf(TenantDb db, Id<User> user, CancellationToken ct)
    {
        var (person, roles) = await db.Read(
            [users.ById(user), users.RolesOf(user)], async results => (await results.First<UserIdentity>(), await results.List<RoleAssignment>()), ct);
        return person is { IsActive: true }
            ? new(db.Tenant, user, default, [.. roles.Select(role => new Grant(role.Role, Roles.Permissions[role.Role], role.LocationId))])
            : null;
    }

    /// <summary>The file and who is to be told of it, or neither.</summary>
    private static Task Finish(TenantDb db, Claimed claimed, ReportFile file, CancellationToken ct) => db.Write(
        async tx =>
        {
            if (await tx.Execute(new(
                    DoneSql, claimed.Id, claimed.Attempts, file.Name, file.ContentType, file.Content, file.Content.Length, tx.Now, tx.Now + Kept)) > 0)
                tx.Enqueue(new(MailSql, claimed.Id, claimed.Recipients, tx.Now));
        },
        ct);

    private static Task<ulong> Fail(TenantDb db, Claimed claimed, string error, bool again) => db.Write(
        tx => tx.Execute(new(
            FailedSql, claimed.Id, claimed.Attempts, again ? "queued" : "failed", error, tx.Now + TimeSpan.FromSeconds(10 * claimed.Attempts),
            again ? null : tx.Now, again ? null : tx.Now + Kept)),
        CancellationToken.None);
}
