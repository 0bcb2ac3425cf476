using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.World.People;
using PersonEtl.Etl.World.Places;
using PersonEtl.Etl.World.Writing;

namespace PersonEtl.Etl.World.Nights;

/// <summary>What happens to where a person lives and who may know it. Holds a writer of its own, so each chunk has one.</summary>
internal sealed class AddressEdits(Land land, WorldOptions options) : IDisposable
{
    private const string Residences = "bostedsadresse";
    private const string Level = "adressegradering";
    private static readonly string[] Parts = [Residences, "oppholdsadresse", "deltBosted"];

    private readonly AddressWriting writing = new(land);
    private readonly FregAddresses addresses = new(land);
    private readonly ArrayBufferWriter<byte> bytes = new();
    private readonly Utf8JsonWriter json = new(Stream.Null, JsonText.Options);

    private readonly RowRewriting? rewriting = options.Reform is { } reform ? new(land, options, reform) : null;

    /// <summary>To another address: of the same municipality, of another, or of any where the person had none.</summary>
    /// <returns>The new address.</returns>
    public int Move(PartEdits edits, int person, int from, bool between, Grading grading)
    {
        var to = between ? Elsewhere(from, edits) : Near(from, edits);
        Write(edits, person, to, edits.Day, grading, "Flytting innenlands");
        return to;
    }

    /// <summary>The person lived at another address than the register said, since the same day.</summary>
    /// <returns>The right address.</returns>
    public int Correct(PartEdits edits, int person, int from, Grading grading)
    {
        var since = edits.Current(Residences) is [var now, ..] && (string?)now["flyttedato"] is { } date ? DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture) : edits.Day;
        var to = Near(from, edits);
        Write(edits, person, to, since, grading, "Korrigering av adresse");
        return to;
    }

    public static void Leave(PartEdits edits)
    {
        foreach (var part in Parts) edits.End(part);
    }

    /// <summary>The person has the protection; of a strictly confidential one the register gives no address at all.</summary>
    public static void Grade(PartEdits edits, Grading grading)
    {
        var row = edits.Row("Adressebeskyttelse");
        row["graderingsnivaa"] = grading.Text();
        edits.Set("adressebeskyttelse", new JsonArray(row));
        foreach (var part in Parts)
        {
            if (grading == Grading.StrictlyConfidential) edits.Remove(part);
            else GradeCurrent(edits, part, grading);
        }
    }

    /// <summary>Rows of before keep the grading they had.</summary>
    public static void Ungrade(PartEdits edits)
    {
        edits.Remove("adressebeskyttelse");
        foreach (var part in Parts) GradeCurrent(edits, part, Grading.Unclassified);
    }

    public static void GradeResidence(PartEdits edits, Grading grading) => GradeCurrent(edits, Residences, grading);

    public void Dispose() => json.Dispose();

    private static void GradeCurrent(PartEdits edits, string part, Grading grading)
    {
        foreach (var row in edits.Current(part)) row[Level] = grading.Text();
    }

    private int Near(int from, PartEdits edits)
    {
        if (from < 0) return Elsewhere(from, edits);
        var municipality = land.UnitOf(from).Municipality;
        var to = from;
        for (var attempt = 0; attempt < 20 && to == from; attempt++) to = municipality.FirstAddress + edits.Dice.Below(municipality.AddressCount);
        return to;
    }

    private int Elsewhere(int from, PartEdits edits)
    {
        var to = writing.Any(edits.Day, edits.Dice);
        while (from >= 0 && land.UnitOf(to).Municipality == land.UnitOf(from).Municipality) to = writing.Any(edits.Day, edits.Dice);
        return to;
    }

    private void Write(PartEdits edits, int person, int to, DateOnly since, Grading grading, string reason)
    {
        var unit = land.UnitOf(to);
        var version = new StayVersion(unit.Lineage.CodeOn(edits.Day), Moment.Midnight(since), Moment.During(edits.Day, edits.Dice), "Synutopia", reason, BeforeReform: false);
        var row = writing.Row(AddressKind.Residential, to, version, current: true, edits.Dice) with { MovedOn = since, Grading = grading, Grunnkrets = unit.Suffix, Said = unit };
        List<AddressRow> rows = rewriting is null ? [row] : rewriting.Rewrite(person, [row]);
        edits.Replace(Residences, Node(rows[^1], edits.Dice));
        // a reform that came after the move
        if (rows.Count > 1) edits.Replace(Residences, Node(rows[0], edits.Dice));
    }

    private JsonNode Node(AddressRow row, Dice dice)
    {
        bytes.ResetWrittenCount();
        json.Reset(bytes);
        json.WriteStartObject();
        addresses.Write(json, "rows"u8, [row], dice);
        json.WriteEndObject();
        json.Flush();
        return JsonNode.Parse(bytes.WrittenSpan)!["rows"]![0]!.DeepClone();
    }
}
