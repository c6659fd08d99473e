using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Olympus.Kernel.Http;

namespace Olympus.Analytics.Experiments;

internal static class ExperimentRoutes
{
    public static void MapExperiments(this RouteGroupBuilder analytics)
    {
        var experiments = analytics.MapGroup("experiments").WithTags("Experiments");
        experiments.MapGet("", ListExperiments.Handle).Requires("analytics:read")
            .WithName("listExperiments").WithSummary("List the experiments");
        experiments.MapPost("", CreateExperiment.Handle).Requires("experiments:write").ValidBody<ExperimentRequest, ExperimentRules>()
            .Idempotent(StatusCodes.Status201Created)
            .WithName("createExperiment").WithSummary("Describe an experiment");
        experiments.MapPost("sample-size", PlanSampleSize.Handle).Requires("analytics:read").ValidBody<SampleSizeRequest, SampleSizeRules>()
            .WithName("planSampleSize").WithSummary("How many units an experiment needs, or what so many can find");
        experiments.MapGet("{id}", GetExperiment.Handle).Requires("analytics:read").Versioned()
            .WithName("getExperiment").WithSummary("Read an experiment");
        experiments.MapPut("{id}", ChangeExperiment.Handle).Requires("experiments:write").ValidBody<ExperimentRequest, ExperimentRules>().Versioned()
            .WithName("changeExperiment").WithSummary("Describe a draft anew");
        experiments.MapPost("{id}/assignments", AssignUnits.Handle).Requires("experiments:record").ValidBody<AssignUnitsRequest, AssignUnitsRules>()
            .WithName("assignUnits").WithSummary("Which variant units meet");
        experiments.MapPost("{id}/observations", RecordObservations.Handle).Requires("experiments:record")
            .ValidBody<RecordObservationsRequest, RecordObservationsRules>().Idempotent().Costs(2)
            .WithName("recordObservations").WithSummary("Count who met which variant and what they did then");
        experiments.MapGet("{id}/results", GetExperimentResults.Handle).Requires("analytics:read").Costs(5)
            .WithName("getExperimentResults").WithSummary("The results, with tests, intervals and the check of the groups");
        experiments.MapPost("{id}/start", StartExperiment.Handle).Requires("experiments:write").Versioned()
            .WithName("startExperiment").WithSummary("Let units take part");
        experiments.MapPost("{id}/stop", StopExperiment.Handle).Requires("experiments:write").ValidBody<StopExperimentRequest, StopExperimentRules>().Versioned()
            .WithName("stopExperiment").WithSummary("End the counting");
    }
}
