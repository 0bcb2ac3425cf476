using System.Text.Encodings.Web;
using System.Text.Json;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Dictionary;

/// <summary>The dictionary as one JSON object: <c>tables</c> and <c>codeLists</c>.</summary>
internal static class DictionaryJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(MartDictionary dictionary) => JsonSerializer.Serialize(
        new
        {
            Tables = dictionary.Tables.Select(t => new
            {
                t.Schema,
                t.Name,
                t.Meaning,
                t.Key,
                Columns = t.Descriptions.Select(c => new { c.Name, Type = DictionaryWords.Of(c.Type), c.Nullable, Class = DictionaryWords.Of(c.Class), c.Meaning }),
            }),
            CodeLists = dictionary.CodeLists.Select(l => new
            {
                l.Name,
                l.KlassId,
                Values = l.Values.Select(v => new { Code = v.Code.ToString(), NorwegianTerm = Text(v.NorwegianTerm), SsbCode = Text(v.SsbCode) }),
            }),
        },
        Options) + "\n";

    private static string? Text(Utf8Text text) => text.IsAbsent ? null : text.ToString();
}
