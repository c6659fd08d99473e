using System.Net;

namespace Olympus.Api.Analytics;

public sealed class DismissingSuggestions(Server server)
{
    private static async Task<string[]> Keys(Shop shop) =>
        [.. (await shop.Get("/api/v1/analytics/dismissals")).MustBe(HttpStatusCode.OK)["keys"].AsArray().Select(key => key!.GetValue<string>()).Order()];

    private static Task<Answer> Set(Shop shop, string key, bool is_dismissed = true) => shop.Put("/api/v1/analytics/dismissals", new { key, is_dismissed });

    [Fact]
    public async Task Is_one_persons_on_all_their_devices_and_can_be_taken_back()
    {
        var shop = await Shop.Open(server);
        foreach (var key in new[] { "slow:a", "reorder:l:b", "slow:a" })
            (await Set(shop, key)).MustBe(HttpStatusCode.NoContent);
        (await Keys(shop)).ShouldBe(["reorder:l:b", "slow:a"]);
        (await Keys(shop.As("manager"))).ShouldBeEmpty();
        (await Set(shop, "slow:a", false)).MustBe(HttpStatusCode.NoContent);
        (await Set(shop, "slow:never", false)).MustBe(HttpStatusCode.NoContent);
        (await Keys(shop)).ShouldBe(["reorder:l:b"]);
        (await Set(shop, "")).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await Set(shop, "a b")).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await Set(shop, new string('a', 201))).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await shop.As("kitchen").Get("/api/v1/analytics/dismissals")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Ends_after_thirty_days_and_is_never_more_than_five_hundred()
    {
        var shop = await Shop.Open(server);
        (await Set(shop, "slow:old")).MustBe(HttpStatusCode.NoContent);
        await shop.Db.Write(
            tx =>
            {
                tx.Enqueue(new("update analytics.dismissals set until = until - interval '30 days 1 minute'"));
                tx.Enqueue(new("insert into analytics.dismissals (user_id, key, until) select $1, 'many:' || n, now() + interval '1 day' from generate_series(1, 600) as n", shop.UserId));
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken);
        (await Keys(shop)).Length.ShouldBe(500);
        (await Set(shop, "slow:new")).MustBe(HttpStatusCode.NoContent);
        (await Keys(shop)).ShouldContain("slow:new");
        (await shop.Db.First<long>(new("select count(*) from analytics.dismissals"), TestContext.Current.CancellationToken)).ShouldBe(500);
    }
}
