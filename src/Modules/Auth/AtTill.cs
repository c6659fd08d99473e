using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Security;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Auth;

/// <summary>Somebody who showed on a till who they are. Till and person are held by the transaction in hand: whoever revokes, disables or changes rights waits.</summary>
internal sealed record Shown(KnownDevice Till, Id<User> User, long SecurityVersion);

/// <summary>Who it is that stands at a registered till: by name and PIN, or by badge. One check for whoever signs in and for whoever approves.</summary>
public sealed class AtTill(TenantDbs tenants, IUsers users, Passwords passwords, Attempts attempts)
{
    private const string PinSql = "select pin_hash from auth.pins where user_id = $1";

    private const string HoldByPinSql = """
        select credential.security_version, pin.pin_hash
        from auth.credentials as credential
        join auth.pins as pin on pin.tenant_id = credential.tenant_id and pin.user_id = credential.user_id
        where credential.user_id = $1
        for update of credential
        """;

    private const string HolderSql = "select user_id from auth.badges where code_hash = $1";

    private const string HoldByBadgeSql = """
        select credential.security_version
        from auth.credentials as credential
        join auth.badges as badge on badge.tenant_id = credential.tenant_id and badge.user_id = credential.user_id
        where credential.user_id = $1 and badge.code_hash = $2
        for update
        """;

    private const string UsedSql = "update auth.badges set last_used_at = $2 where user_id = $1";

    private sealed record Held(long SecurityVersion, string PinHash);

    /// <summary>Does <paramref name="then"/> in a transaction of theirs.</summary>
    /// <remarks>A wrong PIN, a person who is not there, has no PIN, is disabled or works elsewhere are answered alike: 401 <c>auth.pin_wrong</c> with
    /// <c>attempts_left</c>, after the same work. 429 <c>auth.throttled</c> with the seconds to wait; 401 <c>auth.device_unknown</c>.</remarks>
    internal async Task<T> ByPin<T>(OpaqueToken token, Id<User> user, string pin, Caller caller, Func<Tx, Shown, Task<T>> then, CancellationToken ct)
    {
        var till = tenants.For(token.Tenant, "till", caller.CorrelationId);
        var device = await till.First<KnownDevice>(KnownDevice.By(token), ct) ?? throw AuthRefusals.DeviceUnknown.AsException();
        var limits = LoginLimits.ForPin(device.Id.Value, user.Value);
        var left = await attempts.Take(limits, ct);
        var works = (await till.Query<UserName>(users.WorkingAt(device.LocationId), ct)).Any(IsThem);
        var stored = works ? await till.First<string>(new(PinSql, user), ct) : null;
        if (!await passwords.Matches(pin, stored, ct))
            throw AuthRefusals.PinWrong(left).AsException();
        await attempts.GiveBack(limits, ct);

        return await tenants.For(token.Tenant, $"user:{user}", caller.CorrelationId).Write(
            async tx =>
            {
                if (await tx.First<KnownDevice>(KnownDevice.Hold(token)) is not { } here)
                    throw AuthRefusals.DeviceUnknown.AsException();
                var held = await tx.First<Held>(new(HoldByPinSql, user));
                if (held?.PinHash != stored || !(await tx.Query<UserName>(users.WorkingAt(here.LocationId))).Any(IsThem))
                    throw AuthRefusals.PinWrong(left).AsException();
                return await then(tx, new(here, user, held!.SecurityVersion));
            },
            ct);

        bool IsThem(UserName one) => one.UserId == user;
    }

    /// <inheritdoc cref="ByPin"/>
    /// <remarks>A badge that is unknown, taken back, of somebody who is disabled or works elsewhere is answered alike: 401 <c>auth.badge_refused</c>. 429
    /// <c>auth.throttled</c> with the seconds to wait; 401 <c>auth.device_unknown</c>.</remarks>
    internal async Task<T> ByBadge<T>(OpaqueToken token, string code, Caller caller, Func<Tx, Shown, Task<T>> then, CancellationToken ct)
    {
        var till = tenants.For(token.Tenant, "till", caller.CorrelationId);
        var device = await till.First<KnownDevice>(KnownDevice.By(token), ct) ?? throw AuthRefusals.DeviceUnknown.AsException();
        var limits = LoginLimits.ForBadge(device.Id.Value);
        await attempts.Take(limits, ct);
        var hash = BadgeCode.Hash(code);
        if (await till.First<Id<User>?>(new(HolderSql, hash), ct) is not { } holder)
            throw AuthRefusals.BadgeRefused.AsException();

        var done = await tenants.For(token.Tenant, $"user:{holder}", caller.CorrelationId).Write(
            async tx =>
            {
                if (await tx.First<KnownDevice>(KnownDevice.Hold(token)) is not { } here)
                    throw AuthRefusals.DeviceUnknown.AsException();
                var version = await tx.First<long?>(new(HoldByBadgeSql, holder, hash));
                if (version is null || !(await tx.Query<UserName>(users.WorkingAt(here.LocationId))).Any(one => one.UserId == holder))
                    throw AuthRefusals.BadgeRefused.AsException();
                tx.Enqueue(new(UsedSql, holder, tx.Now));
                return await then(tx, new(here, holder, version.Value));
            },
            ct);
        await attempts.GiveBack(limits, ct);
        return done;
    }
}
