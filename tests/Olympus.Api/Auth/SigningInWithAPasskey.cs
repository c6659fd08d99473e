using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using Olympus.Kernel.Data;
using Olympus.Kernel.Security;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api.Auth;

public sealed class SigningInWithAPasskey(Server server)
{
    private SoftAuthenticator Authenticator(bool counts = true) => new(server.Url, counts);

    private static async Task<Answer> AskToAdd(Visitor who) =>
        (await who.Post("/api/v1/auth/passkeys/options", new { current_password = Visitor.Password })).MustBe(HttpStatusCode.OK);

    private static Task<Answer> Add(Visitor who, Answer question, JsonNode credential, string name = "Phone") =>
        who.Post("/api/v1/auth/passkeys", new { ticket = question["ticket"].GetValue<string>(), name, credential });

    private static async Task<Answer> Added(Visitor who, SoftAuthenticator authenticator)
    {
        var question = await AskToAdd(who);
        return (await Add(who, question, authenticator.Create(question["options"]))).MustBe(HttpStatusCode.Created);
    }

    private static async Task<Answer> AskToSignIn(Visitor who) =>
        (await who.Post("/api/v1/auth/passkeys/sign-in/options", new { })).MustBe(HttpStatusCode.OK);

    private static Task<Answer> SignIn(Visitor who, Answer question, JsonNode credential) =>
        who.Post("/api/v1/auth/passkeys/sign-in", new { ticket = question["ticket"].GetValue<string>(), credential });

    private static async Task<Answer> SignIn(Visitor who, SoftAuthenticator authenticator, Deviation? deviation = null)
    {
        var question = await AskToSignIn(who);
        return await SignIn(who, question, authenticator.Sign(question["options"], deviation));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Needs_neither_name_nor_password(bool counts)
    {
        var owner = await Visitor.Owner(server);
        var phone = Authenticator(counts);
        var question = await AskToAdd(owner);
        var options = question["options"];
        (options["rp"]!["id"]!.GetValue<string>(), options["attestation"]!.GetValue<string>()).ShouldBe((server.Url.Host, "none"));
        options["authenticatorSelection"]!["residentKey"]!.GetValue<string>().ShouldBe("required");
        options["authenticatorSelection"]!["userVerification"]!.GetValue<string>().ShouldBe("required");
        var added = (await Add(owner, question, phone.Create(options))).MustBe(HttpStatusCode.Created);

        var elsewhere = owner.Elsewhere(Visitor.Somewhere());
        for (var time = 0; time < 2; time++)
        {
            var signedIn = (await SignIn(elsewhere, phone)).MustBe(HttpStatusCode.OK);
            (signedIn["user_id"].GetValue<Guid>(), signedIn["tenant_id"].GetValue<Guid>()).ShouldBe((owner.UserId.Value, owner.TenantId.Value));
            elsewhere.Become(signedIn);
            (await elsewhere.Me()).MustBe(HttpStatusCode.OK);
            elsewhere.Become((await elsewhere.TryRefresh(elsewhere.RefreshToken)).MustBe(HttpStatusCode.OK));
        }

        var listed = (await elsewhere.Get("/api/v1/auth/passkeys"))["data"].AsArray().Single()!;
        (listed["name"]!.GetValue<string>(), listed["id"]!.GetValue<Guid>()).ShouldBe(("Phone", added.Id));
        listed["last_used_at"].ShouldNotBeNull();
        (await owner.Db.Query<string>(
            new("select type || coalesce(' ' || (payload->>'passkey_id'), '') from events.log where type like 'auth.%' order by xid, seq"), TestContext.Current.CancellationToken))
            .TakeLast(3).ShouldBe([$"auth.passkey.added {added.Id}", $"auth.user.logged_in {added.Id}", $"auth.user.logged_in {added.Id}"]);

        // Everywhere means here too.
        (await owner.Post("/api/v1/auth/logout", new { all = true })).Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.NoContent);
        await elsewhere.MustBeOutSoon();
    }

