using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Platform;

/// <summary>What sign-in may ask about people.</summary>
internal sealed class UserAnswers : IUsers
{
    private const string ByEmailSql = """
        select id as user_id, name, email, status = 'active' as is_active
        from platform.users
        where email = lower($1)
        """;

    private const string ByIdSql = """
        select id as user_id, name, email, status = 'active' as is_active
        from platform.users
        where id = $1
        """;

    private const string WorkingAtSql = """
        select person.id as user_id, person.name
        from platform.users as person
        where person.status = 'active' and exists (
            select from platform.role_assignments as held
            where held.user_id = person.id and (held.location_id is null or held.location_id = $1))
        order by person.id
        """;

    private const string RolesSql = """
        select role, location_id
        from platform.role_assignments
        where user_id = $1
        order by id
        """;

    private const string OpenInvitationSql = """
        select business.name as business_name, business.slug, business.industry, invitation.email, invitation.name, invitation.role,
            place.name as location_name, invitation.expires_at
        from platform.invitations as invitation
        join platform.tenants as business on business.id = invitation.tenant_id
        left join platform.locations as place on place.id = invitation.location_id
        where invitation.token_hash = $1 and invitation.accepted_at is null and invitation.revoked_at is null and invitation.expires_at > $2
        """;

    /// <summary>One statement decides: of two people with the same token, one finds it used.</summary>
    private const string AcceptSql = """
        update platform.invitations
        set accepted_at = $2, accepted_by = $3
        where token_hash = $1 and accepted_at is null and revoked_at is null and expires_at > $2
        returning id as invitation_id, email, role, location_id
        """;

    private const string InsertUserSql = "insert into platform.users (id, name, email) values ($1, $2, $3)";

    private const string InsertRoleSql = "insert into platform.role_assignments (id, user_id, role, location_id) values ($1, $2, $3, $4::uuid)";

    private sealed record Accepted(Id<Invitation> InvitationId, string Email, string Role, Id<Location>? LocationId);

    public Sql ByEmail(string email) => new(ByEmailSql, email);

    public Sql ById(Id<User> id) => new(ByIdSql, id);

    public Sql WorkingAt(Id<Location> location) => new(WorkingAtSql, location);

    public Sql RolesOf(Id<User> id) => new(RolesSql, id);

    public Sql OpenInvitation(byte[] tokenHash, DateTimeOffset now) => new(OpenInvitationSql, tokenHash, now);

    public async Task<UserIdentity?> AcceptInvitation(Tx tx, byte[] tokenHash, string name)
    {
        var user = Id<User>.New(tx.Now);
        if (await tx.First<Accepted>(new(AcceptSql, tokenHash, tx.Now, user)) is not { } accepted)
            return null;
        tx.Enqueue(new(InsertUserSql, user, name, accepted.Email));
        tx.Enqueue(new(InsertRoleSql, Id<RoleAssignment>.New(tx.Now), user, accepted.Role, accepted.LocationId));
        tx.Append(new InvitationAccepted(accepted.InvitationId, user));
        tx.Append(new UserCreated(user, accepted.Role));
        return new(user, name, accepted.Email, true);
    }
}
