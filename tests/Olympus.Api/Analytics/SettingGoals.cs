using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Olympus.Api.Live;

namespace Olympus.Api.Analytics;

public sealed class SettingGoals(Server server)
{
    private const string Goals = "/api/v1/analytics/goals";

    private static readonly DateTimeOffset Noon = new(DateTimeOffset.UtcNow.Date.AddHours(12), TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string Day(int ahead) => Noon.AddDays(ahead).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static object Goal(
        string name = "A good month", string measure = "net", decimal target = 6000, string direction = "at_least", int from = -20, int to = 9, Guid? owner = null,
        string? currency = null) => new { name, measure, target, direction, from = Day(from), to = Day(to), owner_id = owner, currency };

    private static Task<Shop> Open(Server server) => Shop.Open(server, "EUR", "Etc/UTC", "DE");

    /// <summary>One sale of 100 at each of these days.</summary>
    private static Task Sell(Server server, Shop shop, int from, int to, long net = 100) => Books.Write(
        server, shop, shop.LocationId, "EUR", [.. Enumerable.Range(from, to - from + 1).Select(day => new PastSale(Noon.AddDays(day), net))]);

    private static async Task<string[]> Told(Shop shop) =>
        [.. await shop.Db.Query<string>(new("select payload ->> 'status' from events.log where type = 'analytics.goal.alerted' order by xid, seq"), Ct)];

    /// <summary>Waits until the goal was looked at, and will be again.</summary>
    private static Task LookedAt(Shop shop, Guid goal) => Eventually.Holds(async () =>
        (await shop.Db.Query<bool>(new("select attempts = 0 and next_at > now() + interval '5 minutes' from events.effects where id = $1", goal), Ct))[0]);

    private static async Task LookAgain(Shop shop, Guid goal)
    {
        var now = await shop.Get($"{Goals}/{goal}");
        (await shop.Put($"{Goals}/{goal}", Goal(name: $"{now["name"]} again"), ("If-Match", now.ETag))).MustBe(HttpStatusCode.OK);
        await LookedAt(shop, goal);
    }

    [Fact]
    public async Task Tells_once_that_it_is_behind_and_once_that_it_is_reached()
    {
        var shop = await Open(server);
        await Sell(server, shop, -76, -1);
        await shop.Settle();
        await using var wire = await Wire.Open(server, shop.Token);
        await wire.Subscribe("notifications");
        var made = (await shop.Post(Goals, Goal())).MustBe(HttpStatusCode.Created);
        (made["currency"].GetValue<string>(), made["unit"].GetValue<string>(), made["owner_id"].GetValue<Guid>()).ShouldBe(("EUR", "money", shop.UserId.Value));
        await LookedAt(shop, made.Id);

        // Twenty of thirty even days are over: 2,000 of the 4,000 that should be there.
        var progress = (await shop.Get($"{Goals}/{made.Id}")).MustBe(HttpStatusCode.OK)["progress"];
        (progress["status"]!.GetValue<string>(), progress["actual"]!.GetValue<decimal>(), progress["expected"]!.GetValue<decimal>(), progress["shape"]!.GetValue<string>(),
            progress["share"]!.GetValue<decimal>(), progress["days_left"]!.GetValue<int>()).ShouldBe(("behind", 2000, 4000, "weekdays", 0.3333m, 10));
        (await shop.Get(Goals))["data"].AsArray().ShouldHaveSingleItem()!["status"]!.GetValue<string>().ShouldBe("behind");
        (await wire.Note("live.event"))["event"]!["event_type"]!.GetValue<string>().ShouldBe("analytics.goal.alerted");
        await LookAgain(shop, made.Id);
        (await Told(shop)).ShouldBe(["behind"]);

        await Sell(server, shop, -1, -1, net: 4000);
        await shop.Settle();
        await LookAgain(shop, made.Id);
        await LookAgain(shop, made.Id);
        (await Told(shop)).ShouldBe(["behind", "reached"]);
    }

    [Fact]
    public async Task Begins_anew_when_it_becomes_another_goal_and_ends_when_it_is_archived()
    {
        var shop = await Open(server);
        await Sell(server, shop, -76, -1);
        await shop.Settle();
        var made = (await shop.Post(Goals, Goal())).MustBe(HttpStatusCode.Created);
        await LookedAt(shop, made.Id);
        (await shop.Put($"{Goals}/{made.Id}", Goal(target: 9000), ("If-Match", "\"1\""))).MustBe(HttpStatusCode.OK)["target"].GetValue<decimal>().ShouldBe(9000);
        await Eventually.Holds(async () => (await Told(shop)).Length == 2);

        (await shop.Delete($"{Goals}/{made.Id}")).MustBe(HttpStatusCode.NoContent);
        (await shop.Delete($"{Goals}/{made.Id}")).MustBe(HttpStatusCode.NoContent);
        (await shop.Get(Goals))["data"].AsArray().ShouldBeEmpty();
        (await shop.Get($"{Goals}?archived=true"))["data"].AsArray().ShouldHaveSingleItem()!["archived_at"].ShouldNotBeNull();
        var archived = (await shop.Get($"{Goals}/{made.Id}")).MustBe(HttpStatusCode.OK);
        (await shop.Put($"{Goals}/{made.Id}", Goal(), ("If-Match", archived.ETag))).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await shop.Db.First<long>(new("select count(*) from events.log where type = 'analytics.goal.archived'"), Ct)).ShouldBe(1);
    }

