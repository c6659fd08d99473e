using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Contracts.Auth;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Auth;

public static class RevokeSession
{
    /// <summary>Ends one of the user's own sessions, such as the one on a lost phone.</summary>
    /// <remarks>Appends <c>auth.session.revoked</c>.</remarks>
    public static async Task<NoContent> Handle(Id<Session> id, Principal me, TenantDb db, Revocations revocations, CancellationToken ct)
    {
        await db.Write(
            tx =>
            {
                Sessions.End(tx, me.UserId, id, "revoked", ended =>
                {
                    if (ended == 0)
                        throw AccessRefusals.NotFound.AsException();
                });
                tx.Append(new SessionRevoked(id, me.UserId, "revoked"));
                return Task.CompletedTask;
            },
            ct);
        await revocations.CatchUp(ct);
        return TypedResults.NoContent();
    }
}

public static class RevokeOtherSessions
{
    /// <summary>Ends every session of the user but the one that asks.</summary>
    /// <remarks>Appends <c>auth.sessions.ended</c>.</remarks>
    public static async Task<NoContent> Handle(Principal me, TenantDb db, Revocations revocations, CancellationToken ct)
    {
        await db.Write(
            tx =>
            {
                Sessions.EndAll(tx, me.UserId, "revoked", except: me.SessionId);
                return Task.CompletedTask;
            },
            ct);
        await revocations.CatchUp(ct);
        return TypedResults.NoContent();
    }
}
