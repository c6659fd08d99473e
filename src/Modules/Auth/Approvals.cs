using System.Security.Cryptography;
using Olympus.Contracts.Auth;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Security;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Auth;

/// <summary>What was approved, and for what it was used.</summary>
/// <remarks>Looked at where the request comes in, used up where its effect is committed. In one transaction with the effect: two requests cannot both have it, a
/// request that is refused in the end has not used it, and a retry of the one that has gets its answer.</remarks>
public sealed class Approvals(TenantDbs tenants, TimeProvider clock) : IApprovals
{
    private const string FindSql = """
        select approval.id, approval.approved_by, approval.permission, approval.location_id, approval.device_id, approval.is_by_badge, approval.expires_at,
            approval.used_for
        from auth.approvals as approval
        join auth.devices as device on device.tenant_id = approval.tenant_id and device.id = approval.device_id and device.revoked_at is null
        join auth.credentials as approver on approver.tenant_id = approval.tenant_id and approver.user_id = approval.approved_by
            and approver.security_version = approval.approver_version
        where approval.token_hash = $1 and approval.asked_by = $2 and approval.session_id = $3
        """;

    /// <summary>True: used just now. False: this request had used it already, in an earlier transaction or attempt. No row: it is good no more.</summary>
    private const string TakeSql = """
        with taken as (
            update auth.approvals set used_at = $2, used_for = $3 where id = $1 and used_at is null and expires_at > $2 returning id
        )
        select true from taken
        union all
        select false from auth.approvals where id = $1 and used_for = $3 and not exists (select from taken)
        """;

    private sealed record Found(
        Id<Approval> Id, Id<User> ApprovedBy, string Permission, Id<Location> LocationId, Id<Device> DeviceId, bool IsByBadge, DateTimeOffset ExpiresAt,
        byte[]? UsedFor);

    public async Task<Approved> Read(string text, Principal asker, byte[] request, CancellationToken ct)
    {
        if (!OpaqueToken.TryRead(OpaqueToken.Approval, text, out var token) || token.Tenant != asker.TenantId)
            throw ApprovalRefusals.Invalid.AsException();
        var found = await tenants.For(asker.TenantId, $"user:{asker.UserId}").First<Found>(new(FindSql, token.Hash, asker.UserId, asker.SessionId), ct);
        if (found is null || (found.UsedFor is { } used ? !CryptographicOperations.FixedTimeEquals(used, request) : found.ExpiresAt <= clock.GetUtcNow()))
            throw ApprovalRefusals.Invalid.AsException();
        return new(found.Permission, found.LocationId, tx => Take(tx, found, asker, request));
    }

    private static void Take(Tx tx, Found approval, Principal asker, byte[] request) => tx.Enqueue<bool>(
        new(TakeSql, approval.Id, tx.Now, request),
        rows =>
        {
            if (rows is not [var isFirst])
                throw ApprovalRefusals.Invalid.AsException();
            if (isFirst)
                tx.Append(new ApprovalUsed(
                    approval.Id, asker.UserId, approval.ApprovedBy, approval.Permission, approval.LocationId, approval.DeviceId, approval.IsByBadge));
        });
}
