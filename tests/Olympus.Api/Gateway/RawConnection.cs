using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Olympus.Api.Gateway;

/// <summary>Bytes to the server and back, with no client in between that would refuse to send them.</summary>
internal static partial class RawConnection
{
    /// <summary>Sends all and reads until the server closes. A request that <paramref name="ends"/> too early says after a while that nothing follows; so does
    /// any other one when the server has answered and leaves the connection open.</summary>
    public static async Task<string> Exchange(Uri url, string request, CancellationToken ct, bool ends = false)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, url.Port, ct);
        var answer = new StringBuilder();
        try
        {
            await socket.SendAsync(Encoding.Latin1.GetBytes(request), ct);
            var reading = Read(socket, answer, ct);
            for (var patience = 0; patience < 60 && await Task.WhenAny(reading, Task.Delay(500, ct)) != reading && !ends && answer.Length == 0;)
                patience++;
            if (!reading.IsCompleted)
                socket.Shutdown(SocketShutdown.Send);
            await reading.WaitAsync(TimeSpan.FromSeconds(20), ct);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
        {
            return answer.ToString(); // closed with bytes of ours unread
        }

        return answer.ToString();
    }

    /// <summary>The status of every answer in it.</summary>
    public static List<int> Statuses(string answers) => [.. StatusLine().Matches(answers).Select(match => int.Parse(match.Groups[1].Value))];

    private static async Task Read(Socket socket, StringBuilder answer, CancellationToken ct)
    {
        var buffer = new byte[16 * 1024];
        for (int read; (read = await socket.ReceiveAsync(buffer, ct)) > 0;)
            answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
    }

    [GeneratedRegex(@"^HTTP/1\.1 (\d{3}) ", RegexOptions.Multiline)]
    private static partial Regex StatusLine();
}
