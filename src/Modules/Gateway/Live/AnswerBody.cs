using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Olympus.Gateway.Live;

/// <summary>The body of an answer that leaves by no network: kept as it was written, in memory that is lent until it is disposed of.</summary>
internal sealed class AnswerBody : PipeWriter, IHttpResponseBodyFeature, IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(2048);
    private int _written;

    /// <summary>What was written; nobody may hold it longer than this lives.</summary>
    public ReadOnlySpan<byte> Text => _bytes.AsSpan(0, _written);

    public PipeWriter Writer => this;

    Stream IHttpResponseBodyFeature.Stream => AsStream(leaveOpen: true);

    public override bool CanGetUnflushedBytes => true;

    /// <summary>None: nobody waits for it.</summary>
    public override long UnflushedBytes => 0;

    public override void Advance(int bytes) => _written += bytes;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(_written);
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => new(new FlushResult());

    public override void CancelPendingFlush()
    {
    }

    public override void Complete(Exception? exception = null)
    {
    }

    public void DisableBuffering()
    {
    }

    public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task CompleteAsync() => Task.CompletedTask;

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        SendFileFallback.SendFileAsync(AsStream(leaveOpen: true), path, offset, count, cancellationToken);

    public void Dispose()
    {
        var bytes = _bytes;
        (_bytes, _written) = ([], 0);
        if (bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(bytes);
    }

    private void Reserve(int more)
    {
        if (_bytes.Length - _written >= more)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _written + more));
        Text.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
