using System.Globalization;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using System.Text.Encodings.Web;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Reports.Saved;

/// <summary>What a mail about a report says. Pure.</summary>
internal static class ReportMail
{
    /// <summary>Larger files come by the link alone.</summary>
    public const int LargestAttachment = 1024 * 1024;

    /// <summary>The same on every attempt, so that who got it already recognises it.</summary>
    public static string MessageId(Id<ReportJob> job, Id<User> user, string from) =>
        string.Create(CultureInfo.InvariantCulture, $"<report.{job}.{user}@{new MailAddress(from).Host}>");

    /// <exception cref="FormatException">The address is none.</exception>
    public static MailMessage Of(
        Id<ReportJob> job, Id<User> user, string name, string personName, string address, string fileName, string contentType, byte[] content, string link,
        DateTimeOffset until, string from)
    {
        // Names come from people: of a line break in one, another header would begin.
        var (title, person) = (OneLine(name), OneLine(personName));
        var text = $"""
            {title} is ready: {fileName}

            {link}

            Whoever has this link can fetch the file until {until.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC.
            You get this mail because {title} is made by a schedule and you are one of its recipients.
            """;
        var html = HtmlEncoder.Default;
        var page = $"""
            <!doctype html><html lang="en"><body style="font-family:sans-serif">
            <p><strong>{html.Encode(title)}</strong> is ready: {html.Encode(fileName)}</p>
            <p><a href="{html.Encode(link)}">Fetch the report</a></p>
            <p>Whoever has this link can fetch the file until {until.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC.</p>
            <p>You get this mail because {html.Encode(title)} is made by a schedule and you are one of its recipients.</p>
            </body></html>
            """;
        var message = new MailMessage
        {
            From = new MailAddress(from, "Olympus"),
            Subject = title,
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
            Body = text,
            BodyEncoding = Encoding.UTF8,
        };
        message.To.Add(new MailAddress(address, person, Encoding.UTF8));
        message.Headers.Add("Message-ID", MessageId(job, user, from));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(page, Encoding.UTF8, MediaTypeNames.Text.Html));
        if (content.Length <= LargestAttachment)
        {
            var attachment = new Attachment(new MemoryStream(content), fileName, contentType.Split(';')[0]);
            attachment.ContentDisposition!.FileName = fileName;
            message.Attachments.Add(attachment);
        }

        return message;
    }

    private static string OneLine(string text) => string.Concat(text.Where(letter => !char.IsControl(letter))).Trim();
}
