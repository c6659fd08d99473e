using Microsoft.AspNetCore.Builder;

namespace Olympus.Kernel.Http;

/// <summary>A route that will go. Its answers say so (RFC 9745, RFC 8594), the API document shows it, and the log tells that it was used.</summary>
/// <param name="Since">Since when nothing new should use it.</param>
/// <param name="Sunset">When it may stop answering.</param>
/// <param name="Link">Where people read what to do.</param>
/// <param name="Successor">The address that takes its place; null: there is none.</param>
public sealed record Deprecation(DateTimeOffset Since, DateTimeOffset Sunset, string Link, string? Successor);

/// <summary>A route whose answers hold secrets beside what a caller sent, so that their length must tell nothing: never compressed.</summary>
public sealed record SecretAnswer;

public static class DeprecationExtensions
{
    public static TBuilder Deprecated<TBuilder>(this TBuilder route, DateOnly since, DateOnly sunset, string link, string? successor = null)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new Deprecation(Midnight(since), Midnight(sunset), link, successor));

    public static TBuilder AnswersSecrets<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new SecretAnswer());

    private static DateTimeOffset Midnight(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
