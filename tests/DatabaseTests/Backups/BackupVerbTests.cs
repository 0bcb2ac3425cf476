using PersonEtl.DatabaseTests.Nights;
using PersonEtl.Etl.Run;

namespace PersonEtl.DatabaseTests.Backups;

/// <summary>The verbs as an operator has them: exit codes, and no number anywhere but on standard input.</summary>
public sealed class BackupVerbTests
{
    [Fact]
    public async Task Erase_backup_and_restore_by_the_verbs_alone()
    {
        await using var lost = await Installation.CreateAsync();
        await using var restored = await Installation.CreateAsync();
        var landing = await SmallWorld.LandingAsync(200);
        await lost.RunAsync(landing);
        var number = (await lost.ListAsync("select identification_number from mart.person order by 1 limit 1"))[0];

        Assert.Equal(ExitCode.BadInput, await ErasedAsync(lost, "12345\n"));
        Assert.Equal(ExitCode.BadInput, await ErasedAsync(lost, "\n"));
        Assert.Equal(ExitCode.Done, await ErasedAsync(lost, number + "\n", "--dry-run"));
        Assert.Equal(0, await lost.ScalarAsync<long>("select count(*) from protected.erasure"));
        Assert.Equal(ExitCode.NotFound, await ErasedAsync(lost, $"{number}\n00000000001\n", "--json"));
        Assert.Equal("hide", await lost.ScalarAsync<string>("select kind from mart.generation where generation = 2"));
        Assert.Equal(0, await lost.ScalarAsync<long>($"select count(*) from mart.person_identifier where identification_number = '{number}'"));

        var folder = Path.Combine(lost.Folders.Data, "backup");
        using var backup = lost.Start("backup", folder);
        Assert.Equal(ExitCode.Done, await backup.EndAsync());
        Assert.Contains("protected.erasure  ", backup.Output, StringComparison.Ordinal);
        using var full = lost.Start("restore", folder);
        Assert.Equal(ExitCode.CheckFailed, await full.EndAsync());

        // where PERSONETL_KEY holds the key, the backup doesn't
        var key = await File.ReadAllTextAsync(Path.Combine(lost.Folders.Keys, "person.key"));
        File.Delete(Path.Combine(lost.Folders.Keys, "person.key"));
        using var without = EtlProcess.Start(lost.ConnectionString, lost.Folders.Data, ["backup", folder + "-2"], ("PERSONETL_KEY", key));
        Assert.Equal(ExitCode.Done, await without.EndAsync());
        Assert.False(File.Exists(Path.Combine(folder + "-2", "person.key")));
        File.Delete(Path.Combine(restored.Folders.Keys, "person.key"));
        using var lacking = restored.Start("restore", folder + "-2");
        Assert.Equal(ExitCode.CheckFailed, await lacking.EndAsync());
        Assert.Contains("PERSONETL_KEY", lacking.Error, StringComparison.Ordinal);

        using var restore = restored.Start("restore", folder);
        Assert.Equal(ExitCode.Done, await restore.EndAsync());
        Assert.Equal(key, await File.ReadAllTextAsync(Path.Combine(restored.Folders.Keys, "person.key")));
        Assert.Equal(3, (await restored.RunAsync(landing)).Generation);
        Assert.Equal(0, await restored.ScalarAsync<long>($"select count(*) from mart.person_identifier where identification_number = '{number}'"));
        Assert.Equal(await lost.ScalarAsync<long>("select count(*) from mart.person"), await restored.ScalarAsync<long>("select count(*) from mart.person"));
    }

    private static async Task<int> ErasedAsync(Installation at, string input, params string[] options)
    {
        using var erase = at.Start(["erase", .. options]);
        var code = await erase.EndAsync(input);
        Assert.All(input.Split('\n', StringSplitOptions.RemoveEmptyEntries), number => Assert.DoesNotContain(number, erase.Said, StringComparison.Ordinal));
        return code;
    }
}
