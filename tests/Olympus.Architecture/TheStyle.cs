using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Olympus.Architecture;

/// <summary>What review would say each time, said by a test instead.</summary>
public sealed partial class TheStyle
{
    private static readonly string[] EmptyWords =
        ["Manager", "Helper", "Helpers", "Util", "Utils", "Common", "Base", "Impl", "Info", "Data", "Service", "Processor", "Dto", "Entity", "Model"];

    private static IEnumerable<Type> OurTypes => Tree.Assemblies.SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.Namespace?.StartsWith("Olympus", StringComparison.Ordinal) == true
            && !type.IsDefined(typeof(CompilerGeneratedAttribute)) && !type.Name.StartsWith('<'));

    [Fact]
    public void Forbids_names_that_hide_what_a_thing_is() => OurTypes
        .Where(type => EmptyWords.Any(word => type.Name.Split('`')[0].EndsWith(word, StringComparison.Ordinal)))
        .Select(type => type.FullName).ShouldBeEmpty();

    [Fact]
    public void Wants_wire_types_to_be_unique_by_their_short_name() => OurTypes
        .Where(type => type.IsPublic || type.IsNestedPublic)
        .Where(type => type.Name.EndsWith("Request", StringComparison.Ordinal) || type.Name.EndsWith("Response", StringComparison.Ordinal)
            || type.Name.EndsWith("View", StringComparison.Ordinal))
        .GroupBy(type => type.Name).Where(group => group.Count() > 1).Select(group => group.Key).ShouldBeEmpty();

    [Fact]
    public void Wants_files_of_at_most_500_lines() => new[] { "src", "tests" }.SelectMany(folder => Tree.Files(folder, "*.cs"))
        .Where(file => File.ReadLines(file).Count() > 500).Select(Tree.Short).ShouldBeEmpty();

    [Fact]
    public void Wants_one_clock() => Matches("src", @"DateTime(Offset)?\.(Utc)?Now\b").ShouldBeEmpty();

    [Fact]
    public void Forbids_blocking_on_asynchronous_work() =>
        Matches("src", @"\.GetAwaiter\(\)\.GetResult\(\)|\.Wait\(\)|\.Result\b(?! is| ==)").ShouldBeEmpty();

    [Fact]
    public void Forbids_errors_that_vanish() => Matches("src", @"catch\s*(\([^)]*\))?\s*\{\s*\}").ShouldBeEmpty();

    [Fact]
    public void Forbids_statements_made_from_strings() => Matches("src", "\\$@?\"+[^\"]*\\b(select|insert into|update|delete from)\\b[^\"]*\\{").ShouldBeEmpty();

    [Fact]
    public void Forbids_interfaces_of_ours_with_one_implementation_unless_they_join_modules_or_name_a_third_party()
    {
        // The kernel's are implemented by modules, the contracts' join modules; a port to a third party has a test double in production code.
        OurTypes.Where(type => type.IsInterface && type.Assembly.GetName().Name is not ("Olympus.Kernel" or "Olympus.Contracts"))
            .Where(port => OurTypes.Count(type => type is { IsClass: true, IsAbstract: false } && port.IsAssignableFrom(type)) < 2)
            .Select(type => type.FullName).ShouldBeEmpty();
    }

    [Fact]
    public void Keeps_the_workplace_out_of_the_tree() => new[] { "src", "tests", "docs", "database", "proto" }
        .Where(folder => Directory.Exists(Path.Combine(Tree.Root, folder)))
        .SelectMany(folder => Tree.Files(folder, "*.*"))
        .Where(file => !file.EndsWith("TheStyle.cs", StringComparison.Ordinal) && Workplace().IsMatch(File.ReadAllText(file)))
        .Select(Tree.Short).ShouldBeEmpty();

    [GeneratedRegex(@"(^|[^a-zA-Z])/(work|farm)/|\bissue #?\d+\b", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Workplace();

    private static List<string> Matches(string folder, string pattern)
    {
        var regex = new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
        return [.. Tree.Files(folder, "*.cs").SelectMany(file => regex.Matches(File.ReadAllText(file)).Select(match => $"{Tree.Short(file)}: {match.Value}"))];
    }
}
