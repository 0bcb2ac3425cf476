using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Small passes, and what a night from nothing on the same deliveries would have published instead.</summary>
internal static class SmallNights
{
    /// <summary>A small pass in this process.</summary>
    public static Task<RunResult> RunAsync(Night night) => new SmallPass(night.DataSource, night.Folders, night.Options, TimeProvider.System, RunConsole.Silent()).RunAsync(CancellationToken.None);

    /// <summary>A small pass that published as one, and after which everything is as after a full night with the same as-of date in another installation.</summary>
    public static async Task<RunResult> MustBeANightAsync(Night night)
    {
        // the number register of before is an input of every run; what a pass adds to it must be what the night adds
        var register = await night.RowsAsync("select identification_number, person_id, since, first_number from protected.person_key");
        var result = await RunAsync(night);
        Assert.True(result.Published, result.Told);
        Assert.Equal("small", await night.ScalarAsync<string>("select kind from mart.generation order by generation desc limit 1"));
        await using var other = await Night.BeginAsync();
        Directory.CreateDirectory(other.Folders.Keys);
        File.Copy(Path.Combine(night.Folders.Keys, "person.key"), Path.Combine(other.Folders.Keys, "person.key"));
        Copy(night.Folders.Landing, other.Folders.Landing);
        await other.RowsAsync($"insert into ops.installation (person_key_fingerprint, generation_floor) values ('{await night.ScalarAsync<string>("select person_key_fingerprint from ops.installation")}', {result.Generation - 1})");
        foreach (var row in register)
            await other.RowsAsync($"insert into protected.person_key values ('{row[0]}', '{row[1]}', {row[2]}, {(row[3] is null ? "null" : $"'{row[3]}'")})");
        other.Options = night.Options with { Landing = other.Folders.Landing, AsOf = result.AsOf, KeepLanding = true, Places = new() };
        await other.RunAsync();
        foreach (var table in Staging.Tables.Select(t => t.FullName).Append("ops.person_hash").Append("ops.table_count"))
        {
            var without = table == "mart.person_alias" ? " - 'since_generation'" : "";
            var sql = $"select (to_jsonb(t){without})::text from {table} t order by 1";
            var (expected, found) = (await other.LinesAsync(sql), await night.LinesAsync(sql));
            Assert.True(expected.SequenceEqual(found, StringComparer.Ordinal), $"{table}:\n- {string.Join("\n- ", expected.Except(found))}\n+ {string.Join("\n+ ", found.Except(expected))}");
        }
        return result;
    }

    /// <summary>Events of the last generation, by number in use, as <c>number event parts</c>.</summary>
    public static Task<IReadOnlyList<string>> EventsAsync(Night night) => night.LinesAsync("""
        select coalesce(p.identification_number, 'gone'), c.event, c.parts
        from mart.change c left join mart.person p using (person_id)
        where c.generation = (select max(generation) from mart.generation)
        order by 1, 2
        """);

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
