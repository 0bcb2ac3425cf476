using System.Text.Encodings.Web;
using System.Text.Json;

namespace PersonEtl.Etl.Commands;

/// <summary>How verbs write JSON for scripts.</summary>
internal static class VerbJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
