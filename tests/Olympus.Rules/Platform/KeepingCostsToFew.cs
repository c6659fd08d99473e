using Olympus.Contracts.Platform;

namespace Olympus.Rules.Platform;

/// <summary>The log holds what goods had cost: who may read all of it may see costs anyway.</summary>
public sealed class KeepingCostsToFew
{
    [Fact]
    public void Whoever_reads_the_log_may_change_the_catalogue() =>
        Roles.Permissions.Where(role => role.Value.Contains("events:read")).ShouldAllBe(role => role.Value.Contains("catalog:write"));
}
