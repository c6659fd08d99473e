using System.Net;
using System.Text.Json.Nodes;
using Olympus.Analytics.Experiments;

namespace Olympus.Api.Experiments;

public sealed class RunningAnExperiment(Server server)
{
    private const string Experiments = "/api/v1/analytics/experiments";

    private static readonly object Bought = new { key = "bought", kind = "conversion", good = "increase", minimum_effect = 0.1, baseline = 0.3 };

    private static object Plan(
        string assignment = "hash", string method = "fixed", object? primary = null, object[]? guardrails = null, string traffic = "1", int weight = 1) => new
        {
            Variants = new[] { new { Key = "control", Weight = 1 }, new { Key = "other", Weight = weight } },
            Primary = primary ?? Bought,
            Guardrails = guardrails ?? [],
            assignment,
            method,
            traffic,
        };

    private static async Task<Guid> Start(Shop shop, object plan)
    {
        var made = (await shop.Post(Experiments, new { Name = "Larger pictures", Plan = plan })).MustBe(HttpStatusCode.Created);
        (await shop.Post($"{Experiments}/{made.Id}/start")).MustBe(HttpStatusCode.OK)["status"].GetValue<string>().ShouldBe("running");
        return made.Id;
    }

    private static async Task<Answer> Tell(Shop shop, Guid id, IEnumerable<object>? exposures = null, IEnumerable<object>? observations = null) =>
        await shop.Post($"{Experiments}/{id}/observations", new { Exposures = exposures ?? [], Observations = observations ?? [] });

    /// <summary>So many units of each variant, of which so many convert.</summary>
    private static async Task Fill(Shop shop, Guid id, (string Variant, int Units, int Converted)[] groups, string metric = "bought")
    {
        foreach (var (variant, units, converted) in groups)
            for (var from = 0; from < units; from += 2500)
                (await Tell(
                    shop, id,
                    Enumerable.Range(from, Math.Min(2500, units - from)).Select(unit => new { Unit = $"{variant} {unit}", variant }),
                    Enumerable.Range(from, Math.Min(2500, units - from)).Where(unit => unit < converted).Select(unit => new { Unit = $"{variant} {unit}", metric })))
                    .MustBe(HttpStatusCode.OK);
    }

    private static async Task<Answer> Results(Shop shop, Guid id)
    {
        await shop.Verify("analytics.");
        return (await shop.Get($"{Experiments}/{id}/results")).MustBe(HttpStatusCode.OK);
    }

    private static string Verdict(Answer results) => results["verdicts"][0]!["verdict"]!.GetValue<string>();

    private static JsonNode Other(Answer results, int metric = 0) => results["metrics"][metric]!["variants"]![1]!;

    [Fact]
    public async Task Assigns_every_unit_as_the_hash_says_and_counts_it_once()
    {
        var shop = await Shop.Open(server);
        var id = await Start(shop, Plan());
        string[] units = [.. Enumerable.Range(0, 200).Select(unit => $"customer {unit}")];

        var assigned = (await shop.Post($"{Experiments}/{id}/assignments", new { Units = units })).MustBe(HttpStatusCode.OK)["assignments"].AsArray();
        assigned.Select(of => of!["unit"]!.GetValue<string>()).ShouldBe(units);
        foreach (var of in assigned)
            of!["variant"]!.GetValue<string>().ShouldBe(
                Assigning.Point(id.ToString(), "variant", of["unit"]!.GetValue<string>()) < 0.5 ? "control" : "other");

        var told = (await Tell(shop, id, units.Select(unit => new { unit }), [new { Unit = units[0], Metric = "bought" }, new { Unit = "nobody", Metric = "bought" }]))
            .MustBe(HttpStatusCode.OK);
        (told["exposed"].GetValue<long>(), told["repeated"].GetValue<long>(), told["observed"].GetValue<long>(), told["ignored"].GetValue<long>()).ShouldBe((200, 0, 1, 1));
        told = (await Tell(shop, id, units.Take(3).Select(unit => new { unit }))).MustBe(HttpStatusCode.OK);
        (told["exposed"].GetValue<long>(), told["repeated"].GetValue<long>()).ShouldBe((0, 3));

        var results = await Results(shop, id);
        results["units"].GetValue<long>().ShouldBe(200);
        var variants = results["metrics"][0]!["variants"]!.AsArray();
        variants.Sum(variant => variant!["units"]!.GetValue<long>()).ShouldBe(200);
        variants.Sum(variant => variant!["converted"]!.GetValue<long>()).ShouldBe(1);
        Verdict(results).ShouldBe("collecting");
    }

