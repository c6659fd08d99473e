namespace Olympus.Gateway.Forwarding;

/// <summary>One address of a service: how busy it is, whether it said that it is ready, and its circuit.</summary>
public sealed class Upstream(Uri address, TimeProvider clock)
{
    private readonly Lock _turn = new();
    private Circuit _circuit;
    private int _inFlight;
    private volatile bool _ready = true;

    public Uri Address { get; } = address;

    /// <summary>As the forwarder wants it: without a slash at the end.</summary>
    public string Prefix { get; } = address.GetLeftPart(UriPartial.Authority);

    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>False after it said no, or could not be reached; until it was asked the first time it is believed to be.</summary>
    public bool IsReady => _ready;

    /// <summary>Whether the circuit lets a request through now.</summary>
    public bool IsAllowed
    {
        get
        {
            lock (_turn)
                return _circuit.Allows(Now);
        }
    }

    private TimeSpan Now => clock.GetElapsedTime(0);

    /// <summary>Takes a place for one request, unless the circuit forbids it. Ends with <see cref="Left"/>.</summary>
    public bool TryEnter()
    {
        lock (_turn)
        {
            if (!_circuit.Allows(Now))
                return false;
            _circuit = _circuit.Asked(Now);
        }

        Interlocked.Increment(ref _inFlight);
        return true;
    }

    public void Left() => Interlocked.Decrement(ref _inFlight);

    /// <summary>It began to answer.</summary>
    public void Answered()
    {
        lock (_turn)
            _circuit = _circuit.Succeeded();
    }

    /// <summary>It broke off, or took too long.</summary>
    public void Failed()
    {
        lock (_turn)
            _circuit = _circuit.Failed(Now);
    }

    /// <summary>Nobody listens there: not asked again, where there is a choice, before it says that it is ready.</summary>
    public void Unreachable()
    {
        _ready = false;
        Failed();
    }

    /// <summary>What it said when asked whether it is ready. Coming back closes the circuit.</summary>
    /// <returns>Whether that is news.</returns>
    public bool Said(bool ready)
    {
        var before = _ready;
        if (ready && !before)
            lock (_turn)
                _circuit = default;
        _ready = ready;
        return before != ready;
    }
}
