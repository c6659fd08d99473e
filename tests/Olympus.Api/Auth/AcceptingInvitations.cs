using System.Net;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Security;
using Olympus.Kernel.Values;

namespace Olympus.Api.Auth;

public sealed class AcceptingInvitations(Server server)
{
    private const string Chosen = "seven quiet lighthouses";

    [Fact]
    public async Task Lets_the_person_in_with_the_role_that_was_offered()
    {
        var (owner, token) = await Invited();
        var guest = owner.Elsewhere();
        guest.Become((await guest.Post("/api/v1/auth/invitations/accept", new { token, name = "Bo Lind", password = Chosen })).MustBe(HttpStatusCode.OK));

        var me = (await guest.Me()).MustBe(HttpStatusCode.OK);
        me["email"].GetValue<string>().ShouldBe("bo@example.test");
        me["roles"][0]!["role"]!.GetValue<string>().ShouldBe("staff");
        (await owner.Elsewhere().TryLogin(owner.Slug, "bo@example.test", Chosen)).MustBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Works_once()
    {
        var (owner, token) = await Invited();
        var body = new { token, name = "Bo Lind", password = Chosen };
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => owner.Elsewhere().Post("/api/v1/auth/invitations/accept", body)));
        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(answer => answer.Code == "auth.invitation_invalid").ShouldBe(4);
    }

    [Fact]
    public async Task Is_refused_for_tokens_that_are_no_good()
    {
        var (owner, _) = await Invited();
        foreach (var token in new[] { "x", owner.RefreshToken, OpaqueToken.New(OpaqueToken.Invitation, owner.TenantId).Text })
            (await owner.Elsewhere().Post("/api/v1/auth/invitations/accept", new { token, name = "Bo", password = Chosen }))
                .MustRefuse(HttpStatusCode.NotFound, "auth.invitation_invalid");
        (await owner.Elsewhere().Post("/api/v1/auth/invitations/accept", new { token = "x", name = "Bo", password = "short" }))
            .MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
    }

    private async Task<(Visitor Owner, string Token)> Invited()
    {
        var owner = await Visitor.Owner(server);
        var token = OpaqueToken.New(OpaqueToken.Invitation, owner.TenantId);
        await owner.Db.Write(
            tx => tx.Execute(new(
                """
                insert into platform.invitations (id, email, role, token_hash, invited_by, expires_at)
                values ($1, 'bo@example.test', 'staff', $2, $3, $4)
                """, Id<Invitation>.New(), token.Hash, owner.UserId, tx.Now.AddDays(1))),
            TestContext.Current.CancellationToken);
        return (owner, token.Text);
    }
}
