using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Olympus.Host;

/// <summary>Logs for machines (JSON with the request id) when nobody watches, plain ones on a terminal; traces and metrics over OTLP when
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a collector. No tenant's id becomes a metric label: there are too many.</summary>
public static class Telemetry
{
    public static void AddLogs(this ILoggingBuilder logging)
    {
        logging.ClearProviders();
        if (Console.IsOutputRedirected)
            logging.AddJsonConsole(json => (json.IncludeScopes, json.UseUtcTimestamp, json.TimestampFormat) = (true, true, "O"));
        else
            logging.AddSimpleConsole(plain => (plain.IncludeScopes, plain.SingleLine) = (true, true));
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning)
            .AddFilter("Yarp", LogLevel.None); // the gateway says itself, in one line, what went wrong
    }

    /// <summary>Wired by hand: the hosting package of OpenTelemetry is not needed for it.</summary>
    public static void AddTelemetry(this IServiceCollection services)
    {
        if (Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is not { Length: > 0 })
            return;
        var resource = ResourceBuilder.CreateDefault().AddService("olympus");
        services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource("Microsoft.AspNetCore", "System.Net.Http", "Npgsql")
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(Ratio())))
            .AddOtlpExporter()
            .Build());
        services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime", "Npgsql")
            .AddOtlpExporter()
            .Build());
    }

    /// <summary>Starts the exporters and names the server's spans by route: the framework leaves them bare.</summary>
    public static void UseTelemetry(this WebApplication app)
    {
        if (app.Services.GetService<TracerProvider>() is null)
            return;
        app.Services.GetRequiredService<MeterProvider>();
        app.Use(async (http, next) =>
        {
            await next(http);
            if (Activity.Current is not { IsAllDataRequested: true } span)
                return;
            var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
            span.DisplayName = route is null ? http.Request.Method : $"{http.Request.Method} {route}";
            span.SetTag("http.request.method", http.Request.Method);
            span.SetTag("http.route", route);
            span.SetTag("http.response.status_code", http.Response.StatusCode);
        });
    }

    private static double Ratio() =>
        double.TryParse(Environment.GetEnvironmentVariable("OTEL_TRACES_SAMPLER_ARG"), out var ratio) ? Math.Clamp(ratio, 0, 1) : 0.05;
}
