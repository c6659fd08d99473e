using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Contracts.Auth;

/// <summary>Answered by Auth, for whoever makes users by other ways than signing up: demo data, an operator's reset.</summary>
public interface ICredentials
{
    /// <summary>Lets the user sign in with the password of this hash and no other one; every session they have ends. Appends
    /// <c>auth.password.changed</c> and <c>auth.sessions.ended</c>.</summary>
    /// <param name="tx">The caller's transaction.</param>
    /// <param name="user">Of the transaction's tenant.</param>
    /// <param name="passwordHash">From <see cref="Kernel.Security.Passwords"/>: hashed before the transaction began.</param>
    void Set(Tx tx, Id<User> user, string passwordHash);
}
