using System.Runtime.CompilerServices;

namespace Olympus.Api;

/// <summary>Where public data sets lie that are too large for the repository.</summary>
internal static class TestFiles
{
    /// <summary><c>OLYMPUS_TEST_DATA</c>, or <c>shared/data</c> beside the repository.</summary>
    public static string Folder { get; } = Environment.GetEnvironmentVariable("OLYMPUS_TEST_DATA") ?? Beside();

    private static string Beside([CallerFilePath] string here = "") =>
        Path.Combine(Directory.GetParent(here)!.Parent!.Parent!.Parent!.FullName, "shared", "data");
}
