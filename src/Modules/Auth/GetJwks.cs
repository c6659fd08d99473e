using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Kernel.Security;

namespace Olympus.Auth;

public static class GetJwks
{
    /// <summary>The public keys with which anybody can check our access tokens (RFC 7517).</summary>
    public static Ok<JwksView> Handle(AccessTokens tokens, TimeProvider clock, HttpResponse response)
    {
        response.Headers.CacheControl = "public, max-age=300";
        return TypedResults.Ok(tokens.Ring.ToJwks(clock.GetUtcNow()));
    }
}
