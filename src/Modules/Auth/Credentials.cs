using Olympus.Contracts.Auth;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Auth;

/// <summary>Gives a user the password that somebody else decided on.</summary>
internal sealed class Credentials : ICredentials
{
    private const string SetCredentialSql = """
        insert into auth.credentials as known (user_id, password_hash, changed_at) values ($1, $2, $3)
        on conflict (tenant_id, user_id) do update set password_hash = excluded.password_hash, changed_at = excluded.changed_at
        """;

    public void Set(Tx tx, Id<User> user, string passwordHash)
    {
        tx.Enqueue(new(SetCredentialSql, user, passwordHash, tx.Now));
        Sessions.EndAll(tx, user, "password_changed");
        tx.Append(new PasswordChanged(user));
    }
}
