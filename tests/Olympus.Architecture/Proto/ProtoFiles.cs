using System.Text;
using Google.Protobuf.Reflection;
using Olympus.Events.V1;
using Olympus.Kernel.Events;

namespace Olympus.Architecture.Proto;

/// <summary>The events of the program on one side, the messages of <c>proto/</c> on the other.</summary>
internal static class ProtoFiles
{
    private const string Folder = "proto/olympus/events/v1";

    /// <summary>All of the program's; what a benchmark makes up leaves its own database for nobody.</summary>
    public static readonly IReadOnlyList<Type> Events =
    [
        .. Tree.Assemblies.Where(assembly => assembly.GetName().Name != "Olympus.Bench").SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsClass: true, IsAbstract: false } && typeof(IEvent).IsAssignableFrom(type))
            .OrderBy(type => type.Namespace, StringComparer.Ordinal).ThenBy(type => type.MetadataToken),
    ];

    public static readonly IReadOnlyDictionary<string, MessageDescriptor> Messages = typeof(Envelope).Assembly.GetTypes()
        .Select(type => type.Namespace == typeof(Envelope).Namespace ? type.GetProperty("Descriptor")?.GetValue(null) : null)
        .OfType<MessageDescriptor>()
        .ToDictionary(message => message.Name, StringComparer.Ordinal);

    public static string TypeOf(Type happened) => (string)happened.GetProperty(nameof(IEvent.EventType))!.GetValue(null)!;

    public static string? TypeOf(MessageDescriptor message) =>
        message.GetOptions()?.GetExtension(EnvelopeExtensions.EventType) is { Length: > 0 } type ? type : null;

    /// <summary>The message that a record needs.</summary>
    public static string Text(Type type)
    {
        var text = new StringBuilder($"message {type.Name} {{\n");
        if (typeof(IEvent).IsAssignableFrom(type))
            text.Append($"  option (event_type) = \"{TypeOf(type)}\";\n");
        var number = 1;
        foreach (var field in WireField.Of(type))
            text.Append(field.Declaration(number++)).Append('\n');
        return text.Append("}\n").ToString();
    }

    /// <summary>Appends the messages that are missing to the file of their module, with the imports they need.</summary>
    public static void Append(IEnumerable<Type> missing)
    {
        foreach (var module in missing.GroupBy(Module))
        {
            var file = Path.Combine(Tree.Root, Folder, $"{module.Key}.proto");
            var body = File.Exists(file) ? File.ReadAllText(file).Split("option csharp_namespace = \"Olympus.Events.V1\";\n", 2)[1].Trim() + "\n" : "";
            body += string.Concat(module.Select(type => "\n" + Text(type)));
            File.WriteAllText(file, Header(body) + "\n" + body.TrimStart());
        }
    }

    private static string Header(string body)
    {
        var text = new StringBuilder("syntax = \"proto3\";\n\npackage olympus.events.v1;\n\n");
        if (body.Contains("google.protobuf.Struct", StringComparison.Ordinal))
            text.Append("import \"google/protobuf/struct.proto\";\n");
        if (body.Contains("google.protobuf.Timestamp", StringComparison.Ordinal))
            text.Append("import \"google/protobuf/timestamp.proto\";\n");
        return text.Append("import \"olympus/events/v1/envelope.proto\";\n\noption csharp_namespace = \"Olympus.Events.V1\";\n").ToString();
    }

    private static string Module(Type type) => type.Namespace!.Split('.')[^1].ToLowerInvariant();
}
