using System.Text.Json;
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

/// <param name="CurrentPassword">Whoever finds a device unlocked gives themselves no way back in.</param>
public sealed record AskForPasskeyRequest(string CurrentPassword);

public sealed class AskForPasskeyRules : AbstractValidator<AskForPasskeyRequest>
{
    public AskForPasskeyRules() => RuleFor(request => request.CurrentPassword).NotEmpty().MaximumLength(4 * PasswordRules.Longest);
}

/// <param name="Ticket">Of the question that the credential answers.</param>
/// <param name="Name">As the person calls the device, such as <c>My phone</c>.</param>
/// <param name="Credential">What <c>navigator.credentials.create</c> gave, as JSON.</param>
public sealed record AddPasskeyRequest(string Ticket, string Name, JsonElement Credential);

public sealed class AddPasskeyRules : AbstractValidator<AddPasskeyRequest>
{
    public AddPasskeyRules()
    {
        RuleFor(request => request.Ticket).NotEmpty().MaximumLength(100);
        RuleFor(request => request.Name).IsPasskeyName();
        RuleFor(request => request.Credential).IsCredential();
    }
}

internal static class PasskeyRules
{
    private const int LongestCredential = 16_384;

    public static void IsCredential<T>(this IRuleBuilder<T, JsonElement> rule) => rule
        .Must(credential => credential.ValueKind == JsonValueKind.Object && credential.GetRawText().Length <= LongestCredential)
        .WithErrorCode("credential").WithMessage("What the browser gave, as a JSON object.");

    public static void IsPasskeyName<T>(this IRuleBuilder<T, string> rule) => rule
        .Must(name => name is { Length: <= 60 } && name.Trim().Length > 0 && !name.Any(char.IsControl))
        .WithErrorCode("text").WithMessage("1 to 60 visible characters.");
}

public static class AddPasskey
{
    private const int Most = 20;

    private const string InsertSql = """
        insert into auth.passkeys (id, user_id, credential_id, public_key, sign_count, transports, is_backup_eligible, is_backed_up, name, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """;

    /// <summary>What the person's device needs to make a passkey. 403 <c>auth.wrong_password</c>, 409 <c>auth.too_many_passkeys</c>.</summary>
    public static async Task<PasskeyQuestionResponse> Ask(
        AskForPasskeyRequest body, Principal me, HttpContext http, TenantDb db, IUsers users, Passwords passwords, Attempts attempts, Passkeys passkeys, CancellationToken ct)
    {
        await OwnPassword.Demand(body.CurrentPassword, me, db, passwords, attempts, ct);
        var user = await db.First<UserIdentity>(users.ById(me.UserId), ct) ?? throw AccessRefusals.NotFound.AsException();
        return await passkeys.AskToAdd(await Holder(me, db, ct), user.Email, http, ct);
    }

    /// <summary>Keeps the passkey that the device made.</summary>
    /// <remarks>Appends <c>auth.passkey.added</c>. 409 <c>auth.passkey_not_added</c> when it does not answer the question: too late, a second time, from another page.</remarks>
    public static async Task<Created<PasskeyView>> Handle(
        AddPasskeyRequest body, Principal me, HttpContext http, TenantDb db, Passkeys passkeys, CancellationToken ct)
    {
        var made = await passkeys.CheckAdded(await Holder(me, db, ct), body.Ticket, body.Credential, http, ct)
            ?? throw AuthRefusals.PasskeyNotAdded.AsException();
        var added = await db.Write(
            tx =>
            {
                var view = new PasskeyView(Id<Passkey>.New(tx.Now), body.Name.Trim(), tx.Now, null, made.IsBackedUp);
                tx.Enqueue(new(
                    InsertSql, view.Id, me.UserId, made.CredentialId, made.PublicKey, (long)made.SignCount, made.Transports ?? [], made.IsBackupEligible, made.IsBackedUp,
                    view.Name, tx.Now));
                tx.Append(new PasskeyAdded(me.UserId, view.Id, view.Name));
                return Task.FromResult(view);
            },
            ct);
        return TypedResults.Created("/api/v1/auth/passkeys", added);
    }

    private static async Task<PasskeyHolder> Holder(Principal me, TenantDb db, CancellationToken ct)
    {
        var keys = await db.Query<KeptPasskey>(KeptPasskey.Of(me.UserId), ct);
        return keys.Count < Most ? new(me.TenantId, me.UserId, keys) : throw AuthRefusals.TooManyPasskeys.AsException();
    }
}
