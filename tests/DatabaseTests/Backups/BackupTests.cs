using Npgsql;
using PersonEtl.DatabaseTests.Fetching;
using PersonEtl.DatabaseTests.Nights;
using PersonEtl.Etl.Backups;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Sources;
using static PersonEtl.DatabaseTests.Nights.SeveralNights;

namespace PersonEtl.DatabaseTests.Backups;

/// <summary>An installation that is lost and restored: what no delivery can rebuild comes from the backup, everything else from the deliveries.</summary>
public sealed class BackupTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 3, 0, 0, TimeSpan.Zero);

    private SeveralNights nights = null!;
    private Night restored = null!;

    private string Folder => Path.Combine(nights.Night.Folders.Data, "backup");

    public async Task InitializeAsync()
    {
        nights = await SeveralNights.BeginAsync();
        restored = await Night.BeginAsync();
        // the deliveries of the lost one, in a data folder and a database of its own
        restored.Options = nights.Night.Options;
    }

    public async Task DisposeAsync()
    {
        await restored.DisposeAsync();
        await nights.DisposeAsync();
    }

    [Fact]
    public async Task A_restored_installation_rebuilds_the_same_mart_with_the_same_ids_and_goes_on_counting()
    {
        await LiveAsync();
        var before = await StateAsync(nights.Night);
        Assert.Equal(["1", "1"], [.. (await nights.AliasesAsync()).GroupBy(a => a).Select(g => $"{g.Count()}"), $"{await nights.Night.ScalarAsync<long>("select count(*) from access.reading")}"]);
        Assert.NotEmpty(await nights.Night.LinesAsync("select 1 from protected.person_key where first_number is not null"));

        var manifest = await BackUpAsync();
        Assert.Equal((4, Now, "person.key"), (manifest.Generation, manifest.TakenAt, manifest.PersonKey));
        await new Restoration(restored.DataSource, restored.Folders).RunAsync(Folder, lastSeen: null, CancellationToken.None);
        var night = await restored.RunAsync();

        Assert.Equal(5, night.Generation);
        Assert.Equal(before, await StateAsync(restored));
        Assert.Equal("same", await File.ReadAllTextAsync(Path.Combine(restored.Folders.Keys, "token.pem")));
    }

    [Fact]
    public async Task Generations_that_readers_saw_after_the_backup_are_counted_too()
    {
        await LiveAsync();
        await BackUpAsync();

        await new Restoration(restored.DataSource, restored.Folders).RunAsync(Folder, lastSeen: 9, CancellationToken.None);

        Assert.Equal(10, (await restored.RunAsync()).Generation);
    }

    [Fact]
    public async Task A_backup_is_readable_by_its_owner_only_and_never_written_over()
    {
        await LiveAsync();
        await BackUpAsync();

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
            foreach (var file in Directory.GetFiles(Folder)) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
        Assert.Equal("backup-exists", (await Assert.ThrowsAsync<BadInputException>(BackUpAsync)).Code);
        Assert.Empty(Directory.GetDirectories(nights.Night.Folders.Data, ".building-*"));
    }

    [Fact]
    public async Task A_backup_is_of_one_moment_whatever_is_written_meanwhile()
    {
        await LiveAsync();
        await using var writer = await nights.Night.DataSource.OpenConnectionAsync();
        await using var transaction = await writer.BeginTransactionAsync();
        await using (var write = new NpgsqlCommand("lock table access.reading in access exclusive mode; " + await ReadingAsync(), writer)) await write.ExecuteNonQueryAsync();

        var backup = BackUpAsync();
        while (!backup.IsCompleted && !await nights.Night.ScalarAsync<bool>("select exists (select from pg_locks where relation = 'access.reading'::regclass and not granted)")) await Task.Delay(20);
        await transaction.CommitAsync();

        Assert.Equal(1L, (await backup).Tables.Single(t => t.Table == "access.reading").Rows);
        Assert.Equal(2L, await nights.Night.ScalarAsync<long>("select count(*) from access.reading"));
    }

    [Fact]
    public async Task Nothing_is_backed_up_without_the_key_of_the_mart()
    {
        await Assert.ThrowsAsync<CheckFailedException>(BackUpAsync);
        await LiveAsync();
        File.Delete(Path.Combine(nights.Night.Folders.Keys, "person.key"));

        var refused = await Assert.ThrowsAsync<CheckFailedException>(BackUpAsync);

        Assert.Contains("Put it back", refused.Message, StringComparison.Ordinal);
        Assert.False(Path.Exists(Folder));
    }

    [Theory]
    [InlineData("protected.person_key.csv.gz")]
    [InlineData("access.reading.csv.gz")]
    [InlineData("person.key")]
    [InlineData("manifest.json")]
    public async Task A_damaged_file_is_refused(string name)
    {
        await LiveAsync();
        await BackUpAsync();
        var bytes = await File.ReadAllBytesAsync(Path.Combine(Folder, name));
        bytes[bytes.Length / 2] ^= 1;
        if (name == "manifest.json") bytes = bytes[..^20];
        await File.WriteAllBytesAsync(Path.Combine(Folder, name), bytes);

        var refused = await Assert.ThrowsAsync<BadInputException>(RestoreAsync);

        Assert.Equal("backup-damaged", refused.Code);
        Assert.StartsWith(name, refused.Message, StringComparison.Ordinal);
        await MustBeUntouchedAsync();
    }

    [Fact]
    public async Task A_missing_file_and_a_folder_that_is_no_backup_are_refused()
    {
        await LiveAsync();
        await BackUpAsync();
        File.Delete(Path.Combine(Folder, "mart.person_alias.csv.gz"));
        Assert.Equal("backup-damaged", (await Assert.ThrowsAsync<BadInputException>(RestoreAsync)).Code);
        File.Delete(Path.Combine(Folder, "manifest.json"));
        Assert.Equal("no-backup", (await Assert.ThrowsAsync<BadInputException>(RestoreAsync)).Code);
        await MustBeUntouchedAsync();
    }

    [Theory]
    [InlineData("person.key", "another person key")]
    [InlineData("token.pem", "is another than the backup's")]
    public async Task Another_key_in_the_data_folder_is_refused_and_stays(string name, string told)
    {
        await LiveAsync();
        await BackUpAsync();
        var other = Convert.ToBase64String(new byte[32]);
        Directory.CreateDirectory(restored.Folders.Keys);
        await File.WriteAllTextAsync(Path.Combine(restored.Folders.Keys, name), other);

        var refused = await Assert.ThrowsAsync<CheckFailedException>(RestoreAsync);

        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
        await MustBeUntouchedAsync(name);
        Assert.Equal(other, await File.ReadAllTextAsync(Path.Combine(restored.Folders.Keys, name)));
    }

    [Theory]
    [InlineData("insert into ops.installation (person_key_fingerprint) values ('other')", "another person key")]
    [InlineData("insert into protected.erasure values ('01818012345', 1)", "protected.erasure has rows already")]
    [InlineData("insert into mart.generation (generation, published_at, as_of_date, sources, counts, match_rates) values (1, now(), '2026-11-23', '{}', '{}', '[]')", "has published generations")]
    [InlineData("update public.changelog set success = false where version::integer > 15", "newer program")]
    [InlineData("alter table access.reading add column more text", "other columns")]
    public async Task An_installation_that_is_no_new_one_is_refused(string had, string told)
    {
        await LiveAsync();
        await BackUpAsync();
        await restored.LinesAsync(had);
        var before = await StateAsync(restored);

        var refused = await Assert.ThrowsAsync<CheckFailedException>(RestoreAsync);

        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
        Assert.Contains("nothing was changed", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await StateAsync(restored));
        Assert.Empty(KeyFiles.Of(restored.Folders));
    }

    /// <summary>Four nights: a number changes, two persons merge into a third, one of them is parted again, and of the other's alias no document tells any more.</summary>
    private async Task LiveAsync()
    {
        await nights.RunAsync(Person(InUse(D, 1)), Person(InUse(X, 1)), Person(InUse(Y, 1)), Person(InUse(Z, 1)));
        await nights.RunAsync(Person(InUse(D2, 5) + "," + Discontinued(D, 5)), Person(InUse(Y, 1) + "," + Discontinued(X, 5) + "," + Discontinued(Z, 5)));
        await nights.RunAsync(Person(InUse(D2, 5)), Person(InUse(Y, 1) + "," + Discontinued(X, 5)), Person(InUse(Z, 9)));
        await nights.RunAsync(Person(InUse(D2, 5)), Person(InUse(Y, 1), "FJELLVEGEN"), Person(InUse(Z, 9)));
        await nights.Night.LinesAsync($"insert into protected.hidden_person values ('{await nights.IdAsync(Z)}', 3); insert into protected.erasure values ('05818012345', 2)");
        await nights.Night.LinesAsync(await ReadingAsync());
        await File.WriteAllTextAsync(Path.Combine(nights.Night.Folders.Keys, "token.pem"), "same");
    }

    /// <summary>Logs a reading as the API does it.</summary>
    private async Task<string> ReadingAsync() => $"select access.log_reading('client', 'somebody, \"quoted\"', 'scope', '/v1/persons/lookup', array['{await nights.IdAsync(Y)}'::uuid], 4)";

    private Task<BackupManifest> BackUpAsync() => new BackupWriting(nights.Night.DataSource, nights.Night.Folders, new FixedTime(() => Now)).WriteAsync(Folder, CancellationToken.None);

    private Task<BackupManifest> RestoreAsync() => new Restoration(restored.DataSource, restored.Folders).RunAsync(Folder, lastSeen: null, CancellationToken.None);

    private async Task MustBeUntouchedAsync(params string[] keys)
    {
        Assert.DoesNotContain(await StateAsync(restored), row => KeptTable.All.Any(t => row.StartsWith(t.Name + "|", StringComparison.Ordinal)));
        Assert.Empty(await restored.LinesAsync("select 1 from ops.installation"));
        Assert.Equal(keys, KeyFiles.Of(restored.Folders));
    }

    /// <summary>Every row but those that are counted by generation alone.</summary>
    private static async Task<IReadOnlyList<string>> StateAsync(Night night)
    {
        var rows = new List<string>();
        var tables = await night.LinesAsync("select table_schema || '.' || table_name from information_schema.tables where table_schema in ('mart', 'protected', 'access') and table_type = 'BASE TABLE' and table_name not in ('generation', 'change') order by 1");
        foreach (var table in tables) rows.AddRange((await night.LinesAsync($"select to_jsonb(t)::text from {table} t order by 1")).Select(row => $"{table}|{row}"));
        return rows;
    }
}
