using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using PersonEtl.MartApi.Persons.Parts;

namespace PersonEtl.MartApi.Web;

/// <summary>What the parameters mean and may hold. Routes take them as text, to refuse them in their own words.</summary>
internal static class Parameters
{
    public static void Describe(OpenApiParameter parameter)
    {
        (parameter.Description, parameter.Schema, parameter.Example) = parameter.Name switch
        {
            "person_id" => ("The person's id. Never a number.", Text("uuid"), "6f9619ff-8b86-d011-b42d-00cf4fc964ff"),
            "parts" => ("Information parts, separated by commas; all of them when left out.", new OpenApiSchema { Type = JsonSchemaType.Array, Items = OneOf([.. AllParts.InOrder.Select(p => p.Name)]) }, new JsonArray("name", "residentialAddress")),
            "history" => ("`true` adds versions that no longer hold, newest first.", new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = false }, true),
            "asOf" => ("A date; the generation's as-of date when left out.", Text("date"), "2026-01-01"),
            "format" => ("Wins over Accept.", OneOf("json", "csv"), "csv"),
            "after" => ("`next` of an earlier answer, `changesCursor` of an export, or `generation:12` with the generation of a manifest; the oldest changes kept when left out.", Text(), "generation:12"),
            "limit" => ("How many changes at most, 1 to 10000.", new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "10000", Default = 1000 }, 1000),
            "generation" => ("A generation of GET /v1/exports, or `latest`.", Text(), "latest"),
            "file" => ("A path of the manifest, or `manifest.json`.", Text(), "analysis/person/part-000.parquet"),
            _ => (parameter.Description, parameter.Schema, parameter.Example),
        };
        if (parameter.Name == "parts") parameter.Explode = false;
    }

    private static OpenApiSchema Text(string? format = null) => new() { Type = JsonSchemaType.String, Format = format };

    private static OpenApiSchema OneOf(params string[] values) => new() { Type = JsonSchemaType.String, Enum = [.. values.Select(v => (JsonNode)v)] };
}
