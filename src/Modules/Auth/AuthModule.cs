using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Olympus.Auth;

public static class AuthModule
{
    public static IServiceCollection AddAuth(this IServiceCollection services) => services;

    public static void MapAuth(this IEndpointRouteBuilder routes)
    {
    }
}
