using System.Text.Json;
using PersonEtl.Etl.Sources.Fetching;

namespace PersonEtl.Etl.Sources.Freg;

/// <summary>A page of FREG's bulk look-up: as many elements as were asked for, each a person or an error message in its place.</summary>
internal sealed record FregBulk(int Persons, int Errors)
{
    /// <exception cref="BadInputException">It is no such page, or one of another length.</exception>
    public static FregBulk Read(byte[] answer, int asked)
    {
        var bulk = FeedJson.Read(SourceName.Freg, answer, "a page with oppslag, each with folkeregisterperson or feilmelding", json =>
        {
            var (persons, errors) = (0, 0);
            foreach (var element in json.Only("oppslag").EnumerateArray())
            {
                if (element.TryGetProperty("folkeregisterperson", out var person) && person.ValueKind == JsonValueKind.Object) persons++;
                else if (element.TryGetProperty("feilmelding", out _)) errors++;
                else return null;
            }
            return new FregBulk(persons, errors);
        });
        // a document that is left out silently would never be asked for again
        return bulk.Persons + bulk.Errors == asked ? bulk
            : throw new BadInputException("freg-incomplete", $"freg: expected {asked} documents or error messages, as many as were asked for, found {bulk.Persons + bulk.Errors}.");
    }
}
