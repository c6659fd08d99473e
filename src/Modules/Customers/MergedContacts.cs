namespace Olympus.Customers;

/// <summary>What an entry knows that may come from two: how it was before a merge, and how it is afterwards. Pure.</summary>
internal sealed record MergedContacts(
    string? ExternalReference, string? Note, string? Allergies, string[] Tags, ContactView[] Emails, ContactView[] Phones, AddressView[] Addresses)
{
    /// <summary>As many of each as an entry may have.</summary>
    private const int Most = 10;

    private const int MostTags = 20;

    private const int LongestNote = 4000;

    private const int LongestAllergies = 300;

    public static MergedContacts Of(CustomerView customer) => new(
        customer.ExternalReference, customer.Note, customer.Allergies, customer.Tags, [.. customer.Emails], [.. customer.Phones], [.. customer.Addresses]);

    /// <summary>Everything of this one, and what only the other one has: no first choice changes, nothing stands twice.</summary>
    public MergedContacts With(MergedContacts other) => new(
        ExternalReference ?? other.ExternalReference,
        Joined(Note, other.Note, "\n", LongestNote),
        Joined(Allergies, other.Allergies, ", ", LongestAllergies),
        [.. Tags.Union(other.Tags).Take(MostTags)],
        Union(Emails, other.Emails, SearchKeys.Text),
        Union(Phones, other.Phones, SearchKeys.Phone),
        [.. Addresses.Concat(other.Addresses.Where(address => !Addresses.Any(own => Same(own, address))).Select(address => address with { IsPrimary = address.IsPrimary && Addresses.Length == 0 })).Take(Most)]);

    private static ContactView[] Union(ContactView[] own, ContactView[] others, Func<string, string> key) =>
    [
        .. own.Concat(others.Select(contact => contact with { IsPrimary = contact.IsPrimary && own.Length == 0 })).DistinctBy(contact => key(contact.Value)).Take(Most),
    ];

    private static bool Same(AddressView one, AddressView other) => one with { Label = null, IsPrimary = false } == other with { Label = null, IsPrimary = false };

    private static string? Joined(string? own, string? other, string between, int longest)
    {
        if (own is null || other is null || own.Contains(other, StringComparison.OrdinalIgnoreCase))
            return own ?? other;
        var both = own + between + other;
        return both.Length <= longest ? both : both[..longest];
    }
}
