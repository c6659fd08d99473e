using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Kernel.Data;
using Olympus.Webhooks;

namespace Olympus.Api.Webhooks;

public sealed class TryingUntilItIsTaken(Server server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private const string Forgive = "update webhooks.endpoints set failures = 0, failing_since = null, blocked_until = null where id = $1";

    [Fact]
    public async Task Sends_it_again_under_the_same_id_at_another_time_with_another_signature()
    {
        await using var receiver = await Receiver.Start((http, _, before) =>
        {
            http.Response.StatusCode = before == 0 ? 500 : 204;
            return Task.CompletedTask;
        });
        var hook = await Hook.Open(await Shop.Open(server), receiver.Url);
        await Hook.Happen(hook.Shop);
        var failed = await hook.UntilAttempts(1);
        failed["status"]!.GetValue<string>().ShouldBe("waiting");
        failed["error"]!.GetValue<string>().ShouldBe("http_status");
        var wait = failed["next_attempt_at"]!.GetValue<DateTimeOffset>() - failed["last_attempt_at"]!.GetValue<DateTimeOffset>();
        wait.ShouldBeInRange(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(15), "five seconds at most, and what the attempt took");

        // Nobody hurries it: the five seconds are the table's.
        var came = await receiver.Until(2);
        came[1].Id.ShouldBe(came[0].Id);
        came[1].Timestamp.ShouldBeGreaterThan(came[0].Timestamp);
        came[1].Signature.ShouldNotBe(came[0].Signature);
        came.ShouldAllBe(one => one.IsSignedWith(hook.Secret));
        came[1].Body.ShouldBe(came[0].Body);
        var delivered = await hook.UntilStatus("delivered");
        (await hook.Delivery(delivered))["attempts"].AsArray().Select(attempt => attempt!["status_code"]!.GetValue<int>()).ShouldBe([500, 204]);
        (await hook.Health())["failures"].GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task Gives_up_after_the_last_attempt_of_the_table()
    {
        await using var receiver = await Receiver.Answering(404);
        var hook = await Hook.Open(await Shop.Open(server), receiver.Url, "customers.*");
        await Hook.Happen(hook.Shop);
        for (var attempt = 1; attempt <= Retries.MaxTries; attempt++)
        {
            (await hook.UntilAttempts(attempt))["status"]!.GetValue<string>().ShouldBe(attempt < Retries.MaxTries ? "waiting" : "dead");
            await hook.Change(Forgive);
            await hook.Hurry();
        }

        receiver.All.Count.ShouldBe(Retries.MaxTries);
        receiver.All.Select(came => came.Id).Distinct().ShouldHaveSingleItem();
        (await hook.Deliveries("?status=dead")).Count.ShouldBe(1);
        (await hook.Deliveries("?status=waiting")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Gives_the_receiver_the_time_it_asks_for()
    {
        await using var receiver = await Receiver.Start((http, _, _) =>
        {
            (http.Response.StatusCode, http.Response.Headers.RetryAfter) = (429, "1800");
            return Task.CompletedTask;
        });
        var hook = await Hook.Open(await Shop.Open(server), receiver.Url, "customers.*");
        await Hook.Happen(hook.Shop);
        var failed = await hook.UntilAttempts(1);
        (failed["next_attempt_at"]!.GetValue<DateTimeOffset>() - failed["last_attempt_at"]!.GetValue<DateTimeOffset>()).ShouldBeGreaterThan(TimeSpan.FromMinutes(29));
        (await hook.Health())["blocked_until"].GetValue<DateTimeOffset>().ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddMinutes(25));
        await Hook.Happen(hook.Shop);
        await Barrier(hook.Shop);
        receiver.All.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Stops_for_good_when_the_receiver_is_gone()
    {
        await using var receiver = await Receiver.Answering(410);
        var hook = await Hook.Open(await Shop.Open(server), receiver.Url, "customers.*");
        await Hook.Happen(hook.Shop);
        await hook.UntilStatus("dead");
        var view = await hook.Read();
        (view["status"].GetValue<string>(), view["status_reason"].GetValue<string>()).ShouldBe(("disabled", "gone"));
        await hook.Shop.Settle();
        (await hook.Shop.Get("/api/v1/events?types=webhooks.endpoint.disabled"))["data"][0]!["payload"]!["reason"]!.GetValue<string>().ShouldBe("gone");
        await Hook.Happen(hook.Shop);
        await hook.Shop.Settle();
        (await hook.Deliveries()).Count.ShouldBe(1, "events pass by");
        (await hook.Shop.Post($"{hook.Path}/deliveries/{(await hook.Deliveries())[0]["id"]}/redeliver")).MustRefuse(HttpStatusCode.Conflict, "webhooks.endpoint_disabled");
    }

    [Fact]
    public async Task Leaves_an_endpoint_alone_that_failed_ten_times_in_a_row_and_asks_with_one_attempt_whether_it_is_well()
    {
        var isWell = false;
        await using var receiver = await Receiver.Start((http, _, _) =>
        {
            http.Response.StatusCode = Volatile.Read(ref isWell) ? 204 : 500;
            return Task.CompletedTask;
        });
        var hook = await Hook.Open(await Shop.Open(server), receiver.Url, "customers.*");
        await hook.Change("update webhooks.endpoints set failures = 9, failing_since = clock_timestamp() where id = $1");
        await Hook.Happen(hook.Shop);
        await Wait.Until(async () => (await hook.Health())["failures"].GetValue<int>() == 10, "the tenth failure");
        (await hook.Health())["blocked_until"].GetValue<DateTimeOffset>().ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddSeconds(5));
        for (var i = 0; i < 5; i++)
            await Hook.Happen(hook.Shop);
        await hook.Hurry();
        await Barrier(hook.Shop);
        receiver.All.Count.ShouldBe(1, "nothing is sent while the endpoint is blocked");

        await hook.Change("update webhooks.endpoints set blocked_until = null where id = $1");
        await Wait.Until(async () => (await hook.Health())["failures"].GetValue<int>() == 11, "the one that asks");
        await Barrier(hook.Shop);
        receiver.All.Count.ShouldBe(2, "one attempt asks, and blocks again");

        Volatile.Write(ref isWell, true);
        await hook.Change("update webhooks.endpoints set blocked_until = null where id = $1");
        await hook.Hurry();
        await Wait.Until(async () => (await hook.Deliveries("?status=delivered")).Count == 6, "all six");
        (await hook.Health())["failures"].GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task Pauses_an_endpoint_that_took_nothing_for_five_days_and_keeps_what_happens_for_it()
    {
        var isWell = false;
        await using var receiver = await Receiver.Start((http, _, _) =>
        {
            http.Response.StatusCode = Volatile.Read(ref isWell) ? 204 : 500;
            return Task.CompletedTask;
        });
        var hook = await Hook.Open(await Shop.Open(server), receiver.Url, "customers.*");
        await hook.Change("update webhooks.endpoints set failures = 99, failing_since = clock_timestamp() - interval '5 days 1 minute' where id = $1");
        await Hook.Happen(hook.Shop);
        await Wait.Until(async () => (await hook.Read())["status"].GetValue<string>() == "paused", "the pause");
        (await hook.Read())["status_reason"].GetValue<string>().ShouldBe("failing");
        await hook.Shop.Settle();
        (await hook.Shop.Get("/api/v1/events?types=webhooks.endpoint.paused"))["data"][0]!["payload"]!["failures"]!.GetValue<int>().ShouldBe(100);

        await Hook.Happen(hook.Shop);
        await hook.Hurry();
        await Barrier(hook.Shop);
        (await hook.Deliveries("?status=waiting")).Count.ShouldBe(2);
        receiver.All.Count.ShouldBe(1, "nothing is sent while it is paused");

        Volatile.Write(ref isWell, true);
        (await hook.Shop.Post($"{hook.Path}/resume")).MustBe(HttpStatusCode.OK)["status"].GetValue<string>().ShouldBe("active");
        await Wait.Until(async () => (await hook.Deliveries("?status=delivered")).Count == 2, "both, at once");
        (await hook.Shop.Post($"{hook.Path}/resume")).MustRefuse(HttpStatusCode.Conflict, "webhooks.endpoint_active");
    }

    [Fact]
    public async Task Makes_nobody_wait_for_one_that_is_slow()
    {
        var (running, most) = (0, 0);
        var release = new TaskCompletionSource();
        await using var slow = await Receiver.Start(async (http, _, _) =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            await Task.WhenAny(release.Task, Task.Delay(Timeout.Infinite, http.RequestAborted));
            Interlocked.Decrement(ref running);
        });
        await using var quick = await Receiver.Start();
        var (one, other) = (await Hook.Open(await Shop.Open(server), slow.Url, "customers.*"), await Hook.Open(await Shop.Open(server), quick.Url, "customers.*"));
        await Hook.Open(one.Shop, $"{quick.Url}/same-tenant", "customers.*");
        for (var i = 0; i < 20; i++)
            await Hook.Happen(one.Shop);
        await Wait.Until(() => Task.FromResult(Volatile.Read(ref running) > 0), "the slow one has something");
        for (var i = 0; i < 20; i++)
            await Hook.Happen(other.Shop);
        await quick.Until(40);
        most.ShouldBeLessThanOrEqualTo(Receiver.Settings.AtOncePerEndpoint);
        (await one.Deliveries("?status=delivered")).ShouldBeEmpty("the slow one still has its first ones");
        release.SetResult();
        await Wait.Until(async () => (await one.Deliveries("?status=delivered")).Count > 0, "the slow one goes on");
    }

    /// <summary>The process dies after it sent and before it wrote that down: what was claimed comes back when the lease is over.</summary>
    [Fact]
    public async Task Sends_it_again_under_the_same_id_when_nobody_wrote_down_what_came_of_it()
    {
        await using var receiver = await Receiver.Start();
        var hook = await Hook.Open(await Shop.Open(server), receiver.Url, "customers.*");
        await hook.Change("update webhooks.endpoints set blocked_until = clock_timestamp() + interval '1 hour' where id = $1");
        await Hook.Happen(hook.Shop);
        await hook.UntilStatus("waiting");
        var (deliveries, db) = (server.Services.GetRequiredService<Deliveries>(), server.Services.GetRequiredService<WorkerDbs>().For(hook.Shop.TenantId, "test"));
        // This test is the worker that dies: it claims, which nobody else can while the endpoint is blocked for them, and sends.
        await hook.Change("update webhooks.deliveries set attempts = 1, tries = 1, leased_until = clock_timestamp() + interval '1 minute', next_at = clock_timestamp() + interval '1 minute' where endpoint_id = $1");
        var eventId = (await hook.Deliveries())[0]["event_id"]!.GetValue<Guid>();
        (await deliveries.Send(db, new(hook.Id), receiver.Url, eventId, Ct)).IsTaken.ShouldBeTrue();
        await hook.Change(Forgive);
        await Barrier(hook.Shop);
        receiver.All.Count.ShouldBe(1, "the lease is not over");
        await hook.Change("update webhooks.deliveries set leased_until = clock_timestamp(), next_at = clock_timestamp() where endpoint_id = $1");
        var came = await receiver.Until(2);
        came.Select(one => one.Id).Distinct().ShouldBe([eventId.ToString()]);
        (await hook.UntilStatus("delivered"))["attempts"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task Forgets_after_some_weeks_and_in_small_steps()
    {
        await using var receiver = await Receiver.Start();
        var hook = await Hook.Open(await Shop.Open(server), receiver.Url, "customers.*");
        await Hook.Happen(hook.Shop);
        await hook.UntilStatus("delivered");
        await hook.Change(
            """
            insert into webhooks.deliveries (id, endpoint_id, event_id, event_type, state, series_at, next_at, created_at)
            select webhooks.new_id(now() - interval '31 days'), $1, gen_random_uuid(), 'test.thing.happened', 'dead', now(), now(), now()
            from generate_series(1, 600)
            """);
        var (dbs, settings) = (server.Services.GetRequiredService<WorkerDbs>(), server.Services.GetRequiredService<WebhookSettings>());
        await Wait.Until(async () => !await OldDeliveries.Forget(dbs, settings, TimeProvider.System, Ct), "the end of what is old");
        (await hook.Deliveries()).ShouldHaveSingleItem()["event_type"]!.GetValue<string>().ShouldBe("customers.customer.created");
    }

    [Fact]
    public async Task Says_so_when_the_secret_cannot_be_read_any_more()
    {
        await using var receiver = await Receiver.Start();
        var hook = await Hook.Open(await Shop.Open(server), receiver.Url, "customers.*");
        await hook.Change("update webhooks.secrets set sealed = sha256(sealed) where endpoint_id = $1");
        await Hook.Happen(hook.Shop);
        (await hook.UntilAttempts(1))["error"]!.GetValue<string>().ShouldBe("secret_lost");
        receiver.All.ShouldBeEmpty("nothing goes out unsigned");
    }

    /// <summary>When another endpoint of the tenant has what happened last, every earlier thing has had its chance.</summary>
    private static async Task Barrier(Shop shop)
    {
        await using var receiver = await Receiver.Start();
        var hook = await Hook.Open(shop, receiver.Url, "commerce.*");
        for (var i = 1; i <= 2; i++)
        {
            (await shop.Post("/api/v1/products", new { name = "Barrier", price = new { amount = 100, currency = "EUR" } })).MustBe(HttpStatusCode.Created);
            await Wait.Until(async () => (await hook.Deliveries("?status=delivered")).Count >= i, "the barrier");
        }

        (await shop.Delete(hook.Path, ("If-Match", "\"1\""))).MustBe(HttpStatusCode.NoContent);
    }

    private static void InterlockedMax(ref int most, int now)
    {
        for (var seen = Volatile.Read(ref most); now > seen && Interlocked.CompareExchange(ref most, now, seen) != seen; seen = Volatile.Read(ref most))
        {
        }
    }
}
