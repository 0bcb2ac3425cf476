using System.Text.Json.Nodes;

namespace PersonEtl.Etl.World.Nights;

/// <summary>Puts a value that nobody can read into a document, which stays JSON and tells by its number whose it is.</summary>
internal static class UnreadableValue
{
    private const string Numbers = "identifikasjonsnummer";

    /// <summary>A date that isn't one, or a grading of another type, or a number of ten digits.</summary>
    public static void Put(JsonObject person, Dice dice)
    {
        switch (dice.Below(10))
        {
            case < 3: person["adressebeskyttelse"] = new JsonArray(new JsonObject { ["erGjeldende"] = true, ["graderingsnivaa"] = new JsonObject { ["kode"] = "fortrolig" } }); break;
            case < 5: person[Numbers]![0]!["foedselsEllerDNummer"] = ((string)person[Numbers]![0]!["foedselsEllerDNummer"]!)[..10]; break;
            default: person["foedsel"] = new JsonArray(new JsonObject { ["erGjeldende"] = true, ["foedselsdato"] = "2020-13-01" }); break;
        }
    }
}
