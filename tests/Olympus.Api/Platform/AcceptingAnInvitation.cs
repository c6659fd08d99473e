using Microsoft.Extensions.DependencyInjection;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Security;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api.Platform;

public sealed class AcceptingAnInvitation(Server server)
{
    private const string InviteSql = """
        insert into platform.invitations (id, email, role, token_hash, invited_by, expires_at) values ($1, $2, 'manager', $3, $4, $5)
        """;

    private readonly OpaqueToken _token = OpaqueToken.New(OpaqueToken.Invitation, Id<Tenant>.New());

    private IUsers Users => server.Services.GetRequiredService<IUsers>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Makes_an_active_user_with_the_role_they_were_invited_to()
    {
        var shop = await Shop.Open(server);
        await Invite(shop, "bob@example.test", TimeSpan.FromDays(7));
        var bob = await Accept(shop, _token.Hash);
        bob.ShouldBe(new UserIdentity(bob!.UserId, "Bob", "bob@example.test", true));
        (await shop.Db.First<UserIdentity>(Users.ByEmail("BOB@example.test"), Ct)).ShouldBe(bob);
        (await shop.Db.First<UserIdentity>(Users.ById(bob.UserId), Ct)).ShouldBe(bob);
        (await shop.Db.Query<RoleAssignment>(Users.RolesOf(bob.UserId), Ct)).ShouldBe([new("manager", null)]);
    }

    [Fact]
    public async Task Works_once_for_two_people_at_the_same_time()
    {
        var shop = await Shop.Open(server);
        await Invite(shop, "bob@example.test", TimeSpan.FromDays(7));
        var accepted = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Accept(shop, _token.Hash)));
        accepted.Count(user => user is not null).ShouldBe(1);
    }

    [Fact]
    public async Task Takes_no_unknown_or_expired_token_and_none_of_another_tenant()
    {
        var (shop, other) = (await Shop.Open(server), await Shop.Open(server));
        await Invite(shop, "bob@example.test", TimeSpan.FromSeconds(-1));
        (await Accept(shop, _token.Hash)).ShouldBeNull();
        (await Accept(shop, OpaqueToken.New(OpaqueToken.Invitation, Id<Tenant>.New()).Hash)).ShouldBeNull();
        (await Accept(other, _token.Hash)).ShouldBeNull();
    }

    [Fact]
    public async Task Is_refused_when_the_address_became_a_user_meanwhile()
    {
        var shop = await Shop.Open(server);
        await Invite(shop, "ada@example.test", TimeSpan.FromDays(7));
        (await Should.ThrowAsync<RefusalException>(() => Accept(shop, _token.Hash))).Refusal.Code.ShouldBe("platform.email_taken");
    }

    private Task<UserIdentity?> Accept(Shop shop, byte[] hash) => shop.Db.Write(tx => Users.AcceptInvitation(tx, hash, "Bob"), Ct);

    private Task<ulong> Invite(Shop shop, string email, TimeSpan lifetime) => shop.Db.Write(
        tx => tx.Execute(new(InviteSql, Guid.CreateVersion7(), email, _token.Hash, shop.UserId, tx.Now + lifetime)), Ct);
}
