using System.Collections.Concurrent;
using System.Net;

namespace Olympus.Faults;

public sealed class RollingRestarts
{
    private static readonly int Restarts = Effort.Of(6, 20);

    /// <summary>A load, but not one that leaves a starting server no processor.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    /// <summary>A client that retries nothing: it takes the servers in turn, and leaves out one from the moment that it says it is not ready.</summary>
    [Fact]
    public async Task Of_two_servers_fail_no_request()
    {
        await using var installation = await Installation.Start(durable: false);
        installation.Set("Olympus__Shutdown__DrainSeconds", "1.5");
        ServerProcess[] servers = [await installation.Serve(), await installation.Serve()];
        using var merchant = await Merchant.Open(servers[0].Url);
        using var stop = new CancellationTokenSource();
        var ready = new[] { true, true };
        var (answered, failures) = (0, new ConcurrentQueue<string>());
        var asking = Enumerable.Range(0, 2).Select(i => Ask(servers[i].Url, i, ready, stop.Token)).ToArray();
        var calling = Enumerable.Range(0, 4).Select(start => Call(start)).ToArray();

        for (var i = 0; i < Restarts; i++)
        {
            var server = servers[i % 2];
            var (code, took) = await server.Terminate();
            code.ShouldBe(0);
            took.ShouldBeLessThan(TimeSpan.FromSeconds(10));
            await server.Restart();
            while (!Volatile.Read(ref ready[i % 2]))
                await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        await stop.CancelAsync();
        await Task.WhenAll([.. asking, .. calling]);
        failures.ShouldBeEmpty($"{answered} were answered");
        answered.ShouldBeGreaterThan(Restarts * 20);

        async Task Call(int turn)
        {
            using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
            while (!stop.IsCancellationRequested)
            {
                var chosen = ++turn % 2;
                if (!Volatile.Read(ref ready[chosen]))
                    continue;
                try
                {
                    using var request = merchant.AnOrder(servers[chosen].Url);
                    using var answer = await client.SendAsync(request);
                    if (answer.StatusCode != HttpStatusCode.Created)
                        failures.Enqueue($"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
                    Interlocked.Increment(ref answered);
                    await Task.Delay(Pace, CancellationToken.None);
                }
                catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
                {
                    failures.Enqueue(e.ToString());
                }
            }
        }
    }

    /// <summary>What a balancer does, ten times as often.</summary>
    private static async Task Ask(Uri url, int which, bool[] ready, CancellationToken ct)
    {
        using var client = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(5) };
        while (!ct.IsCancellationRequested)
        {
            bool isReady;
            try
            {
                using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), CancellationToken.None);
                isReady = answer.StatusCode == HttpStatusCode.OK;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                isReady = false;
            }

            Volatile.Write(ref ready[which], isReady);
            await Task.Delay(20, CancellationToken.None);
        }
    }
}
