using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Olympus.Api.Gateway;

public sealed class ReachingLimits(Server server)
{
    private const int Mebibyte = 1024 * 1024;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Takes_a_body_of_a_mebibyte_and_none_with_a_byte_more()
    {
        var shop = await Shop.Open(server);
        (await shop.Post("/api/v1/categories", Padded("""{"name":"Bread"}""", Mebibyte))).MustBe(HttpStatusCode.Created);
        (await shop.Post("/api/v1/categories", Padded("""{"name":"Wine"}""", Mebibyte + 1), ("Expect", "100-continue"))).MustRefuse(HttpStatusCode.RequestEntityTooLarge, "request.too_large");
    }

    [Fact]
    public async Task Takes_texts_and_lists_up_to_their_limits_and_not_one_more()
    {
        var shop = await Shop.Open(server);
        (await shop.Post("/api/v1/categories", $$"""{"name":"{{new string('a', 65_536)}}"}""")).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await shop.Post("/api/v1/categories", $$"""{"name":"{{new string('a', 65_537)}}"}""")).MustRefuse(HttpStatusCode.BadRequest, "request.text_too_long");
        (await shop.Post("/api/v1/products/bulk", Products(10_000))).MustRefuse(HttpStatusCode.BadRequest, "request.malformed");
        (await shop.Post("/api/v1/products/bulk", Products(10_001))).MustRefuse(HttpStatusCode.BadRequest, "request.too_many_elements");
    }

    [Theory]
    [InlineData(98, 0, 0, 200)] // and Host and Connection: 100
    [InlineData(99, 0, 0, 431)]
    [InlineData(1, 30_000, 0, 200)]
    [InlineData(1, 32_768, 0, 431)]
    [InlineData(0, 0, 8_000, 200)]
    [InlineData(0, 0, 8_192, 414)]
    public async Task Takes_headers_and_addresses_up_to_their_limits(int headers, int value, int query, int status)
    {
        var answer = await RawConnection.Exchange(
            server.Url,
            $"GET /health/live?{new string('q', query)} HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\n"
            + string.Concat(Enumerable.Range(0, headers).Select(i => $"X-{i}: {new string('v', value)}\r\n")) + "\r\n",
            Ct);
        RawConnection.Statuses(answer).ShouldBe([status], answer);
    }

    [Fact]
    public async Task Waits_ten_seconds_for_headers_and_five_for_a_body_that_does_not_come()
    {
        var slow = new[] { "GET /health/live HTTP/1.1\r\nHost: shop.test\r\n", "POST /api/v1/auth/login HTTP/1.1\r\nHost: shop.test\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{" };
        var statuses = await Task.WhenAll(slow.Select(async request =>
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, server.Url.Port, Ct);
            await socket.SendAsync(Encoding.Latin1.GetBytes(request), Ct);
            var buffer = new byte[4096];
            var read = await socket.ReceiveAsync(buffer, Ct).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Ct);
            return RawConnection.Statuses(Encoding.Latin1.GetString(buffer, 0, read)).Single();
        }));
        statuses.ShouldBe([408, 408]);
    }

    [Fact]
    public async Task Keeps_memory_flat_under_bodies_that_are_refused()
    {
        var shop = await Shop.Open(server);
        var body = Padded(Products(20_000), Mebibyte);
        await Flood(shop, body, 20);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await Flood(shop, body, 200);
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(50 * Mebibyte); // 200 of them are 200
    }

    private static async Task Flood(Shop shop, string body, int times)
    {
        foreach (var wave in Enumerable.Range(0, times).Chunk(10))
            foreach (var answer in await Task.WhenAll(wave.Select(_ => shop.Post("/api/v1/products/bulk", body))))
                answer.MustRefuse(HttpStatusCode.BadRequest, "request.too_many_elements");
    }

    private static string Padded(string json, int length) => json + new string(' ', length - json.Length);

    private static string Products(int count) => $$"""{"products":[{{string.Join(',', Enumerable.Repeat("0", count))}}]}""";
}
