using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Reports.Saved;

/// <summary>Makes and mails reports, a few at a time; tenants take turns, one report each.</summary>
public sealed partial class ReportWorker(ReportRuns runs, ReportMails mails, WorkerDbs dbs, TimeProvider clock, ILogger<ReportWorker> log) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);
    private const int AtOnce = 2;
    private const int TenantsPerRound = 50;

    private const string TenantsSql = "select tenant_id from analytics.tenants_with_reports_due($1, $2)";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var due = await dbs.Query<Id<Tenant>>(new(TenantsSql, clock.GetUtcNow(), TenantsPerRound), stoppingToken);
                await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken }, Work);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Interrupted(log, e is Npgsql.NpgsqlException ? null : e, "all", e.Message);
            }

            await Task.Delay(Poll, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async ValueTask Work(Id<Tenant> tenant, CancellationToken ct)
    {
        var db = dbs.For(tenant, "reports");
        try
        {
            await runs.Plan(db, ct);
            if (await runs.Claim(db, ct) is { } claimed)
                await runs.Run(db, claimed, ct);
            await mails.SendDue(db, ct);
            await runs.Forget(db, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Interrupted(log, e is Npgsql.NpgsqlException ? null : e, tenant.ToString(), e.Message);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The report worker was interrupted at {Tenant}: {Reason}")]
    private static partial void Interrupted(ILogger log, Exception? e, string tenant, string reason);
}
