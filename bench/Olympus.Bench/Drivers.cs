using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Olympus.Bench;

/// <summary>One kind of request, for many tenants.</summary>
/// <param name="Requests">Method, path, token and body of each, taken in turn.</param>
internal sealed record Load(string Name, IReadOnlyList<(string Method, string Path, string Token, string? Body)> Requests)
{
    /// <summary>Whether what has a body only asks, so that it needs no key of its own each time.</summary>
    public bool OnlyAsks { get; init; }
}

/// <summary>wrk as hard as it goes; requests a second. A run in which anything was refused is an error.</summary>
internal static partial class Wrk
{
    public static async Task<double> Rate(Uri url, Load load, int seconds, CancellationToken ct)
    {
        var script = Path.GetTempFileName();
        await File.WriteAllTextAsync(script, Script(load), ct);
        var output = await Programs.Run("wrk", ["-t2", "-c32", $"-d{seconds}s", "-s", script, url.ToString()], ct);
        File.Delete(script);
        if (Refused().IsMatch(output))
            throw new InvalidOperationException($"{load.Name}: not every request was answered with success.\n{output}");
        return double.Parse(Rates().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>Loads until the rate grows no more: code that runs often is compiled again, better, while it runs. On two
    /// processors that it must share, that takes half a minute.</summary>
    public static async Task Warm(Uri url, Load load, int seconds, CancellationToken ct)
    {
        var (best, least) = (0.0, 24 / seconds);
        for (var (round, stale) = (0, 0); round < least || round < 2 * least && stale < 2; round++)
        {
            var rate = await Rate(url, load, seconds, ct);
            stale = rate > best * 1.03 ? 0 : stale + 1;
            best = Math.Max(best, rate);
        }
    }

    private static string Script(Load load)
    {
        var lua = new StringBuilder("""
            local count = 0
            function setup(thread) count = count + 1; thread:set("id", count) end
            local requests, n, made = {}, 0, 0

            """);
        lua.AppendLine("function init(args)");
        lua.AppendLine($"  n = id * {Math.Max(1, load.Requests.Count / 2)}");
        // What is the same every time is put together once: wrk shares the processors with what it measures.
        foreach (var (method, path, token, body) in load.Requests)
            lua.AppendLine(body is null
                ? $"  requests[#requests + 1] = wrk.format('{method}', '{path}', {{ ['Authorization'] = 'Bearer {token}' }})"
                : load.OnlyAsks
                ? $"  requests[#requests + 1] = wrk.format('{method}', '{path}', {{ ['Authorization'] = 'Bearer {token}', ['Content-Type'] = 'application/json' }}, [==[{body}]==])"
                : $"  requests[#requests + 1] = {{'{method}', '{path}', '{token}', '{body}'}}");
        lua.AppendLine($$"""
            end
            function request()
              n = n + 1
              local r = requests[n % #requests + 1]
              if type(r) == "string" then return r end
              made = made + 1
              local headers = { ["Authorization"] = "Bearer " .. r[3], ["Content-Type"] = "application/json" }
              headers["Idempotency-Key"] = "{{Guid.NewGuid()}}-" .. id .. "-" .. made
              return wrk.format(r[1], r[2], headers, r[4])
            end
            """);
        return lua.ToString();
    }

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rates();

    [GeneratedRegex(@"Non-2xx|Socket errors: .*(connect [1-9]|read [1-9]|write [1-9]|timeout [1-9])")]
    private static partial Regex Refused();
}

/// <summary>pgbench with the server's own statements, prepared, pipelined as the server does it.</summary>
internal static partial class PgBench
{
    public static async Task<double> Rate(Site site, IReadOnlyList<PgScript> scripts, int seconds, CancellationToken ct)
    {
        var files = new List<string>();
        var parameters = new List<string>();
        foreach (var (script, n) in scripts.Select((script, n) => (script, n)))
        {
            files.Add(Path.GetTempFileName());
            await File.WriteAllTextAsync(files[^1], script.Text.Replace(":@", $":s{n}", StringComparison.Ordinal), ct);
            parameters.AddRange(script.Parameters.SelectMany(parameter => new[] { "-D", $"s{n}{parameter.Key}={parameter.Value}" }));
        }

        var output = await Programs.Run("pgbench", ["-n", "-M", "prepared", "--max-tries", "10", "-c", "16", "-j", "2", "-T", seconds.ToString(), .. parameters, .. files.SelectMany(file => new[] { "-f", file }), site.AppUrl], ct);
        files.ForEach(File.Delete);
        return double.Parse(Rates().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"tps = ([\d.]+)")]
    private static partial Regex Rates();
}

/// <summary>Requests at a fixed rate, begun on time whether or not earlier ones have ended; a late answer counts from when it should have been asked.</summary>
internal static class Paced
{
    /// <returns>The 99th percentile, in milliseconds.</returns>
    public static async Task<double> P99(Uri url, Load load, double perSecond, int seconds, CancellationToken ct)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = url };
        var total = (int)(perSecond * seconds);
        var answers = new Task<double>[total];
        var watch = Stopwatch.StartNew();
        for (var n = 0; n < total; n++)
        {
            var due = TimeSpan.FromSeconds(n / perSecond);
            while (watch.Elapsed < due)
                await Task.Delay(1, ct);
            answers[n] = Ask(client, load.Requests[n % load.Requests.Count], watch, due, ct);
        }

        var took = await Task.WhenAll(answers);
        Array.Sort(took);
        return took[(int)(took.Length * 0.99)];
    }

    private static async Task<double> Ask(HttpClient client, (string Method, string Path, string Token, string? Body) asked, Stopwatch watch, TimeSpan due, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(new HttpMethod(asked.Method), asked.Path);
        request.Headers.Authorization = new("Bearer", asked.Token);
        if (asked.Body is not null)
        {
            request.Content = new StringContent(asked.Body, Encoding.UTF8, "application/json");
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        }

        using var answer = await client.SendAsync(request, ct);
        answer.EnsureSuccessStatusCode();
        return (watch.Elapsed - due).TotalMilliseconds;
    }
}
