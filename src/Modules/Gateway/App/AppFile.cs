using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;

namespace Olympus.Gateway.App;

/// <summary>One built file in the forms it is sent in.</summary>
/// <param name="CacheControl">Files whose name holds a hash of their content never change.</param>
/// <param name="Coded">By <c>Content-Encoding</c>; what the build found worth it.</param>
internal sealed record AppFile(string ContentType, StringValues CacheControl, Form Plain, FrozenDictionary<string, Form> Coded);

/// <param name="ETag">Strong, and another one for each coding.</param>
internal sealed record Form(byte[] Bytes, string ETag);

/// <summary>All files of the built application, read once: what is sent is of one build, whatever happens in the folder later.</summary>
internal sealed class AppFiles
{
    private static readonly StringValues Forever = "public, max-age=31536000, immutable", AskFirst = "no-cache";

    private static readonly FrozenDictionary<string, string> ContentTypes = new Dictionary<string, string>
    {
        [".css"] = "text/css; charset=utf-8",
        [".html"] = "text/html; charset=utf-8",
        [".ico"] = "image/x-icon",
        [".js"] = "text/javascript; charset=utf-8",
        [".json"] = "application/json",
        [".png"] = "image/png",
        [".svg"] = "image/svg+xml",
        [".txt"] = "text/plain; charset=utf-8",
        [".webmanifest"] = "application/manifest+json",
        [".webp"] = "image/webp",
        [".woff2"] = "font/woff2",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private readonly FrozenDictionary<string, AppFile> _files;

    private AppFiles(FrozenDictionary<string, AppFile> files, AppFile page) => (_files, Page) = (files, page);

    /// <summary>The one page; which screen it shows stands in the address.</summary>
    public AppFile Page { get; }

    /// <param name="path">As in the request, with its leading slash.</param>
    public AppFile? Find(string path) => _files.GetValueOrDefault(path);

    /// <summary>Null when there is no built application in the folder.</summary>
    public static AppFiles? Read(string folder)
    {
        if (!File.Exists(Path.Combine(folder, "index.html")))
            return null;
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => ContentTypes.ContainsKey(Path.GetExtension(file)))
            .Select(file => (Name: "/" + Path.GetRelativePath(folder, file).Replace('\\', '/'), File: file))
            .Where(found => !found.Name.StartsWith("/.", StringComparison.Ordinal)) // the build's own notes
            .ToFrozenDictionary(found => found.Name, found => Load(found.Name, found.File));
        return new(files, files["/index.html"]);
    }

    private static AppFile Load(string name, string file)
    {
        var coded = new Dictionary<string, Form>();
        foreach (var (coding, extension) in new[] { ("br", ".br"), ("gzip", ".gz") })
            if (File.Exists(file + extension))
                coded[coding] = FormOf(File.ReadAllBytes(file + extension));
        return new(
            ContentTypes[Path.GetExtension(file)], name.StartsWith("/assets/", StringComparison.Ordinal) ? Forever : AskFirst, FormOf(File.ReadAllBytes(file)),
            coded.ToFrozenDictionary());
    }

    private static Form FormOf(byte[] bytes) => new(bytes, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12))}\"");
}
