using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Olympus.GraphQL.Tests;

/// <summary>graphql-js in a process of its own, by lines of JSON.</summary>
internal sealed class Reference : IDisposable
{
    private static readonly JsonSerializerOptions Linked = new() { ReferenceHandler = ReferenceHandler.Preserve, MaxDepth = 256 };
    private readonly Process _process;

    private Reference(Process process) => _process = process;

    public static string Folder { get; } = Path.Combine(Here(), "reference");

    /// <summary>Skips the test where Node or the packages are missing.</summary>
    public static void Need() => Assert.SkipUnless(
        Directory.Exists(Path.Combine(Folder, "node_modules")) && Node() is not null,
        "The reference implementation is not here: install Node 20 and run 'npm ci --prefix tests/Olympus.GraphQL/reference'.");

    public static Reference Start(string sdl, object data)
    {
        var start = new ProcessStartInfo(Node()!, "reference.mjs")
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new System.Text.UTF8Encoding(false),
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        var reference = new Reference(Process.Start(start)!);
        reference._process.StandardInput.WriteLine(JsonSerializer.Serialize(new { sdl, data = JsonSerializer.SerializeToElement(data, Linked) }));
        return reference;
    }

    public static string? Node() => Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, "node")).FirstOrDefault(File.Exists);

    public async Task<JsonElement> Ask(object question)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(question));
        await _process.StandardInput.FlushAsync();
        var line = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The reference has ended.");
        return JsonSerializer.Deserialize<JsonElement>(line);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(5000))
            _process.Kill();
        _process.Dispose();
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
