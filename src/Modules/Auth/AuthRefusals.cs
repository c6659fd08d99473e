using Olympus.Kernel.Http;

namespace Olympus.Auth;

/// <summary>Every "no" of the module. Sign-in has one for all reasons: it never says whether a business or a person exists.</summary>
public static class AuthRefusals
{
    public static readonly Refusal InvalidCredentials =
        new(401, "auth.invalid_credentials", "Business, e-mail or password is not right.");

    public static readonly Refusal RefreshInvalid =
        new(401, "auth.refresh_invalid", "This refresh token is not valid (any more); sign in again.");

    public static readonly Refusal RefreshSuperseded =
        new(409, "auth.refresh_superseded", "This refresh token was just used; go on with the newest one.");

    public static readonly Refusal InvitationInvalid =
        new(404, "auth.invitation_invalid", "This invitation does not exist, was used or has expired.");

    public static readonly Refusal WrongPassword =
        new(403, "auth.wrong_password", "The current password is not right.");

    public static readonly Refusal RevocationsUnknown =
        new Refusal(503, "auth.revocations_unknown", "Whether this session is still valid cannot be checked right now; try again shortly.")
            .With("retry_after_seconds", 1);

    public static Refusal Throttled(TimeSpan wait) =>
        new Refusal(429, "auth.throttled", "Too many tries. Wait before the next one.")
            .With("retry_after_seconds", Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)));
}
