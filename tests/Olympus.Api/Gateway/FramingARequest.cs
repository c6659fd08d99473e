namespace Olympus.Api.Gateway;

public sealed class FramingARequest(Server server)
{
    private const string Login = "POST /api/v1/auth/login HTTP/1.1\r\nHost: shop.test\r\nContent-Type: application/json\r\n";
    private const string Smuggled = "GET /health/live HTTP/1.1\r\nHost: shop.test\r\n\r\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Each carries, where it can, a second request inside the first: whoever reads the length in another way would see two.</summary>
    public static TheoryData<string, string> Attacks => new()
    {
        { "length and chunks", Login + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n" + Smuggled },
        { "chunks and length", Login + "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n0\r\n\r\n" + Smuggled },
        { "length that covers the next request, and chunks", Login + "Content-Length: 60\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + Smuggled },
        { "a signed length", Login + "Content-Length: +2\r\n\r\n{}" + Smuggled },
        { "a negative length", Login + "Content-Length: -2\r\n\r\n{}" + Smuggled },
        { "two lengths that differ", Login + "Content-Length: 2\r\nContent-Length: 60\r\n\r\n{}" + Smuggled },
        { "two lengths that agree", Login + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}" + Smuggled },
        { "a list of lengths", Login + "Content-Length: 2, 2\r\n\r\n{}" + Smuggled },
        { "an empty length", Login + "Content-Length: \r\n\r\n{}" + Smuggled },
        { "a hexadecimal length", Login + "Content-Length: 0x2\r\n\r\n{}" + Smuggled },
        { "a length with a fraction", Login + "Content-Length: 2.0\r\n\r\n{}" + Smuggled },
        { "a length with a space inside", Login + "Content-Length: 2 0\r\n\r\n{}" + Smuggled },
        { "a length beyond all numbers", Login + "Content-Length: 99999999999999999999\r\n\r\n{}" + Smuggled },
        { "an encoding before the chunks", Login + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" + Smuggled },
        { "an encoding after the chunks", Login + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + Smuggled },
        { "identity", Login + "Transfer-Encoding: identity\r\nContent-Length: 2\r\n\r\n{}" + Smuggled },
        { "chunks twice", Login + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + Smuggled },
        { "chunks and something else on the next line", Login + "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n" + Smuggled },
        { "quoted chunks", Login + "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n" + Smuggled },
        { "chunks with a parameter", Login + "Transfer-Encoding: chunked;q=1\r\n\r\n0\r\n\r\n" + Smuggled },
        { "chunks misspelt", Login + "Transfer-Encoding: xchunked\r\nContent-Length: 2\r\n\r\n{}" + Smuggled },
        { "a tab before the chunks' name", Login + "Transfer-Encoding:\x0bchunked\r\nContent-Length: 2\r\n\r\n{}" + Smuggled },
        { "chunks in HTTP/1.0", Login.Replace("1.1", "1.0", StringComparison.Ordinal) + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + Smuggled },
        { "a space before the colon", Login + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + Smuggled },
        { "a space before a length's colon", Login + "Content-Length : 2\r\n\r\n{}" + Smuggled },
        { "a folded line", Login + "Content-Length: 2\r\nX-Note: one\r\n two\r\n\r\n{}" + Smuggled },
        { "a folded encoding", Login + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n" + Smuggled },
        { "a header before the first", "GET /health/live HTTP/1.1\r\n Host: shop.test\r\n\r\n" },
        { "bare line feeds in the headers", Login.Replace("\r\n", "\n", StringComparison.Ordinal) + "Content-Length: 2\n\n{}" + Smuggled },
        { "one bare line feed", Login + "X-Note: one\nContent-Length: 2\r\n\r\n{}" + Smuggled },
        { "a bare line feed after the request line", "GET /health/live HTTP/1.1\nHost: shop.test\r\n\r\n" },
        { "a bare carriage return in a value", Login + "X-Note: one\rContent-Length: 2\r\n\r\n{}" + Smuggled },
        { "a bare carriage return as the end", Login + "Content-Length: 2\r\r\n{}" + Smuggled },
        { "a chunk size beyond all numbers", Login + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n" },
        { "a chunk size that overflows", Login + "Transfer-Encoding: chunked\r\n\r\n80000000\r\n{}\r\n0\r\n\r\n" },
        { "a chunk size that wraps around", Login + "Transfer-Encoding: chunked\r\n\r\n100000002\r\n{}\r\n0\r\n\r\n" + Smuggled },
        { "a signed chunk size", Login + "Transfer-Encoding: chunked\r\n\r\n+2\r\n{}\r\n0\r\n\r\n" + Smuggled },
        { "a negative chunk size", Login + "Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n" + Smuggled },
        { "a hexadecimal prefix of a chunk size", Login + "Transfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n" + Smuggled },
        { "an empty chunk size", Login + "Transfer-Encoding: chunked\r\n\r\n\r\n{}\r\n0\r\n\r\n" + Smuggled },
        { "a chunk that is longer than it says", Login + "Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n" + Smuggled },
        { "a chunk extension that ends in a bare line feed", Login + "Transfer-Encoding: chunked\r\n\r\n2;a\n{}\r\n0\r\n\r\n" + Smuggled },
        { "a chunk size that ends in a bare line feed", Login + "Transfer-Encoding: chunked\r\n\r\n2\n{}\r\n0\r\n\r\n" + Smuggled },
        { "chunk data that ends in a bare line feed", Login + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\n0\r\n\r\n" + Smuggled },
        { "a body that ends too early", Login + "Content-Length: 60\r\n\r\n{}" },
        { "chunks that end too early", Login + "Transfer-Encoding: chunked\r\n\r\nA\r\n{}" },
        { "a zero byte in a value", Login + "X-Note: a\0b\r\nContent-Length: 2\r\n\r\n{}" + Smuggled },
        { "a zero byte in a name", Login + "X-\0Note: a\r\nContent-Length: 2\r\n\r\n{}" + Smuggled },
        { "a space in a name", Login + "X Note: a\r\nContent-Length: 2\r\n\r\n{}" + Smuggled },
        { "no name", Login + ": a\r\nContent-Length: 2\r\n\r\n{}" + Smuggled },
        { "no colon", Login + "X-Note\r\nContent-Length: 2\r\n\r\n{}" + Smuggled },
        { "a name beyond ASCII", Login + "X-N\u00f6te: a\r\nContent-Length: 2\r\n\r\n{}" + Smuggled },
        { "two hosts", "GET /health/live HTTP/1.1\r\nHost: shop.test\r\nHost: evil.test\r\n\r\n" },
        { "no host", "GET /health/live HTTP/1.1\r\n\r\n" },
        { "a host with a path", "GET /health/live HTTP/1.1\r\nHost: shop.test/evil\r\n\r\n" },
        { "a host with a user", "GET /health/live HTTP/1.1\r\nHost: shop.test@evil.test\r\n\r\n" },
        { "an absolute address with another host", "GET http://evil.test/health/live HTTP/1.1\r\nHost: shop.test\r\n\r\n" },
        { "an absolute address of another scheme", "GET file:///etc/passwd HTTP/1.1\r\nHost: shop.test\r\n\r\n" },
        { "an address without a slash", "GET health/live HTTP/1.1\r\nHost: shop.test\r\n\r\n" },
        { "HTTP/0.9", "GET /health/live\r\n\r\n" },
        { "HTTP/1.2", "GET /health/live HTTP/1.2\r\nHost: shop.test\r\n\r\n" },
        { "HTTP/2 in clear text", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" },
        { "lower-case http", "GET /health/live http/1.1\r\nHost: shop.test\r\n\r\n" },
        { "two spaces in the request line", "GET  /health/live HTTP/1.1\r\nHost: shop.test\r\n\r\n" },
        { "a zero byte in the address", "GET /health/live\0 HTTP/1.1\r\nHost: shop.test\r\n\r\n" },
        { "an escaped zero byte in the address", "GET /health/live%00 HTTP/1.1\r\nHost: shop.test\r\n\r\n" },
        { "garbage", "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003" },
        { "101 headers", "GET /health/live HTTP/1.1\r\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"X-{i}: a\r\n")) + "Host: shop.test\r\n\r\n" },
        { "headers beyond 32 KiB", "GET /health/live HTTP/1.1\r\nHost: shop.test\r\nX-Note: " + new string('a', 32 * 1024) + "\r\n\r\n" },
        { "a request line beyond 8 KiB", "GET /health/live?" + new string('a', 8 * 1024) + " HTTP/1.1\r\nHost: shop.test\r\n\r\n" },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task Has_one_reading_or_is_refused(string attack, string request)
    {
        var ends = attack.EndsWith("too early", StringComparison.Ordinal);
        var answer = await RawConnection.Exchange(server.Url, request, Ct, ends);
        if (ends && answer.Length == 0)
            return; // who ends in the middle of a sentence is gone, and need not be answered
        var status = RawConnection.Statuses(answer).ShouldHaveSingleItem($"{attack}:\n{answer}");
        (status is >= 400 and < 500 or 505).ShouldBeTrue($"{attack}:\n{answer}"); // 505: not our version of HTTP
        foreach (var header in new[] { "X-Content-Type-Options: nosniff", "X-Frame-Options: DENY", "Content-Security-Policy: default-src 'none'", "Referrer-Policy: no-referrer" })
            answer.ShouldContain(header, Case.Insensitive, attack);
        answer.ShouldNotContain("Server:", Case.Insensitive);
    }
}
