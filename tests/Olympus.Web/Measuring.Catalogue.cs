namespace Olympus.Web;

public sealed partial class Measuring
{
    /// <summary>To the end of the list, until no more rows come.</summary>
    private const string LoadAll = """
        async () => {
            const list = document.querySelector('section[aria-label]:has(table)');
            for (let quiet = 0, height = 0; quiet < 40; quiet = list.scrollHeight === height ? quiet + 1 : 0) {
                height = list.scrollHeight;
                list.scrollTop = height;
                await new Promise(done => setTimeout(done, 50));
            }
            return Number(list.querySelector('tbody tr:last-child').getAttribute('aria-rowindex'));
        }
        """;

    /// <summary>How long each frame took while the list went by: 60 pixels a frame, a hard flick of the finger; then a quarter of the screen, a drag of the bar.</summary>
    private const string ScrollThrough = """
        async (step) => {
            const list = document.querySelector('section[aria-label]:has(table)');
            list.scrollTop = 0;
            const frames = [];
            let before = await new Promise(requestAnimationFrame);
            while (frames.length < 600) {
                list.scrollTop += step || list.clientHeight / 4;
                const now = await new Promise(requestAnimationFrame);
                frames.push(now - before);
                before = now;
            }
            return frames;
        }
        """;

    [Fact(Explicit = true)]
    public async Task Prints_how_a_long_list_scrolls()
    {
        var business = await Business.Open(app);
        foreach (var batch in Enumerable.Range(0, Items).Chunk(100))
            await business.Post("/api/v1/products/bulk", new
            {
                items = batch.Select(i => new { name = $"Item {i:0000}", sku = $"I-{i:0000}", price = new { amount = 100 + i, currency = "EUR" } }),
            });
        await using var visit = await business.SignedIn("/catalogue");
        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Item 0000" })).ToBeVisibleAsync();
        var rows = await visit.Page.EvaluateAsync<int>(LoadAll);
        foreach (var step in new[] { 60, 0 })
        {
            double[] frames = [.. (await visit.Page.EvaluateAsync<double[]>(ScrollThrough, step)).Order()];
            output.WriteLine(
                $"{rows - 1} products, {(step > 0 ? $"{step} px" : "a quarter of the list's height")} a frame: p50 {frames[frames.Length / 2]:0.0} ms, p95 {frames[(int)(0.95 * (frames.Length - 1))]:0.0} ms, "
                + $"worst {frames[^1]:0} ms; {frames.Count(frame => frame > 17.5)} of {frames.Length} later than 60 a second allow");
        }
    }
}
