using Olympus.Kernel.Tenancy;

namespace Olympus.Kernel.Security;

/// <summary>What an access token says.</summary>
/// <param name="TokenId"><c>jti</c>.</param>
/// <param name="Bearer"><c>tid</c>, <c>sub</c>, <c>sid</c> and <c>grants</c>: who may use it for what. A grant travels as the name of its role and
/// its location; what the role permits is looked up when the token is read.</param>
/// <param name="SecurityVersion"><c>ver</c>: the user's security version at the time; a newer one ends all older tokens.</param>
/// <param name="IssuedAt"><c>iat</c> and <c>nbf</c>, whole seconds.</param>
/// <param name="ExpiresAt"><c>exp</c>, whole seconds.</param>
public sealed record AccessToken(Guid TokenId, Principal Bearer, long SecurityVersion, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt);

/// <summary>Why a token was not accepted. For logs and tests; the bearer is told nothing but 401.</summary>
public enum TokenFault
{
    None,
    TooLong,
    Malformed,
    Header,
    Algorithm,
    Type,
    UnknownKey,
    Signature,
    Claims,
    Issuer,
    Audience,
    Lifetime,
    NotYetValid,
    Expired,
}

/// <summary>The outcome of checking a token: what it says, or why not.</summary>
public readonly record struct TokenVerdict(AccessToken? Token, TokenFault Fault);

/// <summary>Who issues tokens, for whom, and for how long.</summary>
/// <param name="Issuer"><c>iss</c>: this installation.</param>
/// <param name="Audience"><c>aud</c>: its API.</param>
/// <param name="Lifetime">How long an access token lasts.</param>
/// <param name="Skew">How far clocks may differ, at most 30 s.</param>
public sealed record TokenSettings(string Issuer, string Audience, TimeSpan Lifetime, TimeSpan Skew)
{
    /// <summary>No token lives longer, whatever is configured: denials are remembered for at least this long.</summary>
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromHours(1);

    public static readonly TimeSpan LongestSkew = TimeSpan.FromSeconds(30);

    public TimeSpan Lifetime { get; } = Lifetime > TimeSpan.Zero && Lifetime <= LongestLifetime
        ? Lifetime
        : throw new ArgumentOutOfRangeException(nameof(Lifetime), Lifetime, $"An access token lasts at most {LongestLifetime}.");

    public TimeSpan Skew { get; } = Skew >= TimeSpan.Zero && Skew <= LongestSkew
        ? Skew
        : throw new ArgumentOutOfRangeException(nameof(Skew), Skew, $"Clocks may differ by at most {LongestSkew}.");
}
