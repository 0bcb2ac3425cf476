using System.Diagnostics;
using Npgsql;
using PersonEtl.Etl.Database;

namespace PersonEtl.DatabaseTests.Disks;

/// <summary>A PostgreSQL whose data folder lies on a small disk of its own; its log of writes lies elsewhere, so that a full disk stops statements and not the server.</summary>
internal sealed class SmallDiskServer : IAsyncDisposable
{
    private const string Settings = "-c listen_addresses= -c fsync=off -c full_page_writes=off -c jit=off -c timezone=UTC -c autovacuum=off";

    private readonly string folder;
    private readonly Process shell;

    private SmallDiskServer(string folder, Process shell) => (this.folder, this.shell) = (folder, shell);

    public string ConnectionString => Connection("postgres").ConnectionString;

    public static async Task<SmallDiskServer> StartAsync(int megabytes)
    {
        var folder = $"{TestGuard.Prefix}-{Guid.NewGuid().ToString("N")[..6]}";
        Directory.CreateDirectory(Path.Combine(folder, "disk"));
        var binaries = await TestServer.FindBinariesAsync();
        // PostgreSQL refuses root, which everybody is in a name space of their own: so one more, for any account that has a name
        var account = ServerUser.Choose(File.ReadLines("/etc/passwd"))!.UserId;
        var server = $"unshare --user --map-user={account} --map-group={account}";
        var command = SmallDisk.Shell($"""
            mount -t tmpfs -o size={megabytes}m none {folder}/disk || exit 1
            {server} '{binaries.Program("initdb")}' -D {folder}/disk/data -X {folder}/wal -U tests -A trust -E UTF8 -N --no-instructions {string.Join(' ', ClusterSettings.Locale(binaries.Major))} >{folder}/log 2>&1 || exit 1
            {server} '{binaries.Program("postgres")}' -D {folder}/disk/data -k {folder} {Settings} >>{folder}/log 2>&1 </dev/null &
            while read -r order; do eval "$order" 2>/dev/null; echo done; done
            """);
        var shell = Process.Start(new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = "/" })!;
        var small = new SmallDiskServer(folder, shell);
        try
        {
            await ServerAnswer.WaitAsync(small.Connection("postgres"), TimeSpan.FromSeconds(120), _ => { }, CancellationToken.None);
        }
        catch (NoDatabaseException e)
        {
            var log = Path.Combine(folder, "log");
            throw new NoDatabaseException($"{e.Message} Its log: {(File.Exists(log) ? await File.ReadAllTextAsync(log) : "none")}", e);
        }
        return small;
    }

    /// <summary>Fills the disk up, but for this much.</summary>
    public async Task FillAsync(int leaving)
    {
        await OrderAsync($"dd if=/dev/zero of={folder}/disk/ballast bs=16k");
        await OrderAsync($"truncate -s -{leaving}K {folder}/disk/ballast");
    }

    public Task MakeRoomAsync() => OrderAsync($"rm {folder}/disk/ballast");

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        this.shell.StandardInput.Close();
        await this.shell.WaitForExitAsync();
        this.shell.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task OrderAsync(string order)
    {
        await this.shell.StandardInput.WriteLineAsync(order);
        await this.shell.StandardInput.FlushAsync();
        Assert.Equal("done", await this.shell.StandardOutput.ReadLineAsync());
    }

    private NpgsqlConnectionStringBuilder Connection(string database) => new() { Host = this.folder, Port = 5432, Username = "tests", Database = database };
}
