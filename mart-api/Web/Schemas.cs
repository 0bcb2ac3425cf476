using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using PersonEtl.MartApi.Persons;
using PersonEtl.MartApi.Persons.Parts;
using PersonEtl.MartApi.Reference;

namespace PersonEtl.MartApi.Web;

/// <summary>The schemas of the answers, made from the same property lines that write them.</summary>
internal static class Schemas
{
    private static readonly StringComparer Names = StringComparer.Ordinal;

    public static IEnumerable<(string Name, IOpenApiSchema Schema)> All(OpenApiDocument document)
    {
        yield return ("Person", Person());
        yield return ("LookupResults", Object(null,
            ("results", List(Object("One result for each identifier, in order.",
                ("outcome", Enumeration("`gone`: the person_id was given up by a merger.", "found", "not-found", "gone")),
                ("person", new OpenApiSchemaReference("Person", document)),
                ("survivor", Of(JsonSchemaType.String, "Where the outcome is `gone`: the person_id that stands for the one asked for.", "uuid")))))));
        yield return ("Problem", Object("An error (RFC 9457). `type` never changes; `errors` names what is wrong by its place, never by its value.",
            ("type", Enumeration(null, [.. Problem.All.Select(p => p.Type)])), ("title", Of(JsonSchemaType.String)), ("status", Of(JsonSchemaType.Integer)),
            ("wayOut", Of(JsonSchemaType.String, "What to do about it.")),
            ("errors", new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = Of(JsonSchemaType.String) }),
            ("survivor", Of(JsonSchemaType.String, "The person_id that stands for the one asked for.", "uuid")), ("traceId", Of(JsonSchemaType.String))));
        yield return ("Mart", Object(null,
            ("generation", Of(JsonSchemaType.Integer)), ("kind", Enumeration("What published it: a night, a pass over new deltas only, protection ahead of a night, or a return to an earlier state.", "full", "small", "hide", "rollback")),
            ("restoredGeneration", Of(JsonSchemaType.Integer | JsonSchemaType.Null, "Of a rollback: the generation whose state it took back.")), ("publishedAt", Of(JsonSchemaType.String, format: "date-time")), ("asOfDate", Of(JsonSchemaType.String, format: "date")),
            ("sources", Of(JsonSchemaType.Object, "The as-of instant of each source.")), ("sourceAges", Of(JsonSchemaType.Object, "How old each was at publication, in seconds.")), ("counts", Of(JsonSchemaType.Object, "Rows of each public table.")),
            ("matchRates", List(Object("How many current and earlier addresses of a kind can have a basic statistical unit, how many have one, and by which rule.",
                ("kind", Enumeration(null, "residential", "present")), ("canHaveUnit", Of(JsonSchemaType.Integer)), ("withUnit", Of(JsonSchemaType.Integer)), ("byRule", Of(JsonSchemaType.Object))))),
            ("changes", Of(JsonSchemaType.Integer, "Changes in the public feed that belong to it.")), ("export", Of(JsonSchemaType.Integer | JsonSchemaType.Null, "The full Parquet export that belongs to it, or that its changes build on.")),
            ("exportWithdrawn", Of(JsonSchemaType.Boolean, "There was one, and it was taken back since somebody in it is protected now; the next full pass makes another."))));
        yield return ("Changes", Object(null,
            ("generation", Of(JsonSchemaType.Integer, "The served generation.")),
            ("changes", List(Object(null,
                ("generation", Of(JsonSchemaType.Integer, "The generation that published it.")), ("personId", Of(JsonSchemaType.String, null, "uuid")),
                ("event", Of(JsonSchemaType.String, "In the Person API's terms, such as `ChangeInResidentialAddress`; `ChangeInEnrichment` where only derived values changed. There may be more in time. Without parts it is about the whole person.")),
                ("parts", List(Of(JsonSchemaType.String)))))),
            ("next", Of(JsonSchemaType.String, "What to send as `after` next, now or at the next poll.")), ("more", Of(JsonSchemaType.Boolean, "There is more after `next` already."))));
        yield return ("Export", Object(null,
            ("generation", Of(JsonSchemaType.Integer)), ("latest", Of(JsonSchemaType.Boolean)), ("asOfDate", Of(JsonSchemaType.String, format: "date")),
            ("base", Of(JsonSchemaType.Integer | JsonSchemaType.Null, "Of changes: the whole export that they build on.")), ("manifest", Of(JsonSchemaType.String)),
            ("changesCursor", Of(JsonSchemaType.String, "Where GET /v1/changes goes on after it.")),
            ("files", List(Object(null,
                ("href", Of(JsonSchemaType.String)), ("table", Of(JsonSchemaType.String)), ("variant", Enumeration(null, "analysis", "identified", "changes")),
                ("rows", Of(JsonSchemaType.Integer)), ("bytes", Of(JsonSchemaType.Integer)), ("sha256", Of(JsonSchemaType.String)))))));
        yield return ("Exports", Object(null, ("exports", List(new OpenApiSchemaReference("Export", document))), ("changes", List(new OpenApiSchemaReference("Export", document)))));
        foreach (var table in ReferenceTable.All)
        {
            yield return ("Reference." + table.Name, Object(null,
                ("asOf", Of(JsonSchemaType.String, format: "date")),
                ("rows", List(Object(table.Meaning, [.. table.Properties.Select(p => (p, (IOpenApiSchema)Of(JsonSchemaType.String | JsonSchemaType.Null)))])))));
        }
    }

    public static Dictionary<string, OpenApiMediaType> Content(string schema, OpenApiDocument document)
    {
        if (schema == "file") return new(Names) { ["application/vnd.apache.parquet"] = new() { Schema = Of(JsonSchemaType.String, format: "binary") }, ["application/json"] = new() { Schema = Of(JsonSchemaType.Object, "The manifest.") } };
        var content = new Dictionary<string, OpenApiMediaType>(Names) { ["application/json"] = new() { Schema = new OpenApiSchemaReference(schema, document), Example = Examples.Of(schema) } };
        if (schema.StartsWith("Reference.", StringComparison.Ordinal)) content["text/csv"] = new() { Schema = Of(JsonSchemaType.String) };
        return content;
    }

    /// <summary>The body of a look-up, with the limits that its type can't carry.</summary>
    public static OpenApiSchema LookupRequest()
    {
        var identifiers = List(Of(JsonSchemaType.String, "Eleven digits, or a person_id."));
        (identifiers.MinItems, identifiers.MaxItems) = (1, LookupEndpoint.MostIdentifiers);
        var parts = List(Enumeration(null, [.. AllParts.InOrder.Select(p => p.Name)]));
        parts.Description = "The information parts wanted; all of them when left out.";
        var history = Of(JsonSchemaType.Boolean, "Also versions that no longer hold, newest first.");
        history.Default = false;
        var request = Object("A property that isn't named here is refused.", ("identifiers", identifiers), ("parts", parts), ("history", history));
        (request.Required, request.AdditionalPropertiesAllowed) = (new HashSet<string>(Names) { "identifiers" }, false);
        return request;
    }

    private static OpenApiSchema Person()
    {
        var parts = AllParts.InOrder.Select(p => (p.Name, (IOpenApiSchema)Part(p))).Append(("id", Of(JsonSchemaType.String, "The person_id: stable, and no number.", "uuid")));
        return Object("The parts asked for, and the id. A part that wasn't asked for has no key; an empty one is an empty array or null.", [.. parts]);
    }

    private static OpenApiSchema Part(Part part)
    {
        var row = Object(null, [.. part.Properties.Select(p => (p.Name, (IOpenApiSchema)Value(p)))]);
        if (!part.Single) return new() { Type = JsonSchemaType.Array, Description = part.Meaning, Items = row };
        row.Type |= JsonSchemaType.Null;
        row.Description = part.Meaning;
        return row;
    }

    private static OpenApiSchema Value(Property property)
    {
        if (property.Kind == ValueKind.Group)
        {
            var group = Object(property.Meaning, [.. property.Members.Select(m => (m.Name, (IOpenApiSchema)Value(m)))]);
            group.Type |= JsonSchemaType.Null;
            return group;
        }
        var (type, format) = property.Kind switch
        {
            ValueKind.Integer => (JsonSchemaType.Integer, null),
            ValueKind.Flag => (JsonSchemaType.Boolean, null),
            ValueKind.Date or ValueKind.Instant => (JsonSchemaType.String, "date-time"),
            _ => (JsonSchemaType.String, (string?)null),
        };
        return Of(type | JsonSchemaType.Null, property.Meaning, format);
    }

    private static OpenApiSchema Object(string? description, params (string Name, IOpenApiSchema Schema)[] properties) =>
        new() { Type = JsonSchemaType.Object, Description = description, Properties = properties.ToDictionary(p => p.Name, p => p.Schema, Names) };

    private static OpenApiSchema List(IOpenApiSchema items) => new() { Type = JsonSchemaType.Array, Items = items };

    private static OpenApiSchema Of(JsonSchemaType type, string? description = null, string? format = null) => new() { Type = type, Description = description, Format = format };

    private static OpenApiSchema Enumeration(string? description, params string[] values) =>
        new() { Type = JsonSchemaType.String, Description = description, Enum = [.. values.Select(v => (JsonNode)v)] };
}
