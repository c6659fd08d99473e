using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Olympus.Kernel.Values;

/// <summary>An id whatever it names: lets the data layer send any <see cref="Id{T}"/> as a uuid.</summary>
public interface IId
{
    Guid Value { get; }
}

/// <summary>The id of one <typeparamref name="T"/>: a UUIDv7, so ids sort by the time they were made. On the wire a uuid string.</summary>
[JsonConverter(typeof(IdJsonConverterFactory))]
public readonly record struct Id<T>(Guid Value) : IId, IParsable<Id<T>>, IComparable<Id<T>>
{
    public static Id<T> New() => new(Guid.CreateVersion7());

    /// <summary>A new id that sorts at <paramref name="at"/>: for things that happened in the past (imports).</summary>
    public static Id<T> New(DateTimeOffset at) => new(Guid.CreateVersion7(at));

    public static Id<T> Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Id<T> result)
    {
        var ok = Guid.TryParseExact(s, "D", out var value);
        result = new(value);
        return ok;
    }

    public int CompareTo(Id<T> other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString();

    public static bool operator <(Id<T> left, Id<T> right) => left.CompareTo(right) < 0;
    public static bool operator >(Id<T> left, Id<T> right) => left.CompareTo(right) > 0;
    public static bool operator <=(Id<T> left, Id<T> right) => left.CompareTo(right) <= 0;
    public static bool operator >=(Id<T> left, Id<T> right) => left.CompareTo(right) >= 0;
}

/// <summary>Ids are UUIDv7, so a time is a bound on them.</summary>
public static class IdTime
{
    /// <summary>No UUIDv7 of this millisecond or later is smaller.</summary>
    public static Guid FirstAt(DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        BinaryPrimitives.WriteInt64BigEndian(bytes, Math.Max(0, at.ToUnixTimeMilliseconds()) << 16);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Every UUIDv7 made before this moment is smaller.</summary>
    public static Guid FirstAfter(DateTimeOffset at) => at > DateTimeOffset.MaxValue.AddMilliseconds(-1) ? Guid.AllBitsSet : FirstAt(at.AddMilliseconds(1));
}

internal sealed class IdJsonConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Id<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(IdJsonConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;
}

internal sealed class IdJsonConverter<T> : JsonConverter<Id<T>>
{
    public override Id<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out var value)
            ? new(value)
            : throw new JsonException("An id is a uuid string.");

    public override void Write(Utf8JsonWriter writer, Id<T> value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);

    public override Id<T> ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Guid.TryParse(reader.GetString(), out var value) ? new(value) : throw new JsonException("An id is a uuid string.");

    public override void WriteAsPropertyName(Utf8JsonWriter writer, Id<T> value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Value.ToString());
}
