using System.Text;
using Olympus.Kernel.Http;

namespace Olympus.Auth;

/// <summary>
/// What a password must be: 15 to 256 characters, any characters, and not something that is tried first. No rules about kinds of
/// characters, no expiry. Source: NIST SP 800-63B-4 §3.1.1 (15 without a second factor), OWASP ASVS 5.0 V6.2.
/// </summary>
public static class PasswordRules
{
    public const int Shortest = 15;
    public const int Longest = 256;

    /// <summary>So many characters must be left when the words that anybody would try are taken out.</summary>
    private const int OwnCharacters = 8;

    private static readonly string[] Sequences =
    [
        "01234567890123456789012345678901234567890", "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
        "qwertyuiopasdfghjklzxcvbnmqwertyuiop", "qwertzuiopasdfghjklyxcvbnm", "azertyuiopqsdfghjklmwxcvbn",
        "1q2w3e4r5t6y7u8i9o0p", "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    ];

    /// <summary>The roots of the most common passwords; longer first, so that the longest match is taken out.</summary>
    private static readonly string[] Common =
    [
        "passwort", "password", "passw0rd", "p@ssword", "p@ssw0rd", "motdepasse", "contraseña", "qwertyuiop", "1234567890", "123456789", "iloveyou",
        "sunshine", "princess", "football", "baseball", "superman", "trustno1", "changeme", "letmein", "welcome", "monkey", "dragon", "master",
        "shadow", "michael", "jordan", "secret", "qwertz", "qwerty", "azerty", "abc123", "123123", "111111", "000000", "654321", "123456", "12345",
        "admin", "login", "hello", "test", "olympus",
    ];

    /// <summary>What is wrong with it as a member of the body, or null.</summary>
    /// <param name="password">As typed.</param>
    /// <param name="pointer">Where it stands, such as <c>/password</c>.</param>
    /// <param name="context">What an attacker knows of this user: business, slug, name, e-mail.</param>
    public static FieldError? Fault(string password, string pointer, params IEnumerable<string> context)
    {
        var length = password.EnumerateRunes().Count();
        if (length < Shortest)
            return new(pointer, "too_short", $"A password has at least {Shortest} characters; a sentence is easy to remember.");
        if (length > Longest)
            return new(pointer, "too_long", $"A password has at most {Longest} characters.");

        var plain = password.ToLowerInvariant();
        if (IsRepetition(plain) || Sequences.Any(sequence => IsPart(plain, sequence)) || plain.Distinct().Count() < 5)
            return new(pointer, "too_common", "This is a repetition or a row of keys; choose something longer to guess.");
        if (Left(plain, Common) < OwnCharacters)
            return new(pointer, "too_common", "This consists of words that are tried first; choose something harder to guess.");
        return Left(plain, Words(context)) < OwnCharacters
            ? new(pointer, "contains_context", "This consists of your name, e-mail or business; choose something harder to guess.")
            : null;
    }

    /// <summary>Throws 400 <c>request.invalid</c> if there is something wrong.</summary>
    public static void Demand(string password, string pointer, params IEnumerable<string> context)
    {
        if (Fault(password, pointer, context) is { } fault)
            throw ValidBodyExtensions.Invalid(fault).AsException();
    }

    private static IEnumerable<string> Words(IEnumerable<string> context) => context
        .SelectMany(text => text.ToLowerInvariant().Split([' ', '-', '_', '.', '@', '+', ',', '\'', '&'], StringSplitOptions.RemoveEmptyEntries))
        .Where(word => word.Length >= 4)
        .Distinct()
        .OrderByDescending(word => word.Length);

    private static int Left(string password, IEnumerable<string> words)
    {
        var left = new StringBuilder(password);
        foreach (var word in words)
            left.Replace(word, "");
        return left.ToString().Count(char.IsLetterOrDigit) + left.ToString().Count(letter => letter > 127 && !char.IsLetterOrDigit(letter));
    }

    private static bool IsRepetition(string password)
    {
        for (var unit = 1; unit <= password.Length / 2; unit++)
            if (Enumerable.Range(unit, password.Length - unit).All(i => password[i] == password[i - unit]) && unit <= 8)
                return true;
        return false;
    }

    private static bool IsPart(string password, string sequence) =>
        sequence.Contains(password, StringComparison.Ordinal)
        || sequence.Contains(new string([.. password.Reverse()]), StringComparison.Ordinal);
}
