using Olympus.Kernel.Http;
using Olympus.Kernel.Security;
using Olympus.Kernel.Tenancy;

namespace Olympus.Auth;

/// <summary>Lets in who bears a token that we signed, that has not expired and that nobody revoked. Asks no database.</summary>
public sealed class BearerAuthentication(AccessTokens tokens, Revocations revocations) : IBearerAuthentication
{
    public bool KnowsRevocations => revocations.AreKnown;

    public bool IsRevoked(AccessToken token) => revocations.Deny(token);

    public AccessToken Read(string token)
    {
        if (tokens.Verify(token).Token is not { } verified)
            throw AccessRefusals.Unauthenticated.AsException();
        if (!revocations.AreKnown)
            throw AuthRefusals.RevocationsUnknown.AsException();
        if (revocations.Deny(verified))
            throw AccessRefusals.Unauthenticated.AsException();
        return verified;
    }
}
