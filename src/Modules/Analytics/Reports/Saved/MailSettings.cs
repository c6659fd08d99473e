using System.Globalization;
using System.Net.Mail;
using Microsoft.Extensions.Configuration;

namespace Olympus.Analytics.Reports.Saved;

/// <summary>How mail leaves this installation; section <c>Olympus:Mail</c>. Without a host none does.</summary>
/// <param name="Host">Of the SMTP server.</param>
/// <param name="StartTls">Whether the connection must be encrypted before anything is said.</param>
/// <param name="From">The address that mails come from.</param>
/// <param name="PublicUrl">Where people reach this installation: links in mails begin with it.</param>
public sealed record MailSettings(string? Host = null, int Port = 587, bool StartTls = true, string? User = null, string? Password = null, string? From = null, Uri? PublicUrl = null)
{
    public bool CanSend => Host is not null;

    /// <exception cref="InvalidOperationException">Says which setting makes no sense.</exception>
    public static MailSettings Read(IConfiguration section)
    {
        if (section["Host"] is not { Length: > 0 } host)
            return new();
        var port = section["Port"] is { Length: > 0 } text
            ? int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 65536 ? number : throw Wrong("Port is a number from 1 to 65535")
            : 587;
        var startTls = section["Tls"] switch
        {
            null or "" or "starttls" => true,
            "none" => false,
            _ => throw Wrong("Tls is starttls or none"),
        };
        if (section["From"] is not { Length: > 0 } from || !MailAddress.TryCreate(from, out _))
            throw Wrong("From is the address that mails come from");
        if (!Uri.TryCreate(section["PublicUrl"], UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http"))
            throw Wrong("PublicUrl is where people reach this installation, such as https://shop.example.com");
        var (user, password) = (Some(section["User"]), Some(section["Password"]));
        if (user is not null && !startTls)
            throw Wrong("a password is only sent over an encrypted connection: Tls is starttls where there is a User");
        return new(host, port, startTls, user, password, from, url);
    }

    private static string? Some(string? text) => text is { Length: > 0 } ? text : null;

    private static InvalidOperationException Wrong(string what) => new($"Olympus:Mail: {what}.");
}
