using System.Globalization;
using System.Text.Json;

namespace PersonEtl.DatabaseTests.Fetching;

/// <summary>A small KRR that answers <c>hentEndringer</c> as Digdir's server does: whole records of who changed after a number, a few a page.</summary>
internal sealed class KrrRegister
{
    public const string Path = "/rest/v2/krr/hentEndringer";

    public int PageSize { get; init; } = 2;

    /// <summary>The number of the last change; record n is of the person that changed at n.</summary>
    public long Latest { get; set; }

    public Reply Answer(Request request)
    {
        if (request.Path != Path || request.Method != "POST" || request.Headers["content-type"] != "application/json") return Reply.Of(404);
        using var asked = JsonDocument.Parse(request.Body);
        var from = asked.RootElement.GetProperty("fraEndringsId").GetInt64();
        return Page(from, Math.Min(from + PageSize, Latest), Latest);
    }

    /// <summary>A page with a record for each change.</summary>
    public static Reply Page(long from, long to, long latest)
        => Reply.Json($$"""{ "list": [{{string.Join(", ", Enumerable.Range(1, (int)Math.Max(to - from, 0)).Select(i => Record(from + i)))}}], "fraEndringsId": {{from}}, "tilEndringsId": {{to}}, "sisteEndringsId": {{latest}} }""");

    private static string Record(long number)
        => string.Create(CultureInfo.InvariantCulture, $$"""{ "personidentifikator": "{{22885300000 + number}}", "reservasjon": "NEI", "status": "AKTIV", "kontaktinformasjon": { "epostadresse": "hemmelig{{number}}@example.com", "epostadresse_oppdatert": "2023-06-10T21:00:01+02" } }""");
}
