using System.Net;

namespace Olympus.Faults.Forwarding;

/// <summary>What is sent a second time is counted where it arrives: nothing that could take effect twice.</summary>
public sealed class TryingAgain(Gateways gateways) : IClassFixture<Gateways>
{
    /// <summary>Takes the request and hangs up, as a service that is killed does.</summary>
    private static readonly Func<Asked, Stream, Task<bool>> Swallow = (_, stream) => Fake.Raw(stream, "");

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    public async Task Is_done_once_and_elsewhere_for_what_changes_nothing(string method)
    {
        await using var first = new Fake { Do = Swallow };
        await using var second = new Fake { Do = Swallow };
        await using var third = new Fake { Do = Swallow };
        await using var gateway = await gateways.Before(first, second, third);
        (await gateway.Ask(new HttpMethod(method))).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        Counts(first, second, third).ShouldBe([0, 1, 1]);

        foreach (var fake in (Fake[])[first, second, third])
            fake.Do = (_, stream) => fake == first ? Fake.Raw(stream, "") : Fake.Say(stream, "");
        for (var n = 0; n < 20; n++)
            (await gateway.Ask(new HttpMethod(method))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("POST", "{}")]
    [InlineData("POST", null)]
    [InlineData("PUT", "{}")]
    [InlineData("PATCH", "{}")]
    [InlineData("DELETE", null)]
    [InlineData("GET", "{}")]
    public async Task Is_never_done_for_what_may_have_been_received_and_could_change_something(string method, string? body)
    {
        await using var first = new Fake();
        await using var second = new Fake();
        await using var gateway = await gateways.Before(first, second);
        // Connections that were used before are the tempting ones: a closed one looks as if nothing had arrived.
        for (var n = 0; n < 6; n++)
            (await gateway.Ask()).Status.ShouldBe(HttpStatusCode.OK);
        first.Do = second.Do = Swallow;
        var before = Counts(first, second).Sum();

        (await gateway.Ask(new HttpMethod(method), body: body is null ? null : new StringContent(body))).Code.ShouldBe("service.unavailable");
        (Counts(first, second).Sum() - before).ShouldBe(1);
    }

    [Fact]
    public async Task Is_done_for_everything_that_nobody_received()
    {
        await using var there = new Fake();
        await using var gateway = await gateways.Before([$"http://127.0.0.1:{GatewayBefore.ClosedPort()}", there.Address, $"http://127.0.0.1:{GatewayBefore.ClosedPort()}"]);
        for (var n = 0; n < 10; n++)
            (await gateway.Ask(HttpMethod.Post, body: new StringContent("{\"n\":1}"))).Status.ShouldBe(HttpStatusCode.OK);
        there.Seen.Select(asked => (asked.Method, asked.BodyLength)).ShouldBe(Enumerable.Repeat(("POST", 7), 10));
    }

    [Fact]
    public async Task Is_done_at_the_same_address_where_there_is_but_one()
    {
        await using var only = new Fake { Do = Swallow };
        await using var gateway = await gateways.Before(only);
        (await gateway.Ask()).Code.ShouldBe("service.unavailable");
        only.Seen.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Is_not_done_after_a_time_out()
    {
        await using var first = new Fake();
        await using var second = new Fake();
        (first.Do, second.Do) = ((_, _) => first.Hang(), (_, _) => second.Hang());
        await using var gateway = await gateways.Before([first.Address, second.Address], overall: 0.3);
        (await gateway.Ask()).Code.ShouldBe("service.timeout");
        Counts(first, second).Sum().ShouldBe(1);
    }

    [Fact]
    public async Task Is_hardly_needed_because_the_less_busy_address_is_chosen()
    {
        await using var slow = new Fake();
        await using var quick = new Fake();
        slow.Do = (_, _) => slow.Hang();
        await using var gateway = await gateways.Before(slow, quick);
        using var patience = new CancellationTokenSource();
        // Of four at the same time at least one goes to the slow one, where it stays.
        var stuck = Enumerable.Range(0, 4).Select(_ => gateway.Client.GetAsync(GatewayBefore.Path, patience.Token)).ToArray();
        while (slow.Seen.IsEmpty)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        for (var n = 0; n < 20; n++)
            (await gateway.Ask()).Status.ShouldBe(HttpStatusCode.OK);
        await patience.CancelAsync();
        await Task.WhenAll(stuck.Select(async one => await ((Task)one).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing)));
    }

    private static int[] Counts(params Fake[] fakes) => [.. fakes.Select(fake => fake.Seen.Count).Order()];
}
