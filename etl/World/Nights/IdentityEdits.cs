using System.Text.Json.Nodes;
using PersonEtl.Etl.World.People;

namespace PersonEtl.Etl.World.Nights;

/// <summary>What happens to who a person is: numbers, status, name, marital status, citizenship.</summary>
internal static class IdentityEdits
{
    private const string Numbers = "identifikasjonsnummer";
    private const string Marital = "sivilstand";

    public static void Rename(PartEdits edits)
    {
        var row = edits.Row("Endring av navn");
        row["fornavn"] = edits.Dice.Pick<string>(WordList.First);
        if (edits.Dice.PerMille(200)) row["mellomnavn"] = edits.Dice.Pick<string>(WordList.Middle);
        row["etternavn"] = edits.Dice.Pick<string>(WordList.Last) + "-" + edits.Dice.Pick<string>(WordList.Last);
        edits.Replace("navn", row);
    }

    public static void ChangeMarital(PartEdits edits)
    {
        var row = edits.Row("Sivilstandsendring");
        row["sivilstand"] = (edits.Current(Marital) is [var now, ..] ? (string?)now["sivilstand"] : null) switch
        {
            "gift" => "separert",
            "registrertPartner" => "separertPartner",
            "separert" => "skilt",
            "separertPartner" => "skiltPartner",
            _ => "gift",
        };
        row["sivilstandsdato"] = PartEdits.Date(edits.Day.AddDays(-edits.Dice.Below(3)));
        row["myndighet"] = edits.Dice.Pick<string>(["DEN_NORSKE_KIRKE", "ANSATT_I_KOMMUNE", "STATSFORVALTEREN"]);
        edits.Replace(Marital, row);
    }

    public static void ChangeCitizenship(PartEdits edits)
    {
        var row = edits.Row("Statsborgerskap");
        var now = edits.Current("statsborgerskap") is [var current, ..] ? (string?)current["statsborgerskap"] : null;
        row["statsborgerskap"] = string.Equals(now, "NOR", StringComparison.Ordinal) ? edits.Dice.Pick<(string Three, string Two)>(WordList.Countries).Three : "NOR";
        row["ervervsdato"] = PartEdits.Date(edits.Day);
        edits.Replace("statsborgerskap", row);
    }

    public static void ChangeStatus(PartEdits edits, string status)
    {
        var row = edits.Row("Endring av status");
        row["status"] = status;
        edits.Replace("status", row);
    }

    public static void Die(PartEdits edits)
    {
        ChangeStatus(edits, "doed");
        var death = edits.Row("Dødsfall");
        death["doedsdato"] = PartEdits.Date(edits.Day.AddDays(-edits.Dice.Below(5)));
        edits.Set("doedsfall", death);
    }

    public static void Emigrate(PartEdits edits)
    {
        ChangeStatus(edits, "utflyttet");
        var row = edits.Row("Utflytting");
        row["tilflyttingsland"] = edits.Dice.Pick<(string Three, string Two)>(WordList.Countries).Three;
        row["utflyttingsdato"] = PartEdits.Date(edits.Day);
        edits.Add("utflytting", row);
    }

    /// <summary>The number in use is discontinued, and another takes its place.</summary>
    public static void ChangeNumber(PartEdits edits, string number)
    {
        foreach (var row in edits.Current(Numbers)) row["status"] = "opphoert";
        edits.Replace(Numbers, NumberRow(edits, number, "iBruk"));
    }

    /// <summary>The numbers of a duplicate stand last, as discontinued ones.</summary>
    public static void TakeOver(PartEdits edits, IReadOnlyList<string> numbers)
    {
        List<JsonNode> all = [.. edits.Rows(Numbers).Select(r => r.DeepClone())];
        foreach (var number in numbers)
        {
            var row = NumberRow(edits, number, "opphoert");
            row["erGjeldende"] = false;
            all.Add(row);
        }
        edits.Set(Numbers, new JsonArray([.. all]));
    }

    public static void GiveBack(PartEdits edits, IReadOnlyList<string> numbers)
        => edits.Set(Numbers, new JsonArray([.. edits.Rows(Numbers).Where(r => !numbers.Contains((string)r["foedselsEllerDNummer"]!, StringComparer.Ordinal)).Select(r => r.DeepClone())]));

    public static void Discontinue(PartEdits edits)
    {
        foreach (var row in edits.Current(Numbers)) row["status"] = "opphoert";
        ChangeStatus(edits, "opphoert");
    }

    private static JsonObject NumberRow(PartEdits edits, string number, string status)
    {
        var row = edits.Row(number[0] >= '4' ? "Tildele d-nummer" : "Tildele fødselsnummer");
        row["status"] = status;
        row["foedselsEllerDNummer"] = number;
        row["identifikatortype"] = number[0] >= '4' ? "dNummer" : "foedselsnummer";
        return row;
    }
}
