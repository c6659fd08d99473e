namespace Olympus.GraphQL.Execution;

/// <summary>
/// Runs all that belongs to one request one after the other, however many answers it waits for at once: resolvers of a request never meet, and when
/// nothing is left to run, everything that will be asked has been asked. That is when batches are sent. It has no thread: whoever brings an answer runs what
/// waited for it, so that an answer costs no change of threads.
/// </summary>
internal sealed class ExecutionLoop : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Run, object? State)> _queue = new();
    private readonly List<Batch> _batches = [];
    private Action? _finish;
    private bool _running;

    /// <summary>Starts work on this thread and leaves it when there is only something to wait for.</summary>
    /// <returns>What the work comes to, known outside of the loop.</returns>
    public Task<T> Run<T>(Func<Task<T>> work)
    {
        Task<T> task = null!;
        var answer = new TaskCompletionSource<T>();
        _finish = () =>
        {
            if (task.IsCompleted)
                answer.TrySetFromTask(task);
        };
        _running = true;
        Inside(() => task = work());
        return answer.Task;
    }

    /// <summary>Sends a batch once nothing is left to run. Called by what runs here.</summary>
    public void WhenIdle(Batch batch) => _batches.Add(batch);

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_queue)
        {
            _queue.Enqueue((d, state));
            if (_running)
                return;
            _running = true;
        }

        Inside(null);
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing here may be waited for on a thread.");

    public override SynchronizationContext CreateCopy() => this;

    private void Inside(Action? first)
    {
        var previous = Current;
        SetSynchronizationContext(this);
        try
        {
            first?.Invoke();
            Drain();
        }
        finally
        {
            SetSynchronizationContext(previous);
        }

        // Outside: those who wait for the answer do not belong to the loop.
        _finish!();
    }

    private void Drain()
    {
        while (true)
        {
            (SendOrPostCallback Run, object? State) next;
            lock (_queue)
            {
                if (!_queue.TryDequeue(out next) && _batches.Count == 0)
                {
                    _running = false;
                    return;
                }
            }

            if (next.Run is { } run)
            {
                run(next.State);
                continue;
            }

            Batch[] batches = [.. _batches];
            _batches.Clear();
            foreach (var batch in batches)
                batch.Send();
        }
    }
}
