using System.CommandLine;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Olympus.Bench;

/// <summary><c>bench revocations</c>: somebody signs out at one server; how long another one still takes the token.</summary>
internal static class RevocationDelay
{
    public static Command Create()
    {
        var times = new Option<int>("--times") { Description = "How many sessions are ended.", DefaultValueFactory = _ => 200 };
        var command = new Command("revocations", "Measure how long a revoked token is still taken by another server.") { times };
        command.SetAction((parsed, ct) => Measure(parsed.GetValue(times), ct));
        return command;
    }

    private static async Task<int> Measure(int times, CancellationToken ct)
    {
        await using var site = await Site.Open(ct);
        var other = await site.ServeAnother(ct);
        await Business.Open(site.Url, 0, ct);
        using var here = new HttpClient { BaseAddress = site.Url };
        using var there = new HttpClient { BaseAddress = other };
        var took = new double[times];
        for (var n = 0; n < times; n++)
        {
            using var login = await here.PostAsJsonAsync("/api/v1/auth/login", new { tenant_slug = "bench-0", email = "ada@example.test", password = "the quick brown benchmark" }, ct);
            var text = await login.Content.ReadAsStringAsync(ct);
            if (!login.IsSuccessStatusCode)
                throw new InvalidOperationException(text);
            here.DefaultRequestHeaders.Authorization = there.DefaultRequestHeaders.Authorization = new("Bearer", JsonNode.Parse(text)!["access_token"]!.ToString());
            if (await Ask(there, ct) != HttpStatusCode.OK)
                throw new InvalidOperationException("The other server does not take the token.");
            using var logout = await here.PostAsJsonAsync("/api/v1/auth/logout", new { all = false }, ct);
            var watch = Stopwatch.StartNew();
            while (await Ask(there, ct) != HttpStatusCode.Unauthorized)
                await Task.Delay(1, ct);
            took[n] = watch.Elapsed.TotalMilliseconds;
            here.DefaultRequestHeaders.Authorization = null;
        }

        Array.Sort(took);
        Console.WriteLine($"{times} sessions ended at one server; the other one refused after {took[times / 2]:0} ms (p50), {took[(int)(times * 0.99)]:0} ms (p99), {took[^1]:0} ms (longest)");
        return 0;
    }

    private static async Task<HttpStatusCode> Ask(HttpClient client, CancellationToken ct)
    {
        using var answer = await client.GetAsync(new Uri("/api/v1/auth/me", UriKind.Relative), ct);
        return answer.StatusCode;
    }
}
