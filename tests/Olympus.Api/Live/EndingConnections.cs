using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Api.Auth;
using Olympus.Auth;
using Olympus.Gateway.Live;
using Olympus.Kernel.Events;

namespace Olympus.Api.Live;

public sealed class EndingConnections(Server server)
{
    private static readonly AuthSettings Brief = new() { PasswordIterations = 2_000, SignUpsPerHour = 1_000_000, AccessTokenLifetime = TimeSpan.FromSeconds(4) };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_nobody_signs_in()
    {
        await using var own = await Server.With(services => services.AddSingleton(new LiveSettings { SignIn = TimeSpan.FromMilliseconds(300) }));
        await using var wire = await Wire.Open(own.Url);
        await wire.Call("ping");
        (await wire.End()).ShouldBe((4401, "session.timeout"));
    }

    [Fact]
    public async Task When_the_token_expires_unless_a_fresh_one_comes()
    {
        await using var own = await Server.With(services => services.AddSingleton(Brief));
        var (quiet, busy) = (await Visitor.Owner(own), await Visitor.Owner(own));
        await using var left = await Wire.Open(own, quiet.AccessToken);
        await using var kept = await Wire.Open(own, busy.AccessToken);
        (await left.Note("session.expiring"))["expires_at"]!.GetValue<DateTimeOffset>().ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().AddSeconds(-30));
        await kept.Note("session.expiring");
        var subscription = (await kept.Subscribe("orders"))["subscription"];

        // Two lifetimes long, renewed three times, the same subscription.
        for (var i = 0; i < 3; i++)
        {
            await Task.Delay(TimeSpan.FromSeconds(2.5), Ct);
            await kept.Must("session.authenticate", new { token = (await busy.Refresh()).AccessToken });
        }

