using FluentValidation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Contracts.Auth;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Security;
using Olympus.Kernel.Tenancy;

namespace Olympus.Auth;

/// <summary>The user chooses a new password.</summary>
/// <param name="NewPassword">15 to 256 characters.</param>
public sealed record ChangePasswordRequest(string CurrentPassword, string NewPassword);

public sealed class ChangePasswordRules : AbstractValidator<ChangePasswordRequest>
{
    public ChangePasswordRules() => RuleFor(request => request.CurrentPassword).NotEmpty().MaximumLength(4 * PasswordRules.Longest);
}

public static class ChangePassword
{
    private const string HashSql = "select password_hash from auth.credentials where user_id = $1";

    private const string ReplaceSql = """
        update auth.credentials set password_hash = $2, changed_at = $4 where user_id = $1 and password_hash = $3
        """;

    /// <summary>Changes the password and ends all other sessions; this one goes on.</summary>
    /// <remarks>Appends <c>auth.password.changed</c> and <c>auth.sessions.ended</c>. 403 <c>auth.wrong_password</c> when the current one is not
    /// right.</remarks>
    public static async Task<NoContent> Handle(
        ChangePasswordRequest body, Principal me, TenantDb db, IUsers users, Passwords passwords, Attempts attempts, Revocations revocations,
        CancellationToken ct)
    {
        var user = await db.First<UserIdentity>(users.ById(me.UserId), ct) ?? throw AccessRefusals.NotFound.AsException();
        PasswordRules.Demand(body.NewPassword, "/new_password", user.Name, user.Email);
        var limits = LoginLimits.ForPasswordChange(me.UserId.Value);
        await attempts.Take(limits, ct);
        var stored = await db.First<string>(new(HashSql, me.UserId), ct);
        if (!await passwords.Matches(body.CurrentPassword, stored, ct))
            throw AuthRefusals.WrongPassword.AsException();
        await attempts.GiveBack(limits, ct);

        var hash = await passwords.Hash(body.NewPassword, ct);
        await db.Write(
            tx =>
            {
                tx.Enqueue(new(ReplaceSql, me.UserId, hash, stored, tx.Now), changed =>
                {
                    if (changed == 0)
                        throw AuthRefusals.WrongPassword.AsException();
                });
                Sessions.EndAll(tx, me.UserId, "password_changed", except: me.SessionId);
                tx.Append(new PasswordChanged(me.UserId));
                return Task.CompletedTask;
            },
            ct);
        await revocations.CatchUp(ct);
        return TypedResults.NoContent();
    }
}
