using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Contracts.Auth;

/// <summary>Answered by Auth, always in the caller's transaction: a right and the tokens that carry it change together. Every replica knows
/// within a second of the commit.</summary>
public interface ISessions
{
    /// <summary>The user's roles changed: access tokens in use are denied, and the next refresh gives one with the new rights.</summary>
    void RightsChanged(Tx tx, Id<User> user);

    /// <summary>The user may not come in any more: every session ends.</summary>
    void UserDisabled(Tx tx, Id<User> user);

    /// <summary>The tenant may not come in any more: every session of every user ends.</summary>
    void TenantSuspended(Tx tx);
}
