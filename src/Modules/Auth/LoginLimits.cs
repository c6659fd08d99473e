namespace Olympus.Auth;

/// <summary>
/// How often sign-in may fail. Guessing is slowed down by account and address, by address, and by account over all addresses; but nobody
/// can be locked out by somebody else's guesses: a device that signed in before counts by itself and against nothing else, and an address
/// that signed in before is not held back by what others do to the account.
/// </summary>
public static class LoginLimits
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    public const int PerAccountAndPlace = 10;
    public const int PerAddress = 100;
    public const int PerAccount = 100;

    /// <param name="slug">As given: unknown businesses are counted like known ones.</param>
    /// <param name="email">As given.</param>
    /// <param name="client">From where.</param>
    /// <param name="knownDevice">The hash of a device token that this user got at an earlier sign-in; null if there is none.</param>
    /// <param name="isKnownAddress">Whether this user signed in from this address before.</param>
    public static IReadOnlyList<AttemptLimit> For(string slug, string email, Client client, byte[]? knownDevice, bool isKnownAddress)
    {
        if (knownDevice is not null)
            return [AttemptLimit.Of(PerAccountAndPlace, Quarter, "login-device", slug, email, Convert.ToHexString(knownDevice))];

        var place = AttemptLimit.Of(PerAccountAndPlace, Quarter, "login-place", slug, email, client.Address);
        var address = AttemptLimit.Of(PerAddress, Quarter, "login-address", client.Address);
        return isKnownAddress
            ? [place, address]
            : [place, address, AttemptLimit.Of(PerAccount, TimeSpan.FromHours(1), "login-account", slug, email)];
    }

    /// <summary>Guesses at the current password by somebody who holds a session.</summary>
    public static IReadOnlyList<AttemptLimit> ForPasswordChange(Guid user) =>
        [AttemptLimit.Of(PerAccountAndPlace, Quarter, "change-password", user.ToString())];

    public const int PerPin = 5;
    public const int PerPinAndDay = 20;

    /// <summary>Guesses at one person's PIN on one till: a few at a time, and few in a day, so that ten thousand take more than a year. Each till and each person
    /// counts by themselves: nobody is locked out of another till.</summary>
    public static IReadOnlyList<AttemptLimit> ForPin(Guid device, Guid user) =>
    [
        AttemptLimit.Of(PerPin, Quarter, "pin", device.ToString(), user.ToString()),
        AttemptLimit.Of(PerPinAndDay, TimeSpan.FromDays(1), "pin-day", device.ToString(), user.ToString()),
    ];

    public const int PerTill = 20;

    /// <summary>Codes on one till that are nobody's badge: there are too many of them to guess, so this only bounds the noise. PINs go on.</summary>
    public static IReadOnlyList<AttemptLimit> ForBadge(Guid device) => [AttemptLimit.Of(PerTill, Quarter, "badge", device.ToString())];

    /// <summary>Passkeys that do not fit: nothing to guess, but work to check.</summary>
    public static IReadOnlyList<AttemptLimit> ForPasskey(Client client) => [AttemptLimit.Of(PerAddress, Quarter, "passkey", client.Address)];

    /// <summary>Invitation tokens that are not there.</summary>
    public static IReadOnlyList<AttemptLimit> ForInvitation(Client client) =>
        [AttemptLimit.Of(PerAddress, Quarter, "invitation", client.Address)];

    public static IReadOnlyList<AttemptLimit> ForSignUp(Client client, int perHour) =>
        [AttemptLimit.Of(perHour, TimeSpan.FromHours(1), "sign-up", client.Address)];
}
