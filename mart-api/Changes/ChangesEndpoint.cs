using System.Globalization;
using PersonEtl.MartApi.Access;
using PersonEtl.MartApi.Web;

namespace PersonEtl.MartApi.Changes;

/// <summary><c>GET /v1/changes</c>: what changed of whom, generation by generation, from a cursor on.</summary>
internal static class ChangesEndpoint
{
    private const string Route = "/v1/changes";
    private const int DefaultLimit = 1000;
    private const int MostChanges = 10_000;

    public static void MapChanges(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Route, Answer).RequireAuthorization(AccessPolicy.Persons)
            .WithTags("Changes").WithName("getChanges")
            .WithSummary("What changed of whom, from a cursor on")
            .WithDescription("Events in the Person API's manner with the names of the parts they are about, never a value, ordered by generation, person and event. A copy starts from an export and its `changesCursor` (GET /v1/exports/latest), then sends each answer's `next`: while `more` is true there is more of it already, and `next` serves for the next poll too. Changes are kept for 90 days; a cursor before that is `changes-gone`. Without `after` the oldest changes kept come first: enough to look around, not to build a copy from, since generation 1 has no changes. `full-access` has the changes of protected rows too, `restricted-access` nothing of the contact register.")
            .Answers(StatusCodes.Status200OK, "The changes after the cursor.", "Changes", Problem.InvalidRequest, Problem.ChangesGone);

    private static async Task Answer(HttpContext http, ChangeReading reading, CursorSeal seal, string? after = null, string? limit = null)
    {
        var ct = http.RequestAborted;
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        var most = DefaultLimit;
        if (limit is not null && !(int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out most) && most is > 0 and <= MostChanges))
            errors["limit"] = $"Expected 1 to {MostChanges.ToString(CultureInfo.InvariantCulture)}, found something else.";
        var position = after is null ? ChangePosition.Beginning : seal.Read(after);
        if (position is null)
            errors["after"] = "Expected `next` of an earlier answer or `changesCursor` of an export, exactly as this API gave it, or generation:N with the generation of an export's manifest; found something else.";
        if (errors.Count > 0)
        {
            await http.Response.WriteProblem(Problem.InvalidRequest, errors);
            return;
        }

        var page = await reading.Read(position!, most, Caller.Of(http), Route, ct);
        page.Snapshot.WriteHeaders(http.Response);
        if (!page.Kept)
        {
            await Refuse(http.Response, position!, page);
            return;
        }
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteJson(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("generation", page.Snapshot.Generation);
            json.WriteStartArray("changes");
            foreach (var change in page.Changes)
            {
                json.WriteStartObject();
                json.WriteNumber("generation", change.Generation);
                json.WriteString("personId", change.PersonId);
                json.WriteString("event", change.Event);
                json.WriteStartArray("parts");
                foreach (var part in change.Parts) json.WriteStringValue(part);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteString("next", seal.Write(page.Next));
            json.WriteBoolean("more", page.More);
            json.WriteEndObject();
        }, ct);
    }

    private static Task Refuse(HttpResponse response, ChangePosition position, ChangePage page)
    {
        if (position.PublishedAt is null && position.Generation > page.Snapshot.Generation)
            return response.WriteProblem(Problem.InvalidRequest, new Dictionary<string, string>(StringComparer.Ordinal) { ["after"] = "Expected a generation that is published here, found a later one." });
        response.Headers.Link = "</v1/exports/latest>; rel=\"start\"";
        return response.WriteProblem(Problem.ChangesGone);
    }
}
