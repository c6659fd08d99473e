using Microsoft.Extensions.Configuration;
using Olympus.Kernel.Security;

namespace Olympus.Auth;

/// <summary>What an operator may set (section <c>Olympus:Auth</c>), with defaults that are right for most.</summary>
public sealed record AuthSettings
{
    /// <summary><c>iss</c> of access tokens: the same in all replicas of one installation, another one in every other.</summary>
    public string Issuer { get; init; } = "olympus";

    public TimeSpan AccessTokenLifetime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long one sign-in can be refreshed at most.</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromDays(30);

    /// <summary>A session that is not refreshed for so long is over.</summary>
    public TimeSpan SessionIdle { get; init; } = TimeSpan.FromDays(7);

    /// <summary>PBKDF2 rounds of new hashes; never below <see cref="PasswordHash.LeastIterations"/>.</summary>
    public int PasswordIterations { get; init; } = PasswordHash.LeastIterations;

    /// <summary>Sign-ups that one address may do in an hour.</summary>
    public int SignUpsPerHour { get; init; } = 200;

    /// <summary>The domain that passkeys belong to (<c>rp.id</c>), such as <c>shop.example</c>; null: the host that a request asked for. Passkeys of another domain are
    /// never asked again, so it stays as it is.</summary>
    public string? PasskeyDomain { get; init; }

    /// <summary>The addresses at which people open the app, such as <c>https://shop.example</c>, when a proxy asks for another one; empty: where a request came.</summary>
    public IReadOnlyList<string> PasskeyOrigins { get; init; } = [];

    public static AuthSettings From(IConfiguration section)
    {
        var defaults = new AuthSettings();
        var settings = defaults with
        {
            Issuer = section["Issuer"] ?? defaults.Issuer,
            AccessTokenLifetime = TimeSpan.FromMinutes(Number(section, "AccessTokenMinutes", (int)defaults.AccessTokenLifetime.TotalMinutes)),
            SessionLifetime = TimeSpan.FromDays(Number(section, "SessionDays", (int)defaults.SessionLifetime.TotalDays)),
            SessionIdle = TimeSpan.FromDays(Number(section, "SessionIdleDays", (int)defaults.SessionIdle.TotalDays)),
            PasswordIterations = Number(section, "PasswordIterations", defaults.PasswordIterations),
            SignUpsPerHour = Number(section, "SignUpsPerHour", defaults.SignUpsPerHour),
            PasskeyDomain = section["PasskeyDomain"] is { Length: > 0 } domain ? domain : null,
            PasskeyOrigins = (section["PasskeyOrigins"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        };
        return settings.PasswordIterations >= PasswordHash.LeastIterations
            ? settings
            : throw new InvalidOperationException($"Olympus:Auth:PasswordIterations must be at least {PasswordHash.LeastIterations}.");
    }

    public TokenSettings Tokens => new(Issuer, "olympus-api", AccessTokenLifetime, Skew: TimeSpan.FromSeconds(10));

    private static int Number(IConfiguration section, string name, int otherwise) =>
        section[name] is not { } text ? otherwise
        : int.TryParse(text, out var number) && number > 0 ? number
        : throw new InvalidOperationException($"Olympus:Auth:{name} must be a positive whole number, not '{text}'.");
}
