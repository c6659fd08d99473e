using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Contracts.Auth;
using Olympus.Kernel.Security;

namespace Olympus.Api.Auth;

public sealed class Refreshing(Server server)
{
    [Fact]
    public async Task Gives_the_next_pair_of_tokens()
    {
        var owner = await Visitor.Owner(server);
        var (session, refresh) = (owner.SessionId, owner.RefreshToken);

        await owner.Refresh();

        owner.SessionId.ShouldBe(session);
        owner.RefreshToken.ShouldNotBe(refresh);
        (await owner.Me()).MustBe(HttpStatusCode.OK);
        await owner.Refresh();
    }

    [Fact]
    public async Task Can_be_repeated_once_when_the_answer_was_lost()
    {
        var owner = await Visitor.Owner(server);
        var first = owner.RefreshToken;
        var lost = (await owner.TryRefresh(first)).MustBe(HttpStatusCode.OK);

        owner.Become((await owner.TryRefresh(first)).MustBe(HttpStatusCode.OK));
        (await owner.TryRefresh(first)).MustRefuse(HttpStatusCode.Conflict, "auth.refresh_superseded");
        await owner.Refresh();

        // The answer that was lost is dead: who has it is not the owner.
        (await owner.TryRefresh(lost["refresh_token"].GetValue<string>())).MustRefuse(HttpStatusCode.Unauthorized, "auth.refresh_invalid");
        (await owner.TryRefresh(owner.RefreshToken)).MustRefuse(HttpStatusCode.Unauthorized, "auth.refresh_invalid");
    }

    [Fact]
    public async Task With_a_token_that_was_replaced_ends_the_session()
    {
        var owner = await Visitor.Owner(server);
        var stolen = owner.RefreshToken;
        await owner.Refresh();
        await owner.Refresh();

        (await owner.Elsewhere("127.0.2.2", "thief/1").TryRefresh(stolen)).MustRefuse(HttpStatusCode.Unauthorized, "auth.refresh_invalid");

        await owner.MustBeOutSoon();
        (await owner.TryRefresh(owner.RefreshToken)).MustRefuse(HttpStatusCode.Unauthorized, "auth.refresh_invalid");
        (await owner.Events()).ShouldBe(["auth.user.logged_in", "auth.refresh.reused", "auth.session.revoked"]);
    }

    [Fact]
    public async Task Cannot_be_repeated_by_another_device()
    {
        var owner = await Visitor.Owner(server);
        var first = owner.RefreshToken;
        await owner.Refresh();
        (await owner.Elsewhere(with: "thief/1").TryRefresh(first)).MustRefuse(HttpStatusCode.Unauthorized, "auth.refresh_invalid");
        await owner.MustBeOutSoon();
    }

    [Fact]
    public async Task Fifty_times_at_once_leaves_one_living_child()
    {
        var ct = TestContext.Current.CancellationToken;
        var owner = await Visitor.Owner(server);
        var token = owner.RefreshToken;

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => owner.TryRefresh(token)));

        var children = answers.Where(answer => answer.Status == HttpStatusCode.OK).ToList();
        children.Count.ShouldBe(2); // the first use, and the one repetition that is allowed
        answers.Count(answer => answer.Code == "auth.refresh_superseded").ShouldBe(48);
        var living = new List<Answer>();
        foreach (var child in children)
            if (await owner.Db.First<bool>(
                new("""
                    select shown.generation = session.generation and session.ended_at is null
                    from auth.refresh_tokens as shown join auth.sessions as session on session.id = shown.session_id
                    where shown.hash = $1
                    """, SHA256.HashData(Encoding.ASCII.GetBytes(child["refresh_token"].GetValue<string>()))), ct))
                living.Add(child);
        owner.Become(living.ShouldHaveSingleItem());
        await owner.Refresh();
        (await owner.Get("/api/v1/auth/sessions"))["data"].AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Reads_the_rights_again()
    {
        var ct = TestContext.Current.CancellationToken;
        var owner = await Visitor.Owner(server);
        await owner.Db.Write(
            async tx =>
            {
                await tx.Execute(new("update platform.role_assignments set role = 'viewer' where user_id = $1", owner.UserId));
                server.Services.GetRequiredService<ISessions>().RightsChanged(tx, owner.UserId);
            },
            ct);

        await owner.MustBeOutSoon();
        await owner.Refresh();

        (await owner.Me())["roles"][0]!["role"]!.GetValue<string>().ShouldBe("viewer");
    }

    [Theory]
    [InlineData("update auth.sessions set expires_at = now() - interval '1 second'")]
    [InlineData("update auth.sessions set last_used_at = now() - interval '8 days'")]
    public async Task Ends_with_the_session(string ending)
    {
        var owner = await Visitor.Owner(server);
        await owner.Db.Write(tx => tx.Execute(new(ending)), TestContext.Current.CancellationToken);
        (await owner.TryRefresh(owner.RefreshToken)).MustRefuse(HttpStatusCode.Unauthorized, "auth.refresh_invalid");
        (await owner.Get("/api/v1/auth/sessions"))["data"].AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Is_refused_for_a_user_who_was_disabled()
    {
        var owner = await Visitor.Owner(server);
        await owner.Db.Write(
            tx => tx.Execute(new("update platform.users set status = 'disabled' where id = $1", owner.UserId)), TestContext.Current.CancellationToken);
        (await owner.TryRefresh(owner.RefreshToken)).MustRefuse(HttpStatusCode.Unauthorized, "auth.refresh_invalid");
    }

    [Fact]
    public async Task Is_refused_for_tokens_that_are_none()
    {
        var owner = await Visitor.Owner(server);
        var elsewhere = await Visitor.Owner(server);
        var moved = "olr_" + StrictBase64Url.Encode(
            [.. elsewhere.TenantId.Value.ToByteArray(), .. Decoded(owner.RefreshToken["olr_".Length..])[16..]]);
        foreach (var token in new[] { "x", owner.AccessToken[..199], owner.DeviceToken, owner.RefreshToken + "A", owner.RefreshToken[..^2], moved })
            (await owner.TryRefresh(token)).MustRefuse(HttpStatusCode.Unauthorized, "auth.refresh_invalid");
        (await owner.TryRefresh("")).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        await owner.Refresh();
    }

    private static byte[] Decoded(string text)
    {
        StrictBase64Url.TryDecode(text, out var bytes).ShouldBeTrue();
        return bytes!;
    }
}
