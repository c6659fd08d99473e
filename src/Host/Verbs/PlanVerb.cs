using System.CommandLine;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;

namespace Olympus.Host.Verbs;

/// <summary>Puts a business on another plan; running servers follow within seconds.</summary>
internal static class PlanVerb
{
    public static Command Create()
    {
        var slug = new Argument<string>("slug") { Description = "The business's short name." };
        var plan = new Argument<string>("plan") { Description = string.Join(", ", Plans.All) }.AcceptOnlyFromAmong([.. Plans.All]);
        return new Command("plan", "Put a business on another plan.") { slug, plan }.Runs(async (parsed, ct) =>
        {
            await using var program = await OlympusProgram.Open(ct);
            var tenants = program.Get<ITenants>();
            var tenant = await tenants.FindBySlug(parsed.GetValue(slug)!, ct)
                ?? throw new Refusal(404, "platform.tenant_unknown", $"There is no business '{parsed.GetValue(slug)}'.").AsException();
            await program.Get<TenantDbs>().For(tenant, "operator").Write(tx => tenants.ChangePlan(tx, parsed.GetValue(plan)!), ct);
            Console.WriteLine($"{parsed.GetValue(slug)}: {parsed.GetValue(plan)}");
            return 0;
        });
    }
}
