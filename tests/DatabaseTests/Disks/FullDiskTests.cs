using PersonEtl.DatabaseTests.Nights;
using PersonEtl.Etl.Run;

namespace PersonEtl.DatabaseTests.Disks;

/// <summary>A disk runs full under a night: it says which one and what to do, the last generation stays served, and the next run goes well.</summary>
public sealed class FullDiskTests
{
    [SmallDiskFact]
    public async Task A_full_disk_below_the_exports_ends_the_night_with_its_name()
    {
        await using var at = await BeginAsync(await Installation.CreateAsync());
        var before = await at.ServedAsync();

        await MustFailAsync(at, SmallDisk.At(at.Folders.Exports, 200), "The disk is full: ", at.Folders.Exports);

        await MustGoOnAsync(at, before);
    }

    [SmallDiskFact]
    public async Task A_full_disk_below_the_exports_does_not_keep_a_person_from_being_erased()
    {
        await using var at = await BeginAsync(await Installation.CreateAsync());
        var number = (await at.ListAsync("select identification_number from mart.person order by 1 limit 1"))[0];
        using var erase = EtlProcess.StartBy(SmallDisk.At(at.Folders.Exports, 4), at.ConnectionString, at.Folders.Data, ["erase"], ("DOTNET_EnableWriteXorExecute", "0"));

        Assert.True(await erase.EndAsync(number + "\n") == ExitCode.Broken, erase.Said);
        Assert.StartsWith("1 persons are erased", erase.Output, StringComparison.Ordinal);
        Assert.StartsWith("They are erased, but ", erase.Error, StringComparison.Ordinal);
        Assert.Contains("The disk is full: ", erase.Error, StringComparison.Ordinal);
        Assert.Equal(0, await at.ScalarAsync<long>($"select count(*) from mart.person where identification_number = '{number}'"));

        Assert.Equal(3, (await at.RunAsync(await SmallWorld.LandingAsync(330, day: 1))).Generation);
        Assert.Equal(["2", "3"], at.ExportNames());
        Assert.Equal(["changes-2.parquet", "manifest.json"], Directory.EnumerateFileSystemEntries(Path.Combine(at.Folders.Exports, "2")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_limit_on_the_size_of_files_ends_the_night_with_the_folder_and_the_limit()
    {
        await using var at = await BeginAsync(await Installation.CreateAsync());
        var before = await at.ServedAsync();

        // blocks of 512 or 1024 bytes; the runtime's own large mappings would be limited too
        await MustFailAsync(at, ["/bin/sh", "-c", "trap '' XFSZ; ulimit -f 16; exec \"$@\"", "sh"], "ulimit -f", at.Folders.Exports);

        Assert.Equal(["1"], at.ExportNames());
        await MustGoOnAsync(at, before);
    }

    [SmallDiskFact]
    public Task A_full_disk_below_PostgreSQL_ends_the_night_when_it_begins_to_stage() => FullServerAsync(leaving: 64);

    [SmallDiskFact]
    public Task A_full_disk_below_PostgreSQL_ends_the_night_in_its_midst() => FullServerAsync(leaving: 1400);

    private static async Task FullServerAsync(int leaving)
    {
        await using var server = await SmallDiskServer.StartAsync(150);
        await using var at = await BeginAsync(await Installation.OnAsync(server.ConnectionString));
        var before = await at.ServedAsync();
        await server.FillAsync(leaving);

        await MustFailAsync(at, [], "PostgreSQL's disk is full: ", "show data_directory");

        (await at.ServedAsync()).MustServe(before);
        await server.MakeRoomAsync();
        await MustGoOnAsync(at, before);
    }

    private static async Task<Installation> BeginAsync(Installation at)
    {
        await at.RunAsync(await SmallWorld.LandingAsync(300));
        return at;
    }

    private static async Task MustFailAsync(Installation at, string[] starter, params string[] said)
    {
        using var run = EtlProcess.StartBy(starter, at.ConnectionString, at.Folders.Data, ["run", "--landing", await SmallWorld.LandingAsync(330, day: 1)], ("DOTNET_EnableWriteXorExecute", "0"));
        Assert.True(await run.EndAsync() == ExitCode.Broken, run.Said);
        Assert.All(said, text => Assert.Contains(text, run.Error, StringComparison.Ordinal));
        Assert.Contains("what is served stays served", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }

    private static async Task MustGoOnAsync(Installation at, ServedState before)
    {
        (await at.ServedAsync()).MustBe(before);
        Assert.Equal(2, (await at.RunAsync(await SmallWorld.LandingAsync(330, day: 1))).Generation);
        await using var undisturbed = await BeginAsync(await Installation.CreateAsync());
        await undisturbed.RunAsync(await SmallWorld.LandingAsync(330, day: 1));
        (await at.ServedAsync()).MustBe(await undisturbed.ServedAsync());
        Assert.Equal(undisturbed.ExportNames(), at.ExportNames());
    }
}
