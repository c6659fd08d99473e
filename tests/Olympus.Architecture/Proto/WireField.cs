using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Google.Protobuf.Reflection;
using Olympus.Kernel.Values;
using Olympus.Kernel.Http;

namespace Olympus.Architecture.Proto;

/// <summary>One member of a payload, as our JSON writes it and as a message must declare it.</summary>
/// <param name="Kind">A scalar of protobuf, or the name of a message.</param>
internal sealed record WireField(string Name, string Kind, bool IsRepeated, bool IsOptional, Type? Nested)
{
    private static readonly NullabilityInfoContext Nullability = new();

    public static IReadOnlyList<WireField> Of(Type type)
    {
        var options = new JsonSerializerOptions(WireJson.Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
        return [.. options.GetTypeInfo(type).Properties.Select(property => Of(property.Name, property.PropertyType, IsNullable(property)))];
    }

    public static WireField Of(FieldDescriptor field) => new(
        field.Name,
        field.FieldType == FieldType.Message ? field.MessageType.FullName.Replace("olympus.events.v1.", "", StringComparison.Ordinal) : field.FieldType.ToString().ToLowerInvariant(),
        field.IsRepeated, !field.IsRepeated && field.HasPresence, null);

    /// <summary>As a line of a message.</summary>
    public string Declaration(int number) =>
        $"  {(IsRepeated ? "repeated " : IsOptional && char.IsLower(Kind[0]) && !Kind.Contains('.') ? "optional " : "")}{Kind} {Name} = {number} [json_name = \"{Name}\"];";

    /// <summary>Whether a declared field is this one: messages always have presence.</summary>
    public bool Fits(WireField declared) => declared.Name == Name && declared.Kind == Kind && declared.IsRepeated == IsRepeated
        && (IsRepeated || declared.IsOptional == (IsOptional || char.IsUpper(Kind[0]) || Kind.Contains('.')));

    public override string ToString() => $"{(IsRepeated ? "repeated " : IsOptional ? "optional " : "")}{Kind} {Name}";

    private static bool IsNullable(JsonPropertyInfo property) => Nullable.GetUnderlyingType(property.PropertyType) is not null
        || property.AttributeProvider is PropertyInfo { PropertyType.IsValueType: false } info && Nullability.Create(info).ReadState == NullabilityState.Nullable;

    private static WireField Of(string name, Type type, bool nullable)
    {
        var inner = Nullable.GetUnderlyingType(type) ?? type;
        if (Element(inner) is { } element)
        {
            var (elementKind, elementNested) = KindOf(element);
            return new(name, elementKind, true, false, elementNested);
        }

        var (kind, nested) = KindOf(inner);
        return new(name, kind, false, nullable, nested);
    }

    private static Type? Element(Type type) => type == typeof(string)
        ? null
        : type.IsArray ? type.GetElementType()
        : new[] { type }.Concat(type.GetInterfaces()).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))?.GetGenericArguments()[0];

    private static (string Kind, Type? Nested) KindOf(Type type) => type switch
    {
        _ when type == typeof(bool) => ("bool", null),
        _ when type == typeof(int) || type == typeof(short) => ("int32", null),
        _ when type == typeof(long) => ("int64", null),
        _ when type == typeof(DateTimeOffset) => ("google.protobuf.Timestamp", null),
        _ when type == typeof(JsonElement) => ("google.protobuf.Struct", null),
        _ when type == typeof(Money) => ("Money", null),
        _ when type == typeof(string) || type == typeof(Guid) || type == typeof(DateOnly) || type == typeof(TimeOnly) || type == typeof(Currency)
            || type == typeof(Rate) || type.IsEnum || typeof(IId).IsAssignableFrom(type) => ("string", null),
        _ when type.Namespace?.StartsWith("Olympus.", StringComparison.Ordinal) == true => (type.Name, type),
        _ => throw new InvalidOperationException($"proto/ has no convention for {type}: name one in envelope.proto and here."),
    };
}
