using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Olympus.Web;

public sealed class TellingOtherSystems(App app)
{
    [Fact]
    public async Task Goes_from_a_new_endpoint_over_its_secret_to_deliveries_that_can_be_sent_again()
    {
        await using var receiver = await Receiver.Listen();
        var business = await Business.Open(app);
        await using var visit = await business.SignedIn("/settings/webhooks");
        var page = visit.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Add an endpoint" }).ClickAsync();
        await page.GetByLabel("Address").FillAsync("nowhere");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the endpoint" }).ClickAsync();
        await Expect(page.GetByText("Write a full web address")).ToBeVisibleAsync();
        await page.GetByLabel("Address").FillAsync(receiver.Url);
        await page.GetByLabel("Description").FillAsync("Bookkeeping");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Events" }).FillAsync("customers.*");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the endpoint" }).ClickAsync();

        (await page.GetByLabel("Secret of the endpoint", new() { Exact = true }).InputValueAsync()).ShouldStartWith("whsec_");
        await visit.MustLookRight("settings-webhook-secret", page.GetByLabel("Secret of the endpoint", new() { Exact = true }));
        await page.GetByRole(AriaRole.Button, new() { Name = "I have stored it" }).ClickAsync();
        await Expect(page.GetByLabel("Secret of the endpoint", new() { Exact = true })).Not.ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Send a test event" }).ClickAsync();
        await Expect(page.GetByText("Taken: 200")).ToBeVisibleAsync();

        receiver.Answer = HttpStatusCode.ServiceUnavailable;
        await business.Post("/api/v1/customers", new { name = "Chen Li" });
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("attempts?: customers.customer.created$") })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(page.GetByText("refused by the receiver").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("attempts?: customers.customer.created$") }).ClickAsync();
        await Expect(page.GetByText("Attempt 1:")).ToBeVisibleAsync();

        receiver.Answer = HttpStatusCode.OK;
        await page.GetByRole(AriaRole.Button, new() { Name = "Send again: customers.customer.created" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "customers.customer.created" }).GetByText("Delivered")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        receiver.Types.ShouldContain("customers.customer.created");
        await visit.MustLookRight("settings-webhook", page.GetByRole(AriaRole.Heading, new() { Name = "Deliveries" }));

        await page.GetByRole(AriaRole.Button, new() { Name = "New secret" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "New secret" }).ClickAsync();
        await Expect(page.GetByLabel("Secret of the endpoint", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(page.GetByText("2 secrets sign.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch off" }).ClickAsync();
        await Expect(page.GetByText("Off: switched off by hand")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the endpoint" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Remove the endpoint" }).ClickAsync();
        await Expect(page.GetByText("No endpoint yet.")).ToBeVisibleAsync();
    }

    /// <summary>Somebody else's system, on this machine.</summary>
    private sealed class Receiver(WebApplication server, ConcurrentQueue<string> types) : IAsyncDisposable
    {
        private HttpStatusCode _answer = HttpStatusCode.OK;

        public HttpStatusCode Answer { set => _answer = value; }

        public IEnumerable<string> Types => types;

        public string Url => server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/hook";

        public static async Task<Receiver> Listen()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            var server = builder.Build();
            server.Urls.Add("http://127.0.0.1:0");
            var types = new ConcurrentQueue<string>();
            var receiver = new Receiver(server, types);
            server.MapPost("/hook", async (HttpContext http) =>
            {
                var body = await System.Text.Json.Nodes.JsonNode.ParseAsync(http.Request.Body);
                types.Enqueue((body!["type"] ?? body["event_type"])!.GetValue<string>());
                return Results.StatusCode((int)receiver._answer);
            });
            await server.StartAsync();
            return receiver;
        }

        public async ValueTask DisposeAsync()
        {
            await server.StopAsync();
            await server.DisposeAsync();
        }
    }
}
