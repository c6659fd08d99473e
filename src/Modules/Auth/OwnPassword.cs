using Olympus.Kernel.Data;
using Olympus.Kernel.Security;
using Olympus.Kernel.Tenancy;

namespace Olympus.Auth;

/// <summary>What gives the signed-in person another way in takes their password: whoever finds a till unlocked has none.</summary>
internal static class OwnPassword
{
    private const string HashOfUserSql = "select password_hash from auth.credentials where user_id = $1";

    /// <summary>Refuses 403 <c>auth.wrong_password</c>; 429 <c>auth.throttled</c> after ten in a quarter of an hour.</summary>
    public static async Task Demand(string? password, Principal me, TenantDb db, Passwords passwords, Attempts attempts, CancellationToken ct)
    {
        var limits = LoginLimits.ForPasswordChange(me.UserId.Value);
        await attempts.Take(limits, ct);
        if (!await passwords.Matches(password ?? "", await db.First<string>(new(HashOfUserSql, me.UserId), ct), ct))
            throw AuthRefusals.WrongPassword.AsException();
        await attempts.GiveBack(limits, ct);
    }
}
