using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Mart;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>The Parquet files of a small world, in many row groups and parts, read back with DuckDB.</summary>
public sealed class ExportTests : IClassFixture<ExportTests.SmallWorld>, IAsyncDisposable
{
    private const int PersonsPerRowGroup = 300;
    private const int PersonsPerPart = 900;

    private static readonly ITable[] Tables = [.. PersonFeed.All.Where(f => f.IsPublic).Select(f => f.Table), .. ReferenceTables.All];

    private readonly Night night;
    private readonly ExportReading files;

    public ExportTests(SmallWorld world)
    {
        night = world.Night;
        files = new(night);
    }

    [Fact]
    public async Task Every_value_of_every_table_is_as_in_the_mart()
    {
        foreach (var table in Tables)
        {
            var order = string.Join(", ", table.Key.Select(k => $"{1 + Index(table, k)} nulls first"));
            var mart = await night.RowsAsync($"select {string.Join(", ", table.Descriptions.Select(c => c.Type == ColumnType.Instant ? $"floor(extract(epoch from {c.Name}) * 1000)::bigint::text" : c.Type == ColumnType.Integer ? c.Name : $"{c.Name}::text collate \"C\""))} from {table.Schema}.{table.Name} order by {order}");
            var read = await files.RowsAsync($"select {string.Join(", ", table.Descriptions.Select(c => c.Type == ColumnType.Instant ? $"epoch_ms({c.Name})::varchar" : c.Type == ColumnType.Integer ? c.Name : $"{c.Name}::varchar"))} from {files.Table("identified", table.Name)} order by {order}");
            // the first night has no mergers behind it
            Assert.True(mart.Count > 0 || table == PersonTables.Alias, $"{table.Name} is empty.");
            Assert.Equal(mart.Count, read.Count);
            for (var row = 0; row < mart.Count; row++)
            {
                for (var column = 0; column < table.Descriptions.Count; column++)
                    Assert.True(Equals(mart[row][column], read[row][column]), $"{table.Name}.{table.Descriptions[column].Name}, row {row}: the file has another value than the mart.");
            }
        }
    }

    [Fact]
    public async Task Columns_have_the_types_that_readers_expect()
    {
        foreach (var table in Tables)
        {
            var described = (await files.RowsAsync($"describe select * from {files.Table("identified", table.Name)}")).Select(r => $"{r[0]} {r[1]}");
            Assert.Equal(table.Descriptions.Select(c => $"{c.Name} {TypeOf(c.Type)}"), described);
        }

        static string TypeOf(ColumnType type) => type switch
        {
            ColumnType.Integer => "INTEGER",
            ColumnType.Boolean => "BOOLEAN",
            ColumnType.Date => "DATE",
            ColumnType.Instant => "TIMESTAMP WITH TIME ZONE",
            _ => "VARCHAR",
        };
    }

    [Fact]
    public async Task Readers_that_prune_by_statistics_lose_nothing()
    {
        var compared = 0;
        foreach (var table in Tables)
        {
            var from = files.Table("identified", table.Name);
            var columns = table.Descriptions.Where(c => c.Type is ColumnType.Date or ColumnType.Instant or ColumnType.Text or ColumnType.Uuid or ColumnType.Integer).ToList();
            foreach (var share in new[] { "0.5", "0.97" })
            {
                var bounds = (await files.RowsAsync($"select {string.Join(", ", columns.Select(c => $"quantile_disc({c.Name}, {share})::varchar"))} from {from}"))[0];
                var filtered = (await files.RowsAsync($"select {string.Join(", ", columns.Select((c, i) => $"count(*) filter (where {Condition(c, bounds[i])})"))} from {from}"))[0];
                var pruned = (await files.RowsAsync($"select {string.Join(", ", columns.Select((c, i) => $"(select count(*) from {from} where {Condition(c, bounds[i])})"))}"))[0];
                for (var i = 0; i < columns.Count; i++)
                {
                    if (bounds[i] is null) continue;
                    compared++;
                    Assert.True((long)filtered[i]! > 0);
                    Assert.True(filtered[i]!.Equals(pruned[i]), $"{table.Name}.{columns[i].Name}: {pruned[i]} rows with pruning, {filtered[i]} without.");
                }
            }
        }
        Assert.True(compared > 200, $"Only {compared} comparisons were made.");

        static string Condition(ColumnDescription column, object? bound)
        {
            var text = ((string?)bound)?.Replace("'", "''", StringComparison.Ordinal);
            return text is null ? "false" : column.Type switch
            {
                ColumnType.Date => $"{column.Name} >= date '{text}'",
                ColumnType.Instant => $"{column.Name} >= timestamptz '{text}'",
                ColumnType.Integer => $"{column.Name} >= {text}",
                _ => $"{column.Name} >= '{text}'",
            };
        }
    }

    [Fact]
    public async Task Analysis_files_are_the_same_rows_without_identifying_and_contact_columns()
    {
        foreach (var table in Tables)
        {
            var open = table.Descriptions.Where(c => c.Class == ColumnClass.Open).Select(c => c.Name).ToList();
            Assert.Equal(open, (await files.RowsAsync($"describe select * from {files.Table("analysis", table.Name)}")).Select(r => (string)r[0]!));
            var list = string.Join(", ", open);
            var difference = await files.RowsAsync($"""
                select count(*) from (
                    (select {list} from {files.Table("analysis", table.Name)} except all select {list} from {files.Table("identified", table.Name)})
                    union all
                    (select {list} from {files.Table("identified", table.Name)} except all select {list} from {files.Table("analysis", table.Name)}))
                """);
            Assert.Equal(0L, difference[0][0]);
        }
        Assert.Contains(Tables.SelectMany(t => t.Descriptions), c => c.Class == ColumnClass.Identifying);
        Assert.Contains(Tables.SelectMany(t => t.Descriptions), c => c.Class == ColumnClass.Contact);
        Assert.DoesNotContain(Tables.SelectMany(t => t.Descriptions), c => c.Class == ColumnClass.Secret);
    }

    [Fact]
    public async Task The_manifest_tells_every_file_with_its_rows_bytes_and_checksum()
    {
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(files.Folder, "manifest.json")))!;
        var listed = manifest["files"]!.AsArray().ToDictionary(f => (string)f!["path"]!, f => f!, StringComparer.Ordinal);
        var present = Directory.GetFiles(files.Folder, "*.parquet", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(files.Folder, f).Replace('\\', '/'));
        Assert.Equal(listed.Keys.Order(StringComparer.Ordinal), present.Order(StringComparer.Ordinal));
        foreach (var (path, file) in listed)
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(files.Folder, path));
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), (string)file["sha256"]!);
            Assert.Equal(bytes.Length, (long)file["bytes"]!);
            Assert.Equal((await files.RowsAsync($"select count(*) from '{Path.Combine(files.Folder, path)}'"))[0][0], (long)file["rows"]!);
            Assert.Equal($"{file["variant"]}/{file["table"]}", Path.GetDirectoryName(path)!.Replace('\\', '/'));
        }
        Assert.Equal(Tables.Select(t => t.Name), manifest["tables"]!.AsArray().Select(t => (string)t!["name"]!));
        Assert.Equal(1, (int)manifest["generation"]!);
        Assert.Equal("2026-11-23", (string)manifest["asOfDate"]!);
    }

    [Fact]
    public async Task Parts_and_row_groups_are_cut_by_persons_and_in_the_same_order_in_every_table()
    {
        var persons = await night.ScalarAsync<long>("select count(*) from mart.person");
        var parts = (persons + PersonsPerPart - 1) / PersonsPerPart;
        foreach (var table in Tables.Where(t => t.Name.StartsWith("person", StringComparison.Ordinal)))
        {
            var folder = Path.Combine(files.Folder, "identified", table.Name);
            Assert.Equal(parts, Directory.GetFiles(folder).Length);
            for (var part = 0; part < parts; part++)
            {
                var (own, ofPersons) = (PartOf(table.Name, part), PartOf("person", part));
                var groups = await files.RowsAsync($"select distinct row_group_id, row_group_num_rows from parquet_metadata('{own}') order by 1");
                var expected = await files.RowsAsync($"""
                    select p.file_row_number // {new ExportLayout(PersonsPerRowGroup, PersonsPerPart).PersonsPerRowGroupOf(table)}, count(t.person_id)
                    from read_parquet('{ofPersons}', file_row_number = true) p left join '{own}' t on t.person_id = p.person_id
                    group by 1 order by 1
                    """);
                Assert.Equal(expected.Select(r => $"{r[0]}: {r[1]}"), groups.Select(r => $"{r[0]}: {r[1]}"));
            }
        }
        Assert.True(parts > 2);

        string PartOf(string table, int part) => Path.Combine(files.Folder, "identified", table, string.Create(CultureInfo.InvariantCulture, $"part-{part:000}.parquet"));
    }

    [Fact]
    public async Task Files_bear_what_their_columns_mean_and_stable_field_ids()
    {
        foreach (var table in Tables)
        {
            var path = Path.Combine(files.Folder, "analysis", table.Name, "part-000.parquet");
            var metadata = (await files.RowsAsync($"select decode(key), decode(value) from parquet_kv_metadata('{path}')")).ToDictionary(r => (string)r[0]!, r => (string)r[1]!, StringComparer.Ordinal);
            Assert.Equal(table.Meaning, metadata["personetl.table"]);
            var ids = (await files.RowsAsync($"select name, field_id from parquet_schema('{path}') where field_id is not null")).ToDictionary(r => (string)r[0]!, r => Convert.ToInt32(r[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
            for (var i = 0; i < table.Descriptions.Count; i++)
            {
                if (table.Descriptions[i] is not { Class: ColumnClass.Open } column) continue;
                Assert.Equal(column.Meaning, metadata[$"personetl.column.{column.Name}"]);
                Assert.Equal(i + 1, ids[column.Name]);
            }
        }
    }

    public async ValueTask DisposeAsync() => await files.DisposeAsync();

    private static int Index(ITable table, string column) => table.Descriptions.ToList().FindIndex(c => c.Name == column);

    /// <summary>A night of 2 000 persons with small row groups and parts.</summary>
    public sealed class SmallWorld : IAsyncLifetime
    {
        internal Night Night { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Night = await Night.BeginAsync();
            Night.Options = Night.Options with { Export = new(PersonsPerRowGroup, PersonsPerPart) };
            await Night.BuildWorldAsync(2000, seed: 7);
            await Night.RunAsync();
        }

        public async Task DisposeAsync() => await Night.DisposeAsync();
    }
}
