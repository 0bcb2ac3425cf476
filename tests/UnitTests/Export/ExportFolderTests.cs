using PersonEtl.Etl.Export;
using PersonEtl.Etl.Mart;

namespace PersonEtl.UnitTests.Export;

public sealed class ExportFolderTests : IDisposable
{
    private static readonly DateOnly AsOf = new(2026, 11, 23);
    private readonly TemporaryFolder temporary = new();
    private readonly ExportFolder exports;

    public ExportFolderTests() => exports = new(temporary.Path);

    [Fact]
    public async Task A_full_export_tells_its_kind_cursor_tables_and_changes()
    {
        await FullAsync(2, Changed(2, 3));

        var manifest = exports.Manifest(2)!;
        Assert.Equal((2, AsOf, "full", null, "generation:2", false), (manifest.Generation, manifest.AsOfDate, manifest.Kind, manifest.Base, manifest.Cursor, manifest.Withdrawn));
        Assert.Equal(["analysis/county/part-000.parquet", "changes-2.parquet", "identified/county/part-000.parquet"], manifest.Files.Select(f => f.Path));
        Assert.Equal(["county", "change"], manifest.Tables.Select(t => t.Name));
        Assert.True(exports.Holds(2));
        Assert.Equal(["2"], Names());
        Assert.All(manifest.Files, f => Assert.NotEmpty(f.ColumnHashes!));
    }

