using System.Text.Json;

namespace Olympus.Web;

/// <summary>What holds on every screen, whoever made it: each is opened as itself, with something to show.</summary>
public sealed class EveryScreen(App app, ITestOutputHelper output)
{
    /// <summary>Text that is cut off and does not say so.</summary>
    private const string Clipped = """
        () => [...document.querySelectorAll('body *')].filter(one => {
            const style = getComputedStyle(one);
            return one.clientWidth > 1 && ['hidden', 'clip'].includes(style.overflowX) && style.textOverflow !== 'ellipsis'
                && [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()) && one.scrollWidth - one.clientWidth > 1;
        }).map(one => one.outerHTML.slice(0, 160))
        """;

    /// <summary>What sticks out sideways, the outermost of it; empty where nothing does.</summary>
    private const string Sideways = """
        () => {
            const room = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= room) return [];
            return [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > room + 1 && one.parentElement.getBoundingClientRect().right <= room + 1)
                .map(one => one.outerHTML.slice(0, 160));
        }
        """;

    /// <summary>Where the keyboard is: what is wrong with it, or nothing; null when it is nowhere.</summary>
    private const string Stop = """
        async () => {
            const at = document.activeElement;
            const seen = window.seen ??= new Set();
            // Behind the last one comes the browser; in a dialog, its first one again.
            if (!at || at === document.body || at === document.documentElement || seen.has(at)) return null;
            seen.add(at);
            const look = () => {
                const label = at.closest('label') ?? (at.id ? document.querySelector(`label[for="${CSS.escape(at.id)}"]`) : null);
                const own = at.getBoundingClientRect();
                const isTiny = own.width <= 2 || own.height <= 2 || getComputedStyle(at).opacity === '0';
                const box = isTiny && label ? label.getBoundingClientRect() : own;
                const around = [at, ...(at.parentElement?.children ?? []), ...(label ? [label, ...label.querySelectorAll('*')] : []), at.parentElement, at.parentElement?.parentElement];
                const ring = around.some(one => one && getComputedStyle(one).outlineStyle !== 'none' && parseFloat(getComputedStyle(one).outlineWidth) >= 2);
                let [left, right, top, bottom] = [Math.max(0, box.left), Math.min(innerWidth, box.right), Math.max(0, box.top), Math.min(innerHeight, box.bottom)];
                for (let over = at.parentElement; over; over = over.parentElement) {
                    if (getComputedStyle(over).overflowX === 'visible') continue;
                    const room = over.getBoundingClientRect();
                    [left, right, top, bottom] = [Math.max(left, room.left), Math.min(right, room.right), Math.max(top, room.top), Math.min(bottom, room.bottom)];
                }
                const wrong = [];
                if (!ring) wrong.push('no ring');
                if (right - left < 1 || bottom - top < 1) wrong.push('out of sight');
                else {
                    const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
                    const mine = over && (at.contains(over) || over.contains(at) || (label && (label.contains(over) || over.contains(label))) || at.parentElement.contains(over));
                    if (!mine) wrong.push(`covered by ${over?.outerHTML.slice(0, 100)}`);
                }
                return wrong;
            };
            let wrong = look();
            // The browser scrolls to what has the focus with the next frame.
            for (let tries = 0; wrong.length > 0 && tries < 5; tries++) {
                await new Promise(requestAnimationFrame);
                wrong = look();
            }
            return { name: at.outerHTML.slice(0, 140), wrong };
        }
        """;

    private const int MostStops = 150;

    [Fact]
    public async Task Is_looked_at_here()
    {
        var business = await Business.Open(app);
        var known = (await Screens.Outside(business)).Concat(await Screens.Inside(business)).Select(screen => screen.Route).Distinct().Order(StringComparer.Ordinal);
        known.ShouldBe(Screens.Routes());
    }

    /// <summary>WCAG 2.2, 1.4.10, in the longer language; and as far down as a watch.</summary>
    [Fact]
    public async Task Fits_a_small_phone_in_German_and_a_watch()
    {
        var problems = new List<string>();
        foreach (var (size, width, height, language) in new[] { ("320", 320, 640, "de"), ("watch", 198, 242, "en") })
            await EachScreen(
                async (page, screen) =>
                {
                    await page.SetViewportSizeAsync(width, height);
                    await screen.Open(page);
                    await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", language);
                    problems.AddRange((await page.EvaluateAsync<string[]>(Sideways)).Select(one => $"{screen.Name} at {width} px sticks out: {one}"));
                    if (width == 320)
                        problems.AddRange((await page.EvaluateAsync<string[]>(Clipped)).Select(one => $"{screen.Name} at {width} px cuts off: {one}"));
                    await App.OneMorePicture(page, $"every-{screen.Name}-{size}");
                },
                language);
        string.Join("\n", problems).ShouldBeEmpty();
    }

