using System.Net;

namespace Olympus.Api.Isolation;

/// <summary>How to call one operation of the API document, for the matrix: with one's own ids, another tenant's, or random ones.</summary>
/// <param name="Operation">Its operationId.</param>
/// <param name="Own">What the owner is answered about their own.</param>
public sealed record Row(string Operation, HttpStatusCode Own = HttpStatusCode.OK)
{
    /// <summary>What is not one's own, where an operation has several rows.</summary>
    public string Aim { get; init; } = "";

    public string Name => Aim.Length == 0 ? Operation : $"{Operation}, {Aim}";

    /// <summary>Path parameter → whose id stands there. The world is the one that is aimed at.</summary>
    public Dictionary<string, Func<World, string>> Path { get; init; } = [];

    /// <summary>Path parameter → an id that is always the caller's own, where the aim is elsewhere in the request.</summary>
    public Dictionary<string, Func<World, string>> OwnPath { get; init; } = [];

    /// <summary>The query string with its <c>?</c>; the world is the one that is aimed at.</summary>
    public Func<World, string>? Query { get; init; }

    /// <summary>What to ask instead where an answer must stay the same: without it, this one shows whatever happens meanwhile.</summary>
    public string? SteadyQuery { get; init; }

    /// <summary>The body: first the caller's own world, then the one that is aimed at.</summary>
    public Func<World, World, object>? Body { get; init; }

    /// <summary>What the world needs to hold beyond the usual before the operation can succeed.</summary>
    public Func<World, Task>? Before { get; init; }

    /// <summary>What somebody is answered who aims at what is not theirs, the same as at what does not exist.</summary>
    public HttpStatusCode Elsewhere { get; init; } = HttpStatusCode.NotFound;

    /// <summary>Nothing in the request names anything of a tenant, so there is nothing to aim at elsewhere.</summary>
    public bool NamesNothing => Path.Count == 0 && Query is null && !AimsByBody;

    /// <summary>The ids are in the body.</summary>
    public bool AimsByBody { get; init; }

    /// <summary>A refusal about an id inside the body may name that id: it is what the caller sent.</summary>
    public bool EchoesTheIdSent { get; init; }
}
