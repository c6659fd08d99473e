using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Olympus.Webhooks;

namespace Olympus.Api.Webhooks;

/// <summary>A receiver is chosen by a tenant, so it may do anything. Each case is over a real socket.</summary>
public sealed class FacingAHostileReceiver(Server server)
{
    private static readonly WebhookSettings Open = Receiver.Settings with { Patience = TimeSpan.FromSeconds(30) };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<Outcome> Send(string url, WebhookSettings? settings = null, ResolveHost? resolve = null)
    {
        using var sender = new WebhookSender(new Targets(settings ?? Open, resolve ?? Names.Resolve), settings ?? Open, TimeProvider.System);
        return await sender.Send(url, Guid.CreateVersion7(), "{}"u8.ToArray(), [new byte[32]], Ct);
    }

    [Theory]
    [InlineData(301), InlineData(302), InlineData(303), InlineData(307), InlineData(308), InlineData(304)]
    public async Task Follows_no_redirect(int status)
    {
        await using var inside = await Receiver.Start();
        await using var receiver = await Receiver.Start((http, _, _) =>
        {
            (http.Response.StatusCode, http.Response.Headers.Location) = (status, $"{inside.Url}/admin");
            return Task.CompletedTask;
        });
        var outcome = await Send(receiver.Url);
        (outcome.StatusCode, outcome.Error).ShouldBe((status, "redirect"));
        receiver.All.Count.ShouldBe(1);
        inside.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Connects_to_the_address_that_was_checked_and_asks_no_second_time()
    {
        await using var receiver = await Receiver.Start();
        var port = new Uri(receiver.Url).Port;
        var asked = 0;
        Task<IPAddress[]> Turning(string host, CancellationToken ct) => Task.FromResult<IPAddress[]>([Interlocked.Increment(ref asked) == 1 ? IPAddress.Loopback : IPAddress.Parse("10.0.0.1")]);
        (await Send($"http://turning.hooks.org:{port}/", resolve: Turning)).IsTaken.ShouldBeTrue();
        asked.ShouldBe(1);
    }

    [Fact]
    public async Task Does_not_go_where_a_name_leads_later()
    {
        await using var inside = await Receiver.Start();
        var port = new Uri(inside.Url).Port;
        var asked = 0;
        var closed = new WebhookSettings { AllowHttp = true, AllowedNetworks = [IPNetwork.Parse("127.0.0.9/32")] };
        Task<IPAddress[]> Rebinding(string host, CancellationToken ct) =>
            Task.FromResult<IPAddress[]>([Interlocked.Increment(ref asked) == 1 ? IPAddress.Parse("127.0.0.9") : IPAddress.Loopback]);
        var targets = new Targets(closed, Rebinding);
        await targets.Demand($"http://rebinding.hooks.org:{port}/", Ct);
        using var sender = new WebhookSender(targets, closed, TimeProvider.System);
        (await sender.Send($"http://rebinding.hooks.org:{port}/", Guid.CreateVersion7(), "{}"u8.ToArray(), [new byte[32]], Ct)).Error.ShouldBe("address_refused");
        inside.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Goes_to_no_address_of_a_name_of_which_one_leads_inside()
    {
        await using var receiver = await Receiver.Start();
        var outcome = await Send(
            $"http://both.hooks.org:{new Uri(receiver.Url).Port}/", resolve: (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback, IPAddress.Parse("192.168.0.1")]));
        outcome.Error.ShouldBe("address_refused");
        receiver.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Looks_again_at_an_address_that_was_let_in_before()
    {
        await using var receiver = await Receiver.Start();
        var outcome = await Send(receiver.Url, new WebhookSettings());
        outcome.Error.ShouldBe("address_refused");
        receiver.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Refuses_over_the_whole_way_when_the_name_turned()
    {
        await using var receiver = await Receiver.Start();
        var name = Names.Make(asked => [asked == 0 ? IPAddress.Loopback : IPAddress.Parse("169.254.169.254")]);
        var hook = await Hook.Open(await Shop.Open(server), $"http://{name}:{new Uri(receiver.Url).Port}/");
        await Hook.Happen(hook.Shop);
        (await hook.UntilAttempts(1))["error"]!.GetValue<string>().ShouldBe("address_refused");
        receiver.All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http://10.0.0.1/", "address")]
    [InlineData("http://[::1]:5432/", "port")]
    [InlineData("http://user@127.0.0.1/", "form")]
    [InlineData("ftp://127.0.0.1/", "scheme")]
    [InlineData("http://0x7f.1/", "host")]
    [InlineData("http://nowhere.hooks.org/", "address")]
    public async Task Refuses_bad_addresses_when_they_are_written_down(string url, string reason)
    {
        var shop = await Shop.Open(server);
        var refused = (await shop.Post("/api/v1/webhooks", new { url })).MustRefuse(HttpStatusCode.BadRequest, "webhooks.url_refused");
        refused["reason"].GetValue<string>().ShouldBe(reason);
        var hook = await Hook.Open(shop, "http://127.0.0.1:9/");
        (await shop.Patch(hook.Path, new { url }, ("If-Match", "\"1\""))).MustRefuse(HttpStatusCode.BadRequest, "webhooks.url_refused");
    }

    [Fact]
    public async Task Reads_next_to_nothing_of_a_gigabyte()
    {
        const long Gigabyte = 1024 * 1024 * 1024;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var sent = 0L;
        var flood = Task.Run(
            async () =>
            {
                using var client = await listener.AcceptTcpClientAsync(Ct);
                var (stream, part) = (client.GetStream(), new byte[1024 * 1024]);
                try
                {
                    await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\ncontent-length: {Gigabyte}\r\n\r\n"), Ct);
                    for (; sent < Gigabyte; sent += part.Length)
                        await stream.WriteAsync(part, Ct);
                }
                catch (IOException)
                {
                    // The sender hung up.
                }
            },
            Ct);
        (await Send($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/")).IsTaken.ShouldBeTrue();
        await flood.WaitAsync(TimeSpan.FromSeconds(60), Ct);
        sent.ShouldBeLessThan(Gigabyte / 16);
    }

    [Fact]
    public async Task Neither_asks_for_nor_unpacks_compressed_answers()
    {
        await using var receiver = await Receiver.Start(async (http, _, _) =>
        {
            http.Request.Headers.AcceptEncoding.ShouldBeEmpty();
            http.Response.StatusCode = 200;
            http.Response.Headers.ContentEncoding = "gzip";
            await http.Response.Body.WriteAsync("not gzip at all"u8.ToArray(), http.RequestAborted);
        });
        (await Send(receiver.Url)).ShouldSatisfyAllConditions(outcome => outcome.IsTaken.ShouldBeTrue(), outcome => outcome.StatusCode.ShouldBe(200));
    }

    [Fact]
    public async Task Carries_nothing_of_ours_but_what_the_receiver_needs()
    {
        string[] headers = [];
        await using var receiver = await Receiver.Start((http, _, _) =>
        {
            headers = [.. http.Request.Headers.Keys.Select(name => name.ToLowerInvariant()).Order()];
            return Task.CompletedTask;
        });
        using var activity = new System.Diagnostics.Activity("test").Start();
        (await Send(receiver.Url)).IsTaken.ShouldBeTrue();
        headers.ShouldBe(["content-length", "content-type", "host", "user-agent", "webhook-id", "webhook-signature", "webhook-timestamp"]);
    }

    [Fact]
    public async Task Waits_only_so_long_for_an_answer()
    {
        await using var receiver = await Receiver.Start((http, _, _) => Task.Delay(Timeout.Infinite, http.RequestAborted));
        (await Send(receiver.Url, Open with { Patience = TimeSpan.FromSeconds(1) })).Error.ShouldBe("timeout");
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n", "x-flood: 0123456789012345678901234567890123456789\r\n", "protocol")]
    [InlineData("HTTP/1.1 200 OK\r\nx-long: ", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "protocol")]
    [InlineData("", "HTTP/1.1 100 Continue\r\n\r\n", "timeout,protocol")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", "", "protocol")]
    [InlineData("HTTP/1.1 ", "9", "protocol")]
    public async Task Is_not_kept_busy_by_what_is_no_answer(string begins, string goesOn, string errors)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var flood = Task.Run(
            async () =>
            {
                using var client = await listener.AcceptTcpClientAsync(Ct);
                var stream = client.GetStream();
                var part = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(goesOn, 100)));
                try
                {
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(begins), Ct);
                    while (part.Length > 0)
                        await stream.WriteAsync(part, Ct);
                }
                catch (IOException)
                {
                    // The sender hung up.
                }
            },
            Ct);
        var outcome = await Send($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/", Open with { Patience = TimeSpan.FromSeconds(2) });
        errors.Split(',').ShouldContain(outcome.Error);
        outcome.StatusCode.ShouldBeNull();
        await flood.WaitAsync(TimeSpan.FromSeconds(60), Ct);
    }

    [Fact]
    public async Task Tells_how_it_failed_and_no_more()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/";
        var hangUp = Task.Run(
            async () =>
            {
                var client = await listener.AcceptTcpClientAsync(Ct);
                await client.GetStream().ReadExactlyAsync(new byte[1], Ct);
                client.Client.Close(0);
            },
            Ct);
        (await Send(url)).Error.ShouldBe("reset");
        await hangUp;
        listener.Stop();
        (await Send(url)).Error.ShouldBe("connect");
        (await Send("http://nowhere.hooks.org:8080/")).Error.ShouldBe("dns");
        (await Send("http://10.0.0.1/")).Error.ShouldBe("address_refused");
    }

    [Fact]
    public async Task Wants_a_certificate_that_holds()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        await using var app = builder.Build();
        app.Run(_ => throw new InvalidOperationException("Nobody may get this far."));
        await app.StartAsync(Ct);
        var url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        (await Send(url)).Error.ShouldBe("tls");
        await app.StopAsync(Ct);
    }
}
