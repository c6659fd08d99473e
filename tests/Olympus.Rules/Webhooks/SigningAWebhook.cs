using System.Text;
using Olympus.Webhooks;

namespace Olympus.Rules.Webhooks;

public sealed class SigningAWebhook
{
    /// <summary>The vector that the libraries of the specification test themselves with.</summary>
    [Fact]
    public void Agrees_with_the_published_vector() => Signing.Header(
            "msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330), Encoding.UTF8.GetBytes("""{"test": 2432232314}"""),
            [Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")])
        .ShouldBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

    [Fact]
    public void Gives_one_signature_for_each_secret()
    {
        var (old, fresh) = (new byte[32], Enumerable.Repeat((byte)7, 32).ToArray());
        string Sign(params byte[][] secrets) => Signing.Header("id", DateTimeOffset.UnixEpoch, "{}"u8, secrets);
        Sign(fresh, old).ShouldBe($"{Sign(fresh)} {Sign(old)}");
        Sign(fresh).ShouldNotBe(Sign(old));
    }
}
