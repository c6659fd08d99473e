using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;
using StackExchange.Redis;

namespace Olympus.Redis;

/// <summary>Where Redis is, and what it is used for beyond wake-ups, limits and cache.</summary>
/// <param name="Database">Its number is also part of channel names, which Redis does not divide by database.</param>
/// <param name="StreamLength">How many events each stream keeps, about; 0: no streams.</param>
public sealed record RedisSettings(string Host, int Port, string? Password, int Database, bool Tls, int StreamLength)
{
    /// <summary>How long a request waits for Redis before it goes on without.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>From <c>REDIS_URL</c> and the section <c>Olympus:Redis</c>; null when there is no Redis.</summary>
    public static RedisSettings? From(IConfiguration configuration)
    {
        if (configuration["REDIS_URL"] is not { Length: > 0 } url)
            return null;
        var length = configuration["Olympus:Redis:StreamLength"] ?? "0";
        return Parse(url) with
        {
            StreamLength = int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var events) && events <= 100_000_000
                ? events
                : throw new InvalidOperationException($"Olympus:Redis:StreamLength must be a whole number from 0 (no streams) to 100000000, not '{length}'."),
        };
    }

    /// <param name="url"><c>redis://:password@host:port/database</c>, or <c>rediss://</c> for TLS.</param>
    /// <exception cref="InvalidOperationException">Without the URL: it holds a password.</exception>
    public static RedisSettings Parse(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri is not { Scheme: "redis" or "rediss", Host.Length: > 0 })
            throw new InvalidOperationException("REDIS_URL must look like redis://:password@host:port/database, or rediss:// for TLS.");
        var user = uri.UserInfo.Split(':', 2);
        if (user is [not ("" or "default"), _])
            throw new InvalidOperationException("REDIS_URL names a user, but only Redis's default user can sign in: leave the name out, as in redis://:password@host.");
        var path = uri.AbsolutePath.Trim('/');
        var database = 0;
        if (path.Length > 0 && !int.TryParse(path, NumberStyles.None, CultureInfo.InvariantCulture, out database))
            throw new InvalidOperationException("The path of REDIS_URL must be the number of a database, such as /0.");
        // redis://password@host is common too, and means the same.
        var password = Uri.UnescapeDataString(user[^1]);
        return new(uri.Host.Trim('[', ']'), uri.Port > 0 ? uri.Port : 6379, password.Length > 0 ? password : null, database, uri.Scheme == "rediss", 0);
    }

    public ConfigurationOptions Options() => new()
    {
        EndPoints = { IPAddress.TryParse(Host, out var address) ? new IPEndPoint(address, Port) : new DnsEndPoint(Host, Port) },
        Password = Password,
        DefaultDatabase = Database,
        Ssl = Tls,
        SslHost = Tls ? Host : null,
        ClientName = "olympus",
        AbortOnConnectFail = false,
        ConnectTimeout = 2000,
        ReconnectRetryPolicy = new LinearRetry(500),
        KeepAlive = 10,
        // There is one server, and it is the primary.
        TieBreaker = "",
        ConfigurationChannel = "",
    };
}
