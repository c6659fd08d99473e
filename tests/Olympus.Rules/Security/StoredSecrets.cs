using Olympus.Kernel.Http;
using Olympus.Kernel.Security;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Rules.Security;

public sealed class StoredSecrets
{
    private const int Quick = 1_000;

    [Fact]
    public void Say_how_they_were_made()
    {
        var stored = PasswordHash.Of("a long enough sentence", Quick);
        stored.ShouldStartWith("$pbkdf2-sha512$i=1000$");
        PasswordHash.Matches("a long enough sentence", stored).ShouldBeTrue();
        PasswordHash.Matches("A long enough sentence", stored).ShouldBeFalse();
        PasswordHash.Matches("a long enough sentence ", stored).ShouldBeFalse();
        PasswordHash.Of("a long enough sentence", Quick).ShouldNotBe(stored);
        PasswordHash.LeastIterations.ShouldBeGreaterThanOrEqualTo(220_000);
    }

    [Fact]
    public void Agree_with_an_independent_computation()
    {
        // hashlib.pbkdf2_hmac('sha512', b'correct horse battery', b'0123456789abcdef', 1000, 32)
        PasswordHash.Matches("correct horse battery", "$pbkdf2-sha512$i=1000$MDEyMzQ1Njc4OWFiY2RlZg$7F_Y1rnWXXurLCfFvAmyjyXtbABhgzBTBNcm__wlnvE").ShouldBeTrue();
    }

    [Fact]
    public void Ask_to_be_made_again_when_they_are_weaker_than_today()
    {
        PasswordHash.NeedsRehash(PasswordHash.Of("x", Quick - 1), Quick).ShouldBeTrue();
        PasswordHash.NeedsRehash(PasswordHash.Of("x", Quick), Quick).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("$pbkdf2-sha512$i=0$AAAA$AAAA")]
    [InlineData("$pbkdf2-sha512$i=-5$AAAA$AAAA")]
    [InlineData("$pbkdf2-sha512$1000$AAAA$AAAA")]
    [InlineData("$pbkdf2-sha512$i=1000$AA==$AAAA")]
    [InlineData("$pbkdf2-sha512$i=1000$AAAA$")]
    [InlineData("$argon2id$i=1000$AAAA$AAAA")]
    public void Are_never_taken_for_a_match_when_they_cannot_be_read(string stored) =>
        Should.Throw<FormatException>(() => PasswordHash.Matches("", stored));

    [Fact]
    public async Task Of_nobody_never_match_whatever_is_typed()
    {
        using var passwords = new Passwords(Quick, concurrency: 1, waiting: 4);
        (await passwords.Matches("nobody has this password", null, CancellationToken.None)).ShouldBeFalse();
        (await passwords.Matches("x", await passwords.Hash("x", CancellationToken.None), CancellationToken.None)).ShouldBeTrue();
    }

    [Fact]
    public async Task Are_refused_at_once_when_too_many_wait()
    {
        using var passwords = new Passwords(50_000, concurrency: 1, waiting: 2);
        var tries = Enumerable.Range(0, 20).Select(_ => Attempt(passwords)).ToArray();

        var outcomes = await Task.WhenAll(tries);

        outcomes.ShouldContain("done");
        outcomes.ShouldContain("auth.busy");
        (await Attempt(passwords)).ShouldBe("done");
    }

    [Fact]
    public async Task Are_not_computed_for_someone_who_left()
    {
        using var passwords = new Passwords(Quick, concurrency: 1, waiting: 4);
        await Should.ThrowAsync<OperationCanceledException>(() => passwords.Hash("x", new CancellationToken(canceled: true)));
    }

    [Fact]
    public void That_mean_nothing_are_stored_as_hashes_and_known_by_their_kind()
    {
        var tenant = Id<Tenant>.New();
        var token = OpaqueToken.New(OpaqueToken.Refresh, tenant);

        OpaqueToken.TryRead(OpaqueToken.Refresh, token.Text, out var read).ShouldBeTrue();
        read.Tenant.ShouldBe(tenant);
        read.Hash.ShouldBe(token.Hash);
        token.Hash.Length.ShouldBe(32);
        token.ToString().ShouldNotContain(token.Text);
        OpaqueToken.New(OpaqueToken.Refresh, tenant).Text.ShouldNotBe(token.Text);

        OpaqueToken.TryRead(OpaqueToken.Invitation, token.Text, out _).ShouldBeFalse();
        foreach (var bad in new[] { null, "", "olr_", token.Text + "A", token.Text[..^1], token.Text + "=", " " + token.Text, token.Text.ToUpperInvariant() })
            OpaqueToken.TryRead(OpaqueToken.Refresh, bad, out _).ShouldBeFalse();
    }

    private static async Task<string> Attempt(Passwords passwords)
    {
        try
        {
            await passwords.Hash("x", CancellationToken.None);
            return "done";
        }
        catch (RefusalException refusal)
        {
            return refusal.Refusal.Code;
        }
    }
}
