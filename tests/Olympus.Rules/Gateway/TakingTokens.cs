using Microsoft.Extensions.Configuration;
using Olympus.Gateway.Edge;

namespace Olympus.Rules.Gateway;

public sealed class TakingTokens
{
    private const long Second = TimeSpan.TicksPerSecond;
    private static readonly RateLimit Standard = new("user", 100);

    [Fact]
    public void Ends_with_the_last_one_and_says_when_the_next_comes()
    {
        var fullAt = 0L;
        for (var left = 99; left >= 0; left--)
            TokenBucket.Take(fullAt, Standard, 1, Second, out fullAt).ShouldBe(new Decision(true, left, (int)Math.Ceiling((100 - left) * 0.6), 0));
        var refused = TokenBucket.Take(fullAt, Standard, 1, Second, out var after);
        refused.ShouldBe(new Decision(false, 0, 60, 1));
        after.ShouldBe(fullAt, "what is refused takes nothing");
    }

    [Theory]
    [InlineData(100)]
    [InlineData(500)]
    [InlineData(7)]
    public void Passes_over_an_hour_of_asking_too_much_what_was_promised_to_a_token(int perMinute)
    {
        var limit = new RateLimit("user", perMinute);
        var (fullAt, passed) = (0L, 0);
        for (var now = 0L; now < 3600 * Second; now += Second / 20)
            if (TokenBucket.Take(fullAt, limit, 1, now, out fullAt).Passes)
                passed++;
        passed.ShouldBeInRange(61 * perMinute - 1, 61 * perMinute);
    }

    [Fact]
    public void Fills_evenly()
    {
        TokenBucket.Take(0, Standard, 100, 0, out var empty).Passes.ShouldBeTrue();
        TokenBucket.Take(empty, Standard, 1, 599 * Second / 1000, out _).Passes.ShouldBeFalse();
        TokenBucket.Take(empty, Standard, 1, 600 * Second / 1000, out _).Passes.ShouldBeTrue();
        TokenBucket.Take(empty, Standard, 100, 60 * Second, out _).Passes.ShouldBeTrue();
    }

    [Fact]
    public void Costs_what_the_route_costs_and_never_more_than_there_can_be()
    {
        TokenBucket.Take(0, Standard, 10, 0, out var next).Remaining.ShouldBe(90);
        TokenBucket.Take(next, Standard, 91, 0, out _).ShouldBe(new Decision(false, 90, 6, 1));
        TokenBucket.Take(0, Standard, 5000, 0, out next).Remaining.ShouldBe(0);
        TokenBucket.Take(next, Standard, 5000, 0, out _).RetrySeconds.ShouldBe(60);
    }

    [Fact]
    public async Task Is_exact_when_everybody_takes_at_once()
    {
        var (buckets, key) = (new RateBuckets(), new BucketKey("user", 7));
        var passed = 0;
        await Parallel.ForAsync(0, 5000, async (_, _) =>
        {
            if ((await buckets.Take(key, null, 1, Standard, 0)).Passes)
                Interlocked.Increment(ref passed);
        });
        passed.ShouldBe(100);
    }

    [Fact]
    public async Task Remembers_a_bounded_number_of_places_and_forgets_no_user_for_them()
    {
        var (buckets, user) = (new RateBuckets(), new BucketKey("user", 7));
        await buckets.Take(user, null, 100, Standard, 0);
        for (var place = 0; place < 400_000; place++)
            await buckets.Take(new("address", (UInt128)place, IsPlace: true), null, 1, Standard, Second);
        buckets.Count.ShouldBeLessThan(140_000);
        (await buckets.Take(user, null, 1, Standard, 0)).Passes.ShouldBeFalse();
    }

    [Fact]
    public async Task Forgets_who_did_not_come_back_for_two_minutes()
    {
        var buckets = new RateBuckets();
        for (var place = 0; place < 1000; place++)
            await buckets.Take(new("address", (UInt128)place, IsPlace: true), null, 1, Standard, 61 * Second);
        for (var minute = 2; minute <= 4; minute++)
            await buckets.Take(new("user", 1), null, 1, Standard, minute * 61 * Second);
        buckets.Count.ShouldBeLessThan(3);
    }

    [Theory]
    [InlineData("Standard", "-1")]
    [InlineData("Standard", "many")]
    [InlineData("Enabled", "perhaps")]
    [InlineData("Routes:login", "10000001")]
    public void Is_configured_with_sense(string name, string value) => Should.Throw<InvalidOperationException>(() => From((name, value)));

    [Fact]
    public void Is_configured_by_the_operator()
    {
        var settings = From(("Enabled", "false"), ("Standard", "200"), ("Enterprise", "9000"), ("Routes:login", "5"));
        settings.Enabled.ShouldBeFalse();
        (settings.Standard, settings.Professional, settings.Enterprise, settings.Routes["login"]).ShouldBe((200, 500, 9000, 5));
    }

    private static RateLimitSettings From(params (string Name, string Value)[] settings) => RateLimitSettings.From(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Name, setting.Value)))
        .Build());
}
