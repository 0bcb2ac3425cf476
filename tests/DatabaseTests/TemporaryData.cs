using PersonEtl.Etl.Database;
using PersonEtl.Etl.Run;

namespace PersonEtl.DatabaseTests;

/// <summary>A data folder for one test, that the server's account may enter; its server is stopped and it is removed after the test.</summary>
internal sealed class TemporaryData : IAsyncDisposable
{
    public TemporaryData()
    {
        Folder = TestGuard.NewFolder();
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Folder, File.GetUnixFileMode(Folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    public string Folder { get; }

    public List<string> Said { get; } = [];

    /// <summary>The program's server for this folder, with what the environment says replaced.</summary>
    public PostgresServer Server(params (string Name, string Value)[] variables)
    {
        string? Variable(string name) => variables.Any(v => v.Name == name) ? variables.First(v => v.Name == name).Value : name == "PATH" ? Environment.GetEnvironmentVariable("PATH") : null;
        return new(new Folders(Folder), DatabaseSettings.From(Variable), Said.Add);
    }

    /// <summary>The server, run by the programs that the tests' own server uses, so that it also works where only npm has some.</summary>
    public async Task<PostgresServer> PrivateServerAsync() => Server(("PERSONETL_PG_BIN", (await TestServer.FindBinariesAsync()).Folder), ("PERSONETL_PG_WAYS", "running,binaries"));

    public async ValueTask DisposeAsync()
    {
        await Server().StopAsync(CancellationToken.None);
        Directory.Delete(Folder, recursive: true);
    }
}
