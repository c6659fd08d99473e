namespace Olympus.Web;

public sealed partial class Measuring
{
    /// <summary><c>OLYMPUS_MEASURE_ITEMS=20000</c> for the largest catalogue that the design promises anything of.</summary>
    private static readonly int Items = int.TryParse(Environment.GetEnvironmentVariable("OLYMPUS_MEASURE_ITEMS"), out var told) ? told : 5000;

    /// <summary>From a key or a finger to the next painted frame, as the browser itself times it; what took less than 16 ms is not told.</summary>
    private const string WatchHands = """
        () => {
            window.paints = new Map();
            new PerformanceObserver(list => {
                for (const one of list.getEntries())
                    if (one.interactionId) window.paints.set(one.interactionId, Math.max(one.duration, window.paints.get(one.interactionId) ?? 0));
            }).observe({ type: 'event', durationThreshold: 16 });
        }
        """;

    private const string HandPaints = """
        async () => {
            await new Promise(done => setTimeout(done, 200));
            const found = [...window.paints.values()];
            window.paints.clear();
            return found;
        }
        """;

    /// <summary>From the click on a button to the frame in which what it leads to stands.</summary>
    private const string UntilThere = """
        async ([name, wanted]) => {
            const button = [...document.querySelectorAll('button')].find(one => one.textContent.startsWith(name) && !one.disabled);
            const from = performance.now();
            button.click();
            while (document.querySelector(wanted) === null) await new Promise(requestAnimationFrame);
            await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
            return performance.now() - from;
        }
        """;

    [Fact(Explicit = true)]
    public async Task Prints_what_a_cashier_waits_for()
    {
        var counter = await Counter.Open(app);
        foreach (var batch in Enumerable.Range(0, Items).Chunk(100))
            await counter.Business.Post("/api/v1/products/bulk", new
            {
                items = batch.Select(i => new { name = $"Item {i:0000}", sku = $"I-{i:0000}", price = new { amount = 100 + i, currency = "EUR" } }),
            });
        foreach (var slower in new[] { 1, 4 })
        {
            await using var visit = await counter.Visit(1024, 768);
            var page = visit.Page;
            await Counter.Ready(page);
            // Only what the screen does, with nothing of it on the device before: the whole catalogue is read and the first tiles stand.
            output.WriteLine($"{Items} items, cold: {await page.EvaluateAsync<double>("() => performance.now()"):0} ms from the page's beginning to its tiles");
            var browser = await visit.Context.NewCDPSessionAsync(page);
            await browser.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = slower });
            await page.EvaluateAsync(WatchHands);
            output.WriteLine($"{Items} items, processor {slower} times slower:");

            var tiles = await page.Locator("[data-at]").AllAsync();
            for (var tap = 0; tap < 60; tap++)
                await tiles[tap % 8].ClickAsync();
            TellHands("  tap on a tile to paint", await page.EvaluateAsync<double[]>(HandPaints), 60);

            foreach (var word in new[] { "item 43", "cake", "i-0007", "4999" })
            {
                await Counter.Search(page).FocusAsync();
                foreach (var key in word)
                    await page.Keyboard.PressAsync(key == ' ' ? "Space" : key.ToString(), new() { Delay = 50 });
                await Counter.Search(page).FillAsync("");
            }

            TellHands("  letter in the search to paint", await page.EvaluateAsync<double[]>(HandPaints), 22);
            var (pay, done, next) = (new List<double>(), new List<double>(), new List<double>());
            for (var sale = 0; sale < 10; sale++)
            {
                if (sale > 0)
                    next.Add(await page.EvaluateAsync<double>(UntilThere, new[] { "Cake", "[data-line]" }));
                pay.Add(await page.EvaluateAsync<double>(UntilThere, new[] { "Pay", "fieldset[aria-label='Keypad']" }));
                done.Add(await page.EvaluateAsync<double>(UntilThere, new[] { "Exact", "section[aria-label='Sale complete']" }));
            }

            TellHands("  pay to the keypad", [.. pay], pay.Count);
            TellHands("  exact to 'sale complete', on the disk", [.. done], done.Count);
            TellHands("  first item of the next sale", [.. next], next.Count);
        }
    }

    private void TellHands(string what, double[] told, int of)
    {
        double[] all = [.. told.Concat(Enumerable.Repeat(16.0, Math.Max(0, of - told.Length))).Order()];
        output.WriteLine($"{what}: p50 {all[all.Length / 2]:0} ms, p95 {all[(int)(0.95 * (all.Length - 1))]:0} ms, worst {all[^1]:0} ms of {all.Length}");
    }
}
