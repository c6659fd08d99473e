using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Api.Auth;
using Olympus.Contracts.Platform;
using Olympus.Gateway.Edge;

namespace Olympus.Api.Gateway;

/// <summary>The limits as they are for everybody, with a clock that stands until a test moves it.</summary>
public sealed class LimitedServer : IAsyncLifetime
{
    private readonly HeldClock _clock = new();

    public Server Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await Server.With(services => services
        .AddSingleton(new RateLimitSettings()).AddSingleton<TimeProvider>(_clock));

    public void Wait(TimeSpan time) => _clock.Ticks += time.Ticks;

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private sealed class HeldClock : TimeProvider
    {
        private long _ticks;

        public long Ticks
        {
            get => Volatile.Read(ref _ticks);
            set => Volatile.Write(ref _ticks, value);
        }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Ticks;
    }
}

public sealed class LimitingRequests(LimitedServer limited) : IClassFixture<LimitedServer>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Plans.Standard, 100)]
    [InlineData(Plans.Professional, 500)]
    public async Task Refuses_a_user_the_first_request_beyond_the_plan_and_no_colleague(string plan, int most)
    {
        var shop = await OnPlan(plan);
        var answers = await Ask(shop, most + 20);
        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(most);
        var refused = answers.Last(answer => answer.Status != HttpStatusCode.OK).MustRefuse(HttpStatusCode.TooManyRequests, "request.rate_limited");
        refused["scope"].GetValue<string>().ShouldBe("user");
        Header(refused, "Retry-After").ShouldBe("1");
        (Header(refused, "RateLimit-Limit"), Header(refused, "RateLimit-Remaining"), Header(refused, "RateLimit-Reset")).ShouldBe(($"{most}", "0", "60"));
        (Header(refused, "RateLimit-Policy"), Header(refused, "RateLimit")).ShouldBe(($"\"user\";q={most};w=60", "\"user\";r=0;t=60"));
        Header(refused, "X-Request-Id").ShouldNotBeEmpty();

        var colleague = (await shop.As("manager").Get("/api/v1/tenant")).MustBe(HttpStatusCode.OK);
        Header(colleague, "RateLimit-Remaining").ShouldBe($"{most - 1}");
        limited.Wait(TimeSpan.FromSeconds(60));
        (await Ask(shop, most + 1)).Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(most);
    }

    [Fact]
    public async Task Refuses_all_users_of_a_tenant_together_beyond_ten_times_the_plan_and_no_other_tenant()
    {
        var (shop, other) = (await OnPlan(Plans.Standard), await OnPlan(Plans.Standard));
        var answers = new List<Answer>();
        foreach (var colleague in Enumerable.Range(0, 11).Select(_ => shop.As("manager")))
            answers.AddRange(await Ask(colleague, 100));
        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1000);
        answers[^1].MustRefuse(HttpStatusCode.TooManyRequests, "request.rate_limited")["scope"].GetValue<string>().ShouldBe("tenant");
        (await other.Get("/api/v1/tenant")).MustBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Leaves_enterprise_alone()
    {
        var answers = await Ask(await OnPlan(Plans.Enterprise), 700);
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        Header(answers[0], "RateLimit-Limit").ShouldBeEmpty();
    }

    [Fact]
    public async Task Follows_a_change_of_plan_within_seconds()
    {
        var shop = await OnPlan(Plans.Standard);
        Header(await shop.Get("/api/v1/tenant"), "RateLimit-Limit").ShouldBe("100");
        await Put(shop, Plans.Professional);
        limited.Wait(TimeSpan.FromSeconds(11));
        for (var since = TimeProvider.System.GetTimestamp(); Header(await shop.Get("/api/v1/tenant"), "RateLimit-Limit") != "500";)
            TimeProvider.System.GetElapsedTime(since).ShouldBeLessThan(TimeSpan.FromSeconds(10));
        (await shop.Db.Query<string>(new("select payload->>'plan' from events.log where type = 'platform.tenant.plan_changed'"), Ct)).ShouldBe([Plans.Professional]);
    }

    [Fact]
    public async Task Counts_costly_routes_for_more()
    {
        var shop = await OnPlan(Plans.Standard);
        Header(await shop.Get("/api/v1/products"), "RateLimit-Remaining").ShouldBe("98");
        Header(await shop.Post("/api/v1/products/bulk", new { products = Array.Empty<object>() }), "RateLimit-Remaining").ShouldBe("88");
    }

    [Fact]
    public async Task Refuses_a_place_and_no_other_one()
    {
        var (here, there) = (new Visitor(limited.Server, Visitor.Somewhere()), new Visitor(limited.Server, Visitor.Somewhere()));
        for (var i = 0; i < 60; i++)
            (await here.Get("/api/v1/nowhere")).MustRefuse(HttpStatusCode.NotFound, "not_found");
        var refused = (await here.Get("/api/v1/nowhere")).MustRefuse(HttpStatusCode.TooManyRequests, "request.rate_limited");
        refused["scope"].GetValue<string>().ShouldBe("address");
        (await there.Get("/api/v1/nowhere")).MustRefuse(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Refuses_a_place_that_tries_tokens_and_nobody_there_who_has_a_good_one()
    {
        var shop = await OnPlan(Plans.Standard);
        var stranger = new Visitor(limited.Server);
        for (var i = 0; i < 60; i++)
            await stranger.Get("/api/v1/tenant");
        (await stranger.Get("/api/v1/tenant")).MustRefuse(HttpStatusCode.TooManyRequests, "request.rate_limited");
        (await shop.Get("/api/v1/tenant")).MustBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Counts_sign_in_by_itself()
    {
        var visitor = new Visitor(limited.Server, Visitor.Somewhere());
        for (var i = 0; i < 60; i++)
            (await visitor.Post("/api/v1/auth/login", new { })).MustBe(HttpStatusCode.BadRequest);
        (await visitor.Post("/api/v1/auth/login", new { })).MustRefuse(HttpStatusCode.TooManyRequests, "request.rate_limited")["scope"]
            .GetValue<string>().ShouldBe("login");
        (await visitor.Post("/api/v1/auth/refresh", new { })).MustBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Never_counts_health()
    {
        using var client = limited.Server.Anonymous();
        for (var i = 0; i < 200; i++)
            (await client.GetAsync(new Uri("/health/live", UriKind.Relative), Ct)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Can_be_switched_off()
    {
        await using var server = await Server.With(services => services.AddSingleton(new RateLimitSettings { Enabled = false, Standard = 1, Anonymous = 1 }));
        var shop = await Shop.Open(server);
        for (var i = 0; i < 5; i++)
            Header((await shop.Get("/api/v1/tenant")).MustBe(HttpStatusCode.OK), "RateLimit-Limit").ShouldBeEmpty();
    }

    private async Task<Shop> OnPlan(string plan)
    {
        var shop = await Shop.Open(limited.Server);
        await Put(shop, plan);
        return shop;
    }

    private Task Put(Shop shop, string plan) =>
        shop.Db.Write(tx => limited.Server.Services.GetRequiredService<ITenants>().ChangePlan(tx, plan), Ct);

    private static async Task<List<Answer>> Ask(Shop shop, int times)
    {
        var answers = new List<Answer>();
        foreach (var wave in Enumerable.Range(0, times).Chunk(20))
            answers.AddRange(await Task.WhenAll(wave.Select(_ => shop.Get("/api/v1/tenant"))));
        return answers;
    }

    private static string Header(Answer answer, string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";
}
