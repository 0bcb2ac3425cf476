using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace PersonEtl.Etl.Sources.Klass;

/// <summary>
/// Reads an answer of KLASS in CSV, by its header. The register's default is ISO-8859-1: what isn't UTF-8 is read so.
/// </summary>
internal static class KlassCsv
{
    private static readonly CsvReaderOptions Options = CsvReaderOptions.Default with
    {
        TrackLineNumbers = true,
        IncludeValuesInExceptions = false,
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Throw,
    };

    /// <exception cref="BadInputException">Another header, or broken rows.</exception>
    public static List<KlassItem> Read(byte[] text, KlassTable table, SourceReading reading, string place)
    {
        if (!Utf8.IsValid(text)) text = Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(text));
        var end = text.AsSpan().IndexOf((byte)'\n');
        var semicolon = text.AsSpan(0, end < 0 ? text.Length : end).Contains((byte)';');
        using var csv = CsvReader.Create(text, Options with { Separator = semicolon ? ';' : ',' });
        try
        {
            csv.ReadHeader();
            foreach (var name in Required(table))
            {
                if (!csv.TryGetFieldIndex(name, out _)) throw new BadInputException("csv-header", $"{place}, line 1: expected the column {name} among others, as the file's name says; found {csv.Headers.Count} columns without it.");
            }
            ColumnContract.Compare(csv.Headers, KlassColumns.Of(table), reading, place);
            var items = new List<KlassItem>();
            while (csv.Read()) items.Add(Item(csv, place));
            return items;
        }
        catch (CsvFormatException e)
        {
            throw new BadInputException("csv-broken", $"{place}, line {e.LineNumber}: expected rows as the header says, found one that isn't.", e);
        }
    }

    private static string[] Required(KlassTable table) => table switch
    {
        KlassTable.CodesAt => ["code", "level", "name"],
        KlassTable.Codes => ["code", "level", "name", "validFromInRequestedRange", "validToInRequestedRange"],
        KlassTable.CorrespondsAt => ["sourceCode", "targetCode"],
        KlassTable.Corresponds => ["sourceCode", "targetCode", "validFrom", "validTo"],
        _ => ["oldCode", "newCode", "newName", "changeOccurred"],
    };

    private static KlassItem Item(CsvReader csv, string place)
    {
        return new KlassItem(place, "line", csv.LineNumber)
        {
            Code = Text("code"),
            Level = Text("level"),
            Name = Text("name"),
            ValidFrom = Text("validFrom"),
            ValidTo = Text("validTo"),
            ValidFromInRequestedRange = Text("validFromInRequestedRange"),
            ValidToInRequestedRange = Text("validToInRequestedRange"),
            SourceCode = Text("sourceCode"),
            TargetCode = Text("targetCode"),
            OldCode = Text("oldCode"),
            NewCode = Text("newCode"),
            NewName = Text("newName"),
            ChangeOccurred = Text("changeOccurred"),
        };

        string? Text(string name) => csv.TryGetFieldIndex(name, out var index) ? csv.GetString(index) : null;
    }
}
