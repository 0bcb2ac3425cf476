using System.Text;
using System.Text.Json;

namespace PersonEtl.Etl.Sources.Klass;

/// <summary>Reads an answer of KLASS in JSON. The files are of a few megabytes, so they are read whole; they have a hundred thousand items, so nothing is made of what isn't needed.</summary>
internal sealed class KlassJson
{
    private readonly byte[] text;
    private readonly string place;
    private readonly string property;
    private readonly IReadOnlyList<string> names;
    private readonly byte[][] columns;
    private readonly Dictionary<string, int> unknown = new(StringComparer.Ordinal);

    private KlassJson(byte[] text, KlassTable table, string place)
    {
        (this.text, this.place) = (text, place);
        property = table switch
        {
            KlassTable.Codes or KlassTable.CodesAt => "codes",
            KlassTable.Corresponds or KlassTable.CorrespondsAt => "correspondenceItems",
            _ => "codeChanges",
        };
        names = KlassColumns.Of(table);
        columns = [.. names.Select(Encoding.UTF8.GetBytes)];
    }

    /// <exception cref="BadInputException">No JSON, or not an answer of this kind.</exception>
    public static List<KlassItem> Read(byte[] text, KlassTable table, SourceReading reading, string place)
    {
        var json = new KlassJson(text.AsSpan().StartsWith("\uFEFF"u8) ? text[3..] : text, table, place);
        try
        {
            var items = json.Read() ?? throw new BadInputException("json-shape", $"{place}, line 1: expected an object with \"{json.property}\", as the file's name says; found none.");
            foreach (var (name, count) in json.unknown) reading.Contract.Add(ContractRemarks.Unknown, $"$.{json.property}.{name}", count);
            return items;
        }
        catch (JsonException e)
        {
            throw new BadInputException("json-broken", $"{place}, line {e.LineNumber + 1}: expected an answer of KLASS as JSON, found something else or nothing.", e);
        }
    }

    private List<KlassItem>? Read()
    {
        var json = new Utf8JsonReader(text);
        var items = default(List<KlassItem>);
        json.Read();
        if (json.TokenType == JsonTokenType.Null) return items;
        Require(json, JsonTokenType.StartObject);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isThis = json.ValueTextEquals(property);
            json.Read();
            if (isThis && json.TokenType != JsonTokenType.Null) items = Items(ref json);
            else json.Skip();
        }
        // what follows the end is no JSON
        json.Read();
        return items;
    }

    private List<KlassItem> Items(ref Utf8JsonReader json)
    {
        Require(json, JsonTokenType.StartArray);
        var items = new List<KlassItem>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray) items.Add(Item(ref json, items.Count + 1));
        return items;
    }

    private KlassItem Item(ref Utf8JsonReader json, int number)
    {
        var item = new KlassItem(place, "item", number);
        if (json.TokenType == JsonTokenType.Null) return item;
        Require(json, JsonTokenType.StartObject);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var column = Column(json);
            json.Read();
            switch (column)
            {
                case "code": item.Code = Text(json); break;
                case "level": item.Level = Text(json); break;
                case "name": item.Name = Text(json); break;
                case "validFrom": item.ValidFrom = Text(json); break;
                case "validTo": item.ValidTo = Text(json); break;
                case "validFromInRequestedRange": item.ValidFromInRequestedRange = Text(json); break;
                case "validToInRequestedRange": item.ValidToInRequestedRange = Text(json); break;
                case "sourceCode": item.SourceCode = Text(json); break;
                case "targetCode": item.TargetCode = Text(json); break;
                case "oldCode": item.OldCode = Text(json); break;
                case "newCode": item.NewCode = Text(json); break;
                case "newName": item.NewName = Text(json); break;
                case "changeOccurred": item.ChangeOccurred = Text(json); break;
                default: json.Skip(); break;
            }
        }
        return item;
    }

    /// <summary>The column that a property is, or null for one that isn't known, which is counted.</summary>
    private string? Column(in Utf8JsonReader json)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            if (json.ValueTextEquals(columns[i])) return names[i];
        }
        var name = Decoded(json)!;
        unknown[name] = unknown.GetValueOrDefault(name) + 1;
        return null;
    }

    private string? Text(in Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.Null) Require(json, JsonTokenType.String);
        return Decoded(json);
    }

    private string? Decoded(in Utf8JsonReader json)
    {
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException e)
        {
            // not UTF-8
            throw Wrong(json, e);
        }
    }

    private void Require(in Utf8JsonReader json, JsonTokenType token)
    {
        if (json.TokenType != token) throw Wrong(json, cause: null);
    }

    private JsonException Wrong(in Utf8JsonReader json, Exception? cause) => new(message: null, path: null, lineNumber: text.AsSpan(0, (int)json.TokenStartIndex).Count((byte)'\n'), bytePositionInLine: null, cause);
}
