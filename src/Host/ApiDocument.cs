using System.Text;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Olympus.Kernel.Http;
using Olympus.Kernel.Values;

namespace Olympus.Host;

/// <summary>The API's document, made from the routes, the wire types and their comments. It is checked in as <c>docs/api/openapi.yaml</c>.</summary>
public static class ApiDocument
{
    private const string Name = "v1";

    private static readonly Dictionary<string, string> Tags = new()
    {
        ["Auth"] = "Signing up and in, sessions and passwords.",
        ["Catalogue"] = "What is sold: categories, products, variants and where they are available.",
        ["Customers"] = "Who buys, how to reach them, and what they agreed to.",
        ["Events"] = "Everything that happened, in order, and the repair of what follows from it.",
        ["Inventory"] = "How much there is, who holds it, and every movement.",
        ["Invitations"] = "How people become users.",
        ["Locations"] = "Where the business sells.",
        ["Orders"] = "Placing, changing and following orders.",
        ["Payments"] = "Money taken and given back.",
        ["Pricing"] = "What a basket costs and why; tax rates.",
        ["Tenant"] = "The business itself.",
        ["Users"] = "Who works here and what they may do.",
        ["Webhooks"] = "Telling other systems what happens, signed and until they have it.",
    };

    /// <summary>Parameters that mean the same in every list.</summary>
    private static readonly Dictionary<string, string> Parameters = new()
    {
        ["compare_to"] = "What the period is compared with: `previous_period` when nothing is said, `previous_year` or `same_weekdays_last_year`.",
        ["cursor"] = "The `next_cursor` of the page before; none: the first page.",
        ["limit"] = "1 to 100; 20 when left out.",
        ["is_active"] = "Only those in use, or only those that are not.",
        ["location_id"] = "Only of this location.",
        ["event_type"] = "Exactly this type of event.",
        ["aggregate_id"] = "Only of this order, product or whatever else it is.",
        ["sku"] = "Exactly this SKU.",
        ["barcode"] = "Exactly this barcode.",
    };

    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer(Describe);
        options.AddOperationTransformer(AddHeadersAndProblems);
        options.AddSchemaTransformer(ApiShapes.Show);
        options.CreateSchemaReferenceId = json => ApiShapes.IsRows(json.Type) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(json);
    });

    /// <summary>The document for machines at <c>/api/v1/openapi.json</c> and <c>.yaml</c>, and for people at <c>/docs</c>.</summary>
    public static void MapApiDocument(this WebApplication app)
    {
        app.MapGet("/api/v1/openapi.json", async (IServiceProvider services, CancellationToken ct) =>
            TypedResults.Text(await Write(services, json: true, ct), "application/json")).AllowEverybody().Costs(5).ExcludeFromDescription();
        app.MapGet("/api/v1/openapi.yaml", async (IServiceProvider services, CancellationToken ct) =>
            TypedResults.Text(await Write(services, json: false, ct), "application/yaml")).AllowEverybody().Costs(5).ExcludeFromDescription();
        app.UseSwaggerUI(ui =>
        {
            ui.RoutePrefix = "docs";
            ui.DocumentTitle = "Olympus API";
            ui.SwaggerEndpoint("/api/v1/openapi.json", "Olympus API v1");
        });
    }

    public static async Task<string> Write(IServiceProvider services, bool json, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var document = await scope.ServiceProvider.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name).GetOpenApiDocumentAsync(ct);
        // Which server answered is no part of the contract.
        document.Servers = [new OpenApiServer { Url = "/" }];
        return json
            ? await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, ct)
            : await document.SerializeAsYamlAsync(OpenApiSpecVersion.OpenApi3_1, ct);
    }

    private static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Olympus",
            Version = "1",
            Description = "The business operating system. Every refusal is application/problem+json with a stable `code`. Money is integer minor units "
                + "with an ISO 4217 currency; times are RFC 3339; ids are UUIDv7. The tenant is the one of the access token.",
            License = new OpenApiLicense { Name = "Apache-2.0", Identifier = "Apache-2.0" },
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes["bearer"] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "The access token of login or refresh.",
        };
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas["Problem"] = Problem();
        foreach (var tag in document.Tags ?? new HashSet<OpenApiTag>())
            tag.Description = Tags.GetValueOrDefault(tag.Name ?? "");
        ApiShapes.Tidy(document);
        return Task.CompletedTask;
    }

    private static OpenApiSchema Problem() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "RFC 9457. Further members depend on the code.",
        Required = new HashSet<string> { "type", "title", "status", "detail", "code" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
            ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "One sentence for people." },
            ["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Stable; switch on this." },
            ["request_id"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        ["pointer"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "RFC 6901, into the body." },
                        ["code"] = new OpenApiSchema { Type = JsonSchemaType.String },
                        ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String },
                    },
                },
            },
        },
    };

    private static Task AddHeadersAndProblems(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var access = metadata.OfType<Access>().LastOrDefault();
        var document = context.Document!;
        operation.Parameters ??= [];
        operation.Responses ??= [];
        if (ReferenceEquals(access, Access.Anonymous))
            operation.Security = [];
        else if (access is not null)
        {
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", document)] = [] }];
            operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
            if (access.Permission is { } permission)
                operation.Extensions["x-permission"] = new JsonNodeExtension(permission);
        }

        if (metadata.OfType<Deprecation>().LastOrDefault() is { } deprecation)
        {
            operation.Deprecated = true;
            operation.ExternalDocs = new OpenApiExternalDocs { Url = new Uri(deprecation.Link, UriKind.RelativeOrAbsolute), Description = "What to do instead." };
            (operation.Extensions ??= new Dictionary<string, IOpenApiExtension>())["x-sunset"] = new JsonNodeExtension(deprecation.Sunset.ToString("yyyy-MM-dd"));
        }

        if (metadata.OfType<IdempotentRoute>().Any())
            operation.Parameters.Add(Header("Idempotency-Key", "Chosen by the client, the same on every retry (1 to 255 visible characters).", 255));
        if (metadata.OfType<Approvable>().LastOrDefault() is { } approvable)
        {
            var about = $"An approval of `{approvable.Permission}` at the location, for who does not hold it; from `POST /api/v1/auth/devices/approvals`.";
            operation.Parameters.Add(Header(ApprovalExtensions.Header, about, 200, isRequired: false));
        }

        if (metadata.OfType<System.Reflection.MethodInfo>().FirstOrDefault()?.GetParameters().Any(parameter => parameter.ParameterType == typeof(IfMatch)) == true)
            operation.Parameters.Add(Header("If-Match", "The ETag that was read.", 64));

        if (metadata.OfType<VersionedRoute>().Any())
            TellVersions(operation.Responses, isRead: HttpMethods.IsGet(context.Description.HttpMethod ?? ""));
        foreach (var also in metadata.OfType<AlsoAnswers>())
            operation.Responses["200"].Content![also.MediaType] = new() { Schema = new OpenApiSchemaReference(also.Body.Name, document) };
        Explain(operation.Parameters, context.Description.ParameterDescriptions);
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "A refusal.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference("Problem", document) },
            },
        };
        return Task.CompletedTask;
    }

    /// <summary>An id in a path is bound from text, so its format must be told; paging parameters are described once for all.</summary>
    private static void Explain(IList<IOpenApiParameter> parameters, IList<ApiParameterDescription> described)
    {
        foreach (var parameter in parameters.OfType<OpenApiParameter>())
        {
            var type = described.FirstOrDefault(one => one.Name == parameter.Name)?.Type;
            if (parameter.In == ParameterLocation.Path && typeof(IId).IsAssignableFrom(type))
                parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" };
            if (parameter.In == ParameterLocation.Query)
                parameter.Description ??= Parameters.GetValueOrDefault(parameter.Name ?? "");
            if (parameter is { In: ParameterLocation.Query, Name: "limit", Schema: OpenApiSchema limit })
                (limit.Minimum, limit.Maximum) = ("1", limit.Maximum ?? "100");
        }
    }

    private static void TellVersions(OpenApiResponses answers, bool isRead)
    {
        foreach (var (_, answer) in answers.Where(answer => answer.Key[0] == '2').ToArray())
            if (answer is OpenApiResponse whole)
                (whole.Headers ??= new Dictionary<string, IOpenApiHeader>())["ETag"] = new OpenApiHeader
                {
                    Description = "The version: send it as If-Match to change what was read.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                };
        if (isRead)
            answers["304"] = new OpenApiResponse { Description = "Nothing changed since the ETag that If-None-Match named." };
    }

    private static OpenApiParameter Header(string name, string description, int length, bool isRequired = true) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Required = isRequired,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = length },
    };
}
