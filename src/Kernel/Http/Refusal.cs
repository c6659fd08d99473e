namespace Olympus.Kernel.Http;

/// <summary>A "no" that a client can act on: an HTTP status, a code that never changes, a sentence for people.</summary>
/// <param name="Status">HTTP status, 4xx.</param>
/// <param name="Code">Stable, <c>module.snake_case</c>: clients switch on it, never on the text.</param>
/// <param name="Detail">One sentence in plain words.</param>
public sealed record Refusal(int Status, string Code, string Detail)
{
    /// <summary>Facts a client can act on, written as extra members of the problem body (snake_case names).</summary>
    public IReadOnlyDictionary<string, object?>? Facts { get; init; }

    public Refusal With(string fact, object? value) =>
        this with { Facts = new Dictionary<string, object?>(Facts ?? new Dictionary<string, object?>()) { [fact] = value } };

    public RefusalException AsException() => new(this);
}

/// <summary>Carries a <see cref="Refusal"/> up to the edge and unwinds the transaction on its way. Never logged as an error.</summary>
public sealed class RefusalException(Refusal refusal) : Exception(refusal.Code)
{
    public Refusal Refusal { get; } = refusal;
}
