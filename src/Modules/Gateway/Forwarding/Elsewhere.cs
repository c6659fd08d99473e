using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Olympus.Kernel.Data;

namespace Olympus.Gateway.Forwarding;

/// <summary>A part of the API that runs elsewhere.</summary>
/// <param name="Name">As in <c>Olympus:Services:NAME</c>.</param>
/// <param name="Prefixes">Paths that it serves, with all below them.</param>
/// <param name="Addresses">Where it runs; each of them serves all of it.</param>
public sealed record Elsewhere(string Name, IReadOnlyList<PathString> Prefixes, IReadOnlyList<Uri> Addresses)
{
    /// <summary>More are better hidden behind a balancer of their own.</summary>
    private const int MostAddresses = 64;

    /// <summary>Reads the addresses from <c>Olympus:Services:NAME</c>, separated by commas.</summary>
    /// <exception cref="StartupException">They are missing, or one is no address; says what to set.</exception>
    public static Elsewhere From(IConfiguration configuration, string name, IReadOnlyList<PathString> prefixes)
    {
        var text = configuration[$"Olympus:Services:{name}"];
        if (string.IsNullOrWhiteSpace(text))
            throw new StartupException(
                $"This process has the role gateway but not {name}, and does not know where {name} runs: set Olympus__Services__{name} "
                + $"to its addresses, such as http://{name}-1:8080,http://{name}-2:8080, or add the role {name}.");
        Uri[] addresses = [.. text.Split(',', StringSplitOptions.TrimEntries).Select(one => Address(name, one)).Distinct()];
        return addresses.Length <= MostAddresses
            ? new(name, prefixes, addresses)
            : throw new StartupException($"Olympus__Services__{name} has {addresses.Length} addresses; {MostAddresses} are the most.");
    }

    private static Uri Address(string name, string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address is { PathAndQuery: "/", Fragment: "", UserInfo: "" }
            ? address
            : throw new StartupException($"Olympus__Services__{name} has '{text}', which is no address of the form http://host:port or https://host:port.");
}
