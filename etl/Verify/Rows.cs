using System.Globalization;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Verify;

/// <summary>How many rows something has and the hashes of its columns: of a file, of a table, or of what a manifest says of either.</summary>
internal sealed record Rows(long Count, IReadOnlyDictionary<string, ulong> Hashes)
{
    public static async Task<ColumnSums> OfAsync(ITable table, IAsyncEnumerable<ColumnRows> rows)
    {
        var sums = new ColumnSums(table);
        await foreach (var some in rows) sums.Add(some);
        return sums;
    }

    /// <summary>What a manifest says of several files together; null when it doesn't say it of each.</summary>
    public static Rows? Of(IReadOnlyList<ExportedFile> files)
    {
        var hashes = new Dictionary<string, ulong>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (file.ColumnHashes is null) return null;
            foreach (var (column, hash) in file.ColumnHashes) hashes[column] = unchecked(hashes.GetValueOrDefault(column) + hash);
        }
        return new(files.Sum(f => f.Rows), hashes);
    }

    /// <summary>What differs from the manifest's. Rows that come and go show in the key, and then in every column: that is told once.</summary>
    public IEnumerable<Finding> Against(Rows manifest, ITable table, string where, string what)
    {
        if (Count != manifest.Count)
        {
            yield return new(where, null, string.Create(CultureInfo.InvariantCulture, $"{what} has {Count} rows, the manifest {manifest.Count}."));
            yield break;
        }
        var differing = manifest.Hashes.Where(m => Hashes.TryGetValue(m.Key, out var hash) && hash != m.Value).Select(m => m.Key).ToList();
        if (differing.Any(table.Key.Contains))
        {
            yield return new(where, null, $"{what} has other rows than the manifest: their keys ({string.Join(", ", table.Key)}) differ.");
            yield break;
        }
        foreach (var column in differing) yield return new(where, column, $"{what} has other values than the manifest.");
    }
}
