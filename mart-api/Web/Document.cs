using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PersonEtl.MartApi.Web;

/// <summary><c>/openapi/v1.json</c>: the routes describe themselves; here come the schemas, the problems and the token.</summary>
internal static class Document
{
    /// <summary>The name of the one security scheme.</summary>
    public const string Bearer = "bearer";

    public static void AddDocument(this IServiceCollection services) => services.AddOpenApi("v1", o =>
    {
        o.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new()
            {
                Title = "PersonEtl mart API",
                Version = "v1",
                Description = "Persons of the Norwegian population register, enriched each night. Every answer carries `Mart-Generation`, `Mart-As-Of` and `Mart-Sources`: everything in it belongs to that one generation. Instants are UTC, dates are midnight UTC, absent values are null. Identification numbers travel in bodies only, and every reading of a person is logged with the token's client.",
            };
            document.Servers = [];
            document.Components ??= new();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
            {
                [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = Bearer, BearerFormat = "JWT", Description = "Scopes: `restricted-access` (persons without graded rows and without contact data), `full-access` (persons with both), `exports` (Parquet without identifying columns), `exports-identified` (all Parquet). Norsk helsenett's prefix `nhn:hgd-persontjenesten-api/` is understood." },
            };
            foreach (var (name, schema) in Schemas.All(document)) document.AddComponent(name, schema);
            document.Components.Schemas!["LookupRequest"] = Schemas.LookupRequest();
            return Task.CompletedTask;
        });
        o.AddOperationTransformer(Describe);
    });

    public static void MapDocument(this IEndpointRouteBuilder routes) => routes.MapOpenApi("/openapi/{documentName}.json");

    private static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var answer = context.Description.ActionDescriptor.EndpointMetadata.OfType<AnswerDescription>().FirstOrDefault();
        if (answer is null) return Task.CompletedTask;
        var document = context.Document!;
        operation.Security = [new() { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
        var headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal)
        {
            ["Mart-Generation"] = new OpenApiHeader { Description = "The generation that the answer was read from.", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer } },
            ["Mart-Sources"] = new OpenApiHeader { Description = "The as-of instant of each source: `freg=2026-11-23T22:00:00Z, krr=…`.", Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
            ["Mart-As-Of"] = new OpenApiHeader { Description = "Its as-of date.", Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" } },
        };
        operation.Responses = new() { [answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)] = new OpenApiResponse { Description = answer.Text, Headers = headers, Content = Schemas.Content(answer.Schema, document) } };
        foreach (var status in answer.Problems.GroupBy(p => p.Status).OrderBy(g => g.Key))
        {
            operation.Responses[status.Key.ToString(System.Globalization.CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = string.Join("\n\n", status.Select(p => $"`{p.Type}`: {p.Title} {p.WayOut}")),
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference("Problem", document) } },
            };
        }
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>()) Parameters.Describe(parameter);
        if (operation.RequestBody?.Content?.TryGetValue("application/json", out var body) == true) body.Example = Examples.Of("LookupRequest");
        if (context.Description.HttpMethod == HttpMethod.Head.Method) (operation.OperationId, operation.Summary) = ("head" + operation.OperationId![3..], operation.Summary + ": headers only");
        return Task.CompletedTask;
    }
}
