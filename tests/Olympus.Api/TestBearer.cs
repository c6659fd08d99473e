using Olympus.Contracts.Platform;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api;

/// <summary>Tokens in clear text, so that tests of other modules need no sign-in.</summary>
internal sealed class TestBearer : IBearerAuthentication
{
    public static string Token(Id<Tenant> tenant, Id<User> user, string role, Id<Location>? location) => $"{tenant}.{user}.{role}.{location}";

    public Principal Authenticate(string token)
    {
        if (token.Split('.') is not [var tenant, var user, var role, var location])
            throw AccessRefusals.Unauthenticated.AsException();
        return new Principal(
            Id<Tenant>.Parse(tenant, null), Id<User>.Parse(user, null), Id<Session>.New(),
            [new Grant(role, Roles.Permissions[role], location.Length > 0 ? Id<Location>.Parse(location, null) : null)]);
    }
}
