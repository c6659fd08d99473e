using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Olympus.Gateway.Graph;

/// <summary>GraphiQL at <c>/graphql</c> for browsers, for those who develop: only where a setting names the folder that its files are in.</summary>
public static class GraphiQL
{
    private const string Page = "/graphql", Files = "/graphql/ide/";

    /// <summary>By their address: where in the folder they are, and what they are. Nothing else of it is served.</summary>
    private static readonly (string Name, string File, string ContentType)[] Served =
    [
        ("page.js", "page.js", "text/javascript; charset=utf-8"),
        ("page.css", "page.css", "text/css; charset=utf-8"),
        ("nonce.js", "nonce.js", "text/javascript; charset=utf-8"),
        ("react.js", "node_modules/react/umd/react.production.min.js", "text/javascript; charset=utf-8"),
        ("react-dom.js", "node_modules/react-dom/umd/react-dom.production.min.js", "text/javascript; charset=utf-8"),
        ("graphiql.js", "node_modules/graphiql/graphiql.min.js", "text/javascript; charset=utf-8"),
        ("graphiql.css", "node_modules/graphiql/graphiql.min.css", "text/css; charset=utf-8"),
    ];

    /// <summary>Before routing and limits, as the app's files. Without <c>Olympus:GraphQL:GraphiQL</c> it adds nothing.</summary>
    /// <exception cref="InvalidOperationException">Its files are not in that folder.</exception>
    public static void UseGraphiQL(this IApplicationBuilder app, IConfiguration configuration)
    {
        if (configuration["Olympus:GraphQL:GraphiQL"] is not { Length: > 0 } folder)
            return;
        var missing = Served.Select(file => file.File).Append("index.html").FirstOrDefault(file => !File.Exists(Path.Combine(folder, file)));
        if (missing is not null)
            throw new InvalidOperationException($"Olympus:GraphQL:GraphiQL names {folder}, where {missing} is not: 'npm ci --prefix tools/graphiql' puts it there.");
        var page = File.ReadAllText(Path.Combine(folder, "index.html"));
        var files = Served.ToFrozenDictionary(file => Files + file.Name, file => (Bytes: File.ReadAllBytes(Path.Combine(folder, file.File)), file.ContentType));
        app.Use((http, next) =>
            !HttpMethods.IsGet(http.Request.Method) ? next(http)
            : http.Request.Path == Page && WantsPage(http.Request) ? SendPage(http, page)
            : files.TryGetValue(http.Request.Path.Value ?? "", out var file) ? Send(http, file.Bytes, file.ContentType)
            : next(http));
    }

    private static bool WantsPage(HttpRequest request) => request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static Task SendPage(HttpContext http, string page)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        http.Response.Headers.CacheControl = "no-store";
        // Its own files and nothing else; pictures and fonts stand in its style sheet, and its dialogs add a style of their own.
        http.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
            + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(page.Replace("{nonce}", nonce, StringComparison.Ordinal), http.RequestAborted);
    }

    private static Task Send(HttpContext http, byte[] bytes, string contentType)
    {
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.ContentType = contentType;
        http.Response.ContentLength = bytes.Length;
        return http.Response.Body.WriteAsync(bytes, http.RequestAborted).AsTask();
    }
}
