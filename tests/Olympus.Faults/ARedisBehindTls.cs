using System.Net;
using Olympus.Tests;

namespace Olympus.Faults;

/// <summary><c>rediss://</c>: used when its certificate is one that the machine trusts, and otherwise as good as away.</summary>
public sealed class ARedisBehindTls
{
    [Fact]
    public async Task Is_used_by_who_trusts_its_certificate_and_missed_by_nobody()
    {
        await using var redis = await RedisServer.StartWithTls();
        await using var installation = await Installation.Start(durable: false);
        installation.Set("Olympus__RateLimits__Standard", "20"); // what was taken is missed for a while
        var trusting = await installation.Serve(null, ("REDIS_URL", redis.TlsUrl), ("SSL_CERT_FILE", redis.Authority));
        var doubting = await installation.Serve(null, ("REDIS_URL", redis.TlsUrl));
        var mistaken = await installation.Serve(null, ("REDIS_URL", redis.TlsUrl.Replace("localhost", "127.0.0.1", StringComparison.Ordinal)), ("SSL_CERT_FILE", redis.Authority));

        using var merchant = await Merchant.Open(trusting.Url);
        await Until(trusting, "/health/redis", HttpStatusCode.OK);
        // Its limits are counted there, by the name of this tenant; now and then a request does not wait so long.
        for (var patience = System.Diagnostics.Stopwatch.StartNew(); await Counted(redis, merchant) == ":0"; await merchant.Read("/api/v1/tenant"))
            patience.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));

        foreach (var server in new[] { doubting, mistaken })
        {
            await Until(server, "/health/redis", HttpStatusCode.ServiceUnavailable);
            await Until(server, "/health/ready", HttpStatusCode.OK);
            using var elsewhere = await Merchant.Open(server.Url);
            await elsewhere.Place("two");
            elsewhere.Answers.Keys.ShouldBe([201]);
            (await Counted(redis, elsewhere)).ShouldBe(":0");
        }
    }

    private static Task<string> Counted(RedisServer redis, Merchant merchant) =>
        redis.Do("EVAL", $"return #redis.call('keys', 'olympus:limit:{merchant.TenantId}:*')", "0");

    private static async Task Until(ServerProcess server, string path, HttpStatusCode status)
    {
        using var client = new HttpClient { BaseAddress = server.Url };
        for (var patience = System.Diagnostics.Stopwatch.StartNew(); ; await Task.Delay(50, TestContext.Current.CancellationToken))
        {
            using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
            if (answer.StatusCode == status)
                return;
            patience.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30), $"{path} is {answer.StatusCode}");
        }
    }
}
