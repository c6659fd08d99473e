using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Olympus.Kernel.Http;

namespace Olympus.Api.Gateway;

public sealed class TakingTooLong(Server server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_given_up_and_told_and_a_stream_is_not()
    {
        await using var own = await Server.Serving(
            app =>
            {
                app.MapGet("/api/v1/slow", Wait).AllowEverybody();
                app.MapGet("/api/v1/endless", Wait).AllowEverybody().DisableRequestTimeout();
            },
            // The very policy of the product, but nobody waits half a minute in a test.
            services => services.PostConfigure<RequestTimeoutOptions>(
                limits => limits.DefaultPolicy = new() { Timeout = limits.DefaultPolicy!.Timeout!.Value / 100 }));
        using var client = own.Anonymous();
        var endless = client.GetAsync(new Uri("/api/v1/endless?seconds=1", UriKind.Relative), Ct);
        using var given = await client.GetAsync(new Uri("/api/v1/slow?seconds=100", UriKind.Relative), Ct);
        given.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await given.Content.ReadAsStringAsync(Ct)).ShouldContain("\"code\":\"request.timed_out\"");
        given.Headers.RetryAfter!.ToString().ShouldBe("1");
        given.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        given.Headers.Contains("X-Request-Id").ShouldBeTrue();
        using var streamed = await endless;
        streamed.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var quick = await client.GetAsync(new Uri("/api/v1/slow?seconds=0", UriKind.Relative), Ct);
        quick.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public void Means_thirty_seconds() =>
        server.InOneProcess(server.Services).GetRequiredService<IOptions<RequestTimeoutOptions>>().Value.DefaultPolicy!.Timeout.ShouldBe(TimeSpan.FromSeconds(30));

    private static async Task<IResult> Wait(int seconds, CancellationToken ct)
    {
        await Task.Delay(TimeSpan.FromSeconds(seconds), ct);
        return TypedResults.Ok(new { seconds });
    }
}
