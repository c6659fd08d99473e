using Microsoft.AspNetCore.Builder;

namespace Olympus.Kernel.Http;

/// <summary>How many tokens of the caller's rate limit a request to this route takes; a route without one takes 1.</summary>
/// <param name="Tokens">0: never counted.</param>
public sealed record RouteCost(int Tokens);

/// <summary>A route that anybody may call, counted per address by itself and not with the other anonymous requests.</summary>
/// <param name="Name">Also the name of its setting.</param>
/// <param name="PerMinute">Unless configured otherwise.</param>
public sealed record OwnLimit(string Name, int PerMinute);

public static class CostExtensions
{
    public static TBuilder Costs<TBuilder>(this TBuilder route, int tokens)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RouteCost(tokens));

    public static TBuilder LimitedTo<TBuilder>(this TBuilder route, int perMinute, string name)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new OwnLimit(name, perMinute));
}
