using System.Text.Json;
using PersonEtl.Etl.Database;

namespace PersonEtl.UnitTests.Database;

public sealed class ClusterFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_state_comes_back_as_it_was_written()
    {
        var state = new ClusterState(15, "/usr/lib/postgresql/15/bin", "/data/pg/15", "/data/pg/15", 40001, "personetl", "personetl", "/data/pg/15/password", "postgres");
        state.Write(folder.Below("state.json"));
        Assert.Equal(state, ClusterState.Read(folder.Below("state.json")));
    }

    [Fact]
    public void A_copied_data_folder_does_not_lead_back_to_the_cluster_it_was_copied_from()
    {
        Directory.CreateDirectory(folder.Below("15", "data"));
        File.WriteAllText(folder.Below("15", "data", "PG_VERSION"), "15");
        var cluster = new PrivateCluster(folder.Path, user: null, TimeSpan.Zero, _ => { });
        var ours = new ClusterState(15, "/usr/lib/postgresql/15/bin", folder.Below("15"), "127.0.0.1", 40001, "personetl", "personetl", folder.Below("15", "password"), null);
        Assert.True(cluster.Owns(ours));
        Assert.False(cluster.Owns(ours with { Folder = "/elsewhere/pg/15" }));
        Assert.Equal(15, cluster.NewestMajor());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("null")]
    public void A_damaged_state_is_named_by_its_file(string content)
    {
        File.WriteAllText(folder.Below("state.json"), content);
        var error = Assert.Throws<NoDatabaseException>(() => ClusterState.Read(folder.Below("state.json")));
        Assert.Contains("state.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_settings_keep_data_safe_and_the_log_silent()
    {
        var lines = ClusterSettings.Text(40001, "/home/o'neill/pg").Split('\n');
        Assert.Contains("port = 40001", lines);
        Assert.Contains("unix_socket_directories = '/home/o''neill/pg'", lines);
        Assert.Contains("listen_addresses = '127.0.0.1'", lines);
        Assert.Contains("log_min_error_statement = panic", lines);
        Assert.DoesNotContain(lines, l => l.StartsWith("fsync", StringComparison.Ordinal) || l.StartsWith("full_page_writes", StringComparison.Ordinal) || l.StartsWith("synchronous_commit", StringComparison.Ordinal));
    }

    [Fact]
    public void The_server_of_root_runs_as_postgres_else_as_nobody_and_never_as_root()
    {
        string[] both = ["root:x:0:0:root:/root:/bin/bash", "nobody:x:65534:65534::/:/bin/false", "postgres:x:101:104::/var/lib/postgresql:/bin/bash"];
        Assert.Equal(new ServerUser("postgres", 101, 104), ServerUser.Choose(both));
        Assert.Equal("nobody", ServerUser.Choose(both[..2])!.Name);
        Assert.Equal("nobody", ServerUser.Choose(both, earlier: "nobody")!.Name);
        Assert.Null(ServerUser.Choose(["root:x:0:0:root:/root:/bin/bash", "postgres:x:0:0::/:/bin/bash"]));
    }

    [Fact]
    public void A_closed_folder_above_makes_a_folder_unreachable()
    {
        if (OperatingSystem.IsWindows()) return;
        var inner = folder.Below("closed", "open");
        Directory.CreateDirectory(inner);
        foreach (var open in new[] { folder.Path, inner }) File.SetUnixFileMode(open, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(folder.Below("closed"), (UnixFileMode)0b111_101_101);
        Assert.True(ClusterHome.Reachable(inner));
        File.SetUnixFileMode(folder.Below("closed"), (UnixFileMode)0b111_000_000);
        Assert.False(ClusterHome.Reachable(inner));
    }

    [Fact]
    public void Every_npm_package_is_pinned_by_version_and_sha512_and_no_registry_is_named()
    {
        using var package = JsonDocument.Parse(Resource("package.json"));
        using var locked = JsonDocument.Parse(Resource("package-lock.json"));
        var wanted = package.RootElement.GetProperty("optionalDependencies").EnumerateObject().ToList();
        Assert.True(wanted.Count >= 5);
        foreach (var dependency in wanted)
        {
            var entry = locked.RootElement.GetProperty("packages").GetProperty("node_modules/" + dependency.Name);
            Assert.Equal(dependency.Value.GetString(), entry.GetProperty("version").GetString());
            Assert.StartsWith("sha512-", entry.GetProperty("integrity").GetString(), StringComparison.Ordinal);
            Assert.False(entry.TryGetProperty("resolved", out _));
        }
        Assert.Equal(wanted.Count + 1, locked.RootElement.GetProperty("packages").EnumerateObject().Count());
    }

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(NpmBinaries).Assembly.GetManifestResourceStream("PersonEtl.Database.Npm." + name)!);
        return reader.ReadToEnd();
    }
}
