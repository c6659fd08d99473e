using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Auth;
using Olympus.Gateway.Edge;
using Olympus.Host;
using Olympus.Kernel.Data;
using Olympus.Web;

[assembly: AssemblyFixture(typeof(App))]

namespace Olympus.Web;

/// <summary>The real server with the built application, over a migrated database, and one Chromium; for the whole run. Tests are isolated by tenant and by
/// browser context.</summary>
public sealed class App : IAsyncLifetime
{
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);
    private WebApplication? _server;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>By the name <c>localhost</c>: only there does a browser without TLS do all that the application needs.</summary>
    public Uri Url { get; private set; } = null!;

    public static string Root { get; } = FindRoot();

    /// <summary>Its files are there once <c>npm ci</c> ran in it.</summary>
    public static string GraphiQL => Path.Combine(Root, "tools", "graphiql");

    /// <summary>What a test leaves to be looked at.</summary>
    public static string Screens => Directory.CreateDirectory(Path.Combine(Root, "artifacts", "screens")).FullName;

    private static readonly bool LeavesMore = Environment.GetEnvironmentVariable("OLYMPUS_TEST_PICTURES") is { Length: > 0 };

    /// <summary>A picture of what is seen.</summary>
    public static Task Picture(IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Screens, $"{name}.png"), Animations = ScreenshotAnimations.Disabled });

    /// <summary>One more, of what is seen otherwise, where somebody asked for more (<c>OLYMPUS_TEST_PICTURES</c>): to draw it takes longer than most of what is tested.</summary>
    public static Task OneMorePicture(IPage page, string name) => LeavesMore ? Picture(page, name) : Task.CompletedTask;

    private static string OwnerUrl => Environment.GetEnvironmentVariable("OLYMPUS_TEST_OWNER_URL")
        ?? throw new InvalidOperationException("Run the tests through ./olympus test: it starts the database they need.");

    public async ValueTask InitializeAsync()
    {
        var folder = Path.Combine(Root, "artifacts", "web");
        if (!File.Exists(Path.Combine(folder, "index.html")))
            throw new InvalidOperationException("The application is not built: 'npm run build' in web/, or ./olympus test.");
        Environment.SetEnvironmentVariable("Olympus__Payments__Gateway", "test");
        await Migrations.Run(OwnerUrl, Migration.From(Path.Combine(AppContext.BaseDirectory, "database", "migrations")), CancellationToken.None);
        _server = await Serve(folder, "http://127.0.0.1:0");
        Url = UrlOf(_server);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium(),
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync",
            ],
        });
        SetDefaultExpectTimeout(20_000);
    }

    /// <summary>A browser that nobody used before. What it meets that must never happen (a page that breaks, a broken policy) fails the test at its end.</summary>
    public Task<Visit> Visit(int width = 1440, int height = 900, BrowserNewContextOptions? options = null) => Web.Visit.Open(_browser!, Url, width, height, options);

    /// <summary>A browser process of a test's own, such as one to kill, over a profile folder that outlives it.</summary>
    public Task<IBrowserContext> OwnBrowser(string profile) => _playwright!.Chromium.LaunchPersistentContextAsync(profile, new()
    {
        ExecutablePath = Chromium(),
        BaseURL = Url.ToString(),
        Args = ["--no-sandbox", "--disable-gpu", "--no-first-run"],
    });

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_server is null)
            return;
        await _server.StopAsync();
        await _server.DisposeAsync();
    }

    /// <summary>A server of a test's own over the same database, with another build of the application: stop it, and put the next version in its place.</summary>
    public Task<WebApplication> OwnServer(string folder, int port = 0) => Serve(folder, $"http://127.0.0.1:{port}");

    /// <summary>By the name <c>localhost</c>.</summary>
    public static Uri UrlOf(WebApplication server)
    {
        var address = new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return new($"http://localhost:{address.Port}");
    }

    private async Task<WebApplication> Serve(string folder, string at)
    {
        var settings = new ServerSettings(
            Environment.GetEnvironmentVariable("OLYMPUS_TEST_APP_URL")!, Environment.GetEnvironmentVariable("OLYMPUS_TEST_WORKER_URL")!, _secret, at)
        {
            Options = new Dictionary<string, string?>
            {
                ["Olympus:Web:Folder"] = folder,
                ["Olympus:GraphQL:GraphiQL"] = Directory.Exists(Path.Combine(GraphiQL, "node_modules")) ? GraphiQL : null,
                // The receivers of tests listen on this machine.
                ["Olympus:Webhooks:AllowedNetworks"] = "127.0.0.0/8",
                ["Olympus:Webhooks:AllowHttp"] = "true",
            },
        };
        var server = OlympusServer.Build(settings, services => services
            .AddSingleton(new RateLimitSettings
            {
                Standard = 1_000_000,
                Anonymous = 1_000_000,
                Routes = new[] { "login", "refresh", "sign-up", "invitation", "live" }.ToDictionary(route => route, _ => 1_000_000),
            })
            .AddSingleton(new AuthSettings { PasswordIterations = 2_000, SignUpsPerHour = 1_000_000 }));
        await server.StartAsync();
        return server;
    }

    private static string Chromium() =>
        new[]
        {
            Environment.GetEnvironmentVariable("OLYMPUS_CHROMIUM"), "/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
        }.FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("Chromium is missing: 'apt-get install chromium', or name it in OLYMPUS_CHROMIUM.");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Olympus.slnx")))
                return folder.FullName;
        throw new InvalidOperationException("The tests do not run inside the source tree.");
    }
}
