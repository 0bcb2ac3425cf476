using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PersonEtl.DatabaseTests.Api;

/// <summary>The golden files of the repository.</summary>
internal static class Golden
{
    public static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Place(string name, [CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "../../../golden", name));

    /// <summary>A golden file's JSON in one canonical layout, property order kept.</summary>
    public static string Read(string name) => Text(JsonNode.Parse(File.ReadAllText(Place(name)))!);

    public static string Text(JsonNode node) => node.ToJsonString(Json);
}
