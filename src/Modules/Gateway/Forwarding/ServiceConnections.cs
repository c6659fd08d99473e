using System.Diagnostics;
using System.Net;
using Yarp.ReverseProxy.Forwarder;

namespace Olympus.Gateway.Forwarding;

/// <summary>The connections to services, kept open and shared. They change nothing of what is sent: no cookies, redirects, proxies, decompression.</summary>
public sealed class ServiceConnections(ForwardingSettings settings) : IDisposable
{
    public HttpMessageInvoker Invoker { get; } = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = new ReverseProxyPropagator(DistributedContextPropagator.Current),
        ConnectTimeout = settings.Connect,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60), // shorter than the services keep them
        PooledConnectionLifetime = TimeSpan.FromMinutes(5), // so that a name that moved is looked up again
    });

    public void Dispose() => Invoker.Dispose();
}
