using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Olympus.Kernel.Capacity;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;

namespace Olympus.Kernel;

public static class KernelServices
{
    /// <summary>Everything of the kernel but the loops: <see cref="EventWorker"/> is added by the roles that work.</summary>
    public static IServiceCollection AddKernel(this IServiceCollection services, Databases databases, CursorKey cursorKey)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(databases);
        services.AddSingleton(cursorKey);
        services.AddScoped<Cursors>();
        services.AddSingleton<Constraints>();
        services.AddSingleton<EventSignal>();
        services.AddSingleton<TenantDbs>();
        services.AddSingleton<WorkerDbs>();
        services.AddSingleton<SystemDb>();
        services.AddSingleton<EventReader>();
        services.AddSingleton<ProjectionRunner>();
        services.AddSingleton<EffectRunner>();
        services.AddSingleton<IEffect, ForgetCached>();
        services.AddSingleton<IInvariant, HeldIsSumOfHolds>();
        services.AddSingleton<IInvariant, NeverBelowFloor>();
        services.AddScoped<Caller>();
        services.AddScoped(provider =>
        {
            var caller = provider.GetRequiredService<Caller>();
            return provider.GetRequiredService<TenantDbs>().For(
                new TenantScope(caller.Principal.TenantId, $"user:{caller.Principal.UserId}", caller.CorrelationId)
                {
                    Caller = caller,
                });
        });
        services.AddScoped(provider => provider.GetRequiredService<Caller>().Principal);
        return services;
    }

    /// <summary>Declares how the "no" of a database constraint is told.</summary>
    public static IServiceCollection AddConstraint(this IServiceCollection services, string name, Refusal refusal) =>
        services.AddSingleton(new ConstraintRefusal(name, refusal));
}
