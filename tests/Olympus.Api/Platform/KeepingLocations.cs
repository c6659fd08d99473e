using System.Net;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api.Platform;

public sealed class KeepingLocations(Server server)
{
    private static object New(string name) => new { Name = name, TimeZone = "America/New_York", Currency = "USD", TaxRegion = "US-NY", PricesIncludeTax = false };

    [Fact]
    public async Task Opens_one_that_reads_back_the_same()
    {
        var shop = await Shop.Open(server);
        var opened = (await shop.Post("/api/v1/locations", new
        {
            Name = "Bar",
            TimeZone = "Europe/Vienna",
            Currency = "EUR",
            TaxRegion = "AT",
            DayCutOff = "04:00:00",
            OpeningHours = new
            {
                Weekly = new[] { new { Day = "friday", Opens = "18:00:00", Closes = "03:00:00" }, new { Day = "friday", Opens = "10:00:00", Closes = "14:00:00" } },
                Exceptions = new[] { new { On = "2026-12-24", Intervals = Array.Empty<object>(), Reason = "Christmas Eve" } },
            },
            Address = new { City = "Wien", Country = "AT" },
        })).MustBe(HttpStatusCode.Created);
        opened["day_cut_off"].GetValue<string>().ShouldBe("04:00:00");
        opened["opening_hours"]["weekly"]!.AsArray().Count.ShouldBe(2);
        opened.ETag.ShouldBe("\"1\"");
        (await shop.Get($"/api/v1/locations/{opened.Id}")).MustBe(HttpStatusCode.OK).Text.ShouldBe(opened.Text);
        (await shop.Get("/api/v1/locations"))["data"].AsArray().Count.ShouldBe(2);
        await shop.Settle();
        (await shop.Get($"/api/v1/events?aggregate_id={opened.Id}"))["data"].AsArray().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("time_zone", "Mars/Base")]
    [InlineData("time_zone", "UTC+02:00")]
    [InlineData("tax_region", "XX")]
    [InlineData("tax_region", "US-new york")]
    [InlineData("name", "")]
    [InlineData("tax_rounding", "never")]
    [InlineData("rounding_mode", "up")]
    public async Task Refuses_what_does_not_exist(string member, string value)
    {
        var shop = await Shop.Open(server);
        var body = System.Text.Json.Nodes.JsonNode.Parse(
            """{"name":"Bar","time_zone":"Europe/Vienna","currency":"EUR","tax_region":"AT"}""")!;
        body[member] = value;
        var refused = (await shop.Post("/api/v1/locations", body)).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        refused["errors"][0]!["pointer"]!.GetValue<string>().ShouldBe($"/{member}");
    }

