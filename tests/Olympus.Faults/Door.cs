using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Olympus.Tests;

namespace Olympus.Faults;

/// <summary>An installation as people make one: through <c>./olympus</c>, with a state directory of its own.</summary>
public sealed class Door : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly string _parent = Directory.CreateTempSubdirectory("olympus-door-").FullName;

    public Door()
    {
        // The database's own user must get in.
        File.SetUnixFileMode(_parent, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        Client = new() { BaseAddress = new($"http://127.0.0.1:{Port}"), Timeout = TimeSpan.FromSeconds(30) };
    }

    public string State => Path.Combine(_parent, "state");

    public int Port { get; } = Ports.Free();

    public HttpClient Client { get; }

    /// <summary>Every process that belongs to this state: the script, servers, PostgreSQL, Redis.</summary>
    public IReadOnlyList<(int Id, string Command)> Processes =>
        [.. Directory.EnumerateDirectories("/proc").Where(IsOurs).Select(path => (int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture), Command(path)))];

    /// <summary>The process of the split topology that has these roles.</summary>
    public int With(string roles) => Processes.Single(process => process.Command.Contains($"--roles {roles} ", StringComparison.Ordinal)).Id;

    /// <summary>Runs a verb to its end; all it printed.</summary>
    public async Task<string> Run(params string[] arguments)
    {
        using var process = Process.Start(Start("./olympus", [.. arguments, "--data", State]))!;
        var output = new StringBuilder();
        Follow(process, output);
        // What stays behind may keep its output open: wait for the process, not for that end.
        await Until(() => Task.FromResult(process.HasExited), () => $"{string.Join(' ', arguments)} does not end: {Text(output)}");
        await Task.Delay(50);
        process.ExitCode.ShouldBe(0, Text(output));
        return Text(output);
    }

    /// <summary>Runs <c>up</c> on a terminal, as somebody who sits before it.</summary>
    public Terminal UpOnATerminal(params string[] arguments)
    {
        // Whoever runs the tests in the background has SIGINT ignored, and so would all its children.
        var start = Start("script", ["-qec", $"exec env --default-signal=INT,TERM,HUP ./olympus up --port {Port} --data {State} {string.Join(' ', arguments)}", "/dev/null"]);
        start.RedirectStandardInput = true;
        return new(Process.Start(start)!);
    }

    public async Task<HttpStatusCode?> Ask(string path)
    {
        try
        {
            using var answer = await Client.GetAsync(new Uri(path, UriKind.Relative));
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public static async Task Until(Func<Task<bool>> condition, Func<string> otherwise)
    {
        for (var patience = Stopwatch.StartNew(); !await condition(); await Task.Delay(50))
            patience.Elapsed.ShouldBeLessThan(Patience, otherwise());
    }

    public Task UntilItAnswers(string path, HttpStatusCode status = HttpStatusCode.OK) =>
        Until(async () => await Ask(path) == status, () => $"{path} never became {status}; {string.Join('\n', Processes)}");

    /// <summary>Nothing of it is left: no process, no port.</summary>
    public async Task MustBeGone()
    {
        await Until(() => Task.FromResult(Processes.Count == 0), () => $"still there: {string.Join('\n', Processes)}");
        (await Ask("/health/live")).ShouldBeNull();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (Directory.Exists(State))
            await Run("reset", "--yes");
        foreach (var (id, _) in Processes)
            Kill(id);
        Directory.Delete(_parent, recursive: true);
    }

    public static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            process.WaitForExit();
        }
        catch (ArgumentException)
        {
            return; // gone by itself
        }
    }

    private static ProcessStartInfo Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program.StartsWith('.') ? Path.Combine(Installation.Root, program) : program, arguments)
        {
            WorkingDirectory = Installation.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name is "DATABASE_URL" or "REDIS_URL" || name.StartsWith("OLYMPUS_", StringComparison.Ordinal)).ToArray())
            if (name is not "OLYMPUS_PG_BIN")
                start.Environment.Remove(name);
        foreach (var limit in new[] { "Standard", "Anonymous" })
            start.Environment[$"Olympus__RateLimits__{limit}"] = "10000000";
        return start;
    }

    internal static void Follow(Process process, StringBuilder output)
    {
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        void Take(string? line)
        {
            lock (output)
                output.AppendLine(line);
        }
    }

    internal static string Text(StringBuilder output)
    {
        lock (output)
            return output.ToString();
    }

    private bool IsOurs(string path)
    {
        if (!int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out _))
            return false;
        try
        {
            return Command(path).Contains(State, StringComparison.Ordinal)
                || File.ReadAllText(Path.Combine(path, "environ")).Contains($"OLYMPUS_STATE={State}\0", StringComparison.Ordinal)
                || new FileInfo(Path.Combine(path, "cwd")).LinkTarget?.StartsWith(State, StringComparison.Ordinal) == true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // ended meanwhile, or somebody else's
        }
    }

    private static string Command(string path)
    {
        try
        {
            return File.ReadAllText(Path.Combine(path, "cmdline")).Replace('\0', ' ');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}

/// <summary>A terminal with <c>./olympus</c> in it.</summary>
public sealed class Terminal : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _screen = new();

    public Terminal(Process process)
    {
        _process = process;
        Door.Follow(process, _screen);
    }

    public string Screen => Door.Text(_screen);

    /// <summary>Ctrl-C, and how it ended.</summary>
    public async Task<int> Interrupt()
    {
        await _process.StandardInput.WriteAsync('\u0003');
        await _process.StandardInput.FlushAsync();
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return _process.ExitCode;
    }

    public void Dispose() => _process.Dispose();
}
