using FluentValidation;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Reports.Saved;

/// <summary>Names ids of saved reports.</summary>
public sealed class SavedReport
{
    private SavedReport() { }
}

/// <summary>Names ids of reports that the worker makes.</summary>
public sealed class ReportJob
{
    private ReportJob() { }
}

/// <summary>A report to keep.</summary>
/// <param name="Name">For people, 1 to 120 characters.</param>
/// <param name="Request">What it is of. A named period such as <c>last_month</c> is another one every time.</param>
/// <param name="Format"><c>csv</c>, <c>xlsx</c>, <c>pdf</c> or <c>json</c>.</param>
/// <param name="IsShared">Whether others who see figures may see and run it too, with their own rights.</param>
/// <param name="Schedule">When it is made by itself; null: never.</param>
/// <param name="Recipients">Users that are sent a mail after every run by schedule, at most 20.</param>
public sealed record SavedReportRequest(
    string Name, ReportRequest Request, string Format, bool IsShared = false, ReportSchedule? Schedule = null, IReadOnlyList<Guid>? Recipients = null);

public sealed class SavedReportRules : AbstractValidator<SavedReportRequest>
{
    public SavedReportRules()
    {
        RuleFor(saved => saved.Name).NotEmpty().MaximumLength(120)
            .Must(name => name is null || !name.Any(char.IsControl)).WithErrorCode("one_line").WithMessage("One line.");
        RuleFor(saved => saved.Request).NotNull().SetValidator(new ReportRequestRules());
        RuleFor(saved => saved.Format).Must(format => MakeReport.Formats.Contains(format)).WithErrorCode("one_of").WithMessage("One of csv, xlsx, pdf, json.");
        RuleFor(saved => saved.Schedule!).SetValidator(new ReportScheduleRules()).When(saved => saved.Schedule is not null);
        RuleFor(saved => saved.Recipients).Must(users => users is null or { Count: <= 20 }).WithErrorCode("count").WithMessage("At most 20.")
            .Must((saved, users) => users is null or { Count: 0 } || saved.Schedule is not null).WithErrorCode("schedule").WithMessage("Mails go out after runs by schedule.");
    }
}

/// <summary>A report that is kept.</summary>
/// <param name="IsMine">Whether the caller may change it.</param>
/// <param name="NextRunAt">When it is made next; null without a schedule.</param>
/// <param name="CanMail">Whether this installation can send mail: if not, recipients get nothing.</param>
/// <param name="Version">Grows with every change; the ETag.</param>
public sealed record SavedReportView(
    Id<SavedReport> Id, string Name, ReportRequest Request, string Format, bool IsShared, bool IsMine, Id<User> OwnerId, ReportSchedule? Schedule,
    IReadOnlyList<Guid> Recipients, DateTimeOffset? NextRunAt, bool CanMail, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, long Version) : IVersioned;

/// <summary>As it is kept.</summary>
internal sealed record SavedReportRow(
    Id<SavedReport> Id, string Name, ReportRequest Request, string Format, bool IsShared, Id<User> OwnerId, ReportSchedule? Schedule, Guid[] Recipients,
    DateTimeOffset? NextRunAt, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, long Version)
{
    public SavedReportView View(Id<User> caller, bool canMail) => new(
        Id, Name, Request, Format, IsShared, OwnerId == caller, OwnerId, Schedule, Recipients, NextRunAt, canMail, CreatedAt,
        UpdatedAt, Version);
}

internal static class SavedReports
{
    public const int Most = 100;
    public const int MostWaiting = 20;

    /// <summary>One's own, and what others share.</summary>
    public const string ReadSql = """
        select id, name, request, format, is_shared, owner_id, schedule, recipients, next_run_at, created_at, updated_at, version
        from analytics.saved_reports
        where id = $1 and (owner_id = $2 or is_shared)
        """;

    public const string HoldSql = """
        insert into analytics.report_accounts (touched_at) values ($1) on conflict (tenant_id) do update set touched_at = excluded.touched_at
        """;

    /// <summary>404 if there is none that the caller may see.</summary>
    public static async Task<SavedReportRow> Read(Tx tx, Id<SavedReport> id, Principal principal) =>
        await tx.First<SavedReportRow>(new(ReadSql, id, principal.UserId)) ?? throw AccessRefusals.NotFound.AsException();

    /// <summary>404 if there is none that the caller may see, 403 if it is somebody else's.</summary>
    public static async Task<SavedReportRow> ReadOwn(Tx tx, Id<SavedReport> id, Principal principal) => await Read(tx, id, principal) is var found && found.OwnerId == principal.UserId
        ? found
        : throw ReportRefusals.NotYours.AsException();

    /// <summary>422 for one that is no active user of the tenant.</summary>
    public static async Task DemandUsers(Tx tx, IReadOnlyList<Guid>? recipients, IUsers users)
    {
        foreach (var id in (recipients ?? []).Distinct())
            if (await tx.First<UserIdentity>(users.ById(new(id))) is not { IsActive: true })
                throw ReportRefusals.RecipientUnknown.AsException();
    }

    /// <summary>Looks at what is asked for as running it would: what makes no sense is refused now and not at night.</summary>
    public static void DemandSense(ReportRequest request, Principal principal)
    {
        if (request.Query is { } question)
            Asking.Sight.Of(principal).Demand(Asking.Plan.Of(question with { Limit = MakeReport.MostRows }));
        else
            Asking.Plan.Of(new(["orders"], request.Period ?? new("last_30_days")));
    }
}

public static partial class ReportRefusals
{
    public static readonly Refusal NotYours = new(403, "analytics.report_not_yours", "Somebody else's report can be run, and only they change it.");

    public static readonly Refusal RecipientUnknown =
        new(422, "analytics.report_recipient_unknown", "Mails go to active users of this business only.");

    public static readonly Refusal TooManySaved = new(422, "analytics.too_many_reports", "A business keeps at most 100 reports: delete one first.");

    public static readonly Refusal TooManyJobs =
        new(429, "analytics.too_many_report_jobs", "So many reports are being made already: wait until some of them are done.");
}
