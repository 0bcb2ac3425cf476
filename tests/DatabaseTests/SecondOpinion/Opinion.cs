using System.Globalization;
using DuckDB.NET.Data;
using Npgsql;

namespace PersonEtl.DatabaseTests.SecondOpinion;

/// <summary>
/// The enrichment of one landing folder by the SQL of this folder, in a DuckDB of its own, and how it compares with a mart.
/// Nothing of the pipeline is used but the layout of the landing folder.
/// </summary>
internal sealed class Opinion : IAsyncDisposable
{
    private readonly DuckDBConnection duck = new("DataSource=:memory:");
    private readonly string folder = TestGuard.NewFolder();

    private Opinion()
    {
    }

    /// <summary>Reads the newest full deliveries and works out every row of the mart as of a date.</summary>
    public static async Task<Opinion> FormAsync(string landing, DateOnly asOf)
    {
        var opinion = new Opinion();
        await opinion.duck.OpenAsync();
        await opinion.ExecuteAsync($"set timezone = 'UTC'; set memory_limit = '3GB'; set temp_directory = {Text(Path.Combine(opinion.folder, "spill"))}; set variable as_of = date '{asOf:yyyy-MM-dd}'");
        foreach (var (variable, files) in new DeliveredFiles(landing, opinion.folder).Variables())
            await opinion.ExecuteAsync($"set variable {variable} = [{string.Join(", ", files.Select(Text))}]");
        foreach (var file in typeof(Opinion).Assembly.GetManifestResourceNames().Where(n => n.StartsWith("SecondOpinion/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(typeof(Opinion).Assembly.GetManifestResourceStream(file)!);
            await opinion.ExecuteAsync(await reader.ReadToEndAsync());
        }
        return opinion;
    }

    /// <summary>What differs between the mart and this opinion: a line for each table and column with the number of rows, and some of its kinds; none when they agree.</summary>
    public async Task<IReadOnlyList<string>> CompareAsync(NpgsqlDataSource mart)
    {
        await ExecuteAsync("create schema mart");
        var differences = new List<string>();
        foreach (var subject in Subject.All)
        {
            var columns = (await RowsAsync($"select column_name from information_schema.columns where table_schema = 'expected' and table_name = '{subject.Table}'")).ConvertAll(r => r[0]!);
            await CopyAsync(mart, subject, columns);
            differences.AddRange(await CompareAsync(subject, columns.Except(subject.Keys, StringComparer.Ordinal)));
        }
        return differences;
    }

    /// <summary>How many rows were compared, by table.</summary>
    public async Task<IReadOnlyList<string>> CountsAsync()
        => [.. (await RowsAsync(string.Join(" union all ", Subject.All.Select(s => $"select '{s.Table}', count(*) from expected.{s.Table}")))).Select(r => $"{r[0]}: {r[1]} rows")];

    public async ValueTask DisposeAsync()
    {
        await duck.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Brings a table of the mart here, with each person's number in use instead of the id; a column that one of its schemas lacks is null there.</summary>
    private async Task CopyAsync(NpgsqlDataSource mart, Subject subject, IReadOnlyList<string> columns)
    {
        var selects = new List<string>();
        foreach (var schema in subject.Schemas)
        {
            var there = new HashSet<string>(StringComparer.Ordinal);
            await using (var command = mart.CreateCommand($"select column_name from information_schema.columns where table_schema = '{schema}' and table_name = '{subject.Table}'"))
            await using (var reader = await command.ExecuteReaderAsync())
            {
                while (await reader.ReadAsync()) there.Add(reader.GetString(0));
            }
            var values = columns.Select(c => c switch
            {
                "schema_name" => $"'{schema}' as schema_name",
                "person" => "p.identification_number as person",
                _ => there.Contains(c) ? $"t.{c}" : $"null as {c}",
            });
            selects.Add($"select {string.Join(", ", values)} from {schema}.{subject.Table} t" + (there.Contains("person_id") ? " join mart.person p using (person_id)" : ""));
        }
        var file = Path.Combine(folder, subject.Table + ".csv");
        await using (var connection = await mart.OpenConnectionAsync())
        using (var rows = await connection.BeginTextExportAsync($"copy ({string.Join(" union all ", selects)}) to stdout (format csv, header)"))
        await using (var writer = new StreamWriter(file))
        {
            var buffer = new char[1 << 16];
            for (int read; (read = await rows.ReadAsync(buffer)) > 0;) await writer.WriteAsync(buffer.AsMemory(0, read));
        }
        await ExecuteAsync($"create table mart.{subject.Table} as from read_csv({Text(file)}, header = true, all_varchar = true, delim = ',', quote = '\"', escape = '\"')");
        File.Delete(file);
    }

    private async Task<IReadOnlyList<string>> CompareAsync(Subject subject, IEnumerable<string> columns)
    {
        var pair = $"expected.{subject.Table} s full join mart.{subject.Table} m on " + string.Join(" and ", subject.Keys.Select(k => $"cast(s.{k} as varchar) = m.{k}"));
        var key = subject.Keys[0];
        var counts = columns.Select(c => (Name: c, Differs: $"s.{key} is not null and m.{key} is not null and cast(s.{c} as varchar) is distinct from m.{c}"))
            .Prepend((Name: "(row only in the mart)", Differs: $"s.{key} is null")).Prepend((Name: "(row only in the second opinion)", Differs: $"m.{key} is null")).ToList();
        var row = (await RowsAsync($"select {string.Join(", ", counts.Select(c => $"count(*) filter ({c.Differs})"))} from {pair}"))[0];
        var lines = new List<string>();
        var context = columns.Concat(subject.Keys).Intersect(Subject.Context, StringComparer.Ordinal).Select(c => $"coalesce(cast(s.{c} as varchar), m.{c}, '-')").ToList();
        foreach (var ((name, differs), count) in counts.Zip(row).Where(c => c.Second != "0"))
        {
            lines.Add($"{subject.Table}.{name}: {count} rows");
            var shown = Subject.IsCode(name) ? [$"coalesce(cast(s.{name} as varchar), '-') || ' <> ' || coalesce(m.{name}, '-')", .. context] : context;
            if (shown.Count == 0) continue;
            lines.AddRange((await RowsAsync($"select concat_ws(' | ', {string.Join(", ", shown)}), count(*) from {pair} where {differs} group by 1 order by 2 desc, 1 limit 5")).Select(r => $"    {r[0]}: {r[1]}"));
        }
        return lines;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = duck.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private async Task<List<string?[]>> RowsAsync(string sql)
    {
        await using var command = duck.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string?[]>();
        while (await reader.ReadAsync()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))]);
        return rows;
    }

    private static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
