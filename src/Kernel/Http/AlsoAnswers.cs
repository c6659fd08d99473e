namespace Olympus.Kernel.Http;

/// <summary>Marks an operation that answers 200 with a body of another type as well, where the framework knows one type for each status.</summary>
/// <param name="MediaType">Of that body.</param>
/// <param name="Body">Its shape, which another operation answers as well.</param>
public sealed record AlsoAnswers(string MediaType, Type Body);
