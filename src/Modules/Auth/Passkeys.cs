using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Security;

namespace Olympus.Auth;

/// <summary>What a browser asks the person's authenticator.</summary>
/// <param name="Ticket">Comes back with the answer; good once, for five minutes.</param>
/// <param name="Options">For <c>PublicKeyCredential.parseCreationOptionsFromJSON</c> or <c>parseRequestOptionsFromJSON</c>.</param>
public sealed record PasskeyQuestionResponse(string Ticket, JsonElement Options);

/// <summary>
/// Asks and checks passkeys (WebAuthn level 3) with the framework's handler. A question is kept in the database until it is answered or five minutes have passed, so
/// that any replica can check the answer and none is good twice.
/// </summary>
public sealed partial class Passkeys(AuthSettings settings, KeySeal seal, SystemDb db, TimeProvider clock, ILogger<Passkeys> log)
{
    public static readonly TimeSpan Answerable = TimeSpan.FromMinutes(5);

    private const string AddPurpose = "passkey to add";
    private const string SignInPurpose = "passkey to sign in";

    private const string KeepSql = "insert into auth.passkey_questions (hash, sealed, ends_at) values ($1, $2, $3)";

    private const string TakeSql = "delete from auth.passkey_questions where hash = $1 returning sealed, ends_at";

    private const string ForgetSql = "delete from auth.passkey_questions where ends_at < $1";

    private sealed record Question(byte[] Sealed, DateTimeOffset EndsAt);

    internal async Task<PasskeyQuestionResponse> AskToAdd(PasskeyHolder holder, string name, HttpContext http, CancellationToken ct)
    {
        var made = await Handler(holder).MakeCreationOptionsAsync(new() { Id = holder.Handle, Name = name, DisplayName = name }, http);
        return await Keep(made.AttestationState, made.CreationOptionsJson, AddPurpose, ct);
    }

    /// <summary>The same for everybody: who it is, the authenticator says.</summary>
    internal async Task<PasskeyQuestionResponse> AskToSignIn(HttpContext http, CancellationToken ct)
    {
        var made = await Handler(null).MakeRequestOptionsAsync(null, http);
        return await Keep(made.AssertionState, made.RequestOptionsJson, SignInPurpose, ct);
    }

    /// <summary>The passkey that was made for this person in answer to the ticket's question; null: it was not.</summary>
    internal async Task<UserPasskeyInfo?> CheckAdded(PasskeyHolder holder, string ticket, JsonElement credential, HttpContext http, CancellationToken ct)
    {
        if (await Take(ticket, AddPurpose, ct) is not { } state)
            return null;
        var result = await Handler(holder).PerformAttestationAsync(new() { HttpContext = http, CredentialJson = credential.GetRawText(), AttestationState = state });
        if (result.Succeeded && result.UserEntity.Id == holder.Handle)
            return result.Passkey;
        Refused(log, result.Succeeded ? "asked for somebody else" : result.Failure.Message);
        return null;
    }

    /// <summary>The passkey with which this person answered the ticket's question, as it is now; null: they did not.</summary>
    /// <param name="holder">Whom the answer says it is of; null: nobody.</param>
    internal async Task<UserPasskeyInfo?> CheckSignIn(PasskeyHolder? holder, string ticket, JsonElement credential, HttpContext http, CancellationToken ct)
    {
        if (await Take(ticket, SignInPurpose, ct) is not { } state)
            return null;
        var result = await Handler(holder).PerformAssertionAsync(new() { HttpContext = http, CredentialJson = credential.GetRawText(), AssertionState = state });
        if (result.Succeeded)
            return result.Passkey;
        Refused(log, result.Failure.Message);
        return null;
    }

    public Task Forget(CancellationToken ct) => db.Execute(new(ForgetSql, clock.GetUtcNow()), ct);

    private async Task<PasskeyQuestionResponse> Keep(string? state, string options, string purpose, CancellationToken ct)
    {
        var ticket = StrictBase64Url.Encode(RandomNumberGenerator.GetBytes(32));
        var secret = Encoding.UTF8.GetBytes(state ?? throw new InvalidOperationException("The handler gave no state to check an answer with."));
        await db.Execute(new(KeepSql, Hash(ticket), seal.Seal(secret, purpose), clock.GetUtcNow() + Answerable), ct);
        using var document = JsonDocument.Parse(options);
        return new(ticket, document.RootElement.Clone());
    }

    /// <summary>Whatever comes of it, the question is gone.</summary>
    private async Task<string?> Take(string ticket, string purpose, CancellationToken ct)
    {
        if (await db.First<Question>(new(TakeSql, Hash(ticket)), ct) is not { } question || question.EndsAt < clock.GetUtcNow())
        {
            Refused(log, "the ticket is unknown, used or too old");
            return null;
        }

        try
        {
            return Encoding.UTF8.GetString(seal.Open(question.Sealed, purpose));
        }
        catch (CryptographicException)
        {
            Refused(log, "the ticket is for something else");
            return null;
        }
    }

    private PasskeyHandler<PasskeyHolder> Handler(PasskeyHolder? holder) => new(
        new UserManager<PasskeyHolder>(new PasskeyShelf(holder), null!, null!, [], [], null!, null!, null!, Microsoft.Extensions.Logging.Abstractions.NullLogger<UserManager<PasskeyHolder>>.Instance),
        Options.Create(new IdentityPasskeyOptions
        {
            AuthenticatorTimeout = Answerable,
            UserVerificationRequirement = "required",
            ResidentKeyRequirement = "required",
            AttestationConveyancePreference = "none",
            ServerDomain = settings.PasskeyDomain,
            ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin && IsOurs(context.Origin, context.HttpContext)),
        }));

    /// <summary>Exactly where this server is: as it was set, or as it was asked. A page of another host, of a subdomain too, is somebody else's.</summary>
    private bool IsOurs(string origin, HttpContext http) => settings.PasskeyOrigins is [_, ..] set
        ? set.Contains(origin, StringComparer.Ordinal)
        : origin == $"{http.Request.Scheme}://{http.Request.Host}";

    private static byte[] Hash(string ticket) => SHA256.HashData(Encoding.UTF8.GetBytes(ticket));

    [LoggerMessage(1, LogLevel.Information, "A passkey was refused: {Reason}")]
    private static partial void Refused(ILogger log, string reason);
}
