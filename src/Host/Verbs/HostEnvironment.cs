using System.Diagnostics;

namespace Olympus.Host.Verbs;

/// <summary>What the door (<c>./olympus</c>) tells the program through the environment.</summary>
internal static class HostEnvironment
{
    public static string OwnerUrl => Required("OLYMPUS_OWNER_URL");

    public static string AppUrl => Required("OLYMPUS_APP_URL");

    public static string WorkerUrl => Required("OLYMPUS_WORKER_URL");

    /// <summary>Setting <c>Olympus:Roles</c>; null when it is not set.</summary>
    public static string? Roles => Environment.GetEnvironmentVariable("Olympus__Roles");

    public static string StateFolder => Environment.GetEnvironmentVariable("OLYMPUS_STATE") ?? Path.GetFullPath(".olympus");

    public static string MigrationsFolder => Path.Combine(AppContext.BaseDirectory, "database", "migrations");

    /// <summary>Ends when there is a database: the door starts the server while it still makes one, and takes the file away that it names here.</summary>
    public static async Task DatabaseIsReady(CancellationToken ct)
    {
        if (Environment.GetEnvironmentVariable("OLYMPUS_STARTING") is not { Length: > 0 } starting)
            return;
        for (var waited = Stopwatch.StartNew(); File.Exists(starting); await Task.Delay(10, ct))
            if (waited.Elapsed > TimeSpan.FromMinutes(5))
                throw new MissingException($"The database did not become ready in five minutes ({starting} is still there).");
    }

    private static string Required(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
        ? value
        : throw new MissingException($"{name} is not set: start through ./olympus, or set it to a PostgreSQL URL.");
}

/// <summary>Something that must be there before anything can be done: exit code 3.</summary>
internal sealed class MissingException(string message) : Exception(message);
