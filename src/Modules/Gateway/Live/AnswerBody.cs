using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Olympus.Gateway.Live;

/// <summary>The body of an answer that leaves by no network: kept as it was written.</summary>
internal sealed class AnswerBody : PipeWriter, IHttpResponseBodyFeature
{
    private readonly ArrayBufferWriter<byte> _written = new(2048);

    public ReadOnlyMemory<byte> Text => _written.WrittenMemory;

    public PipeWriter Writer => this;

    Stream IHttpResponseBodyFeature.Stream => AsStream(leaveOpen: true);

    public override bool CanGetUnflushedBytes => true;

    /// <summary>None: nobody waits for it.</summary>
    public override long UnflushedBytes => 0;

    public override void Advance(int bytes) => _written.Advance(bytes);

    public override Memory<byte> GetMemory(int sizeHint = 0) => _written.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _written.GetSpan(sizeHint);

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
}
