using Dapper;
using Npgsql;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>Makes the served tables equal to what was staged, within the publication's transaction: only rows that differ are written, and noted as they were.</summary>
/// <param name="connection">The publication's.</param>
/// <param name="generation">The one to come.</param>
/// <param name="steps">Says which tables were staged, or filled by a first load; the others stay.</param>
/// <param name="columns">The columns that stored hashes cover.</param>
/// <param name="hashesEverybody">Whether everybody's hash is one of today's columns since this run.</param>
/// <param name="cancellationToken">Stops it.</param>
internal sealed class Application(NpgsqlConnection connection, int generation, PublicationSteps steps, HashedColumns columns, bool hashesEverybody, CancellationToken cancellationToken)
{
    // a row here and a row there: each is the first of its page since the last checkpoint, and the log takes the page whole
    private const string PackPages = "select set_config(name, 'lz4', true) from pg_settings where name = 'wal_compression' and 'lz4' = any(enumvals) and has_parameter_privilege(name, 'set')";
    private const string CountOf = "select row_count from ops.table_count where table_name = @table";
    private const string KeepCount = "insert into ops.table_count values (@table, @rows) on conflict (table_name) do update set row_count = excluded.row_count";
    private const string Forget = $"delete from ops.person_hash h using {ChangedPersons.Table} c where h.person_id = c.person_id and c.change = 'gone'";
    private const string Remember = $"""
        insert into ops.person_hash (person_id, {PersonHash.Columns})
        select person_id, {PersonHash.Columns} from {ChangedPersons.Table} where change <> 'gone'
        on conflict (person_id) do update set ({PersonHash.Columns}) = row(excluded.person_hash, excluded.address_hash, excluded.other_hash, excluded.protected_hash)
        """;

    public async Task<Applied> RunAsync()
    {
        await ExecuteAsync(PackPages);
        if (!columns.Differ) await ExecuteAsync(ChangedPersons.Compare);
        await ExecuteAsync($"analyze {ChangedPersons.Table}");
        var (written, rows) = (new Dictionary<string, long>(StringComparer.Ordinal), new Dictionary<string, long>(StringComparer.Ordinal));
        foreach (var table in Staging.Tables)
        {
            if (!steps.Tables.Contains(table))
            {
                (written[table.FullName], rows[table.FullName]) = (0, await connection.ExecuteScalarAsync<long?>(Command(CountOf, new { table = table.FullName })) ?? 0);
                continue;
            }
            (written[table.FullName], rows[table.FullName]) = ReferenceEquals(table, PersonKeyTable.Table) ? await RegisterAsync() : await ApplyAsync(table);
        }
        await ExecuteAsync(Forget);
        await ExecuteAsync(Remember);
        if (hashesEverybody) await HashedColumns.WriteAsync(connection, cancellationToken);
        return new(written, rows) { Analyzed = steps.Filled?.Keys.ToList() ?? [] };
    }

    /// <summary>The number register only grows; its rows are those that it was given now.</summary>
    private async Task<(long Written, long Rows)> RegisterAsync()
    {
        var taken = await ExecuteAsync(Difference.Register);
        return (taken, taken);
    }

    private async Task<(long Written, long Rows)> ApplyAsync(ITable table)
    {
        var (written, rows) = steps.Filled is not null && steps.Filled.TryGetValue(table.FullName, out var there) ? (there, there) : await DifferAsync(table);
        await connection.ExecuteAsync(Command(KeepCount, new { table = table.FullName, rows }));
        return (written, rows);
    }

    private async Task<(long Written, long Rows)> DifferAsync(ITable table)
    {
        if (await connection.ExecuteScalarAsync<long?>(Command(CountOf, new { table = table.FullName })) is { } before) return await DifferAsync(table, before);
        // not counted yet: of a first generation, or published before tables were counted
        var there = await connection.ExecuteScalarAsync<long>(Command($"select count(*) from {table.FullName}"));
        return there == 0 ? await FillAsync(table) : await DifferAsync(table, there);
    }

    private async Task<(long Written, long Rows)> DifferAsync(ITable table, long before)
    {
        await ExecuteAsync($"analyze {Staging.NameOf(table)} ({string.Join(", ", table.Key)})");
        var added = columns.New.GetValueOrDefault(table, []);
        var difference = new Difference(table, added, steps.ContactsInPart);
        var (deleted, updated, inserted) = (await ExecuteAsync(difference.Delete), await ExecuteAsync(difference.Update), await ExecuteAsync(difference.Insert));
        var filled = added.Count > 0 ? await ExecuteAsync(difference.FillAdded) : 0;
        return (deleted + updated + inserted + filled, before - deleted + inserted);
    }

    /// <summary>Of a first generation.</summary>
    private async Task<(long Written, long Rows)> FillAsync(ITable table)
    {
        var filled = await ExecuteAsync(Difference.Fill(table));
        return (filled, filled);
    }

    private async Task<long> ExecuteAsync(string sql) => await connection.ExecuteAsync(Command(sql, new { generation }));

    private CommandDefinition Command(string sql, object? parameters = null) => new(sql, parameters, commandTimeout: 0, cancellationToken: cancellationToken);
}
