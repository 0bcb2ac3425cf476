using System.Globalization;
using Microsoft.Net.Http.Headers;
using PersonEtl.MartApi.Access;
using PersonEtl.MartApi.Persons.Parts;
using PersonEtl.MartApi.Web;

namespace PersonEtl.MartApi.Persons;

/// <summary><c>GET /v1/persons/{person_id}</c>: one person by id. A number in the address is refused: addresses end up in logs.</summary>
internal static class PersonEndpoint
{
    public static readonly string UnknownPart = "Expected some of " + string.Join(", ", AllParts.InOrder.Select(p => p.Name)) + "; found another.";

    private const string Route = "/v1/persons/{person_id}";

    /// <summary>Changes with the code, which may write the same generation differently.</summary>
    private static readonly string Build = typeof(PersonEndpoint).Module.ModuleVersionId.ToString("N")[..8];

    public static void MapPerson(this IEndpointRouteBuilder routes) =>
        routes.MapMethods(Route, ["GET", "HEAD"], Answer).RequireAuthorization(AccessPolicy.Persons)
            .WithTags("Persons").WithName("getPerson")
            .WithSummary("A person by person_id")
            .WithDescription("The ETag is strong and holds for a generation, the parts and the scope: send it as If-None-Match to have 304 while nothing new is published.")
            .Answers(StatusCodes.Status200OK, "The person.", "Person", Problem.InvalidRequest, Problem.NumberInUrl, Problem.PersonNotFound, Problem.PersonMerged);

    private static async Task Answer(HttpContext http, PersonReading reading, string person_id, string[]? parts = null, string? history = null)
    {
        var ct = http.RequestAborted;
        if (Identifier.Parse(person_id) is not { PersonId: { } id })
        {
            await (Identifier.IsNumber(person_id)
                ? http.Response.WriteProblem(Problem.NumberInUrl)
                : http.Response.WriteProblem(Problem.InvalidRequest, new Dictionary<string, string>(StringComparer.Ordinal) { ["person_id"] = "Expected a person_id (a uuid), found something else." }));
            return;
        }
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        var wanted = AllParts.Named(Split(parts ?? []));
        if (wanted is null) errors["parts"] = UnknownPart;
        var withHistory = false;
        if (history is not null && !bool.TryParse(history, out withHistory)) errors["history"] = "Expected true or false, found something else.";
        if (errors.Count > 0)
        {
            await http.Response.WriteProblem(Problem.InvalidRequest, errors);
            return;
        }

        var request = new PersonRequest([new(null, id)], wanted!, withHistory, Caller.Of(http), Route);
        var answer = await reading.Read(request, ct);
        answer.Snapshot.WriteHeaders(http.Response);
        if (answer.Survivors[0] is { } survivor)
        {
            http.Response.Headers.Link = $"</v1/persons/{survivor}>; rel=\"successor-version\"";
            await http.Response.WriteProblem(Problem.PersonMerged, survivor: survivor);
            return;
        }
        if (answer.Persons[0] is null)
        {
            await http.Response.WriteProblem(Problem.PersonNotFound);
            return;
        }
        var tag = Tag(request, id, answer.Snapshot.Generation);
        http.Response.Headers.ETag = tag.ToString();
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.Vary = "Authorization";
        if (http.Request.GetTypedHeaders().IfNoneMatch is { Count: > 0 } known && known.Any(k => k.Tag == "*" || k.Compare(tag, useStrongComparison: false)))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        await http.Response.WriteJson(json => answer.WritePerson(json, id), ct);
    }

    private static List<string> Split(string[] parts) => [.. parts.SelectMany(p => p.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    private static EntityTagHeaderValue Tag(PersonRequest request, Guid person, int generation)
    {
        var parts = AllParts.InOrder.Index().Where(p => request.Parts.Contains(p.Item)).Aggregate(0, (bits, p) => bits | (1 << p.Index));
        return new(string.Create(CultureInfo.InvariantCulture, $"\"{generation}-{(request.Caller.Full ? 'f' : 'r')}{(request.History ? 'h' : 'n')}{parts:x}-{person:N}-{Build}\""));
    }
}
