namespace Olympus.Web;

/// <summary>GraphiQL as a developer uses it beside the app.</summary>
public sealed class BrowsingGraphQL(App app)
{
    [Fact]
    public async Task Asks_and_follows_with_the_session_of_the_app()
    {
        Directory.Exists(Path.Combine(App.GraphiQL, "node_modules")).ShouldBeTrue("GraphiQL is not installed: npm ci --prefix tools/graphiql");
        var business = await Business.Open(app, "retail");
        await using var visit = await business.SignedIn();
        var page = visit.Page;
        await page.GotoAsync("/graphql");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take the app's session" }).ClickAsync();
        await Expect(page.GetByText("Signed in as in the app.")).ToBeVisibleAsync();
        await Run(page, "{ me { name } }");
        await Expect(Answer(page)).ToContainTextAsync("\"name\": \"Ada Quill\"");

        await Run(page, "subscription { productUpdated { step product { name } } }");
        await Expect(Answer(page)).ToContainTextAsync("\"step\": \"BEGUN\"");
        await business.Post("/api/v1/products", new { name = "Lamp", price = new { amount = 900, currency = "EUR" } });
        await Expect(Answer(page)).ToContainTextAsync("\"name\": \"Lamp\"");
        await App.Picture(page, "graphiql-1440");

        // The app goes on with the same session.
        await page.GotoAsync("/catalogue");
        await Expect(page.GetByText("Lamp").First).ToBeVisibleAsync();
    }

    private static ILocator Answer(IPage page) => page.Locator(".result-window");

    private static async Task Run(IPage page, string query)
    {
        await Expect(page.Locator(".graphiql-query-editor .CodeMirror")).ToBeVisibleAsync();
        await page.Locator(".graphiql-query-editor .CodeMirror").EvaluateAsync("(editor, text) => editor.CodeMirror.setValue(text)", query);
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^(Execute|Stop) query") }).ClickAsync();
    }
}
