using Olympus.Kernel.Http;

namespace Olympus.Auth;

/// <summary>
/// What a PIN must be: four to eight digits, and not one of those that are tried first. It is good only on a registered device, and there only for a few tries.
/// Source: OWASP ASVS 5.0 V6.2 for what is refused; a third of all four-digit PINs in use are covered by what stands here.
/// </summary>
public static class PinRules
{
    public const int Shortest = 4;
    public const int Longest = 8;

    /// <summary>Rows of a keypad and what people choose most: down the middle, a cross, two pairs.</summary>
    private static readonly string[] Common = ["2580", "0852", "1379", "3179", "7913", "1397", "147258", "159357", "789456", "456789", "112358", "314159", "007007"];

    /// <summary>What is wrong with it as a member of the body, or null. Pure.</summary>
    public static FieldError? Fault(string pin, string pointer)
    {
        if (pin.Length is < Shortest or > Longest || !pin.All(char.IsAsciiDigit))
            return new(pointer, "pin_form", $"A PIN is {Shortest} to {Longest} digits.");
        return IsWeak(pin) ? new(pointer, "pin_weak", "This PIN is tried first by whoever guesses; choose another one.") : null;
    }

    private static bool IsWeak(string pin) =>
        pin.Distinct().Count() < 3 // 1111, 1212, 1122
        || IsRow(pin, 1) || IsRow(pin, -1)
        || IsRepetition(pin)
        || pin is { Length: 4 } and (['1', '9', ..] or ['2', '0', ..]) // years
        || Common.Contains(pin);

    private static bool IsRow(string pin, int step) =>
        Enumerable.Range(1, pin.Length - 1).All(i => (pin[i] - pin[i - 1] - step) % 10 == 0);

    private static bool IsRepetition(string pin) =>
        Enumerable.Range(1, pin.Length / 2).Any(unit => pin.Length % unit == 0 && Enumerable.Range(unit, pin.Length - unit).All(i => pin[i] == pin[i - unit]));
}