        (await left.End()).ShouldBe((4401, "session.expired"));
        kept.IsOpen.ShouldBeTrue();
        await kept.Call("live.unsubscribe", new { subscription });
        (await kept.End()).ShouldBe((4401, "session.expired"));
    }

    [Fact]
    public async Task When_the_session_is_ended_elsewhere()
    {
        var owner = await Visitor.Owner(server);
        var other = await owner.Elsewhere().Login();
        await using var wire = await Wire.Open(server, owner.AccessToken);
        await using var stays = await Wire.Open(server, other.AccessToken);
        (await other.Delete($"/api/v1/auth/sessions/{owner.SessionId}")).MustBe(HttpStatusCode.NoContent);
        (await wire.End()).ShouldBe((4401, "session.revoked"));
        await stays.Must("ping");
        await Task.WhenAll(stays.Must("logout", new { body = new { all = true } }).ContinueWith(_ => { }, TaskScheduler.Default), stays.End());
        stays.Closed.ShouldBe((4401, "session.revoked"));
    }

    [Theory]
    [InlineData("roles")]
    [InlineData("status")]
    public async Task When_the_rights_of_the_user_change(string what)
    {
        var (owner, colleague) = await Colleagues();
        await using var wire = await Wire.Open(server, colleague.AccessToken);
        await wire.Subscribe("orders");
        await using var boss = await Wire.Open(server, owner.AccessToken);
        var user = await boss.Must("getUser", new { id = colleague.UserId.Value });
        if (what == "roles")
            await boss.Must("assignRoles", new { id = colleague.UserId.Value, if_match = user["version"], body = new { roles = new[] { new { role = "kitchen", location_id = (string?)null } } } });
        else
            await boss.Must("changeUser", new { id = colleague.UserId.Value, if_match = user["version"], body = new { status = "disabled" } });
        (await wire.End()).ShouldBe((4401, "session.revoked"));
        (await colleague.TryRefresh(colleague.RefreshToken)).MustBe(what == "roles" ? HttpStatusCode.OK : HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task When_the_server_goes_down_tells_everybody_to_come_back()
    {
        var own = await Server.With(_ => { });
        var shop = await Shop.Open(own);
        var wires = new List<Wire>();
        for (var i = 0; i < 20; i++)
            wires.Add(await Wire.Open(own, shop.As("staff").Token));
        wires.Add(await Wire.Open(own.Url));
        wires.Add(await Wire.Open(own.Url, reads: false));
        using var client = own.Client(shop.Token);
        using var stream = await client.GetAsync("/api/v1/events/stream", HttpCompletionOption.ResponseHeadersRead, Ct);

        var since = TimeProvider.System.GetTimestamp();
        var text = stream.Content.ReadAsStringAsync(Ct);
        await own.DisposeAsync();

        // The one that does not even read is left after three seconds; the host would wait eight.
        TimeProvider.System.GetElapsedTime(since).ShouldBeLessThan(TimeSpan.FromSeconds(30));
        (await text).ShouldContain("event: end\ndata: {\"reason\":\"server.restarting\"}");
        foreach (var wire in wires.SkipLast(1))
            (await wire.End()).ShouldBe((1012, "server.restarting"));
        foreach (var wire in wires)
            await wire.DisposeAsync();
    }

    [Fact]
    public async Task When_a_client_does_not_read_costs_the_others_nothing()
    {
        var shop = await (await Shop.Open(server)).Settled();
        await using var slow = await Wire.Open(server.Url, reads: false);
        await using var good = await Wire.Open(server, shop.As("owner").Token);
        await slow.Send($$$"""{"jsonrpc":"2.0","method":"session.authenticate","params":{"token":"{{{shop.Token}}}"},"id":1}""");
        await slow.Send("""{"jsonrpc":"2.0","method":"live.subscribe","params":{"channel":"events"},"id":2}""");
        await good.Subscribe("events");
        await Task.Delay(200, Ct);

        // Far more than the network's own buffers hold.
        const int Batches = 120, InBatch = 100;
        var words = new string('w', 2000);
        for (var i = 0; i < Batches; i++)
            await shop.Db.Write(
                tx =>
                {
                    for (var n = 0; n < InBatch; n++)
                        tx.Append(new EffectRetried(Guid.CreateVersion7(), words));
                    return Task.CompletedTask;
                },
                Ct);
        var cursors = new HashSet<string>();
        while (cursors.Count < Batches * InBatch)
            cursors.Add((await good.Note("live.event"))["cursor"]!.ToString()).ShouldBeTrue();

        slow.Read();
        (await slow.End()).Status.ShouldBeOneOf(1013, 0);
    }

    [Fact]
    public async Task Is_told_to_those_who_are_too_many()
    {
        await using var own = await Server.With(services => services.AddSingleton(new LiveSettings { PerUser = 2, PerTenant = 3 }));
        var shop = await Shop.Open(own);
        await using var one = await Wire.Open(own, shop.Token);
        await using var two = await Wire.Open(own, shop.Token);
        await using var third = await Wire.Open(own.Url);
        (await third.Refused("session.authenticate", new { token = shop.Token })).ShouldBe("live.too_many_sockets");
        (await third.End()).ShouldBe((4429, "live.too_many_sockets"));
        await using var other = await Wire.Open(own, shop.As("staff").Token);
        await using var fourth = await Wire.Open(own.Url);
        (await fourth.Refused("session.authenticate", new { token = shop.As("staff").Token })).ShouldBe("live.too_many_sockets");

        // Room comes back when somebody goes.
        two.Cut();
        await Eventually.Holds(() => CanSignIn(own, shop.Token));
    }

    [Fact]
    public async Task Notices_who_is_gone_without_a_word()
    {
        await using var own = await Server.With(services => services.AddSingleton(
            new LiveSettings { PerAddress = 1, Heartbeat = TimeSpan.FromMilliseconds(200), Silence = TimeSpan.FromMilliseconds(300) }));
        await using (var alive = await Wire.Open(own.Url))
        {
            await Task.Delay(1500, Ct);
            await alive.Must("ping");
            (await CanConnect(own)).ShouldBeFalse();
        }

        // Who does not read does not answer a ping either.
        await Eventually.Holds(() => CanConnect(own, reads: false));
        await Eventually.Holds(() => CanConnect(own));
    }

    [Theory]
    [InlineData("https://evil.example", 403)]
    [InlineData("null", 403)]
    [InlineData("https://till.example", 101)]
    [InlineData("self", 101)]
    public async Task Begins_only_for_pages_that_may(string origin, int status)
    {
        await using var own = await Server.With(services => services.AddSingleton(new LiveSettings { Origins = ["https://till.example"] }));
        var header = origin == "self" ? $"http://{own.Url.Authority}" : origin;
        Task<Wire> Connect() => Wire.Open(own.Url, options => options.SetRequestHeader("Origin", header));
        if (status != 101)
            (await Should.ThrowAsync<WireRefusedException>(Connect)).Status.ShouldBe(status);
        else
            await (await Connect()).DisposeAsync();
    }

    [Fact]
    public async Task Begins_only_as_a_socket()
    {
        var shop = await Shop.Open(server);
        using var client = server.Anonymous();
        using var answer = await client.GetAsync($"/ws?access_token={shop.Token}", Ct);
        ((int)answer.StatusCode).ShouldBe(426);
        (await answer.Content.ReadAsStringAsync(Ct)).ShouldContain("live.not_a_socket");
    }

    private static async Task<bool> CanConnect(Server own, bool reads = true)
    {
        try
        {
            var wire = await Wire.Open(own.Url, reads: reads);
            if (reads)
                await wire.DisposeAsync();
            return true;
        }
        catch (WireRefusedException e) when (e.Status == 429)
        {
            return false;
        }
    }

    private static async Task<bool> CanSignIn(Server own, string token)
    {
        await using var wire = await Wire.Open(own.Url);
        return (await wire.Call("session.authenticate", new { token }))["result"] is not null;
    }

    private async Task<(Visitor Owner, Visitor Colleague)> Colleagues()
    {
        var owner = await Visitor.Owner(server);
        var invitation = (await owner.Post("/api/v1/invitations", new { email = "bo@example.test", role = "staff" })).MustBe(HttpStatusCode.Created);
        var colleague = owner.Elsewhere();
        colleague.Become((await colleague.Post(
            "/api/v1/auth/invitations/accept", new { token = invitation["token"], name = "Bo Lind", password = "another long enough secret" })).MustBe(HttpStatusCode.OK));
        return (owner, colleague);
    }
}
