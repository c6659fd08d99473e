using FluentValidation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Contracts.Auth;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Auth;

/// <summary>A passkey of the signed-in person.</summary>
/// <param name="LastUsedAt">Null: never.</param>
/// <param name="IsBackedUp">Whether other devices of the person have it too.</param>
public sealed record PasskeyView(Id<Passkey> Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, bool IsBackedUp);

/// <param name="Data">Oldest first; there are at most 20.</param>
public sealed record PasskeysResponse(IReadOnlyList<PasskeyView> Data);

public sealed record RenamePasskeyRequest(string Name);

public sealed class RenamePasskeyRules : AbstractValidator<RenamePasskeyRequest>
{
    public RenamePasskeyRules() => RuleFor(request => request.Name).IsPasskeyName();
}

/// <summary>The signed-in person looks after their own passkeys; nobody else's can be seen.</summary>
public static class KeepPasskeys
{
    private const string OwnSql = "select id, name, created_at, last_used_at, is_backed_up from auth.passkeys where user_id = $1 order by created_at, id";

    private const string RenameSql = "update auth.passkeys set name = $3 where id = $1 and user_id = $2";

    private const string RemoveSql = "delete from auth.passkeys where id = $1 and user_id = $2";

    /// <summary>The passkeys of the signed-in person.</summary>
    public static async Task<PasskeysResponse> List(Principal me, TenantDb db, CancellationToken ct) => new(await db.Query<PasskeyView>(new(OwnSql, me.UserId), ct));

    /// <summary>Gives a passkey of the signed-in person another name.</summary>
    public static async Task<NoContent> Rename(Id<Passkey> id, RenamePasskeyRequest body, Principal me, TenantDb db, CancellationToken ct)
    {
        await db.Write(
            tx =>
            {
                tx.Enqueue(new(RenameSql, id, me.UserId, body.Name.Trim()), Known);
                return Task.CompletedTask;
            },
            ct);
        return TypedResults.NoContent();
    }

    /// <summary>Nobody signs in with it any more; sessions that it opened go on until they are ended.</summary>
    /// <remarks>Appends <c>auth.passkey.removed</c>.</remarks>
    public static async Task<NoContent> Remove(Id<Passkey> id, Principal me, TenantDb db, CancellationToken ct)
    {
        await db.Write(
            tx =>
            {
                tx.Enqueue(new(RemoveSql, id, me.UserId), Known);
                tx.Append(new PasskeyRemoved(me.UserId, id));
                return Task.CompletedTask;
            },
            ct);
        return TypedResults.NoContent();
    }

    private static void Known(ulong changed)
    {
        if (changed == 0)
            throw AccessRefusals.NotFound.AsException();
    }
}
