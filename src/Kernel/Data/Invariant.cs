namespace Olympus.Kernel.Data;

/// <summary>Something that must never be false of a tenant's books. <c>verify</c> asks each one for every tenant; a row is a violation.</summary>
public interface IInvariant
{
    /// <summary>Stable, such as <c>orders.total_is_sum_of_lines</c>.</summary>
    string Name { get; }

    /// <summary>Rows of <see cref="Violation"/>; none when all is well. Runs scoped to one tenant, read-only.</summary>
    Sql Violations { get; }
}

/// <param name="Subject">What is wrong, such as <c>order 0190…</c>.</param>
/// <param name="Detail">The numbers that disagree.</param>
public sealed record Violation(string Subject, string Detail);
