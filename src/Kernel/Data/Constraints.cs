using System.Collections.Frozen;
using Npgsql;
using Olympus.Kernel.Http;

namespace Olympus.Kernel.Data;

/// <summary>One invariant that the database guards, and how its "no" is told: constraint name → refusal.</summary>
public sealed record ConstraintRefusal(string Constraint, Refusal Refusal);

/// <summary>All constraints that modules declared. No check before a write, so no race: the write itself is refused.</summary>
public sealed class Constraints(IEnumerable<ConstraintRefusal> declared)
{
    private readonly FrozenDictionary<string, Refusal> _refusals =
        declared.ToFrozenDictionary(c => c.Constraint, c => c.Refusal, StringComparer.Ordinal);

    public Refusal? Refusal(PostgresException e) => e.ConstraintName is { } name ? _refusals.GetValueOrDefault(name) : null;
}
