using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PersonEtl.Etl.Commands;

/// <summary>How verbs write JSON for scripts.</summary>
internal static class VerbJson
{
    /// <summary>The option <c>--json</c>.</summary>
    public static Option<bool> Option() => new("--json") { Description = "Print one JSON object, for scripts." };

    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
