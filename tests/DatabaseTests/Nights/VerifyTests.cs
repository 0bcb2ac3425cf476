using System.Text.RegularExpressions;
using Parquet;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Verify;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>What a night published is proven equal; whatever is changed afterwards, in a table, a file or the manifest, is found and named.</summary>
public sealed partial class VerifyTests : IClassFixture<VerifiedNight>
{
    private readonly Night night;
    private readonly ExportFolder exports;

    public VerifyTests(VerifiedNight published)
    {
        night = published.Night;
        exports = new(night.Folders.Exports);
    }

    [Fact]
    public async Task What_a_night_published_is_proven()
    {
        var results = await ResultsAsync();
        Assert.Equal(Verification.Proofs.Count, results.Count);
        Assert.All(results, r => Assert.Empty(r.Findings));
        Assert.All(results, r => Assert.False(r.NothingToProve));
        Assert.StartsWith($"export 1: {exports.Manifest(1)!.Files.Count} files", results[0].Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("person_name", "last_name", "last_name || 'e'", "last_name is not null")]
    [InlineData("person_name", "middle_name", "''", "middle_name is null")]
    [InlineData("person_name", "registered_at", "registered_at + interval '1 millisecond'", "registered_at is not null")]
    [InlineData("person_name", "is_valid", "not is_valid", "is_valid")]
    [InlineData("person_birth", "birth_date", "birth_date + 1", "birth_date is not null")]
    [InlineData("person_birth", "birth_year", "null", "birth_year is not null")]
    [InlineData("person_address", "full_basic_statistical_unit_number", "'03010101'", "full_basic_statistical_unit_number <> '03010101'")]
    [InlineData("municipality", "municipality_name", "'Elsewhere'", "true")]
    public async Task A_value_that_is_changed_in_a_table_is_found_and_its_column_named(string table, string column, string value, string where)
    {
        var findings = await WithTableAsync(table, $"update mart.{table} set {column} = {value} where ctid = (select ctid from mart.{table} where {where} limit 1)");

        var variants = Assert.Single(PublicTables.Find(table)!.Descriptions, d => d.Name == column).Class == ColumnClass.Open ? new[] { "analysis", "identified" } : ["identified"];
        Assert.Equal(variants.Select(v => $"mart.{table} ({v}), column {column}: the table has other values than the manifest."), findings.Select(f => f.ToString()));
    }

    [Fact]
    public async Task Values_that_two_persons_have_exchanged_are_found()
    {
        var findings = await WithTableAsync("person_name", """
            with two as (select array_agg(ctid) as rows, array_agg(first_name) as names from (select ctid, first_name from mart.person_name where version_number = 1 and first_name is not null order by first_name, person_id) of)
            update mart.person_name set first_name = case ctid when rows[1] then names[array_length(names, 1)] else names[1] end
            from two where ctid in (rows[1], rows[array_length(rows, 1)])
            """);
        Assert.Equal(["mart.person_name (identified), column first_name: the table has other values than the manifest."], findings.Select(f => f.ToString()));
    }

    [Fact]
    public async Task A_row_that_is_gone_is_found()
    {
        var findings = await WithTableAsync("person_status", "delete from mart.person_status where ctid = (select ctid from mart.person_status limit 1)");
        Assert.Equal(["mart.person_status (analysis)", "mart.person_status (identified)"], findings.Select(f => f.Where));
        Assert.All(findings, f => Assert.Matches("^the table has [0-9]+ rows, the manifest [0-9]+[.]$", f.Message));
    }

    [Fact]
    public async Task A_row_of_another_key_is_found()
    {
        var findings = await WithTableAsync("person_status", "update mart.person_status set version_number = 99 where ctid = (select ctid from mart.person_status limit 1)");
        Assert.All(findings, f => Assert.Equal("the table has other rows than the manifest: their keys (person_id, version_number) differ.", f.Message));
        Assert.Equal(2, findings.Count);
    }

    [Theory]
    [InlineData("identified", "person_name", "last_name")]
    [InlineData("identified", "person_birth", "birth_date")]
    [InlineData("analysis", "person_birth", "registered_at")]
    [InlineData("analysis", "person_address", "municipality_name")]
    [InlineData("analysis", "person_birth", "birth_year")]
    public async Task A_byte_that_is_changed_in_a_file_is_found_and_its_column_named(string variant, string table, string column)
    {
        var file = $"{variant}/{table}/part-000.parquet";
        var place = Path.Combine(exports.FolderOf(1), file);
        var whole = await File.ReadAllBytesAsync(place);
        try
        {
            var broken = whole.ToArray();
            broken[await LastByteAsync(place, column)] ^= 0x5a;
            await File.WriteAllBytesAsync(place, broken);

            var findings = await FindingsAsync();

            Assert.Contains(findings, f => f.Where == $"exports/1/{file}" && f.Message.Contains("SHA-256", StringComparison.Ordinal));
            Assert.Equal([column], findings.Where(f => f.Column is not null).Select(f => f.Column!).Distinct());
            Assert.All(findings, f => Assert.Equal($"exports/1/{file}", f.Where));
        }
        finally
        {
            await File.WriteAllBytesAsync(place, whole);
        }
    }

    [Fact]
    public async Task A_hash_that_is_changed_in_the_manifest_is_found_against_file_and_table()
    {
        var findings = await WithManifestAsync(m => ColumnLine().Replace(m, "\"birth_date\": \"0000000000000001\"", 1));
        Assert.Contains(findings, f => f is { Column: "birth_date", Message: "the file has other values than the manifest." });
        Assert.Contains(findings, f => f is { Column: "birth_date", Message: "the table has other values than the manifest." });
        Assert.Equal(2, findings.Count);
    }

    [Fact]
    public async Task A_manifest_without_hashes_is_told()
    {
        var findings = await WithManifestAsync(m => m.Replace("\"columnHashes\":", "\"other\":", StringComparison.Ordinal));
        Assert.Equal(exports.Manifest(1)!.Files.Count, findings.Count);
        Assert.All(findings, f => Assert.StartsWith("the manifest has no hashes", f.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Files_that_are_missing_or_not_listed_are_found()
    {
        var (from, to) = (Path.Combine(exports.FolderOf(1), "analysis/county/part-000.parquet"), Path.Combine(exports.FolderOf(1), "analysis/county/part-001.parquet"));
        File.Move(from, to);
        try
        {
            Assert.Equal(
                ["exports/1/analysis/county/part-001.parquet: it is there, but the manifest doesn't list it.", "exports/1/analysis/county/part-000.parquet: the manifest lists it, but it is not there."],
                (await FindingsAsync()).Select(f => f.ToString()));
        }
        finally
        {
            File.Move(to, from);
        }
    }

    [Fact]
    public async Task An_export_that_is_gone_is_neither_proven_nor_wrong()
    {
        var away = night.Folders.Exports + ".away";
        Directory.Move(night.Folders.Exports, away);
        try
        {
            Assert.True((await ResultsAsync())[0] is { NothingToProve: true, Findings.Count: 0 });
        }
        finally
        {
            Directory.Move(away, night.Folders.Exports);
        }
    }

    [Fact]
    public async Task Changes_on_top_of_an_export_are_proven_against_the_feed()
    {
        await night.RowsAsync("""
            insert into mart.generation (generation, published_at, as_of_date, sources, counts, match_rates, export_generation, kind, changes)
            select 2, published_at, as_of_date, sources, counts, match_rates, 1, 'small', 1 from mart.generation where generation = 1;
            insert into mart.change (generation, person_id, event, parts) select 2, person_id, 'ChangeInName', 'name' from mart.person limit 1;
            create table kept as table mart.person_name;
            update mart.person_name set last_name = 'Later' where person_id = (select person_id from mart.change)
            """);
        try
        {
            Assert.Equal(["exports/2/changes-2.parquet: the generation has changes, but no file of them."], (await FindingsAsync()).Select(f => f.ToString()));
            await WriteChangesAsync();
            Assert.Empty(await FindingsAsync());
            Assert.Contains("no tables", (await ResultsAsync())[0].Said, StringComparison.Ordinal);

            await night.RowsAsync("update mart.change set parts = 'name,status'");
            Assert.Equal(["mart.change of generation 2, column parts: the feed has other values than the manifest."], (await FindingsAsync()).Select(f => f.ToString()));
            await night.RowsAsync("insert into mart.change select generation, person_id, 'ChangeInStatus', 'status' from mart.change");
            Assert.Equal(["the feed has 2 rows, mart.generation says 1.", "the feed has 2 rows, the manifest 1."], (await FindingsAsync()).Select(f => f.Message));
        }
        finally
        {
            await night.RowsAsync("delete from mart.generation where generation = 2; delete from mart.change; delete from mart.person_name; insert into mart.person_name table kept; drop table kept");
            exports.Sweep(1);
        }
    }

    private async Task WriteChangesAsync()
    {
        await using var connection = await night.DataSource.OpenConnectionAsync();
        await ChangeExport.WriteAsync(exports, new(2, new(2026, 11, 23), "small", 1), ChangeExport.RowsAsync(connection, 2, CancellationToken.None), CancellationToken.None);
    }

    /// <summary>What is found while a table is changed; it is as it was afterwards.</summary>
    private async Task<IReadOnlyList<Finding>> WithTableAsync(string table, string change)
    {
        await night.RowsAsync($"create table kept as table mart.{table}; {change}");
        try
        {
            return await FindingsAsync();
        }
        finally
        {
            await night.RowsAsync($"delete from mart.{table}; insert into mart.{table} table kept; drop table kept");
        }
    }

    private async Task<IReadOnlyList<Finding>> WithManifestAsync(Func<string, string> change)
    {
        var place = Path.Combine(exports.FolderOf(1), ExportManifest.FileName);
        var before = await File.ReadAllTextAsync(place);
        try
        {
            var changed = change(before);
            Assert.NotEqual(before, changed);
            await File.WriteAllTextAsync(place, changed);
            return await FindingsAsync();
        }
        finally
        {
            await File.WriteAllTextAsync(place, before);
        }
    }

    /// <summary>Of files and changes; what else finds a change is tested with the tables.</summary>
    private async Task<IReadOnlyList<Finding>> FindingsAsync() => [.. (await ResultsAsync()).Take(2).SelectMany(r => r.Findings)];

    private async Task<IReadOnlyList<ProofResult>> ResultsAsync()
    {
        var results = new List<ProofResult>();
        Assert.NotNull(await new Verification(night.DataSource, exports, new(PersonKeyFile.Read(night.Folders))).RunAsync((_, result) => results.Add(result), CancellationToken.None));
        return results;
    }

    /// <summary>Where the last byte of a column's first chunk lies: of its values.</summary>
    private static async Task<int> LastByteAsync(string place, string column)
    {
        await using var reader = await ParquetReader.CreateAsync(place);
        using var group = reader.OpenRowGroupReader(0);
        var chunk = group.GetMetadata(reader.Schema.DataFields.Single(f => f.Name == column))!.MetaData!;
        return (int)((chunk.DictionaryPageOffset is { } dictionary and > 0 ? Math.Min(dictionary, chunk.DataPageOffset) : chunk.DataPageOffset) + chunk.TotalCompressedSize - 1);
    }

    [GeneratedRegex("\"birth_date\": \"[0-9a-f]{16}\"", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ColumnLine();
}
