using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Olympus.Events.V1;
using Olympus.Kernel.Events;
using Olympus.Kernel.Http;

namespace Olympus.Architecture.Proto;

/// <summary>The JSON of an event and its message in <c>proto/</c> say the same.</summary>
public sealed class EveryEvent
{
    private static readonly JsonParser Strict = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(false));

    private static List<Type> Payloads => [.. ProtoFiles.Events.Concat(ProtoFiles.Events.SelectMany(Nested)).Distinct()];

    private static IEnumerable<Type> Nested(Type type) => WireField.Of(type).Select(field => field.Nested).OfType<Type>().SelectMany(inner => Nested(inner).Append(inner));

    [Fact]
    public void Has_a_message()
    {
        var missing = Payloads.Where(type => !ProtoFiles.Messages.ContainsKey(type.Name)).ToList();
        if (Environment.GetEnvironmentVariable("OLYMPUS_WRITE_PROTO") == "1")
            ProtoFiles.Append(missing);
        missing.Select(ProtoFiles.Text).ShouldBeEmpty("run once with OLYMPUS_WRITE_PROTO=1 and review what it appends to proto/");
    }

    [Fact]
    public void Has_the_type_that_its_message_names() => ProtoFiles.Events
        .Where(type => ProtoFiles.Messages.TryGetValue(type.Name, out var message) && ProtoFiles.TypeOf(message) != ProtoFiles.TypeOf(type))
        .Select(type => $"{type.Name} is {ProtoFiles.TypeOf(type)}, its message says {ProtoFiles.TypeOf(ProtoFiles.Messages[type.Name])}").ShouldBeEmpty();

    [Fact]
    public void Has_a_type_of_its_own_in_three_parts()
    {
        ProtoFiles.Events.GroupBy(ProtoFiles.TypeOf).Where(same => same.Count() > 1).Select(same => same.Key).ShouldBeEmpty();
        ProtoFiles.Events.Select(ProtoFiles.TypeOf).Where(type => !System.Text.RegularExpressions.Regex.IsMatch(type, @"\A[a-z]+\.[a-z_]+\.[a-z_]+\z")).ShouldBeEmpty();
    }

    [Fact]
    public void Has_exactly_the_members_of_its_message()
    {
        var wrong = new List<string>();
        foreach (var type in Payloads)
        {
            if (!ProtoFiles.Messages.TryGetValue(type.Name, out var message))
                continue;
            var (written, declared) = (WireField.Of(type), message.Fields.InDeclarationOrder().Select(WireField.Of).ToList());
            wrong.AddRange(written.Where(field => !declared.Any(field.Fits)).Select(field => $"{type.Name} writes {field}, its message does not declare it so"));
            wrong.AddRange(declared.Where(field => written.All(member => member.Name != field.Name)).Select(field => $"{type.Name} does not write {field}"));
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Is_read_by_its_message_without_a_remainder()
    {
        foreach (var type in ProtoFiles.Events.Where(type => ProtoFiles.Messages.ContainsKey(type.Name)))
            foreach (var full in new[] { true, false })
            {
                var json = JsonSerializer.Serialize(Samples.Of(type, full), type, WireJson.Options);
                var message = Should.NotThrow(() => Strict.Parse(json, ProtoFiles.Messages[type.Name]), $"{type.Name}: {json}");
                if (full)
                    foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
                        IsThere(field, message).ShouldBeTrue($"{type.Name}.{field.Name} did not arrive from {json}");
                Strict.Parse(JsonFormatter.Default.Format(message), message.Descriptor).ShouldBe(message);
            }
    }

    [Fact]
    public void Travels_in_the_envelope()
    {
        var names = WireField.Of(typeof(EventView)).ToList();
        var declared = Envelope.Descriptor.Fields.InDeclarationOrder().Select(WireField.Of).ToList();
        names.Select(field => field.Name).Order().ShouldBe(declared.Select(field => field.Name).Order());
        var json = JsonSerializer.Serialize(Samples.Of(typeof(EventView), true), WireJson.Options);
        var envelope = (Envelope)Strict.Parse(json, Envelope.Descriptor);
        envelope.Timestamp.ShouldNotBeNull();
        envelope.Payload.Fields["Any"].NumberValue.ShouldBe(1);
        envelope.Aggregate.Id.ShouldNotBeEmpty();
    }

    [Fact]
    public void Is_the_reason_for_every_message()
    {
        var known = Payloads.Select(type => type.Name).Concat([nameof(Envelope), nameof(Aggregate), nameof(Money)]).ToHashSet(StringComparer.Ordinal);
        ProtoFiles.Messages.Keys.Where(name => !known.Contains(name)).ShouldBeEmpty();
    }

    [Fact]
    public void Is_written_with_the_names_of_its_fields() => ProtoFiles.Messages.Values.SelectMany(message => message.Fields.InDeclarationOrder())
        .Where(field => field.JsonName != field.Name).Select(field => $"{field.FullName} is {field.JsonName} in JSON").ShouldBeEmpty();

    private static bool IsThere(FieldDescriptor field, IMessage message) => field.IsRepeated
        ? ((System.Collections.IList)field.Accessor.GetValue(message)).Count > 0
        : field.HasPresence ? field.Accessor.HasValue(message) : field.Accessor.GetValue(message) is not (null or "" or 0 or 0L or false);
}
