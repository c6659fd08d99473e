namespace Olympus.Gateway.Forwarding;

/// <summary>
/// Whether an address is worth asking: closed as long as it answers, open when five of the last ten exchanges failed. Open, it lets one request
/// through after a pause (half-open): its success closes the circuit, its failure doubles the pause. A value; every change makes a new one.
/// </summary>
/// <param name="Failures">The last ten exchanges, newest in the lowest bit; 1 is a failure.</param>
/// <param name="Pause">How long it stays open before one request is let through; zero: closed.</param>
/// <param name="NextTry">When that is; while that request is on its way, when the next one may follow should it never be heard of again.</param>
/// <param name="IsTrying">Whether it is on its way.</param>
public readonly record struct Circuit(uint Failures, TimeSpan Pause, TimeSpan NextTry, bool IsTrying)
{
    private const uint Remembered = (1 << 10) - 1;
    private const int Most = 5;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    public bool IsClosed => Pause == TimeSpan.Zero;

    /// <summary>Whether a request may go there now. Who then asks takes <see cref="Asked"/>.</summary>
    /// <param name="now">Of a clock that never goes back.</param>
    public bool Allows(TimeSpan now) => IsClosed || now >= NextTry;

    /// <summary>A request goes there: of an open circuit, the only one for a while.</summary>
    public Circuit Asked(TimeSpan now) => IsClosed ? this : this with { NextTry = now + Pause, IsTrying = true };

    public Circuit Succeeded() => IsClosed ? this with { Failures = (Failures << 1) & Remembered } : default;

    public Circuit Failed(TimeSpan now)
    {
        if (IsClosed)
        {
            var failures = ((Failures << 1) | 1) & Remembered;
            return System.Numerics.BitOperations.PopCount(failures) < Most ? this with { Failures = failures } : new(0, FirstPause, now + FirstPause, false);
        }

        // Of those that were under way when the circuit opened nothing new is learnt.
        if (!IsTrying)
            return this;
        var longer = Pause * 2 < LongestPause ? Pause * 2 : LongestPause;
        return new(0, longer, now + longer, false);
    }
}
