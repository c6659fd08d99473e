using System.Net;
using Olympus.Auth;
using Olympus.Kernel.Http;

namespace Olympus.Rules.Auth;

public sealed class ChoosingAPassword
{
    private static readonly string[] Context = ["Blue Door Coffee", "blue-door", "Ada Quill", "ada.quill@example.test"];

    [Theory]
    [InlineData("correct horse battery staple")]
    [InlineData("a long enough password")]
    [InlineData("наш кот спит на крыше")]
    [InlineData("猫は屋根の上で寝ていて魚の夢を見る")]
    [InlineData("Blue door at the end of a long street")]
    [InlineData("k8#Lq!t9Vz@2mW5")]
    [InlineData("               in the middle of nowhere               ")]
    public void Takes_what_is_long_and_ones_own(string password) => PasswordRules.Fault(password, "/password", Context).ShouldBeNull();

    [Theory]
    [InlineData("", "too_short")]
    [InlineData("fourteen chars", "too_short")]
    [InlineData("🐈🐈🐈🐈🐈🐈🐈🐈🐈🐈", "too_short")]
    [InlineData("aaaaaaaaaaaaaaaa", "too_common")]
    [InlineData("abcabcabcabcabcabc", "too_common")]
    [InlineData("passwordpassword", "too_common")]
    [InlineData("Password123456789", "too_common")]
    [InlineData("P@ssw0rd12345678!", "too_common")]
    [InlineData("123456789012345", "too_common")]
    [InlineData("987654321098765", "too_common")]
    [InlineData("qwertyuiopasdfgh", "too_common")]
    [InlineData("1qaz2wsx3edc4rfv5tgb", "too_common")]
    [InlineData("abcdefghijklmnop", "too_common")]
    [InlineData("olympusolympusadmin", "too_common")]
    [InlineData("iloveyou-iloveyou!", "too_common")]
    [InlineData("BlueDoorCoffee2026", "contains_context")]
    [InlineData("ada.quill@example.test", "contains_context")]
    public void Refuses_what_is_tried_first(string password, string code)
    {
        var fault = PasswordRules.Fault(password, "/password", Context).ShouldNotBeNull();
        fault.Code.ShouldBe(code);
        fault.Pointer.ShouldBe("/password");
    }

    [Fact]
    public void Takes_up_to_256_characters_and_no_more()
    {
        var sentence = string.Concat(Enumerable.Range(0, 100).Select(i => $"{i} sheep, "));
        PasswordRules.Fault(sentence[..256], "/password").ShouldBeNull();
        PasswordRules.Fault(sentence[..257], "/password")!.Code.ShouldBe("too_long");
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2:ffff:4:5:6", "2001:db8:1:2::/64")]
    public void Is_counted_by_the_place_it_comes_from(string address, string place) => ClientPlace.Of(IPAddress.Parse(address)).ToString().ShouldBe(place);

    [Fact]
    public void Is_held_back_by_nobody_elses_guesses_on_a_known_device()
    {
        var client = new Client("192.0.2.7", "till");
        static string[] Keys(IReadOnlyList<AttemptLimit> limits) => [.. limits.Select(limit => Convert.ToHexString(limit.Key))];

        var stranger = Keys(LoginLimits.For("shop", "ada@example.test", client, null, isKnownAddress: false));
        var neighbour = Keys(LoginLimits.For("shop", "ada@example.test", client, null, isKnownAddress: true));
        var device = Keys(LoginLimits.For("shop", "ada@example.test", client, [1, 2, 3], isKnownAddress: false));

        stranger.Length.ShouldBe(3);
        neighbour.ShouldBe(stranger[..2]);
        device.ShouldHaveSingleItem().ShouldNotBeOneOf(stranger);
        Keys(LoginLimits.For("shop", "bo@example.test", client, null, false)).Intersect(stranger).ShouldBe([stranger[1]]);
    }
}
