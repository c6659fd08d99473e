using System.CommandLine;
using Olympus.Host.Verbs;

var root = new RootCommand("Olympus, the business operating system.")
{
    ServeVerb.Create(),
    MigrateVerb.Create(),
    DemoVerb.Create(),
    ImportVerb.Create(),
    Olympus.Bench.BenchVerb.Create(OpenApiVerb.Graph),
    VerifyVerb.Create(),
    ReplayVerb.Create(),
    PlanVerb.Create(),
    OpenApiVerb.Create(),
    SchemaVerb.Create(),
};
var parsed = root.Parse(args);
var ended = await parsed.InvokeAsync(new() { ProcessTerminationTimeout = TimeSpan.FromSeconds(15) }); // time to drain requests
return parsed.Errors.Count > 0 ? 2 : ended;
