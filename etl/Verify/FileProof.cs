using System.Globalization;
using System.Security.Cryptography;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Verify;

/// <summary>A file of an export against what the manifest says of it: length, SHA-256, columns, rows, the hash of each column.</summary>
internal static class FileProof
{
    /// <summary>How a file is named in findings.</summary>
    public static string Where(int generation, string path) => string.Create(CultureInfo.InvariantCulture, $"exports/{generation}/{path}");

    public static async Task<IReadOnlyList<Finding>> RunAsync(ExportFolder exports, int generation, ExportedFile file, CancellationToken cancellationToken)
    {
        var where = Where(generation, file.Path);
        var place = Path.Combine(exports.FolderOf(generation), file.Path);
        if (PublicTables.Find(file.Table) is not { } table) return [new(where, null, $"the manifest calls its table {file.Table}, which there isn't.")];
        if (!File.Exists(place)) return [new(where, null, "the manifest lists it, but it is not there.")];
        var findings = new List<Finding>();
        if (await SumOfAsync(place, cancellationToken) is var (bytes, sha256) && (bytes != file.Bytes || !string.Equals(sha256, file.Sha256, StringComparison.Ordinal)))
            findings.Add(new(where, null, string.Create(CultureInfo.InvariantCulture, $"the file has {bytes} bytes and SHA-256 {sha256}, the manifest {file.Bytes} and {file.Sha256}.")));
        if (file.ColumnHashes is not { } hashes) findings.Add(new(where, null, "the manifest has no hashes of its columns: an earlier version wrote it. The next full export has them."));
        else findings.AddRange(await ContentAsync(place, where, table, new(file.Rows, hashes), cancellationToken));
        return findings;
    }

    private static async Task<IReadOnlyList<Finding>> ContentAsync(string place, string where, ITable table, Rows manifest, CancellationToken cancellationToken)
    {
        try
        {
            var read = await FileSums.ReadAsync(place, table, cancellationToken);
            var findings = read.Unreadable.Select(c => new Finding(where, c, "it can't be read.")).ToList();
            findings.AddRange(read.Columns.Except(manifest.Hashes.Keys).Select(c => new Finding(where, c, "the file has it, the manifest has not.")));
            findings.AddRange(manifest.Hashes.Keys.Except(read.Columns).Select(c => new Finding(where, c, "the manifest has it, the file has not.")));
            findings.AddRange(new Rows(read.Rows, read.Hashes).Against(manifest, table, where, "the file"));
            return findings;
        }
#pragma warning disable CA1031 // a damaged file breaks the library in ways of its own
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return [new(where, null, $"it can't be read as Parquet ({e.GetType().Name}).")];
        }
    }

    private static async Task<(long Bytes, string Sha256)> SumOfAsync(string place, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(place);
        return (stream.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)));
    }
}
