using Microsoft.Extensions.Configuration;
using Olympus.Auth;

namespace Olympus.Rules.Auth;

public sealed class OperatorsSettings
{
    private static AuthSettings From(params (string Name, string Value)[] settings) => AuthSettings.From(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Name, setting.Value)))
        .Build());

    [Fact]
    public void Are_right_when_nothing_is_set()
    {
        From().ShouldBe(new AuthSettings());
        From().AccessTokenLifetime.ShouldBe(TimeSpan.FromMinutes(15));
    }

    [Fact]
    public void Are_taken_as_given()
    {
        var settings = From(("Issuer", "https://shop.test"), ("AccessTokenMinutes", "5"), ("SessionDays", "2"), ("PasswordIterations", "300000"));
        settings.Tokens.Issuer.ShouldBe("https://shop.test");
        settings.Tokens.Lifetime.ShouldBe(TimeSpan.FromMinutes(5));
        settings.SessionLifetime.ShouldBe(TimeSpan.FromDays(2));
        settings.PasswordIterations.ShouldBe(300_000);
    }

    [Theory]
    [InlineData("PasswordIterations", "1000")]
    [InlineData("PasswordIterations", "many")]
    [InlineData("SessionDays", "0")]
    [InlineData("AccessTokenMinutes", "-1")]
    public void Are_refused_when_they_would_weaken_the_door_or_mean_nothing(string name, string value) =>
        Should.Throw<InvalidOperationException>(() => From((name, value)));

    [Fact]
    public void Cannot_make_tokens_outlive_the_memory_of_denials() =>
        Should.Throw<ArgumentOutOfRangeException>(() => From(("AccessTokenMinutes", "120")).Tokens);
}
