using System.IO.Compression;
using System.Security.Cryptography;
using Parquet;
using Parquet.Schema;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Export;

/// <summary>One Parquet file while it is written: a row group at a time, then closed, forced to disk and hashed.</summary>
internal sealed class ParquetPart : IAsyncDisposable
{
    private readonly FileStream stream;
    private readonly ParquetWriter writer;
    private readonly HashSet<ParquetColumn> columns;
    private readonly string path;

    private ParquetPart(string path, FileStream stream, ParquetWriter writer, IEnumerable<ParquetColumn> columns)
    {
        this.path = path;
        this.stream = stream;
        this.writer = writer;
        this.columns = [.. columns];
    }

    public long Rows { get; private set; }

    public static async Task<ParquetPart> CreateAsync(string path, ITable table, IReadOnlyList<ParquetColumn> columns, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var stream = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 17);
        var options = new ParquetOptions
        {
            CompressionMethod = CompressionMethod.Zstd,
            CompressionLevel = CompressionLevel.Fastest,
        };
        foreach (var column in columns.Where(c => c.HasDictionary)) options.ColumnEncodingHints[column.Name] = EncodingHint.Dictionary;
        var writer = await ParquetWriter.CreateAsync(new ParquetSchema(columns.Select(c => c.Field)), stream, options, cancellationToken: cancellationToken);
        writer.CustomMetadata = columns.Select(c => KeyValuePair.Create("personetl.column." + c.Name, c.Meaning))
            .Append(new("personetl.table", table.Meaning))
            .ToDictionary(StringComparer.Ordinal);
        return new(path, stream, writer, columns);
    }

    /// <summary>A row group to write the columns to that this file shows, in order.</summary>
    public ParquetRowGroupWriter BeginRowGroup(int rows)
    {
        Rows += rows;
        return writer.CreateRowGroup();
    }

    public bool Shows(ParquetColumn column) => columns.Contains(column);

    public async Task<(long Bytes, string Sha256)> CompleteAsync(CancellationToken cancellationToken)
    {
        await writer.DisposeAsync();
        stream.Flush(flushToDisk: true);
        await stream.DisposeAsync();
        await using var written = File.OpenRead(path);
        return (written.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(written, cancellationToken)));
    }

    /// <summary>Closes what was not completed. It is thrown away: that the rest of it finds no room either is no news.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await stream.DisposeAsync();
        }
        catch (Exception e) when (e is IOException or ArgumentOutOfRangeException)
        {
            // the cause is under way already
        }
    }
}
