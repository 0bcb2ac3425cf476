using Microsoft.AspNetCore.WebUtilities;

namespace PersonEtl.MartApi.Web;

/// <summary>A kind of error: a type that never changes, its status, what it means and what to do about it (RFC 9457).</summary>
internal sealed record Problem(string Name, int Status, string Title, string WayOut)
{
    public static readonly Problem InvalidRequest = new("invalid-request", 400, "The request can't be understood.", "Correct what `errors` names; /docs shows every route with an example.");
    public static readonly Problem NumberInUrl = new("number-in-url", 400, "A person is addressed by person_id here.", "Identification numbers are sent in the body of POST /v1/persons/lookup only, never in an address: addresses end up in logs.");
    public static readonly Problem TokenMissing = new("token-missing", 401, "A valid token is needed.", "Send `Authorization: Bearer …` with a token of the configured issuer, or one from `dotnet run --project mart-api -- token --scope restricted-access`, made with the same PERSONETL_DATA as this API runs with.");
    public static readonly Problem ScopeMissing = new("scope-missing", 403, "The token doesn't open this.", "Ask for a token with the scope that /docs names for this route; it must name its client as well.");
    public static readonly Problem PersonNotFound = new("person-not-found", 404, "No such person in the served generation.", "Look the person up by number with POST /v1/persons/lookup.");
    public static readonly Problem PersonMerged = new("person-merged", 410, "This person_id was given up: two persons turned out to be one.", "`survivor` is the id that stands for both; keep that one.");
    public static readonly Problem ExportNotFound = new("export-not-found", 404, "No such export file.", "GET /v1/exports lists the exports that are kept, with the files your scope may download.");
    public static readonly Problem ExportWithdrawn = new("export-withdrawn", 410, "This export was withdrawn: it holds what has been protected or erased since.", "Delete what you have of it. The next full pass publishes another: GET /v1/exports/latest has it then. Until then GET /v1/changes tells what to drop, and the other routes serve what is public now.");
    public static readonly Problem ExportGone = new("export-gone", 410, "This export is no longer kept.", "GET /v1/exports lists what is kept. A copy that follows the changes starts anew from GET /v1/exports/latest and goes on from its `changesCursor`.");
    public static readonly Problem ChangesGone = new("changes-gone", 410, "The changes after this cursor are no longer kept: it is older than 90 days, or of a mart that was set up anew.", "Start anew: download the export of GET /v1/exports/latest (the Link header), then read GET /v1/changes from its `changesCursor`.");
    public static readonly Problem RouteNotFound = new("route-not-found", 404, "There is nothing at this address.", "/docs and /openapi/v1.json list every route.");
    public static readonly Problem MethodNotAllowed = new("method-not-allowed", 405, "This address has no such method.", "The Allow header names the methods; /docs shows how to call it.");
    public static readonly Problem TooLarge = new("too-large", 413, "The body is too large.", "Look up at most 1000 identifiers at a time.");
    public static readonly Problem WrongMediaType = new("wrong-media-type", 415, "The body must be JSON.", "Send `Content-Type: application/json`.");
    public static readonly Problem RangeNotSatisfiable = new("range-not-satisfiable", 416, "The file has no such range.", "Content-Range gives the file's length.");
    public static readonly Problem ExportDamaged = new("export-damaged", 500, "The file doesn't agree with its manifest.", "Another generation may serve you meanwhile; the operator should run the export again.");
    public static readonly Problem Unexpected = new("unexpected", 500, "Something went wrong here.", "Try again; if it stays, give the operator the traceId.");
    public static readonly Problem NothingPublished = new("nothing-published", 503, "Nothing is published yet.", "Run `dotnet run --project etl -- run` (or `demo`) once; the mart is served from its first generation on.");
    public static readonly Problem MartClosed = new("mart-closed", 503, "The database doesn't let the API read.", "Nothing may be published yet; else grant the API's login the roles mart_reader, mart_protected and access_writer.");
    public static readonly Problem DatabaseUnavailable = new("database-unavailable", 503, "The database doesn't answer.", "Try again shortly. Operator: see that PostgreSQL runs (`dotnet run --project etl -- up`) and that PERSONETL_PG names it.");

    /// <summary>All of them, for the document and the tests.</summary>
    public static readonly IReadOnlyList<Problem> All =
        [InvalidRequest, NumberInUrl, TokenMissing, ScopeMissing, PersonNotFound, PersonMerged, ExportNotFound, ExportWithdrawn, ExportGone, ChangesGone, RouteNotFound, MethodNotAllowed, TooLarge, WrongMediaType, RangeNotSatisfiable, ExportDamaged, Unexpected, NothingPublished, MartClosed, DatabaseUnavailable];

    public string Type => "urn:personetl:problem:" + Name;

    /// <summary>The problem of a status that the framework gave without one.</summary>
    public static Problem OfStatus(int status) => status switch
    {
        401 => TokenMissing,
        403 => ScopeMissing,
        404 => RouteNotFound,
        405 => MethodNotAllowed,
        413 => TooLarge,
        415 => WrongMediaType,
        416 => RangeNotSatisfiable,
        < 500 => InvalidRequest with { Status = status, Title = ReasonPhrases.GetReasonPhrase(status) + "." },
        _ => Unexpected with { Status = status },
    };
}