    /// <summary>WCAG 2.2, 2.1.2, 2.4.7 and 2.4.11: every stop has a ring, is in sight and under nothing, and behind the last one goes on.</summary>
    [Fact]
    public async Task Shows_where_the_keyboard_is_and_lets_it_go_on()
    {
        var problems = new List<string>();
        await EachScreen(async (page, screen) =>
        {
            await page.SetViewportSizeAsync(1024, 768);
            await screen.Open(page);
            // From the top, wherever the screen itself put the focus; a dialog keeps it.
            if (await page.GetByRole(AriaRole.Dialog).CountAsync() > 0)
                await page.WaitForFunctionAsync("() => document.activeElement.closest('[role=dialog]') !== null");
            else
                await page.EvaluateAsync("() => { document.activeElement?.blur(); getSelection()?.removeAllRanges(); }");
            var stops = 0;
            for (var outside = 0; stops <= MostStops;)
            {
                await page.Keyboard.PressAsync("Tab");
                if (await page.EvaluateAsync<JsonElement?>(Stop) is not { ValueKind: JsonValueKind.Object } stop)
                {
                    // It may begin in the browser's own bar, or where a field was that is gone.
                    if (stops == 0 && outside++ < 3)
                        continue;
                    break;
                }

                stops++;
                if (stop.GetProperty("wrong").GetArrayLength() > 0)
                    await page.ScreenshotAsync(new() { Path = Path.Combine(App.Screens, $"every-{screen.Name}-focus.png") });
                problems.AddRange(stop.GetProperty("wrong").EnumerateArray().Select(wrong => $"{screen.Name}: {wrong} at {stop.GetProperty("name")}"));
            }

            output.WriteLine($"{screen.Name}: {stops} stops");
            if (stops is 0 or > MostStops)
                problems.Add($"{screen.Name}: {stops} stops");
        });
        string.Join("\n", problems.Distinct()).ShouldBeEmpty();
    }

    /// <summary>A whole run: what breaks the policy of the page fails the visit at its end (<see cref="Visit.DisposeAsync"/>). With the person's own colours in place of
    /// ours, what is chosen is still told apart; and who wants no motion sees none.</summary>
    [Fact]
    public async Task Has_one_heading_its_name_in_the_title_keeps_the_policy_and_what_the_person_set_on_the_device()
    {
        var (titles, problems) = (new List<(string Title, string Route)>(), new List<string>());
        await EachScreen(async (page, screen) =>
        {
            await page.SetViewportSizeAsync(1440, 900);
            await screen.Open(page);
            await Expect(page.Locator("h1")).ToHaveCountAsync(1);
            titles.Add((await page.TitleAsync(), screen.Route));
            titles[^1].Title.ShouldMatch("^.+ · .*Olympus$", screen.Name);
            await Expect(page.Locator("#say, #alert")).ToHaveCountAsync(2);

            await page.SetViewportSizeAsync(1024, 768);
            await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active, ReducedMotion = ReducedMotion.Reduce });
            await Screen.IsThere(page);
            problems.AddRange((await page.EvaluateAsync<string[]>(
                """
                () => {
                    const probe = document.body.appendChild(document.createElement('i'));
                    probe.setAttribute('aria-pressed', 'true');
                    const chosen = getComputedStyle(probe).backgroundColor;
                    probe.remove();
                    return [...document.querySelectorAll('main [aria-current]:not([aria-current=false]), main [aria-pressed=true], main [aria-selected=true], nav [aria-current=page]')]
                        .filter(one => getComputedStyle(one).backgroundColor !== chosen).map(one => one.outerHTML.slice(0, 140));
                }
                """)).Select(one => $"{screen.Name}: not told apart: {one}"));
            problems.AddRange((await page.EvaluateAsync<string[]>(
                "() => document.getAnimations().filter(one => one.effect.getComputedTiming().duration > 1).map(one => one.effect.target?.outerHTML.slice(0, 140))"))
                .Select(one => $"{screen.Name}: moves: {one}"));
            await App.OneMorePicture(page, $"every-{screen.Name}-forced");
            await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.None });
        });
        titles.Select(one => one.Title).Distinct().Count().ShouldBeGreaterThan(titles.Select(one => one.Route).Distinct().Count() - 3, "screens are told apart by their titles");
        problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Would_be_seen_to_break_the_policy()
    {
        var visit = await app.Visit();
        await visit.Page.GotoAsync("/signin");
        await visit.Page.RunAndWaitForConsoleMessageAsync(
            () => visit.Page.EvaluateAsync("() => document.body.append(Object.assign(document.createElement('style'), { textContent: 'b { color: red }' }))"),
            new() { Predicate = message => message.Text.StartsWith("Content Security Policy broken", StringComparison.Ordinal) });
        (await Record.ExceptionAsync(async () => await visit.DisposeAsync())).ShouldNotBeNull().Message.ShouldContain("style-src-elem");
    }

    private async Task EachScreen(Func<IPage, Screen, Task> look, string language = "en")
    {
        var speaks = $"localStorage.setItem('olympus.language', '{language}')";
        var business = await Business.Open(app);
        await using (var outside = await app.Visit())
        {
            await outside.Context.AddInitScriptAsync(speaks);
            foreach (var screen in await Screens.Outside(business))
                await look(outside.Page, screen);
        }

        var inside = await Screens.Inside(business);
        await using var visit = await business.SignedIn();
        await visit.Context.AddInitScriptAsync(speaks);
        foreach (var screen in inside)
            await look(visit.Page, screen);
    }
}
