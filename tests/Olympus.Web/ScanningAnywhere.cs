namespace Olympus.Web;

/// <summary>A scanner is a keyboard that nobody looks at: whatever has the focus, its code is taken and nothing is pressed.</summary>
public sealed class ScanningAnywhere(App app)
{
    private const string Cake = "4006381333948";

    /// <summary>Everything that can have the focus on top of the page, counted; and an ear for everything that is pressed.</summary>
    private const string PrepareScript = """
        () => {
            window.pressed = [];
            if (!window.listens) {
                window.listens = true;
                for (const type of ['click', 'submit', 'change'])
                    addEventListener(type, event => window.pressed.push(`${type} on ${event.target.outerHTML.slice(0, 120)}`), { capture: true });
            }
            const top = document.querySelector('dialog[open], [role=dialog]') ?? document.querySelector('main') ?? document.body;
            window.targets = [...top.querySelectorAll('button, input, textarea, select, a[href], [tabindex="0"]')]
                .filter(one => !one.disabled && one.offsetParent !== null && one.type !== 'hidden');
            return window.targets.length;
        }
        """;

    private const string FocusScript = "at => { const one = window.targets[at]; one.focus(); return document.activeElement === one; }";

    private const string HeardScript = """
        () => ({ pressed: window.pressed, text: document.body.innerText, value: document.activeElement?.value ?? '', way: location.pathname + location.search })
        """;

    private sealed class Heard
    {
        public string[] Pressed { get; set; } = [];
        public string Text { get; set; } = "";
        public string Value { get; set; } = "";
        public string Way { get; set; } = "";
    }

    /// <summary>Keys as the browser gets them from a device, five milliseconds apart by their own clock, so that a slow machine changes nothing.</summary>
    private static async Task Scan(ICDPSession device, string code, double at)
    {
        List<Task> keys = [];
        foreach (var (i, key) in code.Select(one => one.ToString()).Append("Enter").Index())
        {
            var text = key == "Enter" ? "\r" : key;
            foreach (var type in new[] { "keyDown", "keyUp" })
                keys.Add(device.SendAsync("Input.dispatchKeyEvent", new()
                {
                    ["type"] = type,
                    ["key"] = key,
                    ["text"] = type == "keyDown" ? text : "",
                    ["timestamp"] = at + (0.005 * i),
                    ["windowsVirtualKeyCode"] = key == "Enter" ? 13 : key[0],
                }));
        }

        await Task.WhenAll(keys);
    }

    /// <summary>Focuses one thing after the other and scans: how often nothing was pressed and the code was taken.</summary>
    private static async Task<int> Everywhere(IPage page, ICDPSession device, string scene, Func<int, string> sign)
    {
        var (count, heard) = (await page.EvaluateAsync<int>(PrepareScript), 0);
        var way = (await page.EvaluateAsync<Heard>(HeardScript)).Way;
        for (var at = 0; at < Math.Min(count, 24); at++)
        {
            if (!await page.EvaluateAsync<bool>(FocusScript, at))
                continue;
            var before = (await page.EvaluateAsync<Heard>(HeardScript)).Value;
            foreach (var isKnown in new[] { true, false })
            {
                var code = isKnown ? Cake : $"4{Random.Shared.NextInt64(100_000_000_000):000000000000}";
                await Scan(device, code, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0);
                await page.WaitForFunctionAsync("sign => document.body.innerText.includes(sign)", isKnown ? sign(heard + 1) : $"No item has code {code}");
            }

            heard++;
            var after = await page.EvaluateAsync<Heard>(HeardScript);
            after.Pressed.Where(one => !one.StartsWith("change", StringComparison.Ordinal)).ShouldBeEmpty($"{scene}, {at}");
            (after.Way, after.Value).ShouldBe((way, before), $"{scene}, {at}");
        }

        return heard;
    }

    [Fact]
    public async Task Takes_every_code_and_presses_nothing()
    {
        var counter = await Counter.Open(app);
        await using var visit = await counter.Visit();
        var page = visit.Page;
        await Counter.Ready(page);
        var device = await page.Context.NewCDPSessionAsync(page);
        var (cakes, combinations) = (0, 0);
        List<string> scenes = [];
        string Total(int more) => $"€{((cakes + more) * 4.10m).ToString("#,##0.00", System.Globalization.CultureInfo.InvariantCulture)}";
        async Task Scene(string name, Func<Task>? open, Func<Task>? close)
        {
            if (open is not null)
                await open();
            var heard = await Everywhere(page, device, name, Total);
            (cakes, combinations) = (cakes + heard, combinations + (2 * heard));
            scenes.Add($"{name}: {heard}");
            if (close is not null)
                await close();
        }

        ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { NameRegex = new($"^{name}") }).First;
        async Task Escape()
        {
            await page.Keyboard.PressAsync("Escape");
            await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        }

        async Task Dialog(string name) => await Scene(
            name,
            async () =>
            {
                await Button(name).ClickAsync();
                await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
            },
            Escape);

        await Scene("the empty register", null, null);
        foreach (var name in new[] { "Discount", "Customer", "Note", "Hold", "Why", "Recall" })
            await Dialog(name);
        await Scene("a line", () => page.GetByRole(AriaRole.Button, new() { NameRegex = new("Cake.*edit") }).First.ClickAsync(), Escape);
        await Scene("the register", null, null);

        await page.Keyboard.PressAsync("F9");
        combinations += 2 * await Everywhere(page, device, "paying in cash", _ => "Cake was scanned.");
        await Button("Card").ClickAsync();
        combinations += 2 * await Everywhere(page, device, "paying by card", _ => "Cake was scanned.");
        combinations.ShouldBeGreaterThanOrEqualTo(100, string.Join(", ", scenes));
        (await counter.Orders()).ShouldBeEmpty();
    }
}
