using System.CommandLine;
using System.Text.Json;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Host.Verbs;

/// <summary>Asks every invariant of every module for every tenant. Names each violation; exit 1 if there is any.</summary>
internal static class VerifyVerb
{
    private const string AllTenantsSql = "select slug, tenant_id from platform.tenant_slugs order by slug";

    private sealed record TenantRow(string Slug, Id<Tenant> TenantId);

    private sealed record Finding(string Tenant, string Invariant, string Subject, string Detail);

    private sealed record Report(int Tenants, int Invariants, int Checks, IReadOnlyList<Finding> Violations);

    public static Command Create()
    {
        var only = new Option<string?>("--tenant") { Description = "Only this tenant (its slug)." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        return new Command("verify", "Check that the books agree: totals, payments, stock, numbers, projections.") { only, json }.Runs(async (parsed, ct) =>
        {
            await using var program = await OlympusProgram.Open(ct);
            var invariants = program.Services.GetServices<IInvariant>().OrderBy(invariant => invariant.Name, StringComparer.Ordinal).ToList();
            var tenants = (await program.Get<SystemDb>().Query<TenantRow>(new(AllTenantsSql), ct))
                .FindAll(tenant => parsed.GetValue(only) is not { } slug || tenant.Slug == slug);
            if (parsed.GetValue(only) is { } asked && tenants.Count == 0)
                throw new Refusal(404, "platform.tenant_unknown", $"There is no tenant '{asked}'.").AsException();

            var findings = new List<Finding>();
            foreach (var tenant in tenants)
            {
                var db = program.Get<TenantDbs>().For(tenant.TenantId, "verify");
                foreach (var invariant in invariants)
                    findings.AddRange((await db.Query<Violation>(invariant.Violations, ct))
                        .Select(violation => new Finding(tenant.Slug, invariant.Name, violation.Subject, violation.Detail)));
            }

            Print(new Report(tenants.Count, invariants.Count, tenants.Count * invariants.Count, findings), parsed.GetValue(json));
            return findings.Count == 0 ? 0 : 1;
        });
    }

    private static void Print(Report report, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(report, WireJson.Options));
            return;
        }

        foreach (var finding in report.Violations)
            Console.WriteLine($"{finding.Tenant}: {finding.Invariant}: {finding.Subject}: {finding.Detail}");
        Console.WriteLine($"{report.Tenants} tenants, {report.Invariants} invariants, {report.Violations.Count} violations");
    }
}
