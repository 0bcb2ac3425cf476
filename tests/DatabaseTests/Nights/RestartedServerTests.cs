using PersonEtl.DatabaseTests.Database;
using PersonEtl.Etl.Run;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>PostgreSQL is stopped under a run and started again.</summary>
[Collection(PrivateClusters.Name)]
public sealed class RestartedServerTests
{
    [Fact]
    public async Task A_server_that_is_stopped_in_the_midst_of_a_night_serves_the_last_generation_when_it_comes_back()
    {
        await using var data = new TemporaryData();
        var server = await data.PrivateServerAsync();
        var connectionString = await server.ConnectionStringAsync(CancellationToken.None);
        await using var at = await Installation.OnAsync(connectionString);
        await at.RunAsync(await SmallWorld.LandingAsync(300));
        var before = await at.ServedAsync();
        var next = await SmallWorld.LandingAsync(330, day: 1);

        using var run = at.Start("run", "--landing", next);
        await using (var gate = await KilledNights.StopInCopyAsync(at, run)) await server.StopAsync(CancellationToken.None);

        var code = await run.EndAsync();
        Assert.True(code == ExitCode.NoDatabase, run.Error);
        Assert.Contains("PostgreSQL ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Said, StringComparison.Ordinal);
        await using var again = await Installation.OnAsync(await server.ConnectionStringAsync(CancellationToken.None));
        CopyFolder(at.Folders.Data, again.Folders.Data);
        (await again.ServedAsync()).MustBe(before);
        Assert.Equal(2, (await again.RunAsync(next)).Generation);
        Assert.Equal("published abandoned published", await again.OutcomesAsync());
    }

    /// <summary>The server may have come back on another port, so what follows has connections of its own, on the same data folder.</summary>
    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }
}
