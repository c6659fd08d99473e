using System.Text;

namespace Olympus.Customers;

/// <summary>How what people write becomes what is compared.</summary>
internal static class SearchKeys
{
    /// <summary>Behind everything that begins with a prefix.</summary>
    private const string Last = "\U0010FFFF";

    /// <summary>Small letters, single spaces.</summary>
    public static string Text(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();

    /// <summary>Digits alone, without the + or 00 of an international number: spellings of one number are equal.</summary>
    public static string Phone(string text)
    {
        var digits = new StringBuilder(text.Length);
        foreach (var c in text)
            if (char.IsAsciiDigit(c))
                digits.Append(c);
        return digits.Length > 2 && digits[0] == '0' && digits[1] == '0' ? digits.ToString(2, digits.Length - 2) : digits.ToString();
    }

    /// <summary>The whole name and every later word of it, so that a last name finds as well.</summary>
    public static IEnumerable<string> Name(string name)
    {
        var key = Text(name);
        yield return key;
        for (var space = key.IndexOf(' ', StringComparison.Ordinal); space >= 0; space = key.IndexOf(' ', space + 1))
            yield return key[(space + 1)..];
    }

    public static (string From, string Below) Prefix(string key) => (key, key + Last);

    public static (string From, string Below) Exactly(string key) => (key, key + "\u0001");
}
