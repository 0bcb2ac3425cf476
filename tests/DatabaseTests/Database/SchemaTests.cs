using Npgsql;
using PersonEtl.Etl.Mart;

namespace PersonEtl.DatabaseTests.Database;

/// <summary>What stands twice, in the migrations and in the column lines, is held equal here.</summary>
public sealed class SchemaTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly ITable[] Tables = [.. PersonTables.All, .. ReferenceTables.All, ChangeTable.Table, PersonKeyTable.Table, WaitingContactTable.Table];

    [Fact]
    public async Task Tables_have_the_columns_of_their_lines()
    {
        foreach (var table in Tables)
        {
            // a migration can only add columns at a table's end, so their order there is not their lines'
            Assert.Equal(Sorted(table.Descriptions.Select(c => $"{c.Name} {TypeOf(c.Type)} {(c.Nullable ? "null" : "not null")}: {c.Meaning}")), Sorted(await ColumnsAsync($"{table.Schema}.{table.Name}")));
            Assert.Equal(table.Meaning, (await LinesAsync($"select obj_description('{table.Schema}.{table.Name}'::regclass, 'pg_class')"))[0]);
        }
    }

    [Fact]
    public async Task Tables_have_the_keys_of_their_lines()
    {
        foreach (var table in Tables)
        {
            var keys = await LinesAsync($"""
                select case when i.indisprimary then 'primary' when i.indnullsnotdistinct then 'unique, nulls not distinct' else 'unique' end || ': '
                    || (select string_agg(a.attname, ', ' order by k.place) from unnest(i.indkey) with ordinality k(number, place) join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number)
                from pg_index i where i.indrelid = '{table.Schema}.{table.Name}'::regclass and i.indisunique
                """);
            // a key with a column that may be null can't be a primary one
            var kind = table.Descriptions.Any(c => c.Nullable && table.Key.Contains(c.Name)) ? "unique, nulls not distinct" : "primary";
            Assert.Contains($"{kind}: {string.Join(", ", table.Key)}", keys);
        }
    }

    [Fact]
    public async Task Analysis_views_show_the_open_columns_of_every_public_table_and_nothing_else()
    {
        var open = Tables.Where(t => t.Schema == "mart").ToList();
        foreach (var table in open)
        {
            Assert.Equal(
                Sorted(table.Descriptions.Where(c => c.Class == ColumnClass.Open).Select(c => $"{c.Name} {TypeOf(c.Type)} null: {c.Meaning}")),
                Sorted(await ColumnsAsync($"analysis.{table.Name}")));
        }
        Assert.DoesNotContain(open.SelectMany(t => t.Descriptions), c => c.Class == ColumnClass.Secret);
        foreach (var table in Tables.Except(open)) Assert.All(table.Descriptions.Where(c => !VersionOrAddress(c.Name)), c => Assert.Equal(ColumnClass.Secret, c.Class));

        // what protected tables share with mart has one line for both
        static bool VersionOrAddress(string name) => PersonTables.Address.Descriptions.Concat(PersonTables.MaritalStatus.Descriptions).Concat(PersonTables.Birth.Descriptions).Concat(PersonTables.Contact.Descriptions).Any(c => c.Name == name);
    }

    [Fact]
    public async Task Everything_in_the_database_has_a_comment()
    {
        const string Ours = "('mart', 'protected', 'ops', 'access', 'analysis')";
        Assert.Empty(await LinesAsync($"""
            select n.nspname || '.' || c.relname
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname in {Ours} and c.relkind in ('r', 'v', 'm', 'p') and coalesce(obj_description(c.oid, 'pg_class'), '') = ''
            """));
        Assert.Empty(await LinesAsync($"""
            select n.nspname || '.' || c.relname || '.' || a.attname
            from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
            where n.nspname in {Ours} and c.relkind in ('r', 'v', 'm', 'p') and a.attnum > 0 and not a.attisdropped and coalesce(col_description(c.oid, a.attnum), '') = ''
            """));
        Assert.Empty(await LinesAsync("select nspname from pg_namespace n where nspname in ('mart', 'analysis', 'protected', 'ops', 'staging', 'access', 'quartz') and obj_description(n.oid, 'pg_namespace') is null"));
    }

    [Fact]
    public async Task No_table_that_readers_read_is_cut_shorter_by_vacuum_which_would_make_them_wait()
        => Assert.Empty(await LinesAsync("""
            select n.nspname || '.' || c.relname
            from pg_class c join pg_namespace n on n.oid = c.relnamespace left join pg_class t on t.oid = c.reltoastrelid
            where n.nspname in ('mart', 'protected', 'pg_catalog') and c.relkind = 'r' and not c.relisshared
                and not (coalesce(c.reloptions, '{}') @> '{vacuum_truncate=false}' and (t.oid is null or coalesce(t.reloptions, '{}') @> '{vacuum_truncate=false}'))
            """));

    [Fact]
    public async Task Texts_sort_by_their_bytes_everywhere_a_file_or_key_depends_on_it()
        => Assert.Empty(await LinesAsync("""
            select n.nspname || '.' || c.relname || '.' || a.attname
            from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid join pg_type t on t.oid = a.atttypid left join pg_collation o on o.oid = a.attcollation
            where n.nspname in ('mart', 'protected') and c.relkind = 'r' and a.attnum > 0 and t.typname = 'text' and o.collname <> 'C'
            """));

    private static string[] Sorted(IEnumerable<string> lines) => [.. lines.Order(StringComparer.Ordinal)];

    private static string TypeOf(ColumnType type) => type switch
    {
        ColumnType.Instant => "timestamp with time zone",
        _ => type.ToString().ToLowerInvariant(),
    };

    private Task<IReadOnlyList<string>> ColumnsAsync(string relation) => LinesAsync($"""
        select attname || ' ' || format_type(atttypid, atttypmod) || case when attnotnull then ' not null: ' else ' null: ' end || coalesce(col_description(attrelid, attnum), '-')
        from pg_attribute where attrelid = '{relation}'::regclass and attnum > 0 and not attisdropped order by attnum
        """);

    private async Task<IReadOnlyList<string>> LinesAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync()) lines.Add(reader.GetString(0));
        return lines;
    }
}
