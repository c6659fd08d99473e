using FluentValidation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Security;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Auth;

/// <summary>A business signs up: its tenant, its first location and its owner.</summary>
/// <param name="BusinessName">As customers know it.</param>
/// <param name="Slug">Short name for signing in: 3 to 40 lower-case letters, digits and hyphens; unique in this installation.</param>
/// <param name="Industry"><c>restaurant</c>, <c>retail</c>, <c>hospitality</c>, <c>events</c> or <c>salon</c>.</param>
/// <param name="TaxRegion">Country (ISO 3166-1 alpha-2), or with a subdivision such as <c>US-NY</c>.</param>
/// <param name="Currency">ISO 4217, of the first location.</param>
/// <param name="TimeZone">IANA zone of the first location, such as <c>Europe/Berlin</c>.</param>
/// <param name="PricesIncludeTax">Whether the prices it enters include tax.</param>
/// <param name="OwnerName">Of the person who signs up.</param>
/// <param name="Email">Of the owner, for signing in.</param>
/// <param name="Password">15 to 256 characters.</param>
/// <param name="LocationName">Of the first location; <c>Main</c> if not given.</param>
/// <param name="Locale">BCP 47, how the business likes to see things; <c>en</c> if not given.</param>
/// <param name="DayCutOff">Local time at which the first location's business day begins; midnight if not given.</param>
/// <param name="Cookie">For web pages of this server: the refresh and the device token come in cookies instead of the answer.</param>
public sealed record SignUpRequest(
    string BusinessName, string Slug, string Industry, string TaxRegion, Currency Currency, string TimeZone, bool PricesIncludeTax,
    string OwnerName, string Email, string Password, string? LocationName = null, string? Locale = null, TimeOnly? DayCutOff = null, bool Cookie = false);

/// <summary>The new business, with its owner signed in.</summary>
/// <inheritdoc cref="SignedInResponse"/>
/// <param name="LocationId">The first location.</param>
public sealed record SignUpResponse(
    Id<Tenant> TenantId, Id<Location> LocationId, Id<User> UserId, Id<Session> SessionId,
    string AccessToken, string TokenType, int ExpiresIn, string? RefreshToken, DateTimeOffset RefreshExpiresAt, string? DeviceToken);

public sealed class SignUpRules : AbstractValidator<SignUpRequest>
{
    private static readonly string[] Industries = ["restaurant", "retail", "hospitality", "events", "salon"];

    public SignUpRules()
    {
        RuleFor(request => request.BusinessName).NotEmpty().MaximumLength(120);
        RuleFor(request => request.Slug).Matches("^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$")
            .WithMessage("A slug has 3 to 40 lower-case letters, digits and hyphens, and does not begin or end with a hyphen.");
        RuleFor(request => request.Industry).Must(industry => Industries.Contains(industry))
            .WithMessage($"An industry is one of {string.Join(", ", Industries)}.");
        RuleFor(request => request.TaxRegion).Matches("^[A-Z]{2}(-[A-Z0-9]{1,3})?$").WithMessage("A tax region is a country such as DE, or US-NY.");
        RuleFor(request => request.Currency).Must(currency => Currency.IsKnown(currency.ToString())).WithMessage("A currency is an ISO 4217 code such as EUR.");
        RuleFor(request => request.TimeZone).Must(zone => DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not null)
            .WithMessage("A time zone is an IANA name such as Europe/Berlin.");
        RuleFor(request => request.OwnerName).NotEmpty().MaximumLength(120);
        RuleFor(request => request.Email).MaximumLength(254).EmailAddress();
        RuleFor(request => request.LocationName).NotEmpty().MaximumLength(120).When(request => request.LocationName is not null);
        RuleFor(request => request.Locale).Matches("^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$").WithErrorCode("locale")
            .WithMessage("A BCP 47 language tag such as de or de-AT.").When(request => request.Locale is not null);
        RuleFor(request => request.DayCutOff).Must(time => time is null || time.Value.Ticks % TimeSpan.TicksPerMinute == 0).WithErrorCode("minute")
            .WithMessage("A whole minute.");
    }
}

public static class SignUp
{
    private const string InsertCredentialSql = "insert into auth.credentials (user_id, password_hash) values ($1, $2)";

    /// <summary>Creates the business and signs its owner in.</summary>
    /// <remarks>Appends <c>platform.tenant.created</c>, <c>platform.location.created</c>, <c>platform.user.created</c> and
    /// <c>auth.user.logged_in</c>. A taken slug is 409 <c>platform.slug_taken</c>; e-mails are known within one business only.</remarks>
    public static async Task<Created<SignUpResponse>> Handle(
        SignUpRequest body, Client client, BrowserSession browser, Caller caller, TenantDbs tenants, ITenants directory, Passwords passwords, Attempts attempts, AuthSettings settings,
        SignIn signIn, CancellationToken ct)
    {
        PasswordRules.Demand(body.Password, "/password", body.BusinessName, body.Slug, body.OwnerName, body.Email);
        await attempts.Take(LoginLimits.ForSignUp(client, settings.SignUpsPerHour), ct);
        var hash = await passwords.Hash(body.Password, ct);

        var (tenant, location, owner) = (Id<Tenant>.New(), Id<Location>.New(), Id<User>.New());
        var signedIn = await tenants.For(tenant, $"user:{owner}", caller.CorrelationId).Write(
            async tx =>
            {
                await directory.Register(tx, new NewTenant(
                    tenant, body.BusinessName.Trim(), body.Slug, body.Industry, location, body.LocationName?.Trim() ?? "Main", body.Currency, body.TimeZone,
                    body.TaxRegion, body.PricesIncludeTax, owner, body.OwnerName.Trim(), body.Email.ToLowerInvariant(), body.Locale ?? "en",
                    body.DayCutOff ?? TimeOnly.MinValue));
                tx.Enqueue(new(InsertCredentialSql, owner, hash));
                return await signIn.Open(tx, owner, securityVersion: 1, client, device: null, isNewClient: true);
            },
            ct);
        signedIn = browser.Keep(signedIn, body.Cookie);
        return TypedResults.Created("/api/v1/auth/me", new SignUpResponse(
            tenant, location, owner, signedIn.SessionId, signedIn.AccessToken, signedIn.TokenType, signedIn.ExpiresIn, signedIn.RefreshToken,
            signedIn.RefreshExpiresAt, signedIn.DeviceToken));
    }
}
