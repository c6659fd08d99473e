using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Olympus.Gateway.Edge;

/// <summary>
/// The time between "not ready any more" and the end. A balancer needs it to notice: meanwhile everything is answered as before, but each answer ends
/// its connection, so that no client meets one that is just being closed. Sockets are told at once, by <c>ApplicationStopping</c>.
/// </summary>
internal sealed class Draining(TimeSpan time, IHostApplicationLifetime lifetime, TimeProvider clock) : IHostedLifecycleService
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <param name="section"><c>Olympus:Shutdown</c>; <c>DrainSeconds</c> may have a fraction.</param>
    public static TimeSpan From(IConfiguration section) =>
        section["DrainSeconds"] is not { } text ? TimeSpan.FromSeconds(1)
        : double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var seconds) && seconds >= 0 && TimeSpan.FromSeconds(seconds) <= Longest
            ? TimeSpan.FromSeconds(seconds)
            : throw new InvalidOperationException($"Olympus:Shutdown:DrainSeconds must be from 0 to {Longest.TotalSeconds}, not '{text}'.");

    /// <summary>Only after a signal: who stops the server from inside has no balancer that asks.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken) =>
        lifetime.ApplicationStopping.IsCancellationRequested ? Task.Delay(time, clock, cancellationToken) : Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal static class DrainingExtensions
{
    public static IApplicationBuilder UseDraining(this IApplicationBuilder app)
    {
        var stopping = app.ApplicationServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        return app.Use((http, next) =>
        {
            if (stopping.IsCancellationRequested && HttpProtocol.IsHttp11(http.Request.Protocol))
                http.Response.Headers.Connection = "close";
            return next(http);
        });
    }
}
