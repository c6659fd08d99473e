using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Contracts.Analytics;
using Olympus.Kernel.Events;
using Olympus.Kernel.Http;

namespace Olympus.Analytics.Goals;

internal static class GoalRoutes
{
    public static IServiceCollection AddGoals(this IServiceCollection services) => services
        .AddSingleton<IEffect, FollowGoal>()
        .AddLive(new LiveSource("notifications", LiveForm.Tenant, "analytics:read", GoalAlerted.EventType) { InWholeTenant = true });

    public static void MapGoals(this RouteGroupBuilder analytics)
    {
        var goals = analytics.MapGroup("goals").WithTags("Goals");
        goals.MapGet("", ListGoals.Handle).Requires("analytics:read")
            .WithName("listGoals").WithSummary("List the goals");
        goals.MapPost("", CreateGoal.Handle).Requires(CreateGoal.Permission).ValidBody<GoalRequest, GoalRules>().Idempotent(StatusCodes.Status201Created).Costs(3)
            .WithName("createGoal").WithSummary("Set a goal");
        goals.MapGet("{id}", GetGoal.Handle).Requires("analytics:read").Versioned().Costs(5)
            .WithName("getGoal").WithSummary("Read a goal with how far it is");
        goals.MapPut("{id}", ChangeGoal.Handle).Requires(CreateGoal.Permission).ValidBody<GoalRequest, GoalRules>().Versioned().Costs(3)
            .WithName("changeGoal").WithSummary("Set a goal anew");
        goals.MapDelete("{id}", ArchiveGoal.Handle).Requires(CreateGoal.Permission)
            .WithName("archiveGoal").WithSummary("Follow a goal no more");
    }
}
