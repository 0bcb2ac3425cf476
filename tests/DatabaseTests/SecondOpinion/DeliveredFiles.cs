using System.IO.Compression;
using PersonEtl.Etl.Sources;

namespace PersonEtl.DatabaseTests.SecondOpinion;

/// <summary>
/// The files of the newest full delivery of each source, as DuckDB may read them: zips unpacked into a folder of the caller's, and a file
/// without rows where there is nothing of a form, since DuckDB reads no empty list.
/// </summary>
internal sealed class DeliveredFiles(string landing, string folder)
{
    private const string KlassHeader = "code,level,name,validFrom,validTo,validFromInRequestedRange,validToInRequestedRange,sourceCode,sourceName,targetCode,targetName,oldCode,newCode,oldName,newName,changeOccurred\n";
    private const string ServiceDistrictsHeader = "grunnkrets8;service_bydel;valid_from;valid_to;source\n";

    private readonly Landing deliveries = new(landing);

    /// <summary>The variables of the SQL files, each a list of files.</summary>
    public IEnumerable<(string Variable, IReadOnlyList<string> Files)> Variables() =>
    [
        ("freg_lines", Of(SourceName.Freg, IsLines, "nothing.ndjson")),
        ("freg_documents", Of(SourceName.Freg, f => !IsLines(f), "nothing.json")),
        ("krr_lines", Of(SourceName.Krr, IsLines, "nothing.ndjson")),
        ("krr_documents", Of(SourceName.Krr, f => !IsLines(f), "nothing.json")),
        ("klass_json", Of(SourceName.Klass, f => !IsCsv(f), "131_changes_1900-01-01_open.json", "{}")),
        ("klass_csv", Of(SourceName.Klass, IsCsv, "131_changes_1900-01-01_open.csv", KlassHeader)),
        ("matrikkelen", [.. Of(SourceName.Matrikkel, _ => true, "nothing.csv").Select(Unzipped)]),
        ("service_districts", Of(SourceName.ServiceDistricts, _ => true, "service-districts.csv", ServiceDistrictsHeader)),
    ];

    private static bool IsLines(string file) => file.Contains(".ndjson", StringComparison.Ordinal) || file.Contains(".jsonl", StringComparison.Ordinal);

    private static bool IsCsv(string file) => file.Contains(".csv", StringComparison.Ordinal);

    private List<string> Of(SourceName source, Func<string, bool> take, string empty, string content = "")
    {
        var delivery = deliveries.NewestFull(source);
        List<string> files = delivery is null ? [] : [.. delivery.Manifest.Files.Where(f => take(f.Name)).Select(delivery.PathOf)];
        if (files.Count > 0) return files;
        var path = Path.Combine(folder, empty);
        File.WriteAllText(path, content);
        return [path];
    }

    private string Unzipped(string file)
    {
        if (!file.EndsWith(".zip", StringComparison.Ordinal)) return file;
        using var zip = ZipFile.OpenRead(file);
        var entry = zip.Entries.First(e => e.Name.EndsWith("matrikkelenAdresse.csv", StringComparison.Ordinal));
        var path = Path.Combine(folder, Path.GetFileNameWithoutExtension(file) + ".csv");
        entry.ExtractToFile(path);
        return path;
    }
}
