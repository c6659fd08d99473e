namespace Olympus.Kernel.Events;

/// <summary>What there is news about.</summary>
[Flags]
public enum News
{
    None = 0,

    /// <summary>The event log grew.</summary>
    Events = 1,

    /// <summary>Access tokens were denied.</summary>
    Revocations = 2,

    All = Events | Revocations,
}

/// <summary>Says that there is news, so that readers need not wait for their next poll: to the readers of this process at once, and through
/// <see cref="WakeUps"/> to those of others. Carries no content and may be lost: the poll is the safety net.</summary>
public sealed class EventSignal
{
    private volatile TaskCompletionSource _events = New();
    private volatile TaskCompletionSource _revocations = New();
    private volatile TaskCompletionSource _told = New();
    private int _untold;

    /// <summary>Something was committed here: all readers, everywhere, should look.</summary>
    public void Raise(News news = News.Events)
    {
        Hear(news);
        Interlocked.Or(ref _untold, (int)news);
        Interlocked.Exchange(ref _told, New()).TrySetResult();
    }

    /// <summary>Something was committed elsewhere: the readers of this process should look.</summary>
    public void Hear(News news)
    {
        if (news.HasFlag(News.Events))
            Interlocked.Exchange(ref _events, New()).TrySetResult();
        if (news.HasFlag(News.Revocations))
            Interlocked.Exchange(ref _revocations, New()).TrySetResult();
    }

    /// <summary>Ends when the log grows from now on. Ask before you read, so that what happens meanwhile counts.</summary>
    public Task Next => _events.Task;

    /// <summary>As <see cref="Next"/>, for denied access tokens.</summary>
    public Task NextRevocation => _revocations.Task;

    /// <summary>Ends when <paramref name="next"/> does or the time is over, whichever is first.</summary>
    public static async Task Wait(Task next, TimeSpan atMost, TimeProvider clock, CancellationToken ct)
    {
        await Task.WhenAny(next, Task.Delay(atMost, clock, ct));
        ct.ThrowIfCancellationRequested();
    }

    /// <summary>What was raised here and no other process was told yet; waits for it.</summary>
    internal async Task<News> Untold(CancellationToken ct)
    {
        while (true)
        {
            var next = _told.Task;
            if ((News)Interlocked.Exchange(ref _untold, 0) is not News.None and var news)
                return news;
            await next.WaitAsync(ct);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
