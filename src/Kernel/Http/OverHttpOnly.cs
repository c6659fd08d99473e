namespace Olympus.Kernel.Http;

/// <summary>Marks a route that makes no sense as a method of the socket: a stream, a file.</summary>
public sealed record OverHttpOnly;
