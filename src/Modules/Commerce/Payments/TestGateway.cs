namespace Olympus.Commerce.Payments;

/// <summary>
/// A gateway for trying things out: no money moves. Its answer is a pure function of the request, so it needs no memory, is the same in every process and
/// after every crash. The card token says how it behaves: <c>test_ok</c>, or a behaviour for every operation (<c>test_declined_expired_card</c>,
/// <c>test_timeout_approved</c>, <c>test_timeout_declined</c>, <c>test_timeout_lost</c>, <c>test_duplicate</c>), or for one kind of operation
/// while the others succeed (<c>test_refund_declined_closed_account</c>, <c>test_capture_timeout_approved</c>).
/// </summary>
internal sealed class TestGateway : IPaymentGateway
{
    private static readonly string[] Kinds = ["sale", "authorize", "capture", "void", "refund"];

    public string Name => "test";

    public Task<GatewayAnswer> Send(GatewayRequest request, CancellationToken ct) => Behaviour(request) switch
    {
        "ok" => Task.FromResult(Approved(request)),
        "duplicate" => Task.FromResult(new GatewayAnswer(GatewayVerdict.Duplicate)),
        "timeout_approved" or "timeout_declined" or "timeout_lost" => throw new TimeoutException("The test gateway was told not to answer."),
        var behaviour => Task.FromResult(Declined(behaviour)),
    };

    public Task<GatewayAnswer?> Find(GatewayRequest request, CancellationToken ct) => Task.FromResult(Behaviour(request) switch
    {
        "ok" or "duplicate" or "timeout_approved" => Approved(request),
        "timeout_lost" => null,
        "timeout_declined" => Declined("declined_do_not_honor"),
        var behaviour => Declined(behaviour),
    });

    private static string Behaviour(GatewayRequest request)
    {
        if (!request.CardToken.StartsWith("test_", StringComparison.Ordinal))
            return "declined_invalid_token";
        var behaviour = request.CardToken["test_".Length..];
        foreach (var kind in Kinds)
            if (behaviour.StartsWith(kind + "_", StringComparison.Ordinal))
                return kind == request.Kind ? behaviour[(kind.Length + 1)..] : "ok";
        return behaviour;
    }

    private static GatewayAnswer Approved(GatewayRequest request) => new(GatewayVerdict.Approved, $"test-{request.Operation:N}");

    private static GatewayAnswer Declined(string behaviour) => behaviour.StartsWith("declined_", StringComparison.Ordinal)
        ? new(GatewayVerdict.Declined, Code: behaviour["declined_".Length..], Detail: "The test card was told to decline.")
        : new(GatewayVerdict.Declined, Code: "invalid_token", Detail: "The test gateway knows no such card.");
}