    [Fact]
    public async Task Counts_a_repeated_request_once()
    {
        var shop = await Shop.Open(server);
        var id = await Start(shop, Plan());
        var body = new { Exposures = new[] { new { Unit = "a" } }, Observations = new[] { new { Unit = "a", Metric = "bought" } } };
        var first = (await shop.Post($"{Experiments}/{id}/observations", body, ("Idempotency-Key", "one"))).MustBe(HttpStatusCode.OK);
        (await shop.Post($"{Experiments}/{id}/observations", body, ("Idempotency-Key", "one"))).MustBe(HttpStatusCode.OK).Text.ShouldBe(first.Text);
        (await shop.Db.Query<long>(new("select occurrences from analytics.experiment_values"), TestContext.Current.CancellationToken)).ShouldBe([1]);
    }

    [Fact]
    public async Task Lets_in_the_share_that_takes_part_and_ignores_the_others()
    {
        var shop = await Shop.Open(server);
        var id = await Start(shop, Plan(traffic: "0.25"));
        var told = (await Tell(shop, id, Enumerable.Range(0, 2000).Select(unit => new { Unit = $"u{unit}" }))).MustBe(HttpStatusCode.OK);
        var inside = Enumerable.Range(0, 2000).Count(unit => Assigning.Point(id.ToString(), "traffic", $"u{unit}") < 0.25);
        (told["exposed"].GetValue<long>(), told["ignored"].GetValue<long>()).ShouldBe((inside, 2000 - inside));
    }

