using System.Globalization;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Verify;

/// <summary>Every Parquet file of the served generation's full export equals its manifest, and the files of a table together equal the table.</summary>
internal sealed class ExportProof : IProof
{
    public string Name => "export";

    public async Task<ProofResult> RunAsync(Verified of, CancellationToken cancellationToken)
    {
        if (of.Generation.ExportGeneration is not { } export) return ProofResult.Missing("the served generation has no full export: it was withdrawn. The next night writes one.");
        if (of.Exports.Manifest(export) is not { IsFull: true } manifest) return ProofResult.Missing(string.Create(CultureInfo.InvariantCulture, $"export {export}, which the served generation names, is not there or has no manifest. The next night writes one."));
        var findings = new List<Finding>();
        if (manifest.Generation != export) findings.Add(new(FileProof.Where(export, ExportManifest.FileName), null, "it is another generation's."));
        findings.AddRange(NotListed(of.Exports.FolderOf(export), manifest).Select(path => new Finding(FileProof.Where(export, path), null, "it is there, but the manifest doesn't list it.")));
        var files = manifest.Files.Where(f => !ChangeExport.Is(f)).ToList();
        foreach (var file in files) findings.AddRange(await FileProof.RunAsync(of.Exports, export, file, cancellationToken));
        var compares = of.Generation.HasTablesOf(export);
        foreach (var table in PublicTables.All.Where(_ => compares)) findings.AddRange(await TableAsync(of, table, files, cancellationToken));
        var tables = compares ? $"{PublicTables.All.Count} tables" : "no tables, which are newer by the changes since";
        return new(string.Create(CultureInfo.InvariantCulture, $"export {export}: {files.Count} files against the manifest, and {tables}."), findings);
    }

    private static async Task<IReadOnlyList<Finding>> TableAsync(Verified of, ITable table, List<ExportedFile> files, CancellationToken cancellationToken)
    {
        var sums = await Rows.OfAsync(table, TableCopy.ReadAsync(of.Connection, table, "", cancellationToken));
        var findings = new List<Finding>();
        foreach (var variant in Enum.GetValues<ExportVariant>())
        {
            var own = files.Where(f => string.Equals(f.Table, table.Name, StringComparison.Ordinal) && string.Equals(f.Variant, variant.Name(), StringComparison.Ordinal)).ToList();
            var where = $"{table.FullName} ({variant.Name()})";
            var expected = sums.Of(variant);
            if (own.Count == 0) findings.Add(new(where, null, "the manifest lists no file of it."));
            else if (Rows.Of(own) is { } manifest)
            {
                findings.AddRange(expected.Keys.Except(manifest.Hashes.Keys).Select(c => new Finding(where, c, "the table has it, the manifest has not.")));
                findings.AddRange(manifest.Hashes.Keys.Except(expected.Keys).Select(c => new Finding(where, c, "the manifest has it, the table has not.")));
                findings.AddRange(new Rows(sums.Rows, expected).Against(manifest, table, where, "the table"));
            }
        }
        return findings;
    }

    private static IEnumerable<string> NotListed(string folder, ExportManifest manifest)
        => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'))
            .Except(manifest.Files.Select(f => f.Path).Append(ExportManifest.FileName))
            .Order(StringComparer.Ordinal);
}
