using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Contracts.Auth;
using Olympus.Kernel.Security;

namespace Olympus.Api.Auth;

public sealed partial class SigningIn(Server server)
{
    [Fact]
    public async Task Opens_a_session()
    {
        var owner = await Visitor.Owner(server);
        var again = await owner.Elsewhere().Login();
        again.SessionId.ShouldNotBe(owner.SessionId);
        (await again.Me()).MustBe(HttpStatusCode.OK);
        (await owner.Elsewhere().TryLogin(owner.Slug.ToUpperInvariant(), " ADA@Example.Test ", Visitor.Password)).MustBe(HttpStatusCode.OK);
        (await owner.Events()).ShouldBe(["auth.user.logged_in", "auth.user.logged_in", "auth.user.logged_in"]);
    }

    [Fact]
    public async Task Does_not_tell_what_was_wrong()
    {
        var owner = await Visitor.Owner(server);
        var disabled = await Visitor.Owner(server);
        await Disable(disabled);
        var visitor = new Visitor(server, Visitor.Somewhere());

        var answers = new[]
        {
            await visitor.TryLogin(owner.Slug, owner.Email, Visitor.Password + "!"),
            await visitor.TryLogin(owner.Slug, "nobody@example.test", Visitor.Password),
            await visitor.TryLogin(Visitor.NewSlug(), owner.Email, Visitor.Password),
            await visitor.TryLogin(disabled.Slug, disabled.Email, Visitor.Password),
        };

        foreach (var answer in answers)
            answer.MustRefuse(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        answers.Select(answer => RequestId().Replace(answer.Text, "")).Distinct().ShouldHaveSingleItem();
        answers.Select(answer => string.Join(',', answer.Headers.Select(header => header.Key).Order())).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Is_slowed_down_for_whoever_guesses_and_for_nobody_else()
    {
        var owner = await Visitor.Owner(server, Visitor.Somewhere());
        var guesser = owner.Elsewhere(Visitor.Somewhere());
        for (var i = 0; i < 10; i++)
            (await guesser.TryLogin("not the right password")).MustRefuse(HttpStatusCode.Unauthorized, "auth.invalid_credentials");

        var refused = (await guesser.TryLogin()).MustRefuse(HttpStatusCode.TooManyRequests, "auth.throttled");
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 900);
        (await owner.Elsewhere(Visitor.Somewhere()).TryLogin()).MustBe(HttpStatusCode.OK);

        // The owner at the very same address, with the device that signed in before.
        (await guesser.TryLogin(deviceToken: owner.DeviceToken)).MustBe(HttpStatusCode.OK);
        (await guesser.TryLogin(deviceToken: (await Visitor.Owner(server)).DeviceToken)).MustRefuse(HttpStatusCode.TooManyRequests, "auth.throttled");
    }

    [Fact]
    public async Task Is_slowed_down_for_names_that_do_not_exist_too()
    {
        var visitor = new Visitor(server, Visitor.Somewhere());
        var slug = Visitor.NewSlug();
        for (var i = 0; i < 10; i++)
            (await visitor.TryLogin(slug, "a@example.test", "not the right password")).MustBe(HttpStatusCode.Unauthorized);
        (await visitor.TryLogin(slug, "a@example.test", "not the right password")).MustRefuse(HttpStatusCode.TooManyRequests, "auth.throttled");
    }

    [Fact]
    public async Task Cannot_be_locked_by_guesses_from_everywhere()
    {
        var (home, elsewhere) = (Visitor.Somewhere(), Visitor.Somewhere());
        var owner = await Visitor.Owner(server, home);
        for (var place = 0; place < 25; place++)
        {
            var guesser = owner.Elsewhere(Visitor.Somewhere());
            for (var i = 0; i < 4; i++)
                (await guesser.TryLogin("not the right password")).MustBe(HttpStatusCode.Unauthorized);
        }

        (await owner.Elsewhere(elsewhere).TryLogin("not the right password")).MustRefuse(HttpStatusCode.TooManyRequests, "auth.throttled");
        (await owner.Elsewhere(home).TryLogin()).MustBe(HttpStatusCode.OK);
        (await owner.Elsewhere(elsewhere).TryLogin(deviceToken: owner.DeviceToken)).MustBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Is_slowed_down_for_an_address_that_tries_many_names()
    {
        var guesser = new Visitor(server, Visitor.Somewhere());
        for (var i = 0; i < 100; i++)
            (await guesser.TryLogin(Visitor.NewSlug(), "a@example.test", "not the right password")).MustBe(HttpStatusCode.Unauthorized);
        (await guesser.TryLogin(Visitor.NewSlug(), "a@example.test", "not the right password")).MustRefuse(HttpStatusCode.TooManyRequests, "auth.throttled");
    }

    [Fact]
    public async Task Counts_guesses_made_at_the_same_time()
    {
        var owner = await Visitor.Owner(server);
        var guesser = owner.Elsewhere(Visitor.Somewhere());
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => guesser.TryLogin("not the right password")));
        answers.Count(answer => answer.Status is HttpStatusCode.Unauthorized).ShouldBeLessThanOrEqualTo(10);
        answers.ShouldContain(answer => answer.Status == HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Makes_a_weak_hash_strong()
    {
        var ct = server.InOneProcess(TestContext.Current.CancellationToken); // whose hashes are made in so few rounds that the tests are quick
        var owner = await Visitor.Owner(server);
        await owner.Db.Write(
            tx => tx.Execute(new("update auth.credentials set password_hash = $1", PasswordHash.Of(Visitor.Password, 100))), ct);

        await owner.Elsewhere().Login();

        (await owner.Db.First<string>(new("select password_hash from auth.credentials"), ct)).ShouldNotBeNull().ShouldStartWith("$pbkdf2-sha512$i=2000$");
        await owner.Elsewhere().Login();
    }

    [Fact]
    public async Task Takes_the_new_password_only_after_a_change()
    {
        const string Changed = "an entirely different sentence";
        var owner = await Visitor.Owner(server);
        var other = await owner.Elsewhere().Login();

        (await owner.Post("/api/v1/auth/change-password", new { current_password = "not the right password", new_password = Changed }))
            .MustRefuse(HttpStatusCode.Forbidden, "auth.wrong_password");
        (await owner.Post("/api/v1/auth/change-password", new { current_password = Visitor.Password, new_password = "too short" }))
            .MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await owner.Post("/api/v1/auth/change-password", new { current_password = Visitor.Password, new_password = Changed })).MustBe(HttpStatusCode.NoContent);

        (await owner.Me()).MustBe(HttpStatusCode.OK);
        await other.MustBeOutSoon();
        (await other.TryRefresh(other.RefreshToken)).MustRefuse(HttpStatusCode.Unauthorized, "auth.refresh_invalid");
        (await owner.Elsewhere().TryLogin()).MustRefuse(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        await owner.Elsewhere().Login(Changed);
        (await owner.Events()).ShouldBe(
            ["auth.user.logged_in", "auth.user.logged_in", "auth.sessions.ended", "auth.password.changed", "auth.user.logged_in"]);
    }

    [Fact]
    public async Task Cannot_be_brute_forced_through_a_stolen_session()
    {
        var owner = await Visitor.Owner(server);
        for (var i = 0; i < 10; i++)
            (await owner.Post("/api/v1/auth/change-password", new { current_password = $"guess number {i}", new_password = Visitor.Password + i }))
                .MustBe(HttpStatusCode.Forbidden);
        (await owner.Post("/api/v1/auth/change-password", new { current_password = Visitor.Password, new_password = Visitor.Password + "x" }))
            .MustRefuse(HttpStatusCode.TooManyRequests, "auth.throttled");
    }

    private async Task Disable(Visitor user) => await user.Db.Write(
        async tx =>
        {
            await tx.Execute(new("update platform.users set status = 'disabled' where id = $1", user.UserId));
            server.Services.GetRequiredService<ISessions>().UserDisabled(tx, user.UserId);
        },
        TestContext.Current.CancellationToken);

    [GeneratedRegex("\"request_id\":\"[^\"]*\"")]
    private static partial Regex RequestId();
}