    [Fact]
    public async Task Is_added_only_with_the_password_and_in_answer_to_ones_own_question()
    {
        var owner = await Visitor.Owner(server);
        (await owner.Post("/api/v1/auth/passkeys/options", new { current_password = "not the one that it is" })).MustRefuse(HttpStatusCode.Forbidden, "auth.wrong_password");
        var phone = Authenticator();
        var question = await AskToAdd(owner);
        foreach (var (wrong, deviation) in Wrong("webauthn.get"))
        {
            var asked = await AskToAdd(owner);
            (await Add(owner, asked, phone.Create(asked["options"], deviation))).Code.ShouldBe("auth.passkey_not_added", wrong);
        }

        var other = await AskToAdd(owner);
        (await Add(owner, other, phone.Create(other["options"], new() { Algorithm = -65535 }))).MustRefuse(HttpStatusCode.Conflict, "auth.passkey_not_added");
        var theirs = await Visitor.Owner(server);
        (await Add(theirs, question, phone.Create(question["options"]))).MustRefuse(HttpStatusCode.Conflict, "auth.passkey_not_added");
        // Their try used it up.
        (await Add(owner, question, phone.Create(question["options"]))).MustRefuse(HttpStatusCode.Conflict, "auth.passkey_not_added");
        var forSignIn = await AskToSignIn(owner);
        (await Add(owner, forSignIn, phone.Create(question["options"], new() { Challenge = forSignIn["options"]["challenge"]!.GetValue<string>() })))
            .MustRefuse(HttpStatusCode.Conflict, "auth.passkey_not_added");

        await Added(owner, phone);
        var again = await AskToAdd(owner);
        again["options"]["excludeCredentials"]!.AsArray().Single()!["id"]!.GetValue<string>().ShouldBe(StrictBase64Url.Encode(phone.CredentialId));
        (await Add(owner, again, phone.Create(again["options"]))).MustRefuse(HttpStatusCode.Conflict, "auth.passkey_not_added");
        (await owner.Get("/api/v1/auth/passkeys"))["data"].AsArray().Count.ShouldBe(1);
    }

    private IEnumerable<(string Wrong, Deviation Deviation)> Wrong(string otherType)
    {
        var site = server.Url;
        yield return ("another challenge", new() { Challenge = StrictBase64Url.Encode(RandomNumberGenerator.GetBytes(16)) });
        yield return ("no challenge", new() { Challenge = "" });
        yield return ("another origin", new() { Origin = "https://evil.example" });
        yield return ("a subdomain", new() { Origin = $"{site.Scheme}://evil.{site.Authority}" });
        yield return ("another port", new() { Origin = $"{site.Scheme}://{site.Host}:1" });
        yield return ("another scheme", new() { Origin = $"https://{site.Authority}" });
        yield return ("an origin with something behind it", new() { Origin = $"{site.Scheme}://{site.Authority}/" });
        yield return ("a frame in another page", new() { CrossOrigin = true });
        yield return ("another server's key", new() { RpId = "evil.example" });
        yield return ("the other ceremony", new() { Type = otherType });
        yield return ("nobody there", new() { Flags = SoftAuthenticator.Verified });
        yield return ("nobody verified", new() { Flags = SoftAuthenticator.Present });
        yield return ("backed up but not eligible", new() { Flags = SoftAuthenticator.Present | SoftAuthenticator.Verified | SoftAuthenticator.BackedUp });
    }

    [Fact]
    public async Task Refuses_everything_that_is_not_quite_it_alike()
    {
        var owner = await Visitor.Owner(server);
        var phone = Authenticator();
        await Added(owner, phone);
        using var otherKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var theirs = await Visitor.Owner(server);
        var theirPhone = Authenticator();
        await Added(theirs, theirPhone);

        (string, Deviation)[] more =
        [
            ("another key", new() { Key = otherKey }),
            ("the count of before", new() { SignCount = 1 }),
            ("a count that goes back to none", new() { SignCount = 0 }),
            ("eligible to be backed up all of a sudden", new() { Flags = SoftAuthenticator.Present | SoftAuthenticator.Verified | SoftAuthenticator.Eligible }),
            ("another person's handle", new() { UserHandle = theirPhone.UserHandle }),
            ("another tenant's handle", new() { UserHandle = Handle($"{theirs.TenantId.Value:N}{owner.UserId.Value:N}") }),
            ("nobody's handle", new() { UserHandle = Handle($"{Id<Tenant>.New().Value:N}{Id<User>.New().Value:N}") }),
            ("no handle", new() { UserHandle = "" }),
            ("another credential", new() { CredentialId = theirPhone.CredentialId }),
            ("an unknown credential", new() { CredentialId = RandomNumberGenerator.GetBytes(32) }),
        ];
        (await SignIn(owner.Elsewhere(Visitor.Somewhere()), phone)).MustBe(HttpStatusCode.OK);
        string? said = null;
        foreach (var (wrong, deviation) in Wrong("webauthn.create").Concat(more))
        {
            var refused = await SignIn(owner.Elsewhere(Visitor.Somewhere()), phone, deviation);
            (refused.Status, refused.Code).ShouldBe((HttpStatusCode.Unauthorized, "auth.passkey_refused"), $"{wrong}: {refused.Text}");
            said ??= Without(refused);
            Without(refused).ShouldBe(said, wrong);
        }

        (await SignIn(owner.Elsewhere(Visitor.Somewhere()), phone)).MustBe(HttpStatusCode.OK);

        static string Handle(string text) => StrictBase64Url.Encode(Encoding.ASCII.GetBytes(text));

        static string Without(Answer refused)
        {
            var body = refused.Body!.DeepClone().AsObject();
            body.Remove("request_id");
            return body.ToJsonString();
        }
    }

