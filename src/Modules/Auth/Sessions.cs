using Olympus.Contracts.Auth;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Auth;

/// <summary>Ends sessions, always together with the denial of the access tokens that are out.</summary>
internal sealed class Sessions : ISessions
{
    private const string EndOneSql = """
        with ended as (
            update auth.sessions
            set ended_at = $4, end_reason = $3
            where id = $1 and user_id = $2 and ended_at is null
            returning id
        )
        insert into auth.revocations (session_id, revoked_at) select ended.id, $4 from ended
        """;

    private const string EndOfUserSql = """
        with ended as (
            update auth.sessions
            set ended_at = $4, end_reason = $3
            where user_id = $1 and ended_at is null and ($2::uuid is null or id <> $2)
            returning id
        )
        insert into auth.revocations (session_id, revoked_at) select ended.id, $4 from ended
        """;

    private const string EndOfDeviceSql = """
        with ended as (
            update auth.sessions
            set ended_at = $2, end_reason = 'device_revoked'
            where device_id = $1 and ended_at is null
            returning id
        )
        insert into auth.revocations (session_id, revoked_at) select ended.id, $2 from ended
        """;

    private const string EndOnTillsSql = """
        with ended as (
            update auth.sessions
            set ended_at = $3, end_reason = $4
            where user_id = $1 and device_id is not null and ended_at is null and id <> $2
            returning id
        )
        insert into auth.revocations (session_id, revoked_at) select ended.id, $3 from ended
        """;

    private const string EndOfTenantSql = """
        with ended as (
            update auth.sessions set ended_at = $1, end_reason = 'tenant_suspended' where ended_at is null
        )
        insert into auth.revocations (revoked_at) values ($1)
        """;

    private const string RaiseVersionSql = """
        with raised as (
            update auth.credentials set security_version = security_version + 1 where user_id = $1 returning user_id, security_version
        )
        insert into auth.revocations (user_id, below_version, revoked_at) select raised.user_id, raised.security_version, $2 from raised
        """;

    /// <summary>Ends one session of a user; <paramref name="affected"/> hears 0 when there is no such living one.</summary>
    public static void End(Tx tx, Id<User> user, Id<Session> session, string reason, Action<ulong>? affected = null)
    {
        tx.Enqueue(new(EndOneSql, session, user, reason, tx.Now), affected);
        tx.Announce(News.Revocations);
    }

    /// <summary>Ends whoever is signed in on a till.</summary>
    public static void EndOfDevice(Tx tx, Id<Device> device)
    {
        tx.Enqueue(new(EndOfDeviceSql, device, tx.Now));
        tx.Announce(News.Revocations);
    }

    /// <summary>Ends what a user opened with a PIN or a badge, on whatever till; not the session in which they change it.</summary>
    public static void EndOnTills(Tx tx, Id<User> user, Id<Session> except, string reason)
    {
        tx.Enqueue(new(EndOnTillsSql, user, except, tx.Now, reason));
        tx.Announce(News.Revocations);
    }

    /// <summary>Ends all sessions of a user, or all but one.</summary>
    public static void EndAll(Tx tx, Id<User> user, string reason, Id<Session>? except = null)
    {
        tx.Enqueue(new(EndOfUserSql, user, except, reason, tx.Now));
        tx.Append(new SessionsEnded(user, reason, except));
        tx.Announce(News.Revocations);
    }

    public void RightsChanged(Tx tx, Id<User> user)
    {
        tx.Enqueue(new(RaiseVersionSql, user, tx.Now));
        tx.Announce(News.Revocations);
    }

    /// <summary>The version is raised first: that waits for a sign-in under way, whose session is then ended with the others.</summary>
    public void UserDisabled(Tx tx, Id<User> user)
    {
        tx.Enqueue(new(RaiseVersionSql, user, tx.Now));
        EndAll(tx, user, "user_disabled");
    }

    public void TenantSuspended(Tx tx)
    {
        tx.Enqueue(new(EndOfTenantSql, tx.Now));
        tx.Announce(News.Revocations);
    }
}