    [Theory]
    [InlineData("""{"weekly":[{"day":"monday","opens":"09:00:00","closes":"13:00:00"},{"day":"monday","opens":"12:00:00","closes":"18:00:00"}],"exceptions":[]}""")]
    [InlineData("""{"weekly":[{"day":"monday","opens":"09:00:30","closes":"13:00:00"}],"exceptions":[]}""")]
    [InlineData("""{"weekly":[null],"exceptions":[]}""")]
    [InlineData("""{"weekly":[],"exceptions":[{"on":"2026-12-24","intervals":[null]}]}""")]
    public async Task Refuses_hours_that_cannot_be(string hours)
    {
        var shop = await Shop.Open(server);
        (await shop.Patch($"/api/v1/locations/{shop.LocationId}", $$"""{"opening_hours":{{hours}}}""", ("If-Match", "\"1\"")))
            .MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task Refuses_an_unknown_currency_and_a_name_that_is_taken()
    {
        var shop = await Shop.Open(server);
        (await shop.Post("/api/v1/locations", new { Name = "Bar", TimeZone = "Europe/Vienna", Currency = "XXX", TaxRegion = "AT" }))
            .MustRefuse(HttpStatusCode.BadRequest, "request.malformed");
        (await shop.Post("/api/v1/locations", New("Main"))).MustRefuse(HttpStatusCode.Conflict, "platform.location_name_taken");
        var other = (await shop.Post("/api/v1/locations", New("Other"))).MustBe(HttpStatusCode.Created);
        (await shop.Patch($"/api/v1/locations/{other.Id}", new { Name = "Main" }, ("If-Match", other.ETag)))
            .MustRefuse(HttpStatusCode.Conflict, "platform.location_name_taken");
    }

    [Fact]
    public async Task Changes_everything_but_the_currency()
    {
        var shop = await Shop.Open(server);
        var path = $"/api/v1/locations/{shop.LocationId}";
        (await shop.Patch(path, new { Currency = "USD" }, ("If-Match", "\"1\""))).MustRefuse(HttpStatusCode.BadRequest, "request.malformed");
        var changed = (await shop.Patch(path, new { TimeZone = "Europe/Rome", TaxRegion = "IT", DayCutOff = "05:30:00" }, ("If-Match", "\"1\""))).MustBe(HttpStatusCode.OK);
        changed["name"].GetValue<string>().ShouldBe("Main");
        changed["time_zone"].GetValue<string>().ShouldBe("Europe/Rome");
        (await shop.Patch(path, new { TaxRegion = "DE" }, ("If-Match", "\"1\""))).MustRefuse(HttpStatusCode.PreconditionFailed, "request.version_stale");
    }

    [Fact]
    public async Task Takes_one_out_of_use_and_back_but_never_the_last()
    {
        var shop = await Shop.Open(server);
        var second = (await shop.Post("/api/v1/locations", New("Second"))).MustBe(HttpStatusCode.Created);
        var off = (await shop.Put($"/api/v1/locations/{second.Id}/deactivation", new { }, ("If-Match", second.ETag))).MustBe(HttpStatusCode.OK);
        off["is_active"].GetValue<bool>().ShouldBeFalse();
        (await shop.Get("/api/v1/locations?is_active=true"))["data"].AsArray().Count.ShouldBe(1);
        (await shop.Put($"/api/v1/locations/{shop.LocationId}/deactivation", new { }, ("If-Match", "\"1\"")))
            .MustRefuse(HttpStatusCode.Conflict, "platform.last_location");
        (await shop.Delete($"/api/v1/locations/{second.Id}/deactivation", ("If-Match", off.ETag))).MustBe(HttpStatusCode.OK)["is_active"].GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Of_the_last_two_only_one_goes_when_both_are_asked_for_at_once()
    {
        var shop = await Shop.Open(server);
        var second = (await shop.Post("/api/v1/locations", New("Second"))).MustBe(HttpStatusCode.Created);
        var answers = await Task.WhenAll(
            shop.Put($"/api/v1/locations/{second.Id}/deactivation", new { }, ("If-Match", second.ETag)),
            shop.Put($"/api/v1/locations/{shop.LocationId}/deactivation", new { }, ("If-Match", "\"1\"")));
        answers.Select(answer => answer.Status).Order().ShouldBe([HttpStatusCode.OK, HttpStatusCode.Conflict]);
    }

    [Fact]
    public async Task Are_invisible_to_another_tenant_and_to_staff_of_another_place()
    {
        var (shop, other) = (await Shop.Open(server), await Shop.Open(server));
        var path = $"/api/v1/locations/{shop.LocationId}";
        (await other.Get(path)).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await other.Patch(path, new { Name = "Mine" }, ("If-Match", "\"1\""))).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await other.Put($"{path}/deactivation", new { }, ("If-Match", "\"1\""))).MustRefuse(HttpStatusCode.NotFound, "not_found");

        var second = new Id<Location>((await shop.Post("/api/v1/locations", New("Second"))).MustBe(HttpStatusCode.Created).Id);
        var local = shop.As("admin", second);
        (await local.Get(path)).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await local.Get("/api/v1/locations"))["data"].AsArray().Count.ShouldBe(1);
        (await local.Patch(path, new { Name = "Mine" }, ("If-Match", "\"1\""))).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await local.Patch($"/api/v1/locations/{second}", new { Name = "Ours" }, ("If-Match", "\"1\""))).MustBe(HttpStatusCode.OK);
        (await local.Post("/api/v1/locations", New("Third"))).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
    }

    [Fact]
    public async Task Come_in_pages()
    {
        var shop = await Shop.Open(server);
        for (var i = 0; i < 4; i++)
            (await shop.Post("/api/v1/locations", New($"Number {i}"))).MustBe(HttpStatusCode.Created);
        var first = (await shop.Get("/api/v1/locations?limit=3")).MustBe(HttpStatusCode.OK);
        var rest = await shop.Get($"/api/v1/locations?limit=3&cursor={first["next_cursor"]}");
        first["data"].AsArray().Concat(rest["data"].AsArray()).Select(row => row!["name"]!.GetValue<string>())
            .ShouldBe(["Main", "Number 0", "Number 1", "Number 2", "Number 3"]);
        (await shop.Get($"/api/v1/locations?is_active=true&cursor={first["next_cursor"]}")).MustRefuse(HttpStatusCode.BadRequest, "request.cursor_invalid");
    }
}
