using PersonEtl.Etl.Database;

namespace PersonEtl.UnitTests.Database;

public sealed class MachineBinariesTests : IDisposable
{
    private readonly TemporaryFolder root = new();

    public void Dispose() => root.Dispose();

    [Fact]
    public void Versions_are_tried_from_new_to_old_by_number_and_before_the_path()
    {
        foreach (var folder in new[] { "usr/lib/postgresql/9", "usr/lib/postgresql/16", "usr/lib/postgresql/100", "usr/lib/postgresql/17beta", "usr/pgsql-18" }) Directory.CreateDirectory(root.Below(folder));
        var onPath = root.Below("on-path");
        Directory.CreateDirectory(onPath);
        File.WriteAllText(Path.Combine(onPath, "pg_ctl"), "");

        Assert.Equal(
            [root.Below("usr/lib/postgresql/100/bin"), root.Below("usr/pgsql-18/bin"), root.Below("usr/lib/postgresql/16/bin"), root.Below("usr/lib/postgresql/9/bin"), onPath],
            MachineBinaries.Folders(Settings(path: onPath), root.Path));
    }

    [Fact]
    public void A_link_on_the_path_leads_to_the_folder_it_points_into()
    {
        var real = root.Below("opt", "pg", "bin");
        var links = root.Below("links");
        Directory.CreateDirectory(real);
        Directory.CreateDirectory(links);
        File.WriteAllText(Path.Combine(real, "pg_ctl"), "");
        File.CreateSymbolicLink(Path.Combine(links, "pg_ctl"), Path.Combine(real, "pg_ctl"));
        Assert.Equal([real], MachineBinaries.Folders(Settings(path: links), root.Path));
    }

    [Fact]
    public void A_named_folder_is_the_only_one()
    {
        Directory.CreateDirectory(root.Below("usr/lib/postgresql/16"));
        Assert.Equal(["/opt/mine"], MachineBinaries.Folders(Settings(named: "/opt/mine"), root.Path));
    }

    [Fact]
    public async Task A_named_folder_without_programs_is_an_error_and_no_reason_to_look_elsewhere()
    {
        var error = await Assert.ThrowsAsync<NoDatabaseException>(() => MachineBinaries.FindAsync(Settings(named: root.Path), user: null, major: null, CancellationToken.None));
        Assert.Contains("PERSONETL_PG_BIN", error.Message, StringComparison.Ordinal);
        Assert.Contains("initdb", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", 15)]
    [InlineData("postgres (PostgreSQL) 19devel", 19)]
    [InlineData("postgres (PostgreSQL) 9.6.24", 9)]
    public void The_major_version_is_read_from_what_postgres_says(string said, int major) => Assert.Equal(major, ServerBinaries.ParseMajor(said));

    [Fact]
    public void Another_program_has_no_major_version() => Assert.Null(ServerBinaries.ParseMajor("bash 5.2"));

    private static DatabaseSettings Settings(string? named = null, string path = "") => new(null, named, DatabaseSettings.AllWays, TimeSpan.FromSeconds(1), path);
}