    [Fact]
    public async Task Is_missed_when_its_last_day_is_over()
    {
        var shop = await Open(server);
        await Sell(server, shop, -12, -1);
        await shop.Settle();
        var made = (await shop.Post(Goals, Goal(measure: "average_order_value", target: 150, from: -10, to: -2))).MustBe(HttpStatusCode.Created);
        await Eventually.Holds(async () => (await Told(shop)) is ["missed"]);
        var progress = (await shop.Get($"{Goals}/{made.Id}"))["progress"];
        (progress["actual"]!.GetValue<decimal>(), progress["expected"], progress["days_left"]!.GetValue<int>()).ShouldBe((100, (JsonNode?)null, 0));
    }

    [Fact]
    public async Task Refuses_what_cannot_be_a_goal()
    {
        var shop = await Open(server);
        (await shop.Post(Goals, Goal(measure: "luck"))).MustRefuse(HttpStatusCode.BadRequest, "analytics.unknown_measure");
        (await shop.Post(Goals, Goal(from: 3, to: 2))).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await shop.Post(Goals, Goal(from: 0, to: 731))).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await shop.Post(Goals, Goal(target: -1))).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await shop.Post(Goals, Goal(owner: Guid.NewGuid()))).MustRefuse(HttpStatusCode.Conflict, "analytics.goal_owner_unknown");
        (await shop.Post(Goals, new
        {
            name = "There",
            measure = "net",
            target = 1,
            direction = "at_least",
            from = Day(0),
            to = Day(1),
            filters = new[] { new { dimension = "location", values = new[] { Guid.NewGuid() } } },
        })).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await shop.As("staff").Post(Goals, Goal())).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await shop.As("viewer").Post(Goals, Goal())).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await shop.As("manager", shop.LocationId).Get(Goals)).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await shop.As("viewer").Get(Goals)).MustBe(HttpStatusCode.OK);

        var made = (await shop.Post(Goals, Goal())).MustBe(HttpStatusCode.Created);
        (await shop.Put($"{Goals}/{made.Id}", Goal(), ("If-Match", "\"7\""))).MustRefuse(HttpStatusCode.PreconditionFailed, "request.version_stale");
        (await shop.Put($"{Goals}/{Guid.NewGuid()}", Goal(), ("If-Match", "\"1\""))).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await shop.Delete($"{Goals}/{Guid.NewGuid()}")).MustRefuse(HttpStatusCode.NotFound, "not_found");

        (await shop.Post("/api/v1/locations", new { name = "Over there", time_zone = "Europe/London", currency = "GBP", tax_region = "GB" })).MustBe(HttpStatusCode.Created);
        (await shop.Post(Goals, Goal())).MustRefuse((HttpStatusCode)422, "analytics.currency_needed");
        (await shop.Post(Goals, Goal(currency: "GBP"))).MustBe(HttpStatusCode.Created)["currency"].GetValue<string>().ShouldBe("GBP");
        (await shop.Post(Goals, Goal(measure: "orders"))).MustBe(HttpStatusCode.Created).Body!["currency"].ShouldBeNull();
    }
}
