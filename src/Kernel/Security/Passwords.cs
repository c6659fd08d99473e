using System.Collections.Concurrent;
using Olympus.Kernel.Http;

namespace Olympus.Kernel.Security;

/// <summary>
/// Hashing behind a bulkhead: as many hashes at a time as there are cores, on threads of their own so that a wave of sign-ins does not take
/// the request threads, and a short queue. When that is full the answer is <c>auth.busy</c> at once, not a time-out later.
/// </summary>
public sealed class Passwords : IDisposable
{
    private readonly BlockingCollection<Action> _queue;
    private readonly int _iterations;
    private readonly string _decoy;

    public static readonly Refusal Busy = new(503, "auth.busy", "Too many people are signing in at this moment. Try again in a few seconds.");

    /// <param name="iterations">PBKDF2 rounds for new hashes.</param>
    /// <param name="concurrency">Hashes computed at a time: the number of cores.</param>
    /// <param name="waiting">Hashes that may wait; more are refused.</param>
    public Passwords(int iterations, int concurrency, int waiting)
    {
        _iterations = iterations;
        _decoy = PasswordHash.Nobody(iterations);
        _queue = new BlockingCollection<Action>(waiting);
        for (var i = 0; i < concurrency; i++)
            new Thread(Work) { IsBackground = true, Name = $"password-hash-{i}" }.Start();
    }

    public Task<string> Hash(string password, CancellationToken ct) =>
        Run(() => PasswordHash.Of(password, _iterations), ct);

    /// <param name="password">As typed.</param>
    /// <param name="stored">The user's hash; null when there is no such user: then the same work is done for nothing, and the answer is no.</param>
    /// <param name="ct">Cancels while still waiting.</param>
    public async Task<bool> Matches(string password, string? stored, CancellationToken ct) =>
        await Run(() => PasswordHash.Matches(password, stored ?? _decoy), ct) && stored is not null;

    public bool NeedsRehash(string stored) => PasswordHash.NeedsRehash(stored, _iterations);

    private Task<TResult> Run<TResult>(Func<TResult> work, CancellationToken ct)
    {
        var done = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var queued = _queue.TryAdd(() =>
        {
            if (ct.IsCancellationRequested)
            {
                done.TrySetCanceled(ct);
                return;
            }

            try
            {
                done.TrySetResult(work());
            }
            catch (Exception failure)
            {
                done.TrySetException(failure);
            }
        });
        return queued ? done.Task : throw Busy.With("retry_after_seconds", 2).AsException();
    }

    private void Work()
    {
        foreach (var work in _queue.GetConsumingEnumerable())
            work();
    }

    public void Dispose() => _queue.CompleteAdding();
}
