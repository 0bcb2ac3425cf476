using System.Globalization;
using System.Text.Json;

namespace PersonEtl.DatabaseTests.Fetching;

/// <summary>A small FREG that answers its feed of events and the bulk look-up of archived documents as Skatteetaten's server does.</summary>
internal sealed class FregRegister
{
    private const string Api = "/folkeregisteret/offentlig-med-hjemmel/api/v1/";
    public const string Feed = Api + "hendelser/feed?seq=";
    public const string Bulk = Api + "personer/bulkoppslag/arkiv?";

    /// <summary>Events in order: number, person, document (null: none).</summary>
    public List<(long Number, string Person, string? Document)> Events { get; } = [];

    /// <summary>Documents in whose place an error message comes.</summary>
    public HashSet<string> Broken { get; } = new(StringComparer.Ordinal);

    public Reply Answer(Request request)
    {
        if (request.Path.StartsWith(Feed, StringComparison.Ordinal) && request.Method == "GET")
        {
            var from = long.Parse(request.Path[Feed.Length..], CultureInfo.InvariantCulture);
            return Reply.Json(JsonSerializer.Serialize(Events.Where(e => e.Number >= from).Take(1000).Select(Event)));
        }
        if (!request.Path.StartsWith(Bulk, StringComparison.Ordinal) || request.Method != "POST") return Reply.Of(404);
        return Reply.Json($$"""{"oppslag":[{{string.Join(',', Asked(request).Select(Element))}}]}""");
    }

    /// <summary>The documents that a request asks for.</summary>
    public static IReadOnlyList<string> Asked(Request request)
    {
        using var body = JsonDocument.Parse(request.Body);
        return [.. body.RootElement.GetProperty("dokumentidentifikator").EnumerateArray().Select(d => d.GetString()!)];
    }

    /// <summary>The person whose event named a document.</summary>
    private string PersonOf(string document) => Events.First(e => e.Document == document).Person;

    private string Element(string document) => Broken.Contains(document)
        ? $$$"""{"foedselsEllerDNummer":"{{{PersonOf(document)}}}","feilmelding":{"feilmelding":"Fant ikke person"}}"""
        : $$$"""{"foedselsEllerDNummer":"{{{PersonOf(document)}}}","folkeregisterperson":{"identifikasjonsnummer":[{"erGjeldende":true,"status":"iBruk","foedselsEllerDNummer":"{{{PersonOf(document)}}}","identifikatortype":"foedselsnummer"}],"navn":[{"erGjeldende":true,"fornavn":"HEMMELIG","etternavn":"{{{document}}}"}]}}""";

    private static object Event((long Number, string Person, string? Document) e)
        => e.Document is null
            ? new { sekvensnummer = e.Number, hendelse = new { folkeregisteridentifikator = e.Person, hendelsetype = "personErOpphoertSomDublett", hendelsesdokument = "h1", ajourholdstidspunkt = "2026-11-24T01:00:00.1+01:00" } }
            : new { sekvensnummer = e.Number, hendelse = new { folkeregisteridentifikator = e.Person, hendelsetype = "endringINavn", hendelsesdokument = "h1", persondokument = e.Document, ajourholdstidspunkt = "2026-11-24T01:00:00.1+01:00" } };
}
