using Olympus.Contracts.Platform;
using Olympus.Kernel.Http;
using Olympus.Kernel.Security;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api;

/// <summary>Tokens in clear text, so that tests of other modules need no sign-in. Everything else is a real token and checked as such.</summary>
internal sealed class TestBearer(IBearerAuthentication real) : IBearerAuthentication
{
    public static string Token(Id<Tenant> tenant, Id<User> user, string role, Id<Location>? location) => $"{tenant}.{user}.{role}.{location}";

    public bool KnowsRevocations => real.KnowsRevocations;

    public bool IsRevoked(AccessToken token) => real.IsRevoked(token);

    public AccessToken Read(string token) => InClear(token) ?? real.Read(token);

    /// <summary>What such a token says; null: it is a real one.</summary>
    public static AccessToken? InClear(string token)
    {
        if (token.Split('.') is not [var tenant, var user, var role, var location])
            return null;
        var now = TimeProvider.System.GetUtcNow();
        var principal = new Principal(
            Id<Tenant>.Parse(tenant, null), Id<User>.Parse(user, null), Id<Session>.New(),
            [new Grant(role, Roles.Permissions[role], location.Length > 0 ? Id<Location>.Parse(location, null) : null)]);
        return new(Guid.NewGuid(), principal, 1, now, now + TimeSpan.FromMinutes(30));
    }
}
