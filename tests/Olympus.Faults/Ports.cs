using System.Net;
using System.Net.Sockets;

namespace Olympus.Tests;

public static class Ports
{
    /// <summary>One that nobody listens at, below those that are given to outgoing connections: what is killed there can come back there.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                continue; // taken: another one
            }
        }
    }
}
