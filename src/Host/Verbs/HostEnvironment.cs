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

    private static string Required(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
        ? value
        : throw new MissingException($"{name} is not set: start through ./olympus, or set it to a PostgreSQL URL.");
}

/// <summary>Something that must be there before anything can be done: exit code 3.</summary>
internal sealed class MissingException(string message) : Exception(message);
