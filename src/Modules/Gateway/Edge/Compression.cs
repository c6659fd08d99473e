using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Olympus.Kernel.Http;

namespace Olympus.Gateway.Edge;

/// <summary>
/// Answers of more than a kibibyte are compressed for who takes it; shorter ones are held until they are whole and go out as they are, with their length. The
/// framework's middleware decides at the first byte, so it would compress the short ones too.
/// </summary>
internal static class Compression
{
    private static readonly string[] Compressible =
    [
        "application/json", "application/problem+json", "application/yaml", "application/manifest+json", "image/svg+xml", "text/css", "text/csv", "text/html",
        "text/javascript", "text/plain",
    ];

    public static IApplicationBuilder UseCompression(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var accepted = http.Request.Headers.AcceptEncoding;
        return accepted.Count == 0 || HttpMethods.IsHead(http.Request.Method) || Choose(accepted.ToString()) is not { } coding
            || http.GetEndpoint()?.Metadata.GetMetadata<SecretAnswer>() is not null || http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
            ? next(http)
            : Compress(http, next, coding);
    });

    public static bool IsCompressible(string? contentType)
    {
        if (contentType is null)
            return false;
        var type = contentType.AsSpan();
        var end = type.IndexOf(';');
        type = (end < 0 ? type : type[..end]).Trim();
        foreach (var one in Compressible)
            if (type.Equals(one, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    /// <summary><c>br</c> before <c>gzip</c>, unless refused with <c>q=0</c>; null: neither.</summary>
    internal static string? Choose(ReadOnlySpan<char> accepted)
    {
        string? chosen = null;
        foreach (var range in accepted.Split(','))
        {
            var entry = accepted[range].Trim();
            var end = entry.IndexOf(';');
            var name = (end < 0 ? entry : entry[..end]).TrimEnd();
            if (end >= 0 && IsRefused(entry[(end + 1)..]))
                continue;
            if (name.Equals("br", StringComparison.OrdinalIgnoreCase))
                return "br";
            if (name.Equals("gzip", StringComparison.OrdinalIgnoreCase))
                chosen = "gzip";
        }

        return chosen;
    }

    private static bool IsRefused(ReadOnlySpan<char> parameters)
    {
        var weight = parameters.Trim();
        return weight.StartsWith("q=0", StringComparison.OrdinalIgnoreCase) && weight["q=0".Length..].Trim(".0").IsEmpty;
    }

    private static async Task Compress(HttpContext http, RequestDelegate next, string coding)
    {
        var inner = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var body = new CompressedBody(http.Response, inner, coding);
        http.Features.Set<IHttpResponseBodyFeature>(body);
        try
        {
            await next(http);
            await body.Finish();
        }
        finally
        {
            http.Features.Set(inner); // what was held back of an answer that failed is dropped with it
            await body.DisposeAsync();
        }
    }
}

/// <summary>The body as handlers see it: holds the first kibibyte back, then goes on compressed or plain.</summary>
internal sealed class CompressedBody(HttpResponse response, IHttpResponseBodyFeature inner, string coding) : Stream, IHttpResponseBodyFeature
{
    private const int Threshold = 1024;

    private readonly byte[] _held = new byte[Threshold];
    private int _count;
    private Stream? _out;
    private bool _compresses;
    private PipeWriter? _writer;

    public Stream Stream => this;

    public PipeWriter Writer => _writer ??= PipeWriter.Create(this, new StreamPipeWriterOptions(leaveOpen: true));

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Headers wait with the first kibibyte: only then it is known which they are.</summary>
    private bool Waits => _out is null && !response.HasStarted && Compression.IsCompressible(response.ContentType) && response.Headers.ContentEncoding.Count == 0;

    public async Task Finish()
    {
        if (_writer is not null)
            await _writer.CompleteAsync();
        if (_out is null && _count > 0)
        {
            if (!response.HasStarted)
            {
                response.ContentLength = _count;
                Vary();
            }

            await inner.Stream.WriteAsync(_held.AsMemory(0, _count), response.HttpContext.RequestAborted);
        }

        if (_compresses)
            await _out!.DisposeAsync(); // writes the end
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Waits && _count + buffer.Length <= Threshold)
        {
            buffer.CopyTo(_held.AsMemory(_count));
            _count += buffer.Length;
            return;
        }

        await (await Begin(cancellationToken)).WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Answers are written asynchronously.");

    public override void Flush()
    {
        // Nothing is sent by waiting for it; see FlushAsync.
    }

    /// <summary>A serializer flushes when it has ended, so flushing tells nothing of what compresses. What does not compress goes out at once.</summary>
    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (Waits || _compresses)
            return;
        await (await Begin(cancellationToken)).FlushAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken = default) => Waits || _compresses ? Task.CompletedTask : inner.StartAsync(cancellationToken);

    public async Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 4096, FileOptions.Asynchronous | FileOptions.SequentialScan);
        file.Seek(offset, SeekOrigin.Begin);
        var left = count ?? file.Length - offset;
        var buffer = new byte[16 * 1024];
        while (left > 0 && await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellationToken) is > 0 and var read)
        {
            await WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            left -= read;
        }
    }

    public async Task CompleteAsync()
    {
        await Finish();
        (_out, _count, _compresses) = (inner.Stream, 0, false);
        await inner.CompleteAsync();
    }

    public void DisableBuffering()
    {
        _out ??= inner.Stream;
        inner.DisableBuffering();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async ValueTask<Stream> Begin(CancellationToken ct)
    {
        if (_out is not null)
            return _out;
        if (Waits && response.StatusCode is not (StatusCodes.Status206PartialContent or StatusCodes.Status304NotModified))
        {
            Vary();
            response.Headers.ContentEncoding = coding;
            response.ContentLength = null;
            _compresses = true;
            _out = coding == "br"
                ? new BrotliStream(inner.Stream, CompressionLevel.Fastest, leaveOpen: true)
                : new GZipStream(inner.Stream, CompressionLevel.Fastest, leaveOpen: true);
        }
        else
            _out = inner.Stream;
        if (_count > 0)
            await _out.WriteAsync(_held.AsMemory(0, _count), ct);
        return _out;
    }

    private void Vary() => response.Headers.Append("Vary", "Accept-Encoding");
}
