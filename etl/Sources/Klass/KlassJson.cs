using System.Text.Json;

namespace PersonEtl.Etl.Sources.Klass;

/// <summary>Reads an answer of KLASS in JSON. The files are of a few megabytes, so they are read whole.</summary>
internal static class KlassJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <exception cref="BadInputException">No JSON, or not an answer of this kind.</exception>
    public static List<KlassItem> Read(byte[] text, KlassTable table, SourceReading reading, string place)
    {
        Answer? answer;
        try
        {
            var start = text.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
            answer = JsonSerializer.Deserialize<Answer>(text.AsSpan(start), Options);
        }
        catch (JsonException e)
        {
            throw new BadInputException("json-broken", $"{place}, line {e.LineNumber + 1}: expected an answer of KLASS as JSON, found something else or nothing.", e);
        }
        var (property, items) = table switch
        {
            KlassTable.Codes or KlassTable.CodesAt => ("codes", answer?.Codes),
            KlassTable.Corresponds or KlassTable.CorrespondsAt => ("correspondenceItems", answer?.CorrespondenceItems),
            _ => ("codeChanges", answer?.CodeChanges),
        };
        if (items is null) throw new BadInputException("json-shape", $"{place}, line 1: expected an object with \"{property}\", as the file's name says; found none.");
        var known = KlassColumns.Of(table).ToHashSet(StringComparer.Ordinal);
        foreach (var other in items.SelectMany(i => i?.Others?.Keys ?? []).Where(name => !known.Contains(name))) reading.Contract.Add(ContractRemarks.Unknown, $"$.{property}.{other}", 1);
        return [.. items.Select((item, i) => (item ?? new KlassItem()) with { Place = $"{place}, item {i + 1}" })];
    }

    private sealed record Answer(List<KlassItem?>? Codes, List<KlassItem?>? CorrespondenceItems, List<KlassItem?>? CodeChanges);
}
