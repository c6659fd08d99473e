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

    public static readonly Refusal DeviceUnknown =
        new(401, "auth.device_unknown", "This device is not registered as a till (any more).");

    public static readonly Refusal LocationUnknown = new(409, "auth.location_unknown", "There is no such location, or it is out of use.");

    public static readonly Refusal AboveYou =
        new(403, "auth.above_you", "A PIN or a badge is given only to people whose every right one holds oneself.");

    public static Refusal PinWrong(int left) =>
        new Refusal(401, "auth.pin_wrong", "That PIN is not right.").With("attempts_left", left);

    public static readonly Refusal BadgeRefused = new(401, "auth.badge_refused", "This badge signs nobody in on this till.");

    public static readonly Refusal ApprovalOwn = new(403, "auth.approval_own", "Nobody approves what they ask for themselves.");

    public static Refusal ApproverLacks(string permission) =>
        new Refusal(403, "auth.approver_lacks", "Who was asked may not do this here either.").With("permission", permission);

    public static readonly Refusal PasskeyRefused = new(401, "auth.passkey_refused", "This passkey does not sign anybody in here.");

    public static readonly Refusal PasskeyNotAdded =
        new(409, "auth.passkey_not_added", "This is no answer to the question: too late, a second time, from another page or a passkey that is there already. Begin anew.");

    public static readonly Refusal TooManyPasskeys = new(409, "auth.too_many_passkeys", "A person has at most 20 passkeys.");

    public static readonly Refusal RevocationsUnknown =
        new Refusal(503, "auth.revocations_unknown", "Whether this session is still valid cannot be checked right now; try again shortly.")
            .With("retry_after_seconds", 1);

    public static Refusal Throttled(TimeSpan wait) =>
        new Refusal(429, "auth.throttled", "Too many tries. Wait before the next one.")
            .With("retry_after_seconds", Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)));
}