    [Fact]
    public async Task A_small_export_has_changes_alone_and_names_its_base()
    {
        await SmallAsync(3, 2, 150_000);

        var manifest = exports.Manifest(3)!;
        Assert.Equal(("small", 2, "generation:3"), (manifest.Kind, manifest.Base, manifest.Cursor));
        var file = Assert.Single(manifest.Files);
        Assert.Equal(("changes-3.parquet", "change", "analysis", 150_000L), (file.Path, file.Table, file.Variant, file.Rows));
        Assert.False(exports.Holds(3));
        Assert.Equal(["3/changes-3.parquet", "3/manifest.json"], Files());
        var read = await FileSums.ReadAsync(Path.Combine(exports.FolderOf(3), file.Path), ChangeTable.Table, CancellationToken.None);
        Assert.Equal(150_000, read.Rows);
        Assert.Equal(file.ColumnHashes!.OrderBy(h => h.Key, StringComparer.Ordinal), read.Hashes.OrderBy(h => h.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_generation_without_changes_has_an_empty_file_of_them()
    {
        await SmallAsync(3, 2, 0);
        Assert.Equal(0, exports.Manifest(3)!.Files.Single().Rows);
        Assert.Equal(0, (await FileSums.ReadAsync(Path.Combine(exports.FolderOf(3), "changes-3.parquet"), ChangeTable.Table, CancellationToken.None)).Rows);
    }

    [Fact]
    public async Task Changes_that_break_off_leave_nothing()
    {
        static async IAsyncEnumerable<ColumnRows> BreakAsync()
        {
            await Task.Yield();
            yield return Changed(3, 5);
            throw new IOException("The disk is full.");
        }

        await Assert.ThrowsAsync<IOException>(() => ChangeExport.WriteAsync(exports, new(3, AsOf, "small", 2), BreakAsync(), CancellationToken.None));
        Assert.Empty(Names());
    }

    [Fact]
    public async Task Only_full_exports_count_for_how_many_are_kept()
    {
        await FullAsync(1, changes: null);
        await FullAsync(2, Changed(2, 1));
        await SmallAsync(3, 2, 1);
        await SmallAsync(4, 2, 1);
        await FullAsync(5, Changed(5, 1));
        await SmallAsync(6, 5, 1);
        await FullAsync(7, Changed(7, 1));

        await exports.RetainAsync(2, oldestChanges: 1, CancellationToken.None);

        Assert.Equal(["2", "3", "4", "5", "6", "7"], Names());
        Assert.Equal([7, 5], exports.Full());
        Assert.Equal(["2/changes-2.parquet", "2/manifest.json"], Files().Where(f => f.StartsWith("2/", StringComparison.Ordinal)));
        Assert.True(exports.Manifest(2)!.Withdrawn);
    }

    [Fact]
    public async Task Changes_go_with_the_feed_but_a_kept_full_export_never()
    {
        await FullAsync(2, Changed(2, 1));
        await SmallAsync(3, 2, 1);
        await SmallAsync(4, 2, 1);

        await exports.RetainAsync(2, oldestChanges: 4, CancellationToken.None);

        Assert.Equal(["2", "4"], Names());
        Assert.Equal([2], exports.Full());
    }

    [Fact]
    public async Task A_withdrawn_export_has_its_changes_left_and_no_file_of_a_table()
    {
        await FullAsync(2, Changed(2, 4));

        await exports.WithdrawAsync(2, CancellationToken.None);
        await exports.WithdrawAsync(2, CancellationToken.None);

        Assert.Equal(["2/changes-2.parquet", "2/manifest.json"], Files());
        var manifest = exports.Manifest(2)!;
        Assert.Equal((true, 1, "generation:2"), (manifest.Withdrawn, manifest.Files.Count, manifest.Cursor));
        Assert.Equal(["change"], manifest.Tables.Select(t => t.Name));
        Assert.False(exports.Holds(2));
    }

    [Fact]
    public async Task A_withdrawn_export_without_changes_is_gone()
    {
        await FullAsync(1, changes: null);
        await exports.WithdrawAsync(1, CancellationToken.None);
        await exports.WithdrawAsync(9, CancellationToken.None);
        Assert.Empty(Names());
    }

    [Fact]
    public async Task A_sweep_ends_a_withdrawal_that_was_interrupted()
    {
        await FullAsync(2, Changed(2, 1));
        await FullAsync(3, Changed(3, 1));
        await exports.Manifest(2)!.WithoutTables().WriteAsync(exports.FolderOf(2), CancellationToken.None);

        exports.Sweep(3);

        Assert.Equal(["2/changes-2.parquet", "2/manifest.json"], Files().Where(f => f.StartsWith("2/", StringComparison.Ordinal)));
        Assert.Equal([3], exports.Full());
    }

    [Fact]
    public async Task A_sweep_removes_what_was_never_published_small_or_full()
    {
        await FullAsync(2, Changed(2, 1));
        await SmallAsync(3, 2, 1);
        await SmallAsync(4, 2, 1);
        await FullAsync(5, Changed(5, 1));
        exports.Begin();

        exports.Sweep(3);

        Assert.Equal(["2", "3"], Names());
    }

    public void Dispose() => temporary.Dispose();

    private async Task FullAsync(int generation, ColumnRows? changes)
    {
        await using var export = new MartExport(exports, [ReferenceTables.County], new());
        await export.CloseAsync(CancellationToken.None);
        await export.CompleteAsync(new(generation, AsOf), changes is null ? null : new[] { changes }.ToAsyncEnumerable(), CancellationToken.None);
    }

    private Task SmallAsync(int generation, int full, int changes)
        => ChangeExport.WriteAsync(exports, new(generation, AsOf, "small", full), new[] { Changed(generation, changes) }.ToAsyncEnumerable(), CancellationToken.None);

    private static ColumnRows Changed(int generation, int changes)
    {
        var rows = new ColumnRows(ChangeTable.Table);
        for (var i = 0; i < changes; i++) ChangeTable.Table.Write(new(generation, new(i, 0, 0, new byte[8]), Utf8Text.From("ChangeInName"), Utf8Text.From("name")), rows);
        return rows;
    }

    private string[] Names() => [.. Directory.GetFileSystemEntries(temporary.Path).Select(e => Path.GetFileName(e)).Order(StringComparer.Ordinal)];

    private string[] Files()
        => [.. Directory.GetFiles(temporary.Path, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(temporary.Path, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];
}
