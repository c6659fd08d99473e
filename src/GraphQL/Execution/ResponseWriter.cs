using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Olympus.GraphQL.Language;

namespace Olympus.GraphQL.Execution;

/// <summary>An object of an answer: values in the order of their plan.</summary>
internal sealed record ResponseObject(SelectionPlan Plan, object?[] Values);

/// <summary>Writes answers as JSON. Section 7.2.2.</summary>
internal static class ResponseWriter
{
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly JsonEncodedText
        Errors = JsonEncodedText.Encode("errors"), Data = JsonEncodedText.Encode("data"), Message = JsonEncodedText.Encode("message"),
        Locations = JsonEncodedText.Encode("locations"), Line = JsonEncodedText.Encode("line"), Column = JsonEncodedText.Encode("column"),
        Path = JsonEncodedText.Encode("path"), Extensions = JsonEncodedText.Encode("extensions"), Code = JsonEncodedText.Encode("code");

    public static void Write(Utf8JsonWriter writer, GraphQLResult result)
    {
        writer.WriteStartObject();
        if (result.Errors.Count > 0)
        {
            writer.WriteStartArray(Errors);
            foreach (var error in result.Errors)
                Write(writer, error, result.WithSuggestions);
            writer.WriteEndArray();
        }

        if (result.HasData)
        {
            writer.WritePropertyName(Data);
            Value(writer, result.Data);
        }

        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, GraphQLError error, bool withSuggestions)
    {
        writer.WriteStartObject();
        var more = withSuggestions ? error.Suggestion?.Invoke() : null;
        writer.WriteString(Message, more is null ? error.Message : $"{error.Message} {more}");
        if (error.Locations.Count > 0)
        {
            writer.WriteStartArray(Locations);
            foreach (Location location in error.Locations)
            {
                writer.WriteStartObject();
                writer.WriteNumber(Line, location.Line);
                writer.WriteNumber(Column, location.Column);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        if (error.Path is { } path)
        {
            writer.WritePropertyName(Path);
            Value(writer, path);
        }

        if (error.Code is not null || error.Extensions is not null)
        {
            writer.WriteStartObject(Extensions);
            if (error.Code is { } code)
                writer.WriteString(Code, code);
            foreach (var (name, value) in error.Extensions ?? new Dictionary<string, object?>())
            {
                writer.WritePropertyName(name);
                Value(writer, value);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void Value(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case ResponseObject part:
                Object(writer, part);
                break;
            case object?[] items:
                writer.WriteStartArray();
                foreach (var item in items)
                    Value(writer, item);
                writer.WriteEndArray();
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case bool boolean:
                writer.WriteBooleanValue(boolean);
                break;
            case double number:
                writer.WriteNumberValue(number);
                break;
            case float number:
                writer.WriteNumberValue(number);
                break;
            case decimal number:
                writer.WriteNumberValue(number);
                break;
            case JsonElement json:
                json.WriteTo(writer);
                break;
            case IReadOnlyDictionary<string, object?> members:
                writer.WriteStartObject();
                foreach (var (name, member) in members)
                {
                    writer.WritePropertyName(name);
                    Value(writer, member);
                }

                writer.WriteEndObject();
                break;
            case System.Collections.IEnumerable items:
                writer.WriteStartArray();
                foreach (var item in items)
                    Value(writer, item);
                writer.WriteEndArray();
                break;
            default:
                writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void Object(Utf8JsonWriter writer, ResponseObject part)
    {
        writer.WriteStartObject();
        var fields = part.Plan.Fields;
        for (var i = 0; i < fields.Length; i++)
        {
            writer.WritePropertyName(fields[i].Key);
            Value(writer, part.Values[i]);
        }

        writer.WriteEndObject();
    }
}
