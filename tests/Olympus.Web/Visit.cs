namespace Olympus.Web;

/// <summary>One person's browser during one test.</summary>
public sealed class Visit : IAsyncDisposable
{
    /// <summary>Widths that every screen is made for.</summary>
    public static readonly (int Width, int Height)[] Sizes = [(1440, 900), (1024, 768), (768, 1024), (390, 844)];

    private static readonly Lazy<string> AxeSource = new(() => File.ReadAllText(Path.Combine(App.Root, "web", "node_modules", "axe-core", "axe.min.js")));

    private const string RunAxe = """
        async isDark => {
            const runOnly = isDark
                ? { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }
                : { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
            const found = await axe.run(document, { runOnly, resultTypes: ['violations'] });
            return found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 160)} | ${node.failureSummary.replace(/\s+/g, ' ').slice(0, 260)}`));
        }
        """;

    /// <summary>The browser's own message is for people and may change; this one is ours.</summary>
    private const string TellsBrokenPolicy = """
        addEventListener('securitypolicyviolation', event =>
            console.error(`Content Security Policy broken: ${event.effectiveDirective} by ${event.blockedURI || 'the page itself'} at ${location.pathname} ${event.sourceFile ?? ''}:${event.lineNumber}`));
        """;

    private readonly List<string> _broken = [];

    private Visit(IBrowserContext context, IPage page) => (Context, Page) = (context, page);

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    internal static async Task<Visit> Open(IBrowser browser, Uri url, int width, int height, BrowserNewContextOptions? options)
    {
        options ??= new();
        options.BaseURL = url.ToString();
        options.ViewportSize = new() { Width = width, Height = height };
        options.Locale ??= "en-GB";
        options.ReducedMotion ??= ReducedMotion.Reduce;
        var context = await browser.NewContextAsync(options);
        context.SetDefaultTimeout(20_000);
        await context.AddInitScriptAsync(TellsBrokenPolicy);
        if (!InstallsAttribute.IsOnThisTest)
            await context.AddInitScriptAsync("delete Navigator.prototype.serviceWorker");
        var visit = new Visit(context, await context.NewPageAsync());
        context.Page += (_, page) => visit.Watch(page);
        visit.Watch(visit.Page);
        return visit;
    }

    /// <summary>Lets a test that expects the network to fail say so.</summary>
    public void Forgive(string text) => _broken.RemoveAll(one => one.Contains(text, StringComparison.OrdinalIgnoreCase));

    /// <summary>No violation of WCAG 2.2 AA and of axe's good practice on what is on the screen now, in light; and in dark, where all that is different is colours.</summary>
    public async Task MustBeAccessible()
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            // The page hears of the scheme in a turn of its own, and paints it with the next frame.
            await Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            await Page.EvaluateAsync("() => Promise.all(document.getAnimations().map(one => one.finished.catch(() => {})))");
            if (!await Page.EvaluateAsync<bool>("() => 'axe' in window"))
                await Page.EvaluateAsync(AxeSource.Value);
            var violations = await Page.EvaluateAsync<string[]>(RunAxe, scheme == ColorScheme.Dark);
            violations.ShouldBeEmpty($"axe on {Page.Url} in {scheme}");
        }

        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }

    /// <summary>At each of <see cref="Sizes"/> nothing may stick out sideways; keeps a picture; asks axe at the widest and the narrowest.</summary>
    /// <param name="name">Of the screen: the files are <c>artifacts/screens/name-width.png</c>.</param>
    /// <param name="ready">What must be on the screen before it is looked at.</param>
    public async Task MustLookRight(string name, ILocator ready)
    {
        foreach (var (width, height) in Sizes)
        {
            await Page.SetViewportSizeAsync(width, height);
            await Expect(ready).ToBeVisibleAsync();
            await App.Picture(Page, $"{name}-{width}");
            var wider = await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            wider.ShouldBe(0, $"{name} at {width} px sticks out sideways");
            if (width is 1440 or 390)
            {
                // What a sticky bar covers at this place is scrolled to, not smaller: so all of it is looked at.
                var tall = await Page.EvaluateAsync<int>("() => Math.max(innerHeight, document.documentElement.scrollHeight)");
                await Page.SetViewportSizeAsync(width, tall);
                await MustBeAccessible();
            }
        }

        await Page.SetViewportSizeAsync(Sizes[0].Width, Sizes[0].Height);
        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await App.OneMorePicture(Page, $"{name}-dark");
        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }

    public async ValueTask DisposeAsync()
    {
        await Context.DisposeAsync();
        _broken.ShouldBeEmpty("a page broke, or broke the Content-Security-Policy");
    }

    private void Watch(IPage page)
    {
        page.PageError += (_, error) => _broken.Add($"page error: {error}");
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && message.Text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase))
                _broken.Add(message.Text);
        };
    }
}

/// <summary>The pages of these tests install the app on the device, as everybody's do. In all others that would be most of what the browser does: each test is a device
/// of its own, which would fetch and keep the whole app once more.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class InstallsAttribute : Attribute
{
    public static bool IsOnThisTest => TestContext.Current.TestClass is Xunit.v3.IXunitTestClass { Class: var test } && IsDefined(test, typeof(InstallsAttribute));
}
