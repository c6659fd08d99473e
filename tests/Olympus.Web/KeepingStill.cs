using System.Globalization;

namespace Olympus.Web;

/// <summary>
/// Orders stream in, fifty a minute, and nothing on the board moves by itself or under a finger. Short unless told otherwise: <c>OLYMPUS_STREAM_SECONDS=60</c> and
/// <c>OLYMPUS_STREAM_PRESSES=1000</c> make it the whole check of the design.
/// </summary>
public sealed class KeepingStill(App app, ITestOutputHelper output)
{
    private static readonly TimeSpan Stream = TimeSpan.FromSeconds(Told("OLYMPUS_STREAM_SECONDS", 8));
    private static readonly int Presses = Told("OLYMPUS_STREAM_PRESSES", 80);
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1) / 50;

    /// <summary>Every shift counts, also those right after a hand: that is when a finger is there.</summary>
    private const string WatchShifts = """
        () => {
            window.shifts = 0;
            new PerformanceObserver(list => { for (const one of list.getEntries()) window.shifts += one.value; }).observe({ type: 'layout-shift', buffered: false });
        }
        """;

    /// <summary>What is pressed stays where it is until it is let go, and what is let go is what was pressed. Nothing that is pressed here does anything.</summary>
    private const string WatchPresses = """
        () => {
            window.wrong = [];
            let down = null;
            const box = one => { const { x, y, width, height } = one.getBoundingClientRect(); return [x, y, width, height].map(Math.round).join(' '); };
            addEventListener('pointerdown', event => { down = { at: event.target, box: box(event.target) }; }, true);
            addEventListener('pointerup', event => {
                if (!down) return;
                if (event.target !== down.at) window.wrong.push(`let go on ${event.target.outerHTML.slice(0, 80)} instead of ${down.at.outerHTML.slice(0, 80)}`);
                else if (box(down.at) !== down.box) window.wrong.push(`moved from ${down.box} to ${box(down.at)}: ${down.at.outerHTML.slice(0, 80)}`);
            }, true);
            addEventListener('click', event => { event.preventDefault(); event.stopImmediatePropagation(); }, true);
        }
        """;

    [Fact]
    public async Task Is_what_the_board_does_while_orders_stream_in()
    {
        var business = await Business.Open(app);
        var tea = await business.SellFreely("Tea", 300);
        for (var i = 0; i < 6; i++)
        {
            var (order, _) = await business.Place(tea);
            if (i % 2 == 0)
                await business.Move(order, "preparing");
        }

        await using var visit = await business.SignedIn("/l/{loc}/orders");
        var page = visit.Page;
        await Expect(page.Locator("[data-card]")).ToHaveCountAsync(6);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Live" })).ToBeVisibleAsync();
        await page.EvaluateAsync(WatchShifts);
        var streamed = await During(business, tea, Task.Delay(Stream, TestContext.Current.CancellationToken));
        await Expect(page.Locator("[data-card]")).ToHaveCountAsync(6 + streamed);
        var shifts = await page.EvaluateAsync<double>("() => new Promise(done => requestAnimationFrame(() => setTimeout(() => done(window.shifts))))");
        output.WriteLine($"{streamed} orders in {Stream.TotalSeconds:0} s: shifts {shifts:0.0000}");
        shifts.ShouldBeLessThanOrEqualTo(0.02);

        await page.EvaluateAsync(WatchPresses);
        var random = new Random(1);
        var more = await During(business, tea, Press(page, random));
        var wrong = await page.EvaluateAsync<string[]>("() => window.wrong");
        output.WriteLine($"{Presses} presses while {more} orders came: {wrong.Length} wrong");
        wrong.ShouldBeEmpty();
    }

    private static async Task Press(IPage page, Random random)
    {
        for (var press = 0; press < Presses; press++)
        {
            await page.Mouse.MoveAsync(random.Next(240, 1420), random.Next(60, 880));
            await page.Mouse.DownAsync();
            await Task.Delay(random.Next(20, 120));
            await page.Mouse.UpAsync();
        }
    }

    /// <returns>How many orders came while that went on.</returns>
    private static async Task<int> During(Business business, Guid variant, Task until)
    {
        var orders = 0;
        while (!until.IsCompleted)
        {
            await business.Place(variant);
            orders++;
            await Task.WhenAny(until, Task.Delay(Between));
        }

        await until;
        return orders;
    }

    private static int Told(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var told) ? told : otherwise;
}
