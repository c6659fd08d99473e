using Olympus.Auth;

namespace Olympus.Rules.Auth;

public sealed class ChoosingAPin
{
    [Theory]
    [InlineData("7301")]
    [InlineData("83920")]
    [InlineData("50294817")]
    public void Takes_what_nobody_tries_first(string pin) => PinRules.Fault(pin, "/pin").ShouldBeNull();

    [Theory]
    [InlineData("0000")]
    [InlineData("1212")]
    [InlineData("1122")]
    [InlineData("1234")]
    [InlineData("9876")]
    [InlineData("8901")]
    [InlineData("2580")]
    [InlineData("1987")]
    [InlineData("2026")]
    [InlineData("123123")]
    [InlineData("147258")]
    [InlineData("73017301")]
    public void Refuses_what_everybody_tries_first(string pin) => PinRules.Fault(pin, "/pin")!.Code.ShouldBe("pin_weak");

    [Theory]
    [InlineData("")]
    [InlineData("123")]
    [InlineData("123456789")]
    [InlineData("73o1")]
    [InlineData("７３０１")]
    public void Is_four_to_eight_digits(string pin) => PinRules.Fault(pin, "/pin")!.Code.ShouldBe("pin_form");
}
