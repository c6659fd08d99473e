using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Olympus.Contracts.Auth;
using Olympus.Kernel.Data;
using Olympus.Kernel.Security;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Auth;

/// <summary>A passkey as it is kept.</summary>
internal sealed record KeptPasskey(
    Id<Passkey> Id, byte[] CredentialId, byte[] PublicKey, long SignCount, string[] Transports, bool IsBackupEligible, bool IsBackedUp, DateTimeOffset CreatedAt)
{
    private const string OfUserSql = """
        select id, credential_id, public_key, sign_count, transports, is_backup_eligible, is_backed_up, created_at
        from auth.passkeys
        where user_id = $1
        order by created_at, id
        """;

    /// <summary>Rows of <see cref="KeptPasskey"/>.</summary>
    public static Sql Of(Id<User> user) => new(OfUserSql, user);

    public UserPasskeyInfo Known => new(
        CredentialId, PublicKey, CreatedAt, (uint)SignCount, Transports, isUserVerified: true, IsBackupEligible, IsBackedUp, attestationObject: [], clientDataJson: []);
}

/// <summary>Whose passkeys they are, and what they are. The handle is what an authenticator keeps of a person, and says again when it signs in: it names the
/// tenant too, so that nobody has to type it, and nothing else.</summary>
internal sealed record PasskeyHolder(Id<Tenant> Tenant, Id<User> User, IReadOnlyList<KeptPasskey> Keys)
{
    /// <summary>64 letters: as much as an authenticator keeps.</summary>
    public string Handle => $"{Tenant.Value:N}{User.Value:N}";

    public static bool TryRead(string handle, out Id<Tenant> tenant, out Id<User> user)
    {
        (tenant, user) = (default, default);
        if (handle.Length != 64 || !Guid.TryParseExact(handle[..32], "N", out var of) || !Guid.TryParseExact(handle[32..], "N", out var who))
            return false;
        (tenant, user) = (new(of), new(who));
        return true;
    }

    /// <summary>Whom an answer says it is of; nothing of it is checked yet.</summary>
    public static bool TryReadAnswer(JsonElement credential, out Id<Tenant> tenant, out Id<User> user)
    {
        (tenant, user) = (default, default);
        return credential.TryGetProperty("response", out var response) && response.ValueKind == JsonValueKind.Object
            && response.TryGetProperty("userHandle", out var handle) && handle.ValueKind == JsonValueKind.String
            && StrictBase64Url.TryDecode(handle.GetString(), out var bytes) && bytes.Length == 64
            && TryRead(Encoding.ASCII.GetString(bytes), out tenant, out user);
    }

    public KeptPasskey? Find(byte[] credentialId) => Keys.FirstOrDefault(key => key.CredentialId.AsSpan().SequenceEqual(credentialId));
}

/// <summary>What the framework's passkey handler asks of a store, answered from one person whose passkeys were read before: it does no input and output, so that what
/// it refuses is never a broken database.</summary>
[SuppressMessage("Design", "CA1001", Justification = "There is nothing to dispose of.")]
internal sealed class PasskeyShelf(PasskeyHolder? holder) : IUserPasskeyStore<PasskeyHolder>
{
    public Task<PasskeyHolder?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Task.FromResult(holder is not null && holder.Handle == userId ? holder : null);

    public Task<string> GetUserIdAsync(PasskeyHolder user, CancellationToken cancellationToken) => Task.FromResult(user.Handle);

    public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(PasskeyHolder user, CancellationToken cancellationToken) =>
        Task.FromResult<IList<UserPasskeyInfo>>([.. user.Keys.Select(key => key.Known)]);

    public Task<UserPasskeyInfo?> FindPasskeyAsync(PasskeyHolder user, byte[] credentialId, CancellationToken cancellationToken) =>
        Task.FromResult(user.Find(credentialId)?.Known);

    /// <summary>Of the person's own; that of anybody else in the tenant is refused by the database.</summary>
    public Task<PasskeyHolder?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        Task.FromResult(holder?.Find(credentialId) is null ? null : holder);

    public Task AddOrUpdatePasskeyAsync(PasskeyHolder user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw Never;

    public Task RemovePasskeyAsync(PasskeyHolder user, byte[] credentialId, CancellationToken cancellationToken) => throw Never;

    public Task<string?> GetUserNameAsync(PasskeyHolder user, CancellationToken cancellationToken) => throw Never;

    public Task SetUserNameAsync(PasskeyHolder user, string? userName, CancellationToken cancellationToken) => throw Never;

    public Task<string?> GetNormalizedUserNameAsync(PasskeyHolder user, CancellationToken cancellationToken) => throw Never;

    public Task SetNormalizedUserNameAsync(PasskeyHolder user, string? normalizedName, CancellationToken cancellationToken) => throw Never;

    public Task<PasskeyHolder?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => throw Never;

    public Task<IdentityResult> CreateAsync(PasskeyHolder user, CancellationToken cancellationToken) => throw Never;

    public Task<IdentityResult> UpdateAsync(PasskeyHolder user, CancellationToken cancellationToken) => throw Never;

    public Task<IdentityResult> DeleteAsync(PasskeyHolder user, CancellationToken cancellationToken) => throw Never;

    public void Dispose()
    {
    }

    private static NotSupportedException Never => new("The passkey handler only asks; what it found is written by the slices.");
}
