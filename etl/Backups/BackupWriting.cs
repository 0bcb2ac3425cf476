using System.Data;
using System.IO.Compression;
using System.Reflection;
using System.Text;
using Dapper;
using Npgsql;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Backups;

/// <summary>
/// Writes a backup of what no delivery can rebuild: tables as one moment had them, and keys. The folder gets its name when all of it is on disk.
/// </summary>
internal sealed class BackupWriting(NpgsqlDataSource dataSource, Folders folders, TimeProvider time)
{
    private const string Fingerprint = "select person_key_fingerprint from ops.installation";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <exception cref="BadInputException">The folder is there already.</exception>
    /// <exception cref="CheckFailedException">There is nothing to back up, or the key of the mart isn't here.</exception>
    public async Task<BackupManifest> WriteAsync(string target, CancellationToken cancellationToken)
    {
        target = Path.GetFullPath(target);
        if (Path.Exists(target)) throw new BadInputException("backup-exists", "The folder is there already. A backup is never written over another: name a new one.");
        var parent = Path.GetDirectoryName(target) ?? throw new BadInputException("backup-exists", "Expected the name of a new folder, found that of a file system.");
        Directory.CreateDirectory(parent);
        var building = Path.Combine(parent, ".building-" + Guid.NewGuid().ToString("N"));
        PrivateFile.MakeFolder(building);
        try
        {
            var manifest = await FillAsync(building, cancellationToken);
            await PrivateFile.WriteAsync(Path.Combine(building, BackupManifest.FileName), manifest.ToJson(), cancellationToken);
            Disk.SyncFolder(building);
            Directory.Move(building, target);
            Disk.SyncFolder(parent);
            return manifest;
        }
        finally
        {
            if (Directory.Exists(building)) Directory.Delete(building, recursive: true);
        }
    }

    private async Task<BackupManifest> FillAsync(string building, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        // one moment for all tables, whatever is published meanwhile
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var fingerprint = await connection.ExecuteScalarAsync<string?>(new(Fingerprint, cancellationToken: cancellationToken))
            ?? throw new CheckFailedException("There is nothing to back up yet: no night has run here.");
        var place = RequireKey(fingerprint);
        var takenAt = time.GetUtcNow();
        var tables = new List<BackedUpTable>();
        foreach (var table in KeptTable.All) tables.Add(await CopyAsync(table, connection, building, cancellationToken));
        var keys = new List<BackedUpFile>();
        foreach (var name in KeyFiles.Of(folders).Where(n => place == PersonKeyFile.FileName || n != PersonKeyFile.FileName))
        {
            await PrivateFile.WriteAsync(Path.Combine(building, name), await File.ReadAllBytesAsync(Path.Combine(folders.Keys, name), cancellationToken), cancellationToken);
            keys.Add(await BackedUpFile.OfAsync(building, name, cancellationToken));
        }
        var program = typeof(BackupWriting).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        return new(BackupManifest.ThisFormat, takenAt, program, await SchemaVersion.OfAsync(connection, cancellationToken), await NextGeneration.LastAsync(connection, cancellationToken), fingerprint, place, tables, keys);
    }

    /// <summary>Where the key is that the mart's ids were made with.</summary>
    private string RequireKey(string fingerprint)
    {
        if (PersonKeyFile.Find(folders) is not var (key, place) || new PersonKeys(key).Fingerprint != fingerprint)
            throw new CheckFailedException($"The key that this mart's person ids were made with (fingerprint {fingerprint}) is not here. Put it back in PERSONETL_KEY or keys/person.key: without it a backup is worth nothing.");
        return place;
    }

    private static async Task<BackedUpTable> CopyAsync(KeptTable table, NpgsqlConnection connection, string building, CancellationToken cancellationToken)
    {
        var columns = await table.ColumnsAsync(connection, cancellationToken);
        await using (var file = PrivateFile.Create(Path.Combine(building, table.FileName)))
        {
            await using (var gzip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
            await using (var writer = new StreamWriter(gzip, Utf8))
            using (var reader = await connection.BeginTextExportAsync($"copy (select {string.Join(", ", columns)} from {table.Name} order by {table.Order}) to stdout (format csv, header)", cancellationToken))
            {
                var buffer = new char[1 << 16];
                for (int count; (count = await reader.ReadAsync(buffer, cancellationToken)) > 0;) await writer.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }
            file.Flush(flushToDisk: true);
        }
        return new(table.Name, columns, await table.RowsAsync(connection, cancellationToken), await BackedUpFile.OfAsync(building, table.FileName, cancellationToken));
    }
}
