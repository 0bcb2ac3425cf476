using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using PersonEtl.MartApi.Access;
using PersonEtl.MartApi.Persons.Parts;
using PersonEtl.MartApi.Web;

namespace PersonEtl.MartApi.Persons;

/// <summary><c>POST /v1/persons/lookup</c>: up to 1 000 persons by number or id, in the order asked for.</summary>
internal static class LookupEndpoint
{
    public const int MostIdentifiers = 1000;

    private const string Route = "/v1/persons/lookup";
    private const int MostBytes = 128 * 1024;

    public static void MapLookup(this IEndpointRouteBuilder routes) =>
        routes.MapPost(Route, Answer).RequireAuthorization(AccessPolicy.Persons)
            .WithMetadata(new BodyLimit(MostBytes))
            .WithTags("Persons").WithName("lookupPersons")
            .WithSummary("Persons by number or person_id")
            .WithDescription("1 to 1000 identifiers; results come in the same order, each `found` with the person, `not-found`, or `gone` for a person_id that was given up when two persons turned out to be one: `survivor` is the id that stands for both. Any fødselsnummer or D-number that a person has or had finds the person. Parts not asked for are not read.")
            .Accepts<LookupRequest>("application/json")
            .Answers(StatusCodes.Status200OK, "One result for each identifier.", "LookupResults", Problem.InvalidRequest, Problem.TooLarge, Problem.WrongMediaType);

    private static async Task Answer(HttpContext http, PersonReading reading)
    {
        var ct = http.RequestAborted;
        if (!http.Request.HasJsonContentType())
        {
            await http.Response.WriteProblem(Problem.WrongMediaType);
            return;
        }
        var (request, errors) = Judge(await Body(http.Request, ct), Caller.Of(http));
        if (request is null)
        {
            await http.Response.WriteProblem(Problem.InvalidRequest, errors);
            return;
        }
        var answer = await reading.Read(request, ct);
        answer.Snapshot.WriteHeaders(http.Response);
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteJson(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("results");
            foreach (var (person, survivor) in answer.Persons.Zip(answer.Survivors))
            {
                json.WriteStartObject();
                if (person is { } id)
                {
                    json.WriteString("outcome", "found");
                    json.WritePropertyName("person");
                    answer.WritePerson(json, id);
                }
                else
                {
                    json.WriteString("outcome", survivor is null ? "not-found" : "gone");
                    if (survivor is { } standsForIt) json.WriteString("survivor", standsForIt);
                }
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }, ct);
    }

    private static async Task<LookupRequest?> Body(HttpRequest request, CancellationToken ct)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<LookupRequest>(request.Body, LookupRequest.Json, ct);
        }
        catch (JsonException)
        {
            return null; // judged below; its message may repeat what was sent
        }
    }

    private static (PersonRequest? Request, Dictionary<string, string> Errors) Judge(LookupRequest? body, Caller caller)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        if (body is null)
        {
            errors["body"] = "Expected {\"identifiers\": [...], \"parts\": [...], \"history\": false} with no other property, found something else.";
            return (null, errors);
        }
        var identifiers = body.Identifiers ?? [];
        if (identifiers.Count is 0 or > MostIdentifiers)
            errors["identifiers"] = $"Expected 1 to {MostIdentifiers} identifiers, found {identifiers.Count.ToString(CultureInfo.InvariantCulture)}.";
        var parsed = new List<Identifier>(identifiers.Count);
        foreach (var (place, text) in identifiers.Take(MostIdentifiers).Index())
        {
            if (Identifier.Parse(text) is { } identifier) parsed.Add(identifier);
            else errors[string.Create(CultureInfo.InvariantCulture, $"identifiers[{place}]")] = "Expected eleven digits or a person_id, found neither.";
        }
        var parts = AllParts.Named(body.Parts);
        if (parts is null) errors["parts"] = PersonEndpoint.UnknownPart;
        return errors.Count > 0 ? (null, errors) : (new(parsed, parts!, body.History, caller, Route), errors);
    }

    /// <summary>The longest body that is read.</summary>
    private sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
