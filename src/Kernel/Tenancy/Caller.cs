using Olympus.Kernel.Http;

namespace Olympus.Kernel.Tenancy;

/// <summary>What is known about the request in hand: filled by the edge, read by <c>TenantDb</c> and by handlers that ask for it.</summary>
public sealed class Caller
{
    private Principal? _principal;

    /// <summary>The signed-in user; asking for it on an anonymous route is a bug.</summary>
    public Principal Principal
    {
        get => _principal ?? throw new InvalidOperationException("This request has no principal: the route is anonymous.");
        internal set => _principal = value;
    }

    public bool IsAuthenticated => _principal is not null;

    /// <summary>Ties a request, its log lines and its events together; from <c>X-Request-Id</c> or made here.</summary>
    public string CorrelationId { get; internal set; } = "";

    internal IdempotentRequest? Idempotency { get; set; }

    /// <summary>What somebody else approved for this request; used up by the transaction of its effect.</summary>
    internal Approved? Approval { get; set; }
}
