using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Olympus.Gateway.Edge;

namespace Olympus.Gateway.App;

/// <summary>The browser's application: built files, and its page at every address that is nobody else's.</summary>
public static partial class AppModule
{
    /// <summary>What is never the application's, whether it exists there or not.</summary>
    private static readonly PathString[] Others = ["/api", "/ws", "/docs", "/graphql", "/health", "/.well-known"];

    /// <summary>
    /// Its own files and nothing else: no script, style, frame or picture of elsewhere, and none written into the page. The application sets styles on
    /// elements by script, which this allows, and adds no style elements, which it does not.
    /// </summary>
    private static readonly StringValues Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
        + "worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Nothing of the device but its passkeys, in our own page and in no frame.</summary>
    private static readonly StringValues Features = SecurityHeaders.NoFeatures.ToString()
        .Replace("publickey-credentials-create=(), publickey-credentials-get=()", "publickey-credentials-create=(self), publickey-credentials-get=(self)", StringComparison.Ordinal);

    /// <summary>Serves the folder <c>Olympus:Web:Folder</c>, or else <c>wwwroot</c> beside the program; without either, nothing. Before routing and limits: a page
    /// asks for dozens of files at once.</summary>
    public static void UseApplication(this IApplicationBuilder app, IConfiguration configuration)
    {
        var log = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("Olympus.App");
        var given = configuration["Olympus:Web:Folder"];
        var folder = given ?? Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (AppFiles.Read(folder) is { } files)
            app.Use((http, next) => Choose(http.Request, files) is { } file ? Send(http, file) : next(http));
        else if (given is not null)
            NotBuilt(log, given);
    }

    private static AppFile? Choose(HttpRequest request, AppFiles files)
    {
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) || request.Path.Value is not { Length: > 0 } path)
            return null;
        foreach (var other in Others)
            if (request.Path.StartsWithSegments(other))
                return null;
        // A script that is gone must not come back as a page.
        return path == "/" ? files.Page
            : files.Find(path) ?? (path.StartsWith("/assets/", StringComparison.Ordinal) || !WantsPage(request) ? null : files.Page);
    }

    private static bool WantsPage(HttpRequest request) => request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static async Task Send(HttpContext http, AppFile file)
    {
        var (request, response) = (http.Request, http.Response);
        var coding = Compression.Choose(request.Headers.AcceptEncoding.ToString());
        var form = coding is not null && file.Coded.TryGetValue(coding, out var smaller) ? smaller : file.Plain;
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers["Permissions-Policy"] = Features;
        response.Headers.CacheControl = file.CacheControl;
        response.Headers.ETag = form.ETag;
        if (file.Coded.Count > 0)
            response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (request.Headers.IfNoneMatch.ToString().Contains(form.ETag, StringComparison.Ordinal))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = file.ContentType;
        response.ContentLength = form.Bytes.Length;
        if (!ReferenceEquals(form, file.Plain))
            response.Headers.ContentEncoding = coding;
        if (!HttpMethods.IsHead(request.Method))
            await response.Body.WriteAsync(form.Bytes, http.RequestAborted);
    }

    [LoggerMessage(1, LogLevel.Warning, "There is no built application in {Folder}: the server runs without it")]
    private static partial void NotBuilt(ILogger log, string folder);
}
