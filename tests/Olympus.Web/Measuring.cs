using System.Diagnostics;

namespace Olympus.Web;

/// <summary>How quick the app feels, for docs/performance.md. Only when asked for: a machine's noise must not decide whether a build is good.</summary>
[Installs]
public sealed partial class Measuring(App app, ITestOutputHelper output)
{
    private const string Paints = """
        () => new Promise(done => new PerformanceObserver((list, observer) => {
            observer.disconnect();
            const [load] = performance.getEntriesByType('navigation');
            const first = performance.getEntriesByName('first-contentful-paint')[0];
            done([first?.startTime ?? 0, list.getEntries().at(-1).startTime, load.domContentLoadedEventEnd, performance.getEntriesByType('resource').reduce((sum, one) => sum + one.transferSize, load.transferSize)]);
        }).observe({ type: 'largest-contentful-paint', buffered: true }))
        """;

    /// <summary>From the click to the next painted frame in which the new heading stands.</summary>
    private const string RouteChange = """
        async address => {
            const link = [...document.querySelectorAll('nav a')].find(one => one.getAttribute('href') === address);
            const from = performance.now();
            link.click();
            while (link.getAttribute('aria-current') !== 'page' || document.querySelector('h1') === null) await new Promise(requestAnimationFrame);
            await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
            return performance.now() - from;
        }
        """;

    private const string ThemeSwitch = """
        async () => {
            const times = [];
            for (let turn = 0; turn < 20; turn++) {
                const from = performance.now();
                document.documentElement.dataset.theme = turn % 2 ? 'retail' : 'restaurant';
                document.documentElement.dataset.mantineColorScheme = turn % 2 ? 'dark' : 'light';
                document.body.offsetHeight;
                await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
                times.push(performance.now() - from);
            }
            return times.sort((a, b) => a - b);
        }
        """;

    [Fact(Explicit = true)]
    public async Task Prints_what_people_wait_for()
    {
        var business = await Business.Open(app);
        foreach (var name in Enumerable.Range(1, 30))
            await business.Sell($"Item {name:00}", 100 * name);
        for (var round = 0; round < 3; round++)
        {
            await using var cold = await app.Visit();
            await cold.Page.GotoAsync("/signin");
            output.WriteLine($"sign-in, first visit: {Tell(await cold.Page.EvaluateAsync<double[]>(Paints))}");
        }

        await using var visit = await business.SignedIn();
        await visit.Page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => true)");
        for (var round = 0; round < 3; round++)
        {
            await visit.Page.GotoAsync("/");
            await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
            output.WriteLine($"start, from the device: {Tell(await visit.Page.EvaluateAsync<double[]>(Paints))}");
        }

        output.WriteLine($"theme and scheme: {Spread(await visit.Page.EvaluateAsync<double[]>(ThemeSwitch))}");
        var addresses = await visit.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('nav a')].map(one => one.getAttribute('href'))");
        var changes = new List<double>();
        for (var round = 0; round < 5; round++)
            foreach (var address in addresses)
                if (!visit.Page.Url.EndsWith(address, StringComparison.Ordinal))
                {
                    var milliseconds = await visit.Page.EvaluateAsync<double>(RouteChange, address);
                    if (round > 0)
                        changes.Add(milliseconds);
                    else
                        output.WriteLine($"first time to {address.Split('/')[^1]}: {milliseconds:0} ms");
                    await visit.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
                }

        output.WriteLine($"route change: {Spread([.. changes.Order()])}");
        var from = Stopwatch.GetTimestamp();
        await visit.Page.Keyboard.PressAsync("Control+k");
        await visit.Page.GetByRole(AriaRole.Combobox).First.WaitForAsync();
        output.WriteLine($"palette, with the driver's own time: {Stopwatch.GetElapsedTime(from).TotalMilliseconds:0} ms");
    }

    private static string Tell(double[] paint) =>
        $"first paint {paint[0]:0} ms, largest {paint[1]:0} ms, ready {paint[2]:0} ms, {paint[3] / 1024:0} KiB over the network";

    private static string Spread(double[] sorted) =>
        sorted.Length == 0 ? "none" : $"p50 {sorted[sorted.Length / 2]:0} ms, p95 {sorted[(int)(0.95 * (sorted.Length - 1))]:0} ms of {sorted.Length}";
}
