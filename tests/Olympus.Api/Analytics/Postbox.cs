using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Olympus.Analytics.Reports.Saved;

namespace Olympus.Api.Analytics;

/// <summary>A mail that came in.</summary>
internal sealed record Mail(string From, string To, string Text)
{
    /// <summary>What stands behind a header's name, unfolded; null: there is no such header.</summary>
    public string? Header(string name) => Text.Split("\r\n\r\n", 2)[0].Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n")
        .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}

/// <summary>An SMTP server on loopback (RFC 5321) that keeps what it takes.</summary>
internal static class Postbox
{
    private static readonly TcpListener Listener = Listen();
    private static readonly ConcurrentDictionary<string, int> Tries = new();

    public static readonly ConcurrentQueue<Mail> Mails = new();

    /// <summary>Address → what is answered to the try of that number to send there; taken where nothing is said.</summary>
    public static readonly ConcurrentDictionary<string, Func<int, string>> Answers = new();

    /// <summary>For every server of the tests.</summary>
    public static MailSettings Settings { get; } = new(
        "127.0.0.1", ((IPEndPoint)Listener.LocalEndpoint).Port, StartTls: false, From: "reports@olympus.test", PublicUrl: new("https://shop.example.test"));

    public static int TriesOf(string address) => Tries.GetValueOrDefault(address);

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _ = Accept(listener);
        return listener;
    }

    private static async Task Accept(TcpListener listener)
    {
        while (true)
            _ = Serve(await listener.AcceptTcpClientAsync());
    }

    private static async Task Serve(TcpClient client)
    {
        using var _ = client;
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.Latin1);
        Task Say(string line) => stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n")).AsTask();
        var (from, to) = ("", "");
        await Say("220 postbox ESMTP");
        while (await reader.ReadLineAsync() is { } line)
        {
            switch (line.Split(' ')[0].ToUpperInvariant())
            {
                case "EHLO" or "HELO":
                    await Say("250 postbox");
                    break;
                case "MAIL":
                    from = Address(line);
                    await Say("250 OK");
                    break;
                case "RCPT":
                    to = Address(line);
                    var tries = Tries.AddOrUpdate(to, 1, (_, before) => before + 1);
                    await Say(Answers.TryGetValue(to, out var answer) ? answer(tries) : "250 OK");
                    break;
                case "DATA":
                    await Say("354 go on");
                    var text = new StringBuilder();
                    while (await reader.ReadLineAsync() is { } part && part != ".")
                        text.Append(part.StartsWith("..", StringComparison.Ordinal) ? part[1..] : part).Append("\r\n");
                    Mails.Enqueue(new(from, to, text.ToString()));
                    await Say("250 taken");
                    break;
                case "QUIT":
                    await Say("221 bye");
                    return;
                default:
                    await Say("250 OK");
                    break;
            }
        }
    }

    private static string Address(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
}
