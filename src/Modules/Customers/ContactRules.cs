using System.Text.RegularExpressions;
using FluentValidation;

namespace Olympus.Customers;

/// <summary>An e-mail address or a phone number.</summary>
/// <param name="Value">As written; at most 254 characters.</param>
/// <param name="Label">Such as <c>work</c>.</param>
/// <param name="IsPrimary">The one to use first; when none is marked, the first of the list is.</param>
public sealed record ContactRequest(string Value, string? Label = null, bool IsPrimary = false);

/// <summary>A postal address.</summary>
/// <param name="Country">ISO 3166-1 alpha-2 where it is known, else as written.</param>
/// <param name="Label">Such as <c>home</c>.</param>
/// <param name="IsPrimary">The one to use first; when none is marked, the first of the list is.</param>
public sealed record AddressRequest(
    string? Line1 = null, string? Line2 = null, string? PostalCode = null, string? City = null, string? Region = null, string? Country = null,
    string? Label = null, bool IsPrimary = false);

internal static partial class ContactRules
{
    public static IRuleBuilderOptions<T, string?> IsLine<T>(this IRuleBuilder<T, string?> rule, int longest) => rule
        .Must(text => text is null || (text.Length <= longest && text.Trim().Length > 0 && !text.Any(char.IsControl) && !text.Contains("\U0010FFFF", StringComparison.Ordinal)))
        .WithErrorCode("line").WithMessage($"One line of 1 to {longest} characters.");

    public static IRuleBuilderOptions<T, string?> IsNote<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(text => text is null || (text.Length <= 4000 && !text.Contains('\0')))
        .WithErrorCode("text").WithMessage("At most 4000 characters.");

    /// <summary>Short: it must be read at a glance. Empty removes it.</summary>
    public static IRuleBuilderOptions<T, string?> IsAllergies<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(text => text is null || (text.Length <= 300 && !text.Any(char.IsControl)))
        .WithErrorCode("text").WithMessage("One line of at most 300 characters.");

    public static IRuleBuilderOptions<T, IReadOnlyList<string>?> AreTags<T>(this IRuleBuilder<T, IReadOnlyList<string>?> rule) => rule
        .Must(tags => tags is null || (tags.Count <= 20 && tags.All(tag => Tag().IsMatch(tag)) && tags.Distinct().Count() == tags.Count))
        .WithErrorCode("tags").WithMessage("At most 20 different tags of small letters, digits, - and _, at most 40 characters each.");

    public static IRuleBuilderOptions<T, IReadOnlyList<ContactRequest>?> AreEmails<T>(this IRuleBuilder<T, IReadOnlyList<ContactRequest>?> rule) => rule
        .Must(emails => emails is null || AreContacts(emails, email => Email().IsMatch(email.Trim())))
        .WithErrorCode("emails").WithMessage("At most 10 different e-mail addresses, one of them primary.");

    public static IRuleBuilderOptions<T, IReadOnlyList<ContactRequest>?> ArePhones<T>(this IRuleBuilder<T, IReadOnlyList<ContactRequest>?> rule) => rule
        .Must(phones => phones is null || AreContacts(phones, phone => Phone().IsMatch(phone) && SearchKeys.Phone(phone).Length is >= 3 and <= 20))
        .WithErrorCode("phones").WithMessage("At most 10 different phone numbers of 3 to 20 digits, one of them primary.");

    public static IRuleBuilderOptions<T, IReadOnlyList<AddressRequest>?> AreAddresses<T>(this IRuleBuilder<T, IReadOnlyList<AddressRequest>?> rule) => rule
        .Must(addresses => addresses is null
            || (addresses.Count <= 10 && addresses.Count(address => address.IsPrimary) <= 1 && addresses.All(IsAddress)))
        .WithErrorCode("addresses").WithMessage("At most 10 addresses, one of them primary, each with at least one part and no part above 200 characters.");

    private static bool AreContacts(IReadOnlyList<ContactRequest> contacts, Func<string, bool> isOne) => contacts.Count <= 10
        && contacts.Count(contact => contact.IsPrimary) <= 1
        && contacts.All(contact => contact.Value.Length <= 254 && isOne(contact.Value) && IsPart(contact.Label, 40))
        && contacts.DistinctBy(contact => SearchKeys.Text(contact.Value)).Count() == contacts.Count;

    private static bool IsAddress(AddressRequest address)
    {
        string?[] parts = [address.Line1, address.Line2, address.PostalCode, address.City, address.Region, address.Country];
        return parts.Any(part => part is not null) && parts.All(part => IsPart(part, 200)) && IsPart(address.Label, 40);
    }

    private static bool IsPart(string? text, int longest) =>
        text is null || (text.Length <= longest && text.Trim().Length > 0 && !text.Any(char.IsControl));

    [GeneratedRegex(@"\A[a-z0-9_-]{1,40}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\A[^\s@\p{C}]{1,64}@[^\s@\p{C}]+\.[^\s@\p{C}]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex Email();

    [GeneratedRegex(@"\A\+?[0-9 ()/.\-]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex Phone();
}
