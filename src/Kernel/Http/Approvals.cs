using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Kernel.Http;

/// <summary>Marks a route that somebody without this permission may use with the approval of somebody who holds it.</summary>
public sealed record Approvable(string Permission);

/// <summary>What an approval gives one request.</summary>
/// <param name="Permission">Such as <c>payments:refund</c>.</param>
/// <param name="LocationId">Held there alone.</param>
/// <param name="Take">Uses it up, in the transaction of the effect: what is refused or undone in the end was approved still. Refuses when it was used meanwhile.</param>
public sealed record Approved(string Permission, Id<Location> LocationId, Action<Tx> Take);

/// <summary>Knows what was approved.</summary>
public interface IApprovals
{
    /// <summary>Looks whether it is good for this request, and leaves it as it is. Refuses 403 <see cref="ApprovalRefusals.Invalid"/>.</summary>
    /// <param name="text">As the header has it.</param>
    /// <param name="asker">Whose request it is.</param>
    /// <param name="request">A hash that names the request, the same on every retry of it.</param>
    Task<Approved> Read(string text, Principal asker, byte[] request, CancellationToken ct);
}

public static class ApprovalRefusals
{
    /// <summary>One answer for all reasons: an approval of somebody else is no more than none.</summary>
    public static readonly Refusal Invalid = new(403, "auth.approval_invalid", "This approval is not good for that (any more). Ask for another one.");

    /// <summary>Says of a missing right that somebody who has it can approve: then the client asks them.</summary>
    internal static Refusal OrApprovable(this Refusal refusal, HttpContext http) =>
        refusal.Code == AccessRefusals.ForbiddenCode && http.GetEndpoint()?.Metadata.GetMetadata<Approvable>() is { } route
        && route.Permission.Equals(refusal.Facts?.GetValueOrDefault("permission"))
            ? refusal.With("approvable", true)
            : refusal;
}

public static class ApprovalExtensions
{
    public const string Header = "Olympus-Approval";

    /// <summary>Lets the route be used with an approval, sent as <see cref="Header"/>. Whatever asks for the permission has to write in the transaction of
    /// <see cref="TenantDb"/>, where the approval is used up; a route that only reads must not have it.</summary>
    public static TBuilder Approvable<TBuilder>(this TBuilder route, string permission)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new Approvable(permission));

    /// <summary>What names this request: of one with a key the same on every retry, of any other one its own.</summary>
    internal static byte[] NameOfRequest(this HttpContext http, Principal asker) =>
        http.GetEndpoint()?.Metadata.GetMetadata<IdempotentRoute>() is not null && http.Request.Headers["Idempotency-Key"] is [{ Length: > 0 } key]
            ? SHA256.HashData(Encoding.UTF8.GetBytes($"{asker.UserId} {http.Request.Method} {http.Request.Path} {key}"))
            : RandomNumberGenerator.GetBytes(32);
}
