using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Api.Auth;
using Olympus.Gateway.Live;
using Olympus.Kernel.Events;

namespace Olympus.Api.Live;

/// <summary>Server-sent events: the same stream for those who cannot use sockets.</summary>
public sealed class StreamingEvents(Server server)
{
    private const string Address = "/api/v1/events/stream";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Resumes_where_it_was_cut()
    {
        var shop = await (await Shop.Open(server)).Settled();
        string last;
        var seen = new List<Guid>();
        using (var first = await Open(shop.Token))
        {
            last = (await first.Next()).Id!;
            for (var i = 0; i < 3; i++)
                await Append(shop);
            (last, _) = await first.Read(seen, 2);
        }

        for (var cut = 0; cut < 20; cut++)
        {
            await Append(shop);
            using var again = await Open(shop.Token, last);
            (last, _) = await again.Read(seen, 1);
        }

        using (var rest = await Open(shop.Token, query: $"?after={last}"))
            await rest.Read(seen, 1);
        seen.ShouldBe(await shop.Db.Query<Guid>(new("select id from events.log where type = 'events.effect.retried' order by xid, seq"), Ct));
    }

    [Fact]
    public async Task Shows_what_the_list_shows()
    {
        var shop = await (await Shop.Open(server)).Settled();
        using var stream = await Open(shop.Token, query: "?types=events.effect.retried");
        await stream.Next();
        await shop.Post("/api/v1/products", new { name = "Tea", price = new { amount = 1, currency = "EUR" } });
        await Append(shop);
        var shown = await stream.Next();
        var listed = (await shop.Get("/api/v1/events?types=events.effect.retried"))["data"][0]!;
        JsonNode.DeepEquals(JsonNode.Parse(shown.Text!), listed).ShouldBeTrue($"{shown.Text}\n{listed}");
        shown.Id.ShouldBe(listed["cursor"]!.ToString());
    }

    [Fact]
    public async Task Says_when_a_place_is_none()
    {
        var shop = await (await Shop.Open(server)).Settled();
        using var stream = await Open(shop.Token, "nonsense");
        var resync = await stream.Next();
        (resync.Name, JsonNode.Parse(resync.Text!)!["reason"]!.ToString()).ShouldBe(("resync", "cursor_invalid"));
        await Append(shop);
        (await stream.Next()).Text!.ShouldContain("events.effect.retried");
    }

    [Fact]
    public async Task Is_for_those_who_may_read_the_whole_stream()
    {
        var shop = await Shop.Open(server);
        foreach (var (token, status) in new[] { ("x", 401), (shop.As("staff").Token, 403), (shop.As("manager", shop.LocationId).Token, 403) })
        {
            using var client = server.Client(token);
            using var answer = await client.GetAsync(Address, HttpCompletionOption.ResponseHeadersRead, Ct);
            ((int)answer.StatusCode).ShouldBe(status);
        }

        using var bad = server.Client(shop.Token);
        using var refused = await bad.GetAsync($"{Address}?types=,", HttpCompletionOption.ResponseHeadersRead, Ct);
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Beats_while_nothing_happens_and_ends_with_the_session()
    {
        await using var own = await Server.With(services => services.AddSingleton(new LiveSettings { Heartbeat = TimeSpan.FromMilliseconds(100) }));
        var owner = await Visitor.Owner(own);
        using var stream = await Open(owner.AccessToken, on: own);
        while (await stream.Line() != ": ")
        {
            // What signing up said may still be coming.
        }

        (await owner.Post("/api/v1/auth/logout", new { all = false })).MustBe(HttpStatusCode.NoContent);
        SseEvent ended;
        do
            ended = await stream.Next();
        while (ended.Name != "end");
        ended.Text.ShouldBe("""{"reason":"session.revoked"}""");
        await Should.ThrowAsync<EndOfStreamException>(stream.Next);
    }

    private static Task Append(Shop shop) => shop.Db.Write(
        tx =>
        {
            tx.Append(new EffectRetried(Guid.CreateVersion7(), "test"));
            return Task.CompletedTask;
        },
        Ct);

    private async Task<EventSource> Open(string token, string? last = null, string query = "", Server? on = null)
    {
        var client = (on ?? server).Client(token);
        if (last is not null)
            client.DefaultRequestHeaders.Add("Last-Event-ID", last);
        HttpResponseMessage answer = null!;
        // The server may not have noticed yet that the one before is gone.
        await Eventually.Holds(async () =>
            (answer = await client.GetAsync(Address + query, HttpCompletionOption.ResponseHeadersRead, Ct)).StatusCode != HttpStatusCode.TooManyRequests);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync(Ct));
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return new(client, new StreamReader(await answer.Content.ReadAsStreamAsync(Ct)));
    }

    private sealed record SseEvent(string? Id, string? Name, string? Text);

    private sealed class EventSource(HttpClient client, StreamReader reader) : IDisposable
    {
        public async Task<string> Line() =>
            await reader.ReadLineAsync(Ct).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Ct) ?? throw new EndOfStreamException();

        /// <summary>The next one that says something, be it only its place.</summary>
        public async Task<SseEvent> Next()
        {
            var found = new SseEvent(null, null, null);
            while (true)
            {
                var line = await Line();
                found = line.Split(": ", 2) switch
                {
                    ["id", var id] => found with { Id = id },
                    ["event", var name] => found with { Name = name },
                    ["data", var text] => found with { Text = text },
                    _ => found,
                };
                if (line.Length == 0 && found != new SseEvent(null, null, null))
                    return found;
            }
        }

        public async Task<(string Last, int Count)> Read(List<Guid> into, int count)
        {
            var last = "";
            for (var i = 0; i < count; i++)
            {
                var next = await Next();
                into.Add(JsonNode.Parse(next.Text!)!["id"]!.GetValue<Guid>());
                last = next.Id!;
            }

            return (last, count);
        }

        public void Dispose()
        {
            reader.Dispose();
            client.Dispose();
        }
    }
}
