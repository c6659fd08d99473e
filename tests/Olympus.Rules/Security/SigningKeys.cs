using System.Security.Cryptography;
using Olympus.Kernel.Security;

namespace Olympus.Rules.Security;

public sealed class SigningKeys
{
    private static readonly DateTimeOffset Now = TokenForge.Start;
    private static readonly TimeSpan Period = TimeSpan.FromDays(30);
    private static readonly TimeSpan Notice = TimeSpan.FromHours(1);

    [Fact]
    public void Are_published_before_they_sign()
    {
        var active = SigningKey.Create(Now.AddDays(-30), Now.AddDays(2));
        var coming = SigningKey.Create(Now.AddMinutes(30), Now.AddDays(32));
        var ring = new KeyRing([coming, active]);

        ring.ToJwks(Now).Keys.Select(key => key.Kid).ShouldBe([active.Id, coming.Id]);
        ring.SigningAt(Now).ShouldBe(active);
        ring.SigningAt(Now.AddMinutes(30)).ShouldBe(coming);
        ring.ToJwks(Now.AddDays(2)).Keys.Select(key => key.Kid).ShouldBe([coming.Id]);
    }

    [Fact]
    public void Get_a_successor_in_good_time_and_only_one()
    {
        KeyRing.Empty.NeedsSuccessor(Now, Period, Notice).ShouldBeTrue();
        var ring = new KeyRing([SigningKey.Create(Now, Now.AddDays(32))]);
        ring.NeedsSuccessor(Now, Period, Notice).ShouldBeFalse();
        ring.NeedsSuccessor(Now + Period - Notice, Period, Notice).ShouldBeTrue();

        var after = new KeyRing([SigningKey.Create(Now, Now.AddDays(32)), SigningKey.Create(Now + Period, Now.AddDays(62))]);
        after.NeedsSuccessor(Now + Period - Notice, Period, Notice).ShouldBeFalse();
    }

    [Fact]
    public void Never_publish_the_private_half()
    {
        var key = SigningKey.Create(Now, Now.AddDays(1));
        var published = System.Text.Json.JsonSerializer.Serialize(new KeyRing([key]).ToJwks(Now));
        published.ShouldContain(key.X);
        published.ShouldNotContain("\"d\"");
        typeof(JwkView).GetProperties().Select(property => property.Name).ShouldBe(["Kty", "Crv", "Kid", "Use", "Alg", "X", "Y"]);
    }

    [Fact]
    public void Survive_being_written_and_read()
    {
        var key = SigningKey.Create(Now, Now.AddDays(1));
        var again = SigningKey.FromPkcs8(key.ToPkcs8(), key.ActiveFrom, key.RetiresAt);
        again.Id.ShouldBe(key.Id);
        again.Verifies([1, 2, 3], key.Sign([1, 2, 3])).ShouldBeTrue();
    }

    [Fact]
    public void Open_only_with_the_same_seal_and_for_the_same_purpose()
    {
        var seal = new KeySeal(RandomNumberGenerator.GetBytes(KeySeal.KeyBytes));
        byte[] secret = [1, 2, 3, 4];
        var box = seal.Seal(secret, "key 1");

        seal.Open(box, "key 1").ShouldBe(secret);
        Should.Throw<CryptographicException>(() => seal.Open(box, "key 2"));
        Should.Throw<CryptographicException>(() => seal.Open(box.AsSpan(0, 10), "key 1"));
        Should.Throw<CryptographicException>(() => new KeySeal(RandomNumberGenerator.GetBytes(KeySeal.KeyBytes)).Open(box, "key 1"));
        box[15] ^= 1;
        Should.Throw<CryptographicException>(() => seal.Open(box, "key 1"));
        Should.Throw<ArgumentException>(() => new KeySeal([1]));
    }
}
