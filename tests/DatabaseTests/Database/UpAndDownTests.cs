using System.Text.Json;
using PersonEtl.Etl.Commands;
using PersonEtl.Etl.Database;
using PersonEtl.Etl.Run;

namespace PersonEtl.DatabaseTests.Database;

[Collection(PrivateClusters.Name)]
public sealed class UpAndDownTests
{
    [Fact]
    public async Task Up_says_how_to_connect_without_the_password_and_down_stops_what_up_started()
    {
        await using var data = new TemporaryData();
        var up = await RunAsync(data, "up", "--json");
        Assert.Equal(ExitCode.Done, up.ExitCode);
        using var said = JsonDocument.Parse(up.Output);
        var password = (await File.ReadAllTextAsync(said.RootElement.GetProperty("passwordFile").GetString()!)).Trim();
        Assert.True(password.Length >= 32);
        Assert.DoesNotContain(password, up.Output + up.Error, StringComparison.Ordinal);
        Assert.Contains("psql -h", said.RootElement.GetProperty("psql").GetString(), StringComparison.Ordinal);

        var shown = await RunAsync(data, "up", "--show-password");
        Assert.Contains("Password=" + password, shown.Output, StringComparison.Ordinal);
        Assert.Contains("The schema is up to date.", shown.Output, StringComparison.Ordinal);

        Assert.Equal("{\"stopped\":true}", (await RunAsync(data, "down", "--json")).Output.Trim());
        Assert.Equal("{\"stopped\":false}", (await RunAsync(data, "down", "--json")).Output.Trim());
    }

    [Fact]
    public async Task Up_without_any_way_ends_with_the_code_for_no_database()
    {
        await using var data = new TemporaryData();
        var up = await RunAsync(data, ("PERSONETL_PG_WAYS", "given"), "up");
        Assert.Equal(ExitCode.NoDatabase, up.ExitCode);
        Assert.Contains("PERSONETL_PG", up.Error, StringComparison.Ordinal);
        Assert.Empty(up.Output);
    }

    private static async Task<ChildOutput> RunAsync(TemporaryData data, params string[] arguments)
        => await RunAsync(data, ("PERSONETL_PG_BIN", (await TestServer.FindBinariesAsync()).Folder), arguments);

    private static Task<ChildOutput> RunAsync(TemporaryData data, (string Name, string Value) variable, params string[] arguments)
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["PERSONETL_DATA"] = data.Folder,
            ["PERSONETL_PG"] = null,
            ["PERSONETL_PG_WAYS"] = null,
            [variable.Name] = variable.Value,
        };
        return ChildProcess.RunAsync("dotnet", [typeof(RootVerbs).Assembly.Location, .. arguments], new() { Environment = environment }, CancellationToken.None);
    }
}
