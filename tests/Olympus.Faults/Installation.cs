using System.Diagnostics;
using Olympus.Tests;

namespace Olympus.Faults;

/// <summary>An installation of its own: a private PostgreSQL cluster and as many server processes as a test starts, on real ports.</summary>
public sealed class Installation : IAsyncDisposable
{
    private readonly string _folder;
    private readonly Dictionary<string, string> _environment = [];
    private readonly List<ServerProcess> _servers = [];

    private Installation(string folder) => _folder = folder;

    public static readonly string Root = FindRoot();

    /// <summary>What servers and verbs find in their environment.</summary>
    public string this[string variable]
    {
        get => _environment[variable];
        set => _environment[variable] = value;
    }

    /// <param name="durable">Whether the database writes its log before it says yes; needed where the database itself is killed.</param>
    public static async Task<Installation> Start(bool durable)
    {
        var folder = Directory.CreateTempSubdirectory("olympus-faults-").FullName;
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var installation = new Installation(Path.Combine(folder, "state"));
        try
        {
            await installation.StartDatabase(durable);
            await installation.Verb("migrate");
        }
        catch
        {
            // Nobody else knows of the database yet.
            await installation.DisposeAsync();
            throw;
        }

        return installation;
    }

    public async Task StartDatabase(bool durable)
    {
        var (code, output) = await Run(Path.Combine(Root, "olympus"), durable ? ["cluster", "start", _folder] : ["cluster", "start", _folder, "--fast"], []);
        code.ShouldBe(0, output);
        foreach (var line in output.Split('\n').Where(line => line.StartsWith("OLYMPUS_", StringComparison.Ordinal)))
        {
            var pair = line.Split('=', 2);
            _environment[pair[0]] = pair[1].Trim();
        }

        _environment["OLYMPUS_STATE"] = _folder;
        foreach (var limit in new[] { "Standard", "Anonymous", "Routes__login", "Routes__refresh", "Routes__sign-up" })
            _environment[$"Olympus__RateLimits__{limit}"] = "10000000"; // counted, never refused
    }

    /// <summary>A setting of every server that is started from now on.</summary>
    public void Set(string name, string value) => _environment[name] = value;

    public Task StopDatabase() => Run(Path.Combine(Root, "olympus"), ["cluster", "stop", _folder], []);

    /// <summary>Kills PostgreSQL as a power cut would: no checkpoint, no goodbye.</summary>
    public void KillDatabase()
    {
        var file = Directory.EnumerateFiles(_folder, "postmaster.pid", SearchOption.AllDirectories).First();
        using var postmaster = Process.GetProcessById(int.Parse(File.ReadLines(file).First()));
        postmaster.Kill();
        postmaster.WaitForExit();
    }

    /// <summary>Starts a server, with further arguments and settings of its own.</summary>
    public async Task<ServerProcess> Serve(string[]? arguments = null, params (string Name, string Value)[] settings)
    {
        var environment = new Dictionary<string, string>(_environment);
        foreach (var (name, value) in settings)
            environment[name] = value;
        var server = await ServerProcess.Start(environment, Ports.Free(), arguments ?? []);
        _servers.Add(server);
        return server;
    }

    /// <summary>One number, asked as the superuser, who sees all tenants.</summary>
    public async Task<long> Count(string query)
    {
        var admin = new UriBuilder(_environment["OLYMPUS_ADMIN_URL"]) { Path = "olympus" }.Uri.AbsoluteUri;
        await using var source = Npgsql.NpgsqlDataSource.Create(Kernel.Data.Databases.KeyValues(admin));
        await using var command = source.CreateCommand(query);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Starts a verb of the program, to be killed; nobody reads what it prints.</summary>
    public Process BeginVerb(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [ServerProcess.Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in _environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Runs a verb of the program to its end; its exit code and all it printed.</summary>
    public async Task<(int Code, string Output)> TryVerb(params string[] arguments) => await Run("dotnet", [ServerProcess.Program, .. arguments], _environment);

    public async Task Verb(params string[] arguments)
    {
        var (code, output) = await TryVerb(arguments);
        code.ShouldBe(0, output);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            server.Kill();
        await Run(Path.Combine(Root, "olympus"), ["cluster", "stop", _folder, "--remove"], []);
        Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);
    }

    private static async Task<(int Code, string Output)> Run(string program, string[] arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        // A database that stays behind keeps these pipes open: wait for the process, not for their end.
        var output = new System.Text.StringBuilder();
        process.OutputDataReceived += (_, line) => Take(output, line.Data);
        process.ErrorDataReceived += (_, line) => Take(output, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!process.HasExited)
            await Task.Delay(20, patience.Token);
        await Task.Delay(50, patience.Token);
        lock (output)
            return (process.ExitCode, output.ToString());
    }

    private static void Take(System.Text.StringBuilder output, string? line)
    {
        lock (output)
            output.AppendLine(line);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Olympus.slnx")))
                return folder.FullName;
        throw new InvalidOperationException("The tests do not run inside the source tree.");
    }
}
