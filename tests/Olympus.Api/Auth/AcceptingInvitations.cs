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

    [Fact]
    public async Task Shows_what_is_offered_before_it_is_taken_and_nothing_afterwards()
    {
        var (owner, token) = await Invited();
        var guest = owner.Elsewhere();
        var offer = (await guest.Post("/api/v1/auth/invitations/read", new { token })).MustBe(HttpStatusCode.OK);
        (offer["business_name"].GetValue<string>(), offer["slug"].GetValue<string>(), offer["email"].GetValue<string>(), offer["role"].GetValue<string>())
            .ShouldBe(("Blue Door", owner.Slug, "bo@example.test", "staff"));
        offer.Body!["location_name"].ShouldBeNull();

        (await guest.Post("/api/v1/auth/invitations/accept", new { token, name = "Bo Lind", password = Chosen })).MustBe(HttpStatusCode.OK);
        foreach (var used in new[] { token, "x", owner.RefreshToken, OpaqueToken.New(OpaqueToken.Invitation, owner.TenantId).Text })
            (await guest.Post("/api/v1/auth/invitations/read", new { token = used })).MustRefuse(HttpStatusCode.NotFound, "auth.invitation_invalid");
    }

    [Fact]
    public async Task Is_over_for_readers_too_when_it_expires_or_is_taken_back()
    {
        var (owner, token) = await Invited();
        foreach (var end in new[]
        {
            "update platform.invitations set expires_at = now() - interval '1 second'",
            "update platform.invitations set expires_at = now() + interval '1 day', revoked_at = now()",
        })
        {
            await owner.Db.Write(tx => tx.Execute(new(end)), TestContext.Current.CancellationToken);
            (await owner.Elsewhere().Post("/api/v1/auth/invitations/read", new { token })).MustRefuse(HttpStatusCode.NotFound, "auth.invitation_invalid");
        }
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
