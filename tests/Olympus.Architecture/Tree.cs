using System.Reflection;
using Olympus.Host;

namespace Olympus.Architecture;

/// <summary>The source tree and the assemblies built from it.</summary>
internal static class Tree
{
    public static readonly string Root = FindRoot();

    public static readonly IReadOnlyList<Assembly> Assemblies = LoadAll();

    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    public static string Short(string file) => Path.GetRelativePath(Root, file);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Olympus.slnx")))
                return folder.FullName;
        throw new InvalidOperationException("The tests do not run inside the source tree.");
    }

    private static List<Assembly> LoadAll()
    {
        var found = new Dictionary<string, Assembly>();
        void Add(Assembly assembly)
        {
            if (!found.TryAdd(assembly.GetName().Name!, assembly))
                return;
            foreach (var name in assembly.GetReferencedAssemblies().Where(name => name.Name!.StartsWith("Olympus.", StringComparison.Ordinal)))
                Add(Assembly.Load(name));
        }

        Add(typeof(OlympusServer).Assembly);
        return [.. found.Values];
    }
}
