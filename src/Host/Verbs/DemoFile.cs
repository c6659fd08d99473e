using System.Text.Encodings.Web;
using System.Text.Json;
using Olympus.Demo;
using Olympus.Kernel.Http;

namespace Olympus.Host.Verbs;

/// <summary>How to sign in to the demo tenants: <c>demo.json</c> in the state directory, readable for its owner only.</summary>
internal sealed record DemoFile(string Url, IReadOnlyList<DemoAccount> Tenants)
{
    private static readonly JsonSerializerOptions Pretty = new(WireJson.Options) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Name => Path.Combine(HostEnvironment.StateFolder, "demo.json");

    /// <summary>Makes the demo tenants unless they are there, and writes the file.</summary>
    /// <param name="services">Of the server or the program.</param>
    /// <param name="url">Where the server listens; null: as it was, or the usual address.</param>
    /// <param name="database">Ends when the database can be asked.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<DemoFile> Make(IServiceProvider services, string? url, Task database, CancellationToken ct)
    {
        var before = Read();
        var accounts = await services.GetRequiredService<MakeDemo>().Run(before?.Tenants ?? [], database, ct);
        var file = new DemoFile(url ?? before?.Url ?? "http://localhost:8080", accounts);
        if (before is null || before.Url != file.Url || !before.Tenants.SequenceEqual(accounts))
            file.Write();
        return file;
    }

    public string ToJson() => JsonSerializer.Serialize(this, Pretty);

    /// <summary>For people: each account, and a line to try.</summary>
    public void Print(TextWriter to)
    {
        foreach (var tenant in Tenants)
            to.WriteLine($"  {tenant.Slug,-16} {tenant.Email,-32} {tenant.Password}");
        if (Tenants is [var first, ..])
            to.WriteLine(
                $$"""  curl -s {{Url}}/api/v1/auth/login -H 'Content-Type: application/json' -d '{"tenant_slug":"{{first.Slug}}","email":"{{first.Email}}","password":"{{first.Password}}"}'""");
        to.WriteLine($"  (kept in {Name})");
    }

    private static DemoFile? Read()
    {
        try
        {
            return File.Exists(Name) ? JsonSerializer.Deserialize<DemoFile>(File.ReadAllText(Name), WireJson.Options) : null;
        }
        catch (JsonException)
        {
            return null; // Not ours any more: as if it were lost.
        }
    }

    private void Write()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Name)!);
        var draft = $"{Name}.{Environment.ProcessId}";
        using (var stream = new FileStream(draft, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        using (var writer = new StreamWriter(stream))
        {
            writer.WriteLine(ToJson());
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }
        File.Move(draft, Name, overwrite: true);
    }
}
