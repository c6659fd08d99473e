using System.Net;

namespace Olympus.Faults.Forwarding;

public sealed class AServiceThatMisbehaves(Gateways gateways) : IClassFixture<Gateways>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task By_not_being_there_is_unavailable_and_nothing_else_is()
    {
        var port = GatewayBefore.ClosedPort();
        await using var gateway = await gateways.Before([$"http://127.0.0.1:{port}"]);
        for (var n = 0; n < 10; n++)
        {
            using var answer = await gateway.Client.GetAsync(GatewayBefore.Path, Ct);
            answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            (await answer.Content.ReadAsStringAsync(Ct)).ShouldContain("\"code\":\"service.unavailable\",\"retry_after_seconds\":1,\"request_id\":");
            answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
            answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        }

        (await gateway.Ask(path: "/api/v1/products")).Code.ShouldBe("auth.unauthenticated");
        (await gateway.Ask(path: "/health/ready")).Status.ShouldBe(HttpStatusCode.OK);
        var services = (await gateway.Ask(path: "/health/services")).Text;
        services.ShouldContain("\"name\":\"analytics\",\"is_available\":false");

        await using var service = new Fake(port);
        await gateway.UntilItAnswers();
    }

    [Fact]
    public async Task By_never_answering_is_a_time_out_and_then_left_alone_until_it_answers_again()
    {
        await using var service = new Fake();
        service.Do = (_, _) => service.Hang();
        await using var gateway = await gateways.Before([service.Address], overall: 0.3);
        for (var n = 0; n < 5; n++)
        {
            var late = await gateway.Ask();
            late.Status.ShouldBe(HttpStatusCode.GatewayTimeout);
            late.Code.ShouldBe("service.timeout");
        }

        var before = service.Seen.Count;
        (await gateway.Ask()).Code.ShouldBe("service.unavailable");
        service.Seen.Count.ShouldBe(before, "its circuit is open");
        service.Do = (_, stream) => Fake.Say(stream, "fine");
        await gateway.UntilItAnswers();
    }

    /// <summary>Requests that a process answers itself have a limit of their own; it must not cut short what is forwarded, with nothing to say for itself.</summary>
    [Fact]
    public async Task By_being_slow_has_the_time_of_forwarding_and_no_other()
    {
        await using var service = new Fake();
        service.Do = async (asked, stream) =>
        {
            await Task.Delay(asked.Path.EndsWith("slow", StringComparison.Ordinal) ? 700 : Timeout.Infinite, service.Over);
            return await Fake.Say(stream, "at last");
        };
        await using var gateway = await gateways.Before([service.Address], activity: 1.5, request: 0.2);
        (await gateway.Ask(path: GatewayBefore.Path + "/slow")).Text.ShouldBe("at last");
        var late = await gateway.Ask();
        (late.Status, late.Code).ShouldBe((HttpStatusCode.GatewayTimeout, "service.timeout"));
    }

    [Fact]
    public async Task By_stopping_in_the_middle_is_a_time_out_too()
    {
        await using var service = new Fake();
        service.Do = async (_, stream) =>
        {
            await Fake.Raw(stream, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nand then");
            return await service.Hang();
        };
        await using var gateway = await gateways.Before([service.Address], activity: 0.3);
        await Should.ThrowAsync<HttpRequestException>(() => gateway.Client.GetStringAsync(GatewayBefore.Path, Ct), "half an answer must not look whole");
    }

    [Theory]
    [InlineData("\0\u0001\u0002 what is this\r\n\r\n")]
    [InlineData("HTTP/9.9 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno header at all\r\n\r\n")]
    [InlineData("")]
    public async Task By_talking_nonsense_is_unavailable(string nonsense)
    {
        await using var service = new Fake();
        service.Do = (_, stream) => Fake.Raw(stream, nonsense);
        await using var gateway = await gateways.Before(service);
        var answer = await gateway.Ask();
        answer.Status.ShouldBe(HttpStatusCode.ServiceUnavailable, answer.Text);
        answer.Code.ShouldBe("service.unavailable");
    }

    [Fact]
    public async Task By_ending_its_answer_early_breaks_off_the_answer()
    {
        await using var service = new Fake();
        service.Do = (_, stream) => Fake.Raw(stream, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nand then");
        await using var gateway = await gateways.Before(service);
        await Should.ThrowAsync<HttpRequestException>(() => gateway.Client.GetStringAsync(GatewayBefore.Path, Ct), "half an answer must not look whole");
    }

    [Fact]
    public async Task Hears_it_when_the_caller_hangs_up()
    {
        await using var service = new Fake();
        var hungUp = new TaskCompletionSource();
        service.Do = async (_, stream) =>
        {
            if (await stream.ReadAsync(new byte[1], Ct) == 0)
                hungUp.SetResult();
            return false;
        };
        await using var gateway = await gateways.Before(service);
        using var patience = new CancellationTokenSource();
        var asking = gateway.Client.GetAsync(GatewayBefore.Path, patience.Token);
        while (service.Seen.IsEmpty)
            await Task.Delay(10, Ct);
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => asking);
        await hungUp.Task.WaitAsync(TimeSpan.FromSeconds(20), Ct);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Never_sees_a_body_that_is_too_large(bool tellsItsLength)
    {
        await using var service = new Fake();
        await using var gateway = await gateways.Before(service);
        using var request = new HttpRequestMessage(HttpMethod.Post, GatewayBefore.Path) { Content = new ByteArrayContent(new byte[1_100_000]) };
        request.Headers.TransferEncodingChunked = !tellsItsLength;
        using var answer = await gateway.Client.SendAsync(request, Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await answer.Content.ReadAsStringAsync(Ct)).ShouldContain("\"code\":\"request.too_large\"");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        if (tellsItsLength)
            service.Seen.ShouldBeEmpty();
    }
}
