using System.IO.Compression;
using Dapper;
using Npgsql;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Backups;

/// <summary>
/// Puts a backup into an installation that has published nothing: all of it, or, when anything is wrong, none of it.
/// The next night then rebuilds the mart from the deliveries with the ids of before.
/// </summary>
internal sealed class Restoration(NpgsqlDataSource dataSource, Folders folders)
{
    private const string Published = "select exists (select from mart.generation)";
    private const string Fingerprint = "select person_key_fingerprint from ops.installation";
    private const string Install = "insert into ops.installation (person_key_fingerprint, generation_floor) values (@fingerprint, @floor) on conflict (one) do update set generation_floor = excluded.generation_floor";
    // what the next night compares with what it stages has its count
    private const string CountAliases = $"insert into ops.table_count (table_name, row_count) select '{KeptTable.Aliases}', count(*) from {KeptTable.Aliases}";

    /// <param name="folder">The backup.</param>
    /// <param name="lastSeen">The last generation that readers saw, when it is later than the backup's.</param>
    /// <param name="cancellationToken">Stops it; nothing is restored then.</param>
    /// <exception cref="BadInputException">The backup is damaged, or none.</exception>
    /// <exception cref="CheckFailedException">It can't go into this installation.</exception>
    /// <exception cref="AlreadyRunningException">A run is under way.</exception>
    public async Task<BackupManifest> RunAsync(string folder, int? lastSeen, CancellationToken cancellationToken)
    {
        var manifest = await BackupManifest.ReadAsync(folder, cancellationToken);
        foreach (var file in manifest.Tables.Select(t => t.File).Concat(manifest.Keys)) await file.RequireAsync(folder, cancellationToken);
        var keys = new RestoredKeys(folders, manifest, folder);
        await keys.RequireAsync(cancellationToken);

        await using var publication = await Publication.BeginAsync(dataSource, LeaseTerms.Default, cancellationToken);
        var connection = publication.Connection;
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await RequireEmptyAsync(connection, manifest, cancellationToken);
        foreach (var (kept, table) in KeptTable.All.Zip(manifest.Tables)) await CopyAsync(kept, table, connection, folder, cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(Install, new { fingerprint = manifest.PersonKeyFingerprint, floor = Math.Max(manifest.Generation, lastSeen ?? 0) }, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition(CountAliases, cancellationToken: cancellationToken));
        await keys.PutAsync(() => transaction.CommitAsync(cancellationToken), cancellationToken);
        return manifest;
    }

    private static async Task RequireEmptyAsync(NpgsqlConnection connection, BackupManifest manifest, CancellationToken cancellationToken)
    {
        if (await connection.ExecuteScalarAsync<bool>(new(Published, cancellationToken: cancellationToken)))
            throw new CheckFailedException("This installation has published generations. A backup goes into one that has published none: give it a new database; nothing was changed.");
        if (await connection.ExecuteScalarAsync<string?>(new(Fingerprint, cancellationToken: cancellationToken)) is { } fingerprint && fingerprint != manifest.PersonKeyFingerprint)
            throw new CheckFailedException($"A run here has begun with another person key (fingerprint {fingerprint}, the backup's is {manifest.PersonKeyFingerprint}). Give the backup a new database; nothing was changed.");
        var version = await SchemaVersion.OfAsync(connection, cancellationToken);
        if (manifest.SchemaVersion > version)
            throw new CheckFailedException($"The backup is of a newer program: its database had migration {manifest.SchemaVersion}, this one has {version}. Restore it with the program that made it (version {manifest.Program}); nothing was changed.");
        foreach (var (kept, table) in KeptTable.All.Zip(manifest.Tables))
        {
            if (await kept.RowsAsync(connection, cancellationToken) > 0)
                throw new CheckFailedException($"{kept.Name} has rows already. A backup goes into a new database; nothing was changed.");
            var columns = await kept.ColumnsAsync(connection, cancellationToken);
            if (!columns.SequenceEqual(table.Columns, StringComparer.Ordinal))
                throw new CheckFailedException($"{kept.Name} has other columns than in the backup. Restore it with the program that made it (version {manifest.Program}), then update; nothing was changed.");
        }
    }

    private static async Task CopyAsync(KeptTable kept, BackedUpTable table, NpgsqlConnection connection, string folder, CancellationToken cancellationToken)
    {
        await using (var gzip = new GZipStream(File.OpenRead(Path.Combine(folder, table.File.Name)), CompressionMode.Decompress))
        using (var reader = new StreamReader(gzip))
        await using (var writer = await connection.BeginTextImportAsync($"copy {kept.Name} ({string.Join(", ", table.Columns)}) from stdin (format csv, header match)", cancellationToken))
        {
            var buffer = new char[1 << 16];
            for (int count; (count = await reader.ReadAsync(buffer, cancellationToken)) > 0;) await writer.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }
        var rows = await kept.RowsAsync(connection, cancellationToken);
        if (rows != table.Rows) throw new BadInputException("backup-damaged", $"{table.File.Name}: expected {table.Rows} rows, found {rows}. Take another backup; nothing was changed.");
    }
}
