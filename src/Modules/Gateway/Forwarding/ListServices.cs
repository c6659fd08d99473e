using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;

namespace Olympus.Gateway.Forwarding;

/// <summary>What the gateway thinks of the services it forwards to.</summary>
public sealed record ServicesResponse(IReadOnlyList<ServiceView> Data);

/// <summary>One service.</summary>
/// <param name="Name">Its role.</param>
/// <param name="IsAvailable">Whether a request for it would be sent on.</param>
public sealed record ServiceView(string Name, bool IsAvailable, IReadOnlyList<ServiceAddressView> Addresses);

/// <summary>One address of a service.</summary>
/// <param name="IsReady">Whether it said so when it was asked last.</param>
/// <param name="IsAllowed">Whether its circuit lets requests through.</param>
/// <param name="InFlight">Requests that are there right now.</param>
public sealed record ServiceAddressView(string Address, bool IsReady, bool IsAllowed, int InFlight);

public static class ListServices
{
    /// <summary>For whoever is on this machine and nobody else: how an installation is built is not the world's business. A request that a proxy
    /// sent on is not of this machine.</summary>
    public static Ok<ServicesResponse> Handle(Forwarder forwarder, HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } from || !IPAddress.IsLoopback(from.IsIPv4MappedToIPv6 ? from.MapToIPv4() : from)
            || http.Request.Headers.ContainsKey("X-Forwarded-For") || http.Request.Headers.ContainsKey("X-Original-For"))
            throw AccessRefusals.NotFound.AsException();
        return TypedResults.Ok(new ServicesResponse([.. forwarder.Services.Select(service => new ServiceView(
            service.Service.Name,
            service.All.Any(one => one.IsReady && one.IsAllowed),
            [.. service.All.Select(one => new ServiceAddressView(one.Prefix, one.IsReady, one.IsAllowed, one.InFlight))]))]));
    }
}
