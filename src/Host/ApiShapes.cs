using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Olympus.Kernel.Http;
using Olympus.Kernel.Values;

namespace Olympus.Host;

/// <summary>What the document cannot see by itself: value types have converters, so their shapes must be told.</summary>
internal static class ApiShapes
{
    public static async Task Show(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        var nullable = type != context.JsonTypeInfo.Type ? JsonSchemaType.Null : 0;
        if (typeof(IId).IsAssignableFrom(type))
            (schema.Type, schema.Format, schema.Description, schema.Properties) = (JsonSchemaType.String | nullable, "uuid", "A UUIDv7.", null);
        else if (type == typeof(Currency))
            (schema.Type, schema.Pattern, schema.Description, schema.Properties) = (JsonSchemaType.String | nullable, "^[A-Z]{3}$", "ISO 4217", null);
        else if (type == typeof(Money))
            ShowMoney(schema, nullable);
        else if (type == typeof(Rate))
            (schema.Type, schema.Pattern, schema.Description, schema.Properties) =
                (JsonSchemaType.String | nullable, @"^\d+(\.\d{1,6})?$", "A fraction as a decimal string: \"0.19\" is 19 %.", null);
        else if (IsRows(type))
            await ShowRows(schema, type.GetGenericArguments()[0], context, ct);
        else if (type.IsEnum)
            // The default belongs to the member that has one, not to the type that many members share.
            (schema.Type, schema.Default) = (JsonSchemaType.String | nullable, null);
        else if (IsAnswer(type))
            // Answers may grow: a client must not break on a member that it does not know. Requests may not have unknown ones.
            (schema.AdditionalPropertiesAllowed, schema.AdditionalProperties) = (true, null);
    }

    /// <summary>A list that the database writes is shown as the list that it is.</summary>
    public static bool IsRows(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(JsonRows<>);

    private const string RowsOf = "rows of";

    private static async Task ShowRows(OpenApiSchema schema, Type row, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        if (context.Document!.Components?.Schemas?.ContainsKey(row.Name) != true)
            context.Document.AddComponent(row.Name, await context.GetOrCreateSchemaAsync(row, null, ct));
        // The generator would write the reference's target out in full: the document gets it when everything else is done.
        (schema.Type, schema.Description, schema.Metadata) = (JsonSchemaType.Array, null, new Dictionary<string, object> { [RowsOf] = row.Name });
    }

    private static bool IsAnswer(Type type) =>
        type.Name.Split('`')[0] is var name && (name.EndsWith("View", StringComparison.Ordinal) || name.EndsWith("Response", StringComparison.Ordinal) || name == "Page");

    private static void ShowMoney(OpenApiSchema schema, JsonSchemaType nullable)
    {
        schema.Type = JsonSchemaType.Object | nullable;
        schema.Description = "An amount in minor units.";
        schema.Required = new HashSet<string> { "amount", "currency" };
        schema.AdditionalPropertiesAllowed = false;
        schema.Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["amount"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Description = "Minor units, such as cents." },
            ["currency"] = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[A-Z]{3}$", Description = "ISO 4217" },
        };
    }

    /// <summary>What is true of the whole document only: comments are broken into lines in the source, and a type that was first met where it may
    /// be left out is not null everywhere else.</summary>
    public static void Tidy(OpenApiDocument document)
    {
        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations?.Values.AsEnumerable() ?? []))
        {
            (operation.Summary, operation.Description) = (Joined(operation.Summary), Joined(operation.Description));
            foreach (var parameter in operation.Parameters ?? [])
                parameter.Description = Joined(parameter.Description);
        }

        foreach (var schema in document.Components?.Schemas?.Values.AsEnumerable() ?? [])
        {
            foreach (var property in schema.Properties?.Values.OfType<OpenApiSchema>() ?? [])
                if (property.Metadata?.TryGetValue(RowsOf, out var row) == true)
                    property.Items = new OpenApiSchemaReference((string)row, document);
            if (schema is OpenApiSchema named)
                named.Type &= ~JsonSchemaType.Null;
            JoinLines(schema);
        }
    }

    private static void JoinLines(IOpenApiSchema schema)
    {
        if (schema.Description is not null)
            schema.Description = Joined(schema.Description);
        if (schema is not OpenApiSchema whole)
            return;
        foreach (var part in (whole.Properties?.Values.AsEnumerable() ?? []).Concat(whole.OneOf ?? []))
            JoinLines(part);
        if (whole.Items is { } items)
            JoinLines(items);
    }

    private static string? Joined(string? text) =>
        text is null ? null : string.Join(' ', text.Split((char[])['\n', '\r'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
