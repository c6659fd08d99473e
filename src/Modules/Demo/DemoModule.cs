using Microsoft.Extensions.DependencyInjection;

namespace Olympus.Demo;

public static class DemoModule
{
    public static IServiceCollection AddDemo(this IServiceCollection services) => services.AddSingleton<MakeDemo>();
}
