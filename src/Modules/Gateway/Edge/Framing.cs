using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Net.Http.Headers;
using Olympus.Kernel.Http;

namespace Olympus.Gateway.Edge;

/// <summary>
/// One reading of where a request ends. Kestrel forgives what a proxy before it may read in another way, and that is how a request is smuggled
/// inside another one; here nothing is forgiven, and the connection is closed.
/// </summary>
internal static class Framing
{
    /// <summary>Bare line feeds end no line, and a length is digits.</summary>
    internal static void Strictly(KestrelServerOptions kestrel)
    {
        AppContext.SetSwitch("Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators", true);
        kestrel.RequestHeaderEncodingSelector = static name => ReferenceEquals(name, HeaderNames.ContentLength) || name == HeaderNames.ContentLength
            ? DigitsOnly.Encoding
            : null;
    }

    public static IApplicationBuilder UseFraming(this IApplicationBuilder app) => app.Use((http, next) =>
        http.Request.Headers.TransferEncoding is { Count: > 0 } encoding && !IsPlainlyChunked(http.Request, encoding) ? Refuse(http) : next(http));

    /// <summary>When there was a length as well, Kestrel has set it aside under the name <c>X-Content-Length</c>.</summary>
    private static bool IsPlainlyChunked(HttpRequest request, Microsoft.Extensions.Primitives.StringValues encoding) =>
        encoding is [{ } one] && one.Equals("chunked", StringComparison.OrdinalIgnoreCase) && HttpProtocol.IsHttp11(request.Protocol)
        && request.ContentLength is null && !request.Headers.ContainsKey("X-Content-Length");

    private static Task Refuse(HttpContext http)
    {
        http.Response.Headers.Connection = "close";
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
            body.MaxRequestBodySize = 0; // nothing of it is read
        return Problems.Write(http, new(400, "request.framing", "The length of the body is not told in one clear way."));
    }

    /// <summary>Reads the value of <c>Content-Length</c>: a sign or a space makes it no number.</summary>
    private sealed class DigitsOnly : Encoding
    {
        public static readonly DigitsOnly Encoding = new();

        public override int GetByteCount(char[] chars, int index, int count) => count;

        public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
            Latin1.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

        public override int GetCharCount(byte[] bytes, int index, int count) => count;

        public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
        {
            for (var i = 0; i < byteCount; i++)
                chars[charIndex + i] = bytes[byteIndex + i] is >= (byte)'0' and <= (byte)'9' and var digit ? (char)digit : 'x';
            return byteCount;
        }

        public override int GetMaxByteCount(int charCount) => charCount;

        public override int GetMaxCharCount(int byteCount) => byteCount;
    }
}