    [Fact]
    public async Task Answers_each_question_once_and_in_time()
    {
        var owner = await Visitor.Owner(server);
        var phone = Authenticator(counts: false);
        await Added(owner, phone);
        var question = await AskToSignIn(owner);
        var answer = phone.Sign(question["options"]);
        (await SignIn(owner.Elsewhere(Visitor.Somewhere()), question, answer)).MustBe(HttpStatusCode.OK);
        (await SignIn(owner.Elsewhere(Visitor.Somewhere()), question, answer.DeepClone())).MustRefuse(HttpStatusCode.Unauthorized, "auth.passkey_refused");

        var twice = await AskToSignIn(owner);
        var both = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SignIn(owner.Elsewhere(Visitor.Somewhere()), twice, phone.Sign(twice["options"]))));
        both.Count(one => one.Status == HttpStatusCode.OK).ShouldBe(1);

        var late = await AskToSignIn(owner);
        await using (var database = NpgsqlDataSource.Create(Databases.KeyValues(Server.OwnerUrl)))
        await using (var command = database.CreateCommand("update auth.passkey_questions set ends_at = now() - interval '1 second' where hash = $1"))
        {
            command.Parameters.Add(new() { Value = SHA256.HashData(Encoding.UTF8.GetBytes(late["ticket"].GetValue<string>())) });
            (await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
        }

        (await SignIn(owner.Elsewhere(Visitor.Somewhere()), late, phone.Sign(late["options"]))).MustRefuse(HttpStatusCode.Unauthorized, "auth.passkey_refused");

        var toAdd = await AskToAdd(owner);
        (await SignIn(owner.Elsewhere(Visitor.Somewhere()), toAdd, phone.Sign(toAdd["options"]))).MustRefuse(HttpStatusCode.Unauthorized, "auth.passkey_refused");
        foreach (var nonsense in new JsonNode[] { new JsonObject(), new JsonObject { ["response"] = 1 }, new JsonObject { ["id"] = "!", ["response"] = new JsonObject { ["userHandle"] = "e" } } })
            (await SignIn(owner.Elsewhere(Visitor.Somewhere()), await AskToSignIn(owner), nonsense)).MustRefuse(HttpStatusCode.Unauthorized, "auth.passkey_refused");
        (await owner.Post("/api/v1/auth/passkeys/sign-in", new { ticket = "x", credential = "text" })).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Ends_with_its_removal_and_with_the_person()
    {
        var owner = await Visitor.Owner(server);
        var (phone, key) = (Authenticator(), Authenticator());
        var added = await Added(owner, phone);
        await Added(owner, key);
        var theirs = await Visitor.Owner(server);
        (await theirs.Put($"/api/v1/auth/passkeys/{added.Id}", new { name = "Mine" })).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await theirs.Delete($"/api/v1/auth/passkeys/{added.Id}")).MustRefuse(HttpStatusCode.NotFound, "not_found");

        (await owner.Put($"/api/v1/auth/passkeys/{added.Id}", new { name = " Old phone " })).MustBe(HttpStatusCode.NoContent);
        (await owner.Get("/api/v1/auth/passkeys"))["data"][0]!["name"]!.GetValue<string>().ShouldBe("Old phone");
        (await owner.Delete($"/api/v1/auth/passkeys/{added.Id}")).MustBe(HttpStatusCode.NoContent);
        (await owner.Delete($"/api/v1/auth/passkeys/{added.Id}")).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await SignIn(owner.Elsewhere(Visitor.Somewhere()), phone)).MustRefuse(HttpStatusCode.Unauthorized, "auth.passkey_refused");
        (await SignIn(owner.Elsewhere(Visitor.Somewhere()), key)).MustBe(HttpStatusCode.OK);

        await owner.Db.Write(
            tx =>
            {
                tx.Enqueue(new("update platform.users set status = 'disabled' where id = $1", owner.UserId));
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken);
        (await SignIn(owner.Elsewhere(Visitor.Somewhere()), key)).MustRefuse(HttpStatusCode.Unauthorized, "auth.passkey_refused");
    }

    [Fact]
    public async Task Is_guessed_no_more_often_than_a_password()
    {
        var somebody = new Visitor(server, Visitor.Somewhere());
        var question = await AskToSignIn(somebody);
        var tries = new List<Answer>();
        for (var n = 0; n <= 100; n++)
            tries.Add(await SignIn(somebody, question, new JsonObject()));
        tries.Take(100).ShouldAllBe(one => one.Code == "auth.passkey_refused");
        tries[^1].MustRefuse(HttpStatusCode.TooManyRequests, "auth.throttled");
    }
}
