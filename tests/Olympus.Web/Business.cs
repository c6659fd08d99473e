using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Olympus.Web;

/// <summary>One fresh business with its owner, made through the API; every test makes its own.</summary>
public sealed class Business
{
    public const string Password = "correct horse battery staple";

    private readonly App _app;
    private readonly HttpClient _client;

    private Business(App app, HttpClient client, string slug, JsonNode signedIn)
    {
        (_app, _client, Slug) = (app, client, slug);
        LocationId = signedIn["location_id"]!.GetValue<Guid>();
        _client.DefaultRequestHeaders.Authorization = new("Bearer", signedIn["access_token"]!.GetValue<string>());
    }

    public string Slug { get; }

    public string Email => "ada@example.test";

    /// <summary>Its first location, <c>Main</c>.</summary>
    public Guid LocationId { get; }

    public static async Task<Business> Open(App app, string industry = "restaurant", string currency = "EUR", string zone = "Europe/Berlin", string region = "DE")
    {
        var client = new HttpClient { BaseAddress = app.Url };
        var slug = $"w-{Guid.NewGuid():N}"[..20];
        using var answer = await client.PostAsJsonAsync("/api/v1/auth/sign-up", new JsonObject
        {
            ["business_name"] = "Café Luna",
            ["slug"] = slug,
            ["industry"] = industry,
            ["tax_region"] = region,
            ["currency"] = currency,
            ["time_zone"] = zone,
            ["prices_include_tax"] = true,
            ["owner_name"] = "Ada Quill",
            ["email"] = "ada@example.test",
            ["password"] = Password,
        });
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return new(app, client, slug, JsonNode.Parse(text)!);
    }

    /// <summary>One that was set up in the browser, by its owner.</summary>
    public static async Task<Business> SignIn(App app, string slug)
    {
        var client = new HttpClient { BaseAddress = app.Url };
        using var answer = await client.PostAsJsonAsync("/api/v1/auth/login", new { tenant_slug = slug, email = "ada@example.test", password = Password });
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        var signedIn = JsonNode.Parse(text)!;
        client.DefaultRequestHeaders.Authorization = new("Bearer", signedIn["access_token"]!.GetValue<string>());
        signedIn["location_id"] = (await client.GetFromJsonAsync<JsonNode>("/api/v1/locations"))!["data"]![0]!["id"]!.GetValue<Guid>();
        return new(app, client, slug, signedIn);
    }

    /// <summary>The owner's browser, signed in by the page, at an address.</summary>
    /// <param name="path">Begins with a slash; <c>{loc}</c> stands for the location.</param>
    public Task<Visit> SignedIn(string path = "/", int width = 1440, int height = 900) => SignedIn(Email, Password, path, width, height);

    /// <summary>The browser of somebody who was invited (<see cref="Invite"/>).</summary>
    public async Task<Visit> SignedIn(string email, string password, string path = "/", int width = 1440, int height = 900)
    {
        var visit = await _app.Visit(width, height);
        await visit.Page.GotoAsync($"/signin?to={Uri.EscapeDataString(At(path))}");
        await SignIn(visit.Page, email, password);
        await Expect(visit.Page).Not.ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/signin"));
        return visit;
    }

    /// <summary>Fills in the page that is there.</summary>
    public async Task SignIn(IPage page, string email, string password)
    {
        await page.GetByLabel("Business").FillAsync(Slug);
        await page.GetByLabel("Email").FillAsync(email);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    public string At(string path) => path.Replace("{loc}", LocationId.ToString(), StringComparison.Ordinal);

    /// <summary>Somebody with one role, everywhere or at one location, who took the invitation.</summary>
    /// <returns>Their e-mail; the password is <see cref="Password"/>.</returns>
    public async Task<string> Invite(string role, Guid? location = null)
    {
        var email = $"{role}-{$"{Guid.NewGuid():N}"[..20]}@example.test";
        var invitation = await Post("/api/v1/invitations", new { email, role, location_id = location });
        using var anonymous = new HttpClient { BaseAddress = _app.Url };
        using var answer = await anonymous.PostAsJsonAsync(
            "/api/v1/auth/invitations/accept", new { token = invitation["token"]!.GetValue<string>(), name = $"Bo {role}", password = Password });
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return email;
    }

    public Task<JsonNode> Get(string path) => Send(HttpMethod.Get, path, null);

    /// <summary>Looks again until the server has an order there; fails when that takes too long for any machine.</summary>
    public async Task UntilOrderIs(Guid order, string status)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await Get($"/api/v1/orders/{order}"))["status"]!.GetValue<string>() is var now && now != status)
        {
            patience.IsCancellationRequested.ShouldBeFalse($"the order is {now}, not {status}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public Task<JsonNode> Post(string path, object body, params (string Name, string Value)[] headers) => Send(HttpMethod.Post, path, body, headers);

    /// <summary>As the owner. An Idempotency-Key is sent with every POST. Fails with the whole answer.</summary>
    public async Task<JsonNode> Send(HttpMethod method, string path, object? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, At(path));
        if (body is not null)
            request.Content = new StringContent((body as JsonNode)?.ToJsonString() ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        if (method == HttpMethod.Post)
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await _client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{method} {path}: {text}");
        return text.Length > 0 ? JsonNode.Parse(text)! : new JsonObject();
    }

    /// <summary>A product with one variant and, where it counts stock, that much at the location.</summary>
    /// <returns>The variant's id.</returns>
    public async Task<Guid> Sell(string name, long minor, string currency = "EUR", Guid? category = null)
    {
        var product = await Post("/api/v1/products", new { name, price = new { amount = minor, currency }, category_id = category });
        return product["variants"]![0]!["id"]!.GetValue<Guid>();
    }
}