    [Fact]
    public async Task Decides_when_as_many_took_part_as_were_planned()
    {
        var shop = await Shop.Open(server);
        var id = await Start(shop, Plan("caller"));
        // R: power.prop.test(p1 = .3, p2 = .4, power = .8) asks for 355.97.
        (await shop.Get($"{Experiments}/{id}")).MustBe(HttpStatusCode.OK)["units_per_variant"].GetValue<long>().ShouldBe(356);
        await Fill(shop, id, [("control", 300, 60), ("other", 300, 120)]);
        Verdict(await Results(shop, id)).ShouldBe("collecting");

        await Fill(shop, id, [("control", 400, 100), ("other", 400, 150)]);
        var results = await Results(shop, id);
        Verdict(results).ShouldBe("better");
        var difference = Other(results)["difference"]!;
        difference["estimate"]!.GetValue<double>().ShouldBe(0.125, 1e-12);
        difference["relative"]!.GetValue<double>().ShouldBe(0.5, 1e-12);
        // z = .125 / sqrt(.3125 * .6875 * 2 / 400)
        difference["statistic"]!.GetValue<double>().ShouldBe(3.813850, 1e-6);
        difference["p_value"]!.GetValue<double>().ShouldBeLessThan(0.05);
        results["sample_ratio"]["is_suspicious"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task Says_that_there_is_no_difference_or_a_bad_one()
    {
        var shop = await Shop.Open(server);
        var (same, worse) = (await Start(shop, Plan("caller")), await Start(shop, Plan("caller")));
        await Fill(shop, same, [("control", 400, 120), ("other", 400, 122)]);
        await Fill(shop, worse, [("control", 400, 160), ("other", 400, 100)]);
        Verdict(await Results(shop, same)).ShouldBe("no_difference");
        Verdict(await Results(shop, worse)).ShouldBe("worse");
    }

    [Fact]
    public async Task May_be_looked_at_at_any_time_where_it_is_sequential()
    {
        var shop = await Shop.Open(server);
        var id = await Start(shop, Plan("caller", "sequential"));
        await Fill(shop, id, [("control", 100, 30), ("other", 100, 43)]);
        var early = await Results(shop, id);
        var difference = Other(early)["difference"]!;
        difference["p_value"]!.GetValue<double>().ShouldBeLessThan(0.06);
        difference["always_valid_p_value"]!.GetValue<double>().ShouldBeGreaterThan(0.1);
        Verdict(early).ShouldBe("collecting");

        await Fill(shop, id, [("control", 300, 90), ("other", 300, 150)]);
        var decided = await Results(shop, id);
        Verdict(decided).ShouldBe("better");
        Other(decided)["difference"]!["bounds"]!["low"]!.GetValue<double>().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Compares_means_and_guards_what_must_not_get_worse()
    {
        var shop = await Shop.Open(server);
        var id = await Start(shop, Plan(
            "caller", primary: new { key = "spent", kind = "mean", good = "increase", minimum_effect = 100.0, deviation = 200.0 },
            guardrails: [new { key = "returned", kind = "conversion", good = "decrease", margin = 0.05 }]));
        foreach (var (variant, mean, returned) in new[] { ("control", 1000, 5), ("other", 1300, 40) })
            (await Tell(
                shop, id, Enumerable.Range(0, 100).Select(unit => new { Unit = $"{variant}{unit}", variant }),
                Enumerable.Range(0, 100).Select(unit => (object)new { Unit = $"{variant}{unit}", Metric = "spent", Value = mean + (unit % 2 == 0 ? 50 : -50) })
                    .Concat(Enumerable.Range(0, returned).Select(unit => (object)new { Unit = $"{variant}{unit}", Metric = "returned" })))).MustBe(HttpStatusCode.OK);

        var results = await Results(shop, id);
        Other(results)["value"]!.GetValue<double>().ShouldBe(1300, 1e-9);
        Other(results)["difference"]!["estimate"]!.GetValue<double>().ShouldBe(300, 1e-9);
        Other(results, 1)["guard"]!.GetValue<string>().ShouldBe("broken");
        Verdict(results).ShouldBe("guardrail_broken");
    }

    [Fact]
    public async Task Keeps_the_first_variant_of_a_unit_that_is_said_to_have_met_two()
    {
        var shop = await Shop.Open(server);
        var id = await Start(shop, Plan("caller"));
        (await Tell(shop, id, [new { Unit = "a", Variant = "control" }])).MustBe(HttpStatusCode.OK);
        var told = (await Tell(shop, id, [new { Unit = "a", Variant = "other" }, new { Unit = "b", Variant = "other" }, new { Unit = "b", Variant = "control" }]))
            .MustBe(HttpStatusCode.OK);
        (told["exposed"].GetValue<long>(), told["repeated"].GetValue<long>(), told["contradicted"].GetValue<long>()).ShouldBe((1, 2, 2));
        var results = await Results(shop, id);
        results["contradicted"].GetValue<long>().ShouldBe(2);
        results["metrics"][0]!["variants"]!.AsArray().Select(variant => variant!["units"]!.GetValue<long>()).ShouldBe([1, 1]);
    }

    /// <summary>The famous test, told unit by unit: two different groups of 44,700 and 45,489 players are no accident.</summary>
    [Fact]
    public async Task Finds_the_cookie_cats_test_suspicious()
    {
        var file = Path.Combine(TestFiles.Folder, "cookie_cats", "aggregate.json");
        Assert.SkipUnless(File.Exists(file), $"{file} is not there; OLYMPUS_TEST_DATA names the folder that holds cookie_cats/.");
        var cats = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;
        int Of(string gate, string what) => cats[gate]![what]!.GetValue<int>();
        var shop = await Shop.Open(server);
        var id = await Start(shop, new
        {
            Variants = new[] { new { Key = "gate_30", Weight = 1 }, new { Key = "gate_40", Weight = 1 } },
            Primary = new { Key = "retention_7", Kind = "conversion", Good = "increase", MinimumEffect = 0.01, Baseline = 0.19 },
            Assignment = "caller",
        });
        await Fill(
            shop, id, [.. new[] { "gate_30", "gate_40" }.Select(gate => (gate, Of(gate, "n"), Of(gate, "retention_7")))], "retention_7");

        var results = await Results(shop, id);
        results["sample_ratio"]["chi_square"]!.GetValue<double>().ShouldBe(6.902, 0.0005);
        results["sample_ratio"]["p_value"]!.GetValue<double>().ShouldBe(0.0086, 0.00005);
        results["sample_ratio"]["is_suspicious"]!.GetValue<bool>().ShouldBeTrue();
        Verdict(results).ShouldBe("suspicious");
        var difference = Other(results)["difference"]!;
        difference["estimate"]!.GetValue<double>().ShouldBe(-0.0082013, 5e-8);
        difference["p_value"]!.GetValue<double>().ShouldBe(0.0015542, 5e-8);
    }

    [Fact]
    public async Task Stays_as_it_is_once_it_was_started()
    {
        var shop = await Shop.Open(server);
        var made = (await shop.Post(Experiments, new { Name = "One", Plan = Plan() })).MustBe(HttpStatusCode.Created);
        var path = $"{Experiments}/{made.Id}";
        var read = (await shop.Get(path)).MustBe(HttpStatusCode.OK);
        (await shop.Put(path, new { Name = "Two", Plan = Plan() })).MustRefuse(HttpStatusCode.PreconditionRequired, "request.if_match_missing");
        var changed = (await shop.Put(path, new { Name = "Two", Plan = Plan() }, ("If-Match", read.ETag))).MustBe(HttpStatusCode.OK);
        changed["name"].GetValue<string>().ShouldBe("Two");
        (await shop.Put(path, new { Name = "Three", Plan = Plan() }, ("If-Match", read.ETag))).MustRefuse(HttpStatusCode.PreconditionFailed, "request.version_stale");

        (await Tell(shop, made.Id, [new { Unit = "a" }])).MustRefuse(HttpStatusCode.Conflict, "analytics.experiment_not_running");
        (await shop.Post($"{path}/assignments", new { Units = new[] { "a" } })).MustRefuse(HttpStatusCode.Conflict, "analytics.experiment_not_running");
        (await shop.Post($"{path}/stop", new { Reason = "x" })).MustRefuse(HttpStatusCode.Conflict, "analytics.experiment_not_running");
        (await shop.Post($"{path}/start")).MustBe(HttpStatusCode.OK);
        (await shop.Post($"{path}/start")).MustRefuse(HttpStatusCode.Conflict, "analytics.experiment_not_draft");
        var now = (await shop.Get(path)).MustBe(HttpStatusCode.OK);
        (await shop.Put(path, new { Name = "Four", Plan = Plan() }, ("If-Match", now.ETag))).MustRefuse(HttpStatusCode.Conflict, "analytics.experiment_not_draft");

        (await shop.Post($"{path}/stop", new { Reason = "Enough" })).MustBe(HttpStatusCode.OK)["stop_reason"].GetValue<string>().ShouldBe("Enough");
        (await Tell(shop, made.Id, [new { Unit = "a" }])).MustRefuse(HttpStatusCode.Conflict, "analytics.experiment_not_running");
        (await shop.Get($"{Experiments}?status=stopped"))["data"].AsArray().ShouldHaveSingleItem()!["id"]!.GetValue<Guid>().ShouldBe(made.Id);
        (await shop.Get($"{Experiments}?status=draft"))["data"].AsArray().ShouldBeEmpty();
        (await shop.Get($"{Experiments}?status=nonsense")).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await shop.Db.Query<string>(
            new("select type from events.log where aggregate_id = $1 order by xid, seq", made.Id), TestContext.Current.CancellationToken))
            .ShouldBe(["analytics.experiment.created", "analytics.experiment.changed", "analytics.experiment.started", "analytics.experiment.stopped"]);
    }

    [Fact]
    public async Task Refuses_what_it_does_not_know_and_then_counts_nothing()
    {
        var shop = await Shop.Open(server);
        var (hashed, told) = (await Start(shop, Plan()), await Start(shop, Plan("caller")));
        (await Tell(shop, hashed, [new { Unit = "a", Variant = "control" }])).MustRefuse(HttpStatusCode.UnprocessableEntity, "analytics.experiment_variant_not_asked");
        (await Tell(shop, told, [new { Unit = "a", Variant = "third" }])).MustRefuse(HttpStatusCode.UnprocessableEntity, "analytics.experiment_variant_unknown");
        (await Tell(shop, told, [new { Unit = "a" }])).MustRefuse(HttpStatusCode.UnprocessableEntity, "analytics.experiment_variant_unknown");
        (await Tell(shop, hashed, [new { Unit = "a" }], [new { Unit = "a", Metric = "stolen" }]))
            .MustRefuse(HttpStatusCode.UnprocessableEntity, "analytics.experiment_metric_unknown");
        (await shop.Post($"{Experiments}/{told}/assignments", new { Units = new[] { "a" } }))
            .MustRefuse(HttpStatusCode.UnprocessableEntity, "analytics.experiment_variant_unknown");
        (await Tell(shop, hashed)).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await Results(shop, hashed))["units"].GetValue<long>().ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"name":"x","plan":{"variants":[{"key":"a","weight":1}],"primary":{"key":"m","kind":"conversion","good":"increase","minimum_effect":0.1,"baseline":0.3}}}""")]
    [InlineData("""{"name":"x","plan":{"variants":[{"key":"a","weight":1},{"key":"a","weight":1}],"primary":{"key":"m","kind":"conversion","good":"increase","minimum_effect":0.1,"baseline":0.3}}}""")]
    [InlineData("""{"name":"x","plan":{"variants":[{"key":"a","weight":1},{"key":"b","weight":0}],"primary":{"key":"m","kind":"conversion","good":"increase","minimum_effect":0.1,"baseline":0.3}}}""")]
    [InlineData("""{"name":"x","plan":{"variants":[{"key":"a","weight":1},{"key":"b","weight":1}],"primary":{"key":"m","kind":"conversion","good":"increase","minimum_effect":0.8,"baseline":0.3}}}""")]
    [InlineData("""{"name":"x","plan":{"variants":[{"key":"a","weight":1},{"key":"b","weight":1}],"primary":{"key":"m","kind":"mean","good":"increase","minimum_effect":0.8}}}""")]
    [InlineData("""{"name":"","plan":{"variants":[{"key":"a","weight":1},{"key":"b","weight":1}],"primary":{"key":"m","kind":"conversion","good":"increase","minimum_effect":0.1,"baseline":0.3}}}""")]
    [InlineData("""{"name":"x","plan":{"variants":[{"key":"a","weight":1},{"key":"b","weight":1}],"traffic":"0","primary":{"key":"m","kind":"conversion","good":"increase","minimum_effect":0.1,"baseline":0.3}}}""")]
    [InlineData("""{"name":"x","plan":{"variants":[{"key":"a","weight":1},{"key":"b","weight":1}],"guardrails":[{"key":"m","kind":"mean","good":"increase","margin":1}],"primary":{"key":"m","kind":"conversion","good":"increase","minimum_effect":0.1,"baseline":0.3}}}""")]
    public async Task Refuses_a_plan_that_cannot_be_carried_out(string body) =>
        (await (await Shop.Open(server)).Post(Experiments, body)).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");

    [Fact]
    public async Task Computes_how_many_are_needed_and_what_so_many_find()
    {
        var shop = await Shop.Open(server);
        var sizes = $"{Experiments}/sample-size";
        var needed = (await shop.Post(sizes, new { Kind = "conversion", Baseline = 0.5, MinimumEffect = 0.25, Power = "0.9" })).MustBe(HttpStatusCode.OK);
        (needed["units_per_variant"].GetValue<long>(), needed["units"].GetValue<long>()).ShouldBe((77, 154));
        (await shop.Post(sizes, new { Kind = "conversion", Baseline = 0.5, MinimumEffect = 0.25, UnitsPerVariant = 50 })).MustBe(HttpStatusCode.OK)["power"]
            .GetValue<double>().ShouldBe(0.7401659, 1e-6);
        (await shop.Post(sizes, new { Kind = "mean", Deviation = 1.0, MinimumEffect = 1.0, Power = "0.9" })).MustBe(HttpStatusCode.OK)["units_per_variant"]
            .GetValue<long>().ShouldBe(23);
        (await shop.Post(sizes, new { Kind = "conversion", MinimumEffect = 0.25 })).MustRefuse(HttpStatusCode.BadRequest, "request.invalid")["errors"][0]!["pointer"]!
            .GetValue<string>().ShouldBe("/baseline");
        (await shop.Post(sizes, new { Kind = "conversion", Baseline = 0.5, MinimumEffect = 0.1, Power = "0.9", UnitsPerVariant = 9 }))
            .MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task Is_invisible_to_another_tenant_and_is_nobodys_to_change_who_may_not()
    {
        var (shop, other) = (await Shop.Open(server), await Shop.Open(server));
        var id = await Start(shop, Plan());
        (await other.Get($"{Experiments}/{id}")).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await other.Get($"{Experiments}/{id}/results")).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await Tell(other, id, [new { Unit = "a" }])).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await other.Post($"{Experiments}/{id}/stop", new { Reason = "mine" })).MustRefuse(HttpStatusCode.NotFound, "not_found");
        (await other.Get(Experiments))["data"].AsArray().ShouldBeEmpty();

        var (staff, viewer, local) = (shop.As("staff"), shop.As("viewer"), shop.As("manager", shop.LocationId));
        (await Tell(staff, id, [new { Unit = "a" }])).MustBe(HttpStatusCode.OK);
        (await staff.Get($"{Experiments}/{id}/results")).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await viewer.Get($"{Experiments}/{id}/results")).MustBe(HttpStatusCode.OK);
        (await Tell(viewer, id, [new { Unit = "b" }])).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await local.Post($"{Experiments}/{id}/stop", new { Reason = "mine" })).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
        (await local.Get(Experiments)).MustRefuse(HttpStatusCode.Forbidden, "auth.forbidden");
    }
}
