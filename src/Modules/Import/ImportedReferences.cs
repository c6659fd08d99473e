using Olympus.Kernel.Data;

namespace Olympus.Import;

/// <summary>Remembers what was imported, in the transaction that imports it. The unique key decides between two imports that run at once:
/// the second waits for the first and then finds the thing there.</summary>
internal sealed class ImportedReferences(string source)
{
    private const string KnownSql = "select reference, id from import.references where source = $1 and kind = $2";

    private const string ClaimSql = """
        insert into import.references (source, kind, reference, id)
        select $1, $2, new.reference, new.id
        from unnest($3::text[], $4::uuid[]) as new (reference, id)
        order by new.reference
        on conflict do nothing
        returning reference
        """;

    internal sealed record Known(string Reference, Guid Id);

    public async Task<Dictionary<string, Guid>> All(TenantDb db, string kind, CancellationToken ct) =>
        (await db.Query<Known>(new(KnownSql, source, kind), ct)).ToDictionary(row => row.Reference, row => row.Id, StringComparer.Ordinal);

    /// <summary>Claims the references that nobody has claimed before, and says which those are.</summary>
    public async Task<HashSet<string>> Claim(Tx tx, string kind, IReadOnlyCollection<KeyValuePair<string, Guid>> things) => things.Count == 0
        ? []
        : [.. await tx.Query<string>(new(ClaimSql, source, kind, things.Select(thing => thing.Key).ToArray(), things.Select(thing => thing.Value).ToArray()))];
}
