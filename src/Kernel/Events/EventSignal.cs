namespace Olympus.Kernel.Events;

/// <summary>Says inside this process that the log grew, so that readers need not wait for their next poll. Carries no content and may be
/// lost: the poll is the safety net.</summary>
public sealed class EventSignal
{
    private volatile TaskCompletionSource _raised = New();

    public void Raise() => Interlocked.Exchange(ref _raised, New()).TrySetResult();

    /// <summary>Ends when the log grows from now on. Ask before you read, so that what happens meanwhile counts.</summary>
    public Task Next => _raised.Task;

    /// <summary>Ends when <paramref name="next"/> does or the time is over, whichever is first.</summary>
    public static async Task Wait(Task next, TimeSpan atMost, TimeProvider clock, CancellationToken ct)
    {
        await Task.WhenAny(next, Task.Delay(atMost, clock, ct));
        ct.ThrowIfCancellationRequested();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
