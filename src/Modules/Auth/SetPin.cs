using FluentValidation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Contracts.Auth;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Security;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Auth;

/// <param name="Pin">Four to eight digits.</param>
/// <param name="CurrentPassword">Of the person themselves: whoever finds a till unlocked sets no PIN.</param>
public sealed record SetOwnPinRequest(string Pin, string CurrentPassword);

public sealed class SetOwnPinRules : AbstractValidator<SetOwnPinRequest>
{
    public SetOwnPinRules()
    {
        RuleFor(request => request.Pin).NotEmpty().MaximumLength(20);
        RuleFor(request => request.CurrentPassword).NotEmpty().MaximumLength(4 * PasswordRules.Longest);
    }
}

/// <param name="Pin">Four to eight digits.</param>
/// <param name="CurrentPassword">For a PIN of one's own. Not asked for somebody else's.</param>
public sealed record SetPinRequest(string Pin, string? CurrentPassword = null);

public sealed class SetPinRules : AbstractValidator<SetPinRequest>
{
    public SetPinRules()
    {
        RuleFor(request => request.Pin).NotEmpty().MaximumLength(20);
        RuleFor(request => request.CurrentPassword).MaximumLength(4 * PasswordRules.Longest);
    }
}

public static class SetPin
{
    private const string SetPinSql = """
        insert into auth.pins as known (user_id, pin_hash, changed_at)
        select credential.user_id, $2, $3 from auth.credentials as credential where credential.user_id = $1
        on conflict (tenant_id, user_id) do update set pin_hash = excluded.pin_hash, changed_at = excluded.changed_at
        """;

    /// <summary>The signed-in person chooses a PIN for the tills of the business.</summary>
    /// <remarks>Appends <c>auth.pin.changed</c>. 400 <c>request.invalid</c> for a PIN that is tried first, 403 <c>auth.wrong_password</c>.</remarks>
    public static async Task<NoContent> Own(
        SetOwnPinRequest body, Principal me, TenantDb db, Passwords passwords, Attempts attempts, Revocations revocations, CancellationToken ct)
    {
        Demand(body.Pin);
        await OwnPassword.Demand(body.CurrentPassword, me, db, passwords, attempts, ct);
        return await Write(me.UserId, me, await passwords.Hash(body.Pin, ct), db, revocations, ct);
    }

    /// <summary>Gives somebody a PIN, as a manager does on their first day. Only of people whose every right one holds oneself: a PIN is their name.</summary>
    /// <remarks>Appends <c>auth.pin.changed</c>; sessions that were opened with the PIN before end. 403 <c>auth.above_you</c>, <c>auth.wrong_password</c>.</remarks>
    public static async Task<NoContent> Of(
        Id<User> id, SetPinRequest body, Principal me, TenantDb db, IUsers users, Passwords passwords, Attempts attempts, Revocations revocations, CancellationToken ct)
    {
        Demand(body.Pin);
        var (user, roles) = await db.Read(
            [users.ById(id), users.RolesOf(id)], async results => (await results.First<UserIdentity>(), await results.List<RoleAssignment>()), ct);
        if (user is null)
            throw AccessRefusals.NotFound.AsException();
        if (!roles.All(role => Covers(me, role)))
            throw AuthRefusals.AboveYou.AsException();
        if (id == me.UserId)
            await OwnPassword.Demand(body.CurrentPassword, me, db, passwords, attempts, ct);
        return await Write(id, me, await passwords.Hash(body.Pin, ct), db, revocations, ct);
    }

    internal static bool Covers(Principal me, RoleAssignment held) => Roles.Permissions[held.Role]
        .All(permission => held.LocationId is { } place ? me.Can(permission, place) : me.CanEverywhere(permission));

    private static void Demand(string pin)
    {
        if (PinRules.Fault(pin, "/pin") is { } fault)
            throw ValidBodyExtensions.Invalid(fault).AsException();
    }

    private static async Task<NoContent> Write(Id<User> user, Principal me, string hash, TenantDb db, Revocations revocations, CancellationToken ct)
    {
        await db.Write(
            tx =>
            {
                tx.Enqueue(new(SetPinSql, user, hash, tx.Now), set =>
                {
                    if (set == 0)
                        throw AccessRefusals.NotFound.AsException(); // invited, or made by an import: nobody who signs in
                });
                Sessions.EndOnTills(tx, user, me.SessionId, "pin_changed");
                tx.Append(new PinChanged(user));
                return Task.CompletedTask;
            },
            ct);
        await revocations.CatchUp(ct);
        return TypedResults.NoContent();
    }
}
