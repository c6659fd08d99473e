using System.Text.Json;
using System.Text.Json.Serialization;

namespace Olympus.Kernel.Http;

/// <summary>A list that the database has already written as the wire shows it: it goes out as it came. Reading it into objects only to write them again
/// was a fifth of the work of a list of products.</summary>
/// <param name="utf8">A JSON array of <typeparamref name="T"/>, with the wire's names and shapes.</param>
[JsonConverter(typeof(JsonRowsConverterFactory))]
public sealed class JsonRows<T>(byte[] utf8)
{
    internal ReadOnlySpan<byte> Utf8 => utf8;

    /// <summary>The rows as objects, read anew each time.</summary>
    public IReadOnlyList<T> Read() => JsonSerializer.Deserialize<List<T>>(utf8, WireJson.Options)!;
}

internal sealed class JsonRowsConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(JsonRows<>);

    public override JsonConverter CreateConverter(Type type, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(type.GetGenericArguments()))!;

    private sealed class Converter<T> : JsonConverter<JsonRows<T>>
    {
        public override JsonRows<T> Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return new(JsonSerializer.SerializeToUtf8Bytes(document.RootElement));
        }

        public override void Write(Utf8JsonWriter writer, JsonRows<T> value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.Utf8, skipInputValidation: true);
    }
}
