using System.Text;
using System.Text.Json.Nodes;
using PersonEtl.Etl.World.People;

namespace PersonEtl.Etl.World.Nights;

/// <summary>Changes the parts of a document as the register does: what was current becomes history, and the new row stands first.</summary>
internal sealed class PartEdits(JsonObject person, DateOnly day, Dice dice)
{
    public DateOnly Day => day;

    public Dice Dice => dice;

    /// <summary>A row of that day with the register's own fields.</summary>
    public JsonObject Row(string reason) => new()
    {
        ["ajourholdstidspunkt"] = Text(Moment.During(day, dice)),
        ["erGjeldende"] = true,
        ["kilde"] = "Synutopia",
        ["aarsak"] = reason,
        ["gyldighetstidspunkt"] = Text(Moment.Midnight(day)),
    };

    public IReadOnlyList<JsonObject> Rows(string part) => person[part] is JsonArray rows ? [.. rows.OfType<JsonObject>()] : [];

    public IReadOnlyList<JsonObject> Current(string part) => [.. Rows(part).Where(r => (bool?)r["erGjeldende"] ?? false)];

    /// <summary>The row becomes the current one.</summary>
    public void Replace(string part, JsonNode row)
    {
        foreach (var current in Current(part)) current["erGjeldende"] = false;
        Add(part, row);
    }

    public void Add(string part, JsonNode row)
    {
        if (person[part] is not JsonArray rows) person[part] = rows = [];
        rows.Insert(0, row);
    }

    /// <summary>Nothing comes after the current row.</summary>
    public void End(string part)
    {
        foreach (var current in Current(part))
        {
            current["erGjeldende"] = false;
            current["opphoerstidspunkt"] = Text(Moment.Midnight(day));
        }
    }

    public void Set(string part, JsonNode value) => person[part] = value;

    public void Remove(string part) => person.Remove(part);

    public static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string Text(Moment moment)
    {
        Span<byte> text = stackalloc byte[Moment.MostBytes];
        return Encoding.UTF8.GetString(text[..moment.WriteTo(text)]);
    }
}
