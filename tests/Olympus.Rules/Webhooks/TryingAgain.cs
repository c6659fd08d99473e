using Microsoft.Extensions.Configuration;
using Olympus.Webhooks;

namespace Olympus.Rules.Webhooks;

public sealed class TryingAgain
{
    private static readonly string[] Table = ["00:00:05", "00:05:00", "00:30:00", "02:00:00", "05:00:00", "10:00:00", "14:00:00", "20:00:00", "20:00:00"];

    [Fact]
    public void Waits_as_the_table_says_and_a_little_less()
    {
        Retries.MaxTries.ShouldBe(Table.Length + 1);
        for (var tries = 1; tries <= Table.Length; tries++)
        {
            var wait = TimeSpan.Parse(Table[tries - 1]);
            Retries.WaitAfter(tries, null, 1).ShouldBe(wait);
            Retries.WaitAfter(tries, null, 0).ShouldBe(wait * 0.8);
        }

        Retries.WaitAfter(Retries.MaxTries, null, 0.5).ShouldBeNull("given up");
    }

    [Fact]
    public void Ends_within_three_days() =>
        Enumerable.Range(1, Table.Length).Sum(tries => Retries.WaitAfter(tries, null, 1)!.Value.TotalHours + (15.0 / 3600)).ShouldBeInRange(70, 72);

    [Theory]
    [InlineData(60, 60)]
    [InlineData(1, 5)]
    [InlineData(-60, 5)]
    [InlineData(3600, 3600)]
    [InlineData(360000, 3600)]
    public void Respects_what_the_receiver_asks_for_within_bounds(int asked, int waited)
    {
        Retries.WaitAfter(1, TimeSpan.FromSeconds(asked), 1).ShouldBe(TimeSpan.FromSeconds(waited));
        if (asked > 0)
            Retries.BlockAfter(1, TimeSpan.FromSeconds(asked), 1).ShouldBe(TimeSpan.FromSeconds(Math.Min(asked, 3600)), "the whole endpoint is left alone");
        else
            Retries.BlockAfter(1, TimeSpan.FromSeconds(asked), 1).ShouldBeNull();
    }

    [Fact]
    public void Leaves_an_endpoint_alone_that_fails_all_the_time()
    {
        Retries.BlockAfter(9, null, 1).ShouldBeNull();
        Retries.BlockAfter(10, null, 1).ShouldBe(TimeSpan.FromSeconds(30));
        Retries.BlockAfter(11, null, 1).ShouldBe(TimeSpan.FromSeconds(60));
        Retries.BlockAfter(14, null, 1).ShouldBe(TimeSpan.FromMinutes(8));
        Retries.BlockAfter(15, null, 1).ShouldBe(TimeSpan.FromMinutes(15));
        Retries.BlockAfter(int.MaxValue, null, 0).ShouldBe(TimeSpan.FromMinutes(12));
    }

    [Theory]
    [InlineData(20, 5.0, true)]
    [InlineData(19, 9.0, false)]
    [InlineData(900, 4.99, false)]
    public void Pauses_after_five_days_without_a_success(int failures, double days, bool pauses)
    {
        var now = DateTimeOffset.UnixEpoch.AddYears(50);
        Retries.IsToPause(failures, now.AddDays(-days), now).ShouldBe(pauses);
    }

    [Theory]
    [InlineData("AllowHttp", "yes")]
    [InlineData("AllowedNetworks", "127.0.0.1/8/9")]
    [InlineData("AllowedNetworks", "everything")]
    [InlineData("KeepDays", "0")]
    [InlineData("AtOncePerEndpoint", "many")]
    public void Does_not_start_with_settings_that_mean_nothing(string name, string value) =>
        Should.Throw<InvalidOperationException>(() => WebhookSettings.From(Section((name, value)))).Message.ShouldContain($"Olympus:Webhooks:{name}");

    [Fact]
    public void Is_closed_unless_told_otherwise()
    {
        var usual = WebhookSettings.From(Section());
        (usual.AllowHttp, usual.AllowedNetworks.Count, usual.KeepDays, usual.Patience).ShouldBe((false, 0, 30, TimeSpan.FromSeconds(15)));
        WebhookSettings.From(Section(("AllowedNetworks", "127.0.0.0/8, ::1/128"), ("AllowHttp", "true"))).AllowedNetworks.Count.ShouldBe(2);
    }

    private static IConfiguration Section(params (string Name, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build();
}
