using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Contracts.Auth;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;

namespace Olympus.Auth;

/// <summary>Somebody signs out.</summary>
/// <param name="All">Everywhere, not only here.</param>
public sealed record LogoutRequest(bool All = false);

public static class Logout
{
    /// <summary>Ends this session, or all of the user's. Its access and refresh tokens are refused from now on.</summary>
    /// <remarks>Appends <c>auth.session.revoked</c>, or <c>auth.sessions.ended</c> for all.</remarks>
    public static async Task<NoContent> Handle(LogoutRequest body, Principal me, BrowserSession browser, TenantDb db, Revocations revocations, CancellationToken ct)
    {
        await db.Write(
            tx =>
            {
                if (body.All)
                {
                    Sessions.EndAll(tx, me.UserId, "logout");
                }
                else
                {
                    Sessions.End(tx, me.UserId, me.SessionId, "logout");
                    tx.Append(new SessionRevoked(me.SessionId, me.UserId, "logout"));
                }

                return Task.CompletedTask;
            },
            ct);
        await revocations.CatchUp(ct);
        browser.Forget();
        return TypedResults.NoContent();
    }
}
