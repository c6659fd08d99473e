using System.Xml.Linq;

namespace Olympus.Architecture;

/// <summary>Which project may know which.</summary>
public sealed class TheWalls
{
    public static TheoryData<string> Projects => [.. Tree.Files("src", "*.csproj").Select(Tree.Short).Order()];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Are_kept_by(string project)
    {
        var references = XDocument.Load(Path.Combine(Tree.Root, project)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value))
            .ToList();
        if (Allowed(project) is { } allowed)
            references.Except(allowed).ShouldBeEmpty($"{project} must not know these");
    }

    [Fact]
    public void Are_kept_in_the_contracts_by_using_only_values_and_events_and_statements()
    {
        string[] allowed = ["Olympus.Kernel.Data", "Olympus.Kernel.Events", "Olympus.Kernel.Http", "Olympus.Kernel.Tenancy", "Olympus.Kernel.Values"];
        Tree.Files("src/Contracts", "*.cs")
            .SelectMany(file => File.ReadLines(file).Where(line => line.StartsWith("using Olympus.Kernel", StringComparison.Ordinal))
                .Select(line => line["using ".Length..].TrimEnd(';')))
            .Distinct().Except(allowed).ShouldBeEmpty();
    }

    private static string[]? Allowed(string project) => project switch
    {
        _ when project.StartsWith("src/Host/", StringComparison.Ordinal) => null,
        _ when project.StartsWith("src/Modules/", StringComparison.Ordinal) => ["Olympus.Kernel", "Olympus.Contracts", "Olympus.GraphQL", "Olympus.JsonRpc"],
        _ when project.StartsWith("src/Contracts/", StringComparison.Ordinal) => ["Olympus.Kernel"],
        _ => [],
    };
}
