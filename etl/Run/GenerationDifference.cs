using System.Data;
using Npgsql;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;

namespace PersonEtl.Etl.Run;

/// <summary>What differs between two generations, from the earlier to the later: counts, never a value of anybody. Rows of which nothing is kept, for their person was hidden, are not counted.</summary>
internal sealed record GenerationDifference(int From, int To, long PersonsIn, long PersonsOut, IReadOnlyList<TableDifference> Tables, IReadOnlyList<MunicipalityMoves> Municipalities)
{
    private const string Municipality = "residential_municipality_number";

    private const string Moves = $"""
        select v.number, count(*) filter (where v.came), count(*) filter (where not v.came)
        from pair
        cross join lateral (values (after ->> '{Municipality}', true), (before ->> '{Municipality}', false)) v (number, came)
        where before ->> '{Municipality}' is distinct from after ->> '{Municipality}' and v.number is not null
        group by v.number
        order by v.number
        """;

    /// <summary>In whichever order they are given.</summary>
    /// <exception cref="NotInMartException">The rows of one of them can't be told any more.</exception>
    public static async Task<GenerationDifference> ReadAsync(NpgsqlDataSource dataSource, int one, int other, CancellationToken cancellationToken)
    {
        var (from, to) = (Math.Min(one, other), Math.Max(one, other));
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await PastGenerations.RequireAsync(connection, from, cancellationToken);
        await PastGenerations.RequireAsync(connection, to, cancellationToken);
        await using (var make = Command(Make(from, to))) await make.ExecuteNonQueryAsync(cancellationToken);
        var tables = new List<TableDifference>();
        foreach (var table in Staging.OfPersons.Concat(Staging.Whole))
        {
            if (await TableAsync(table) is { } difference) tables.Add(difference);
        }
        var persons = tables.Find(t => string.Equals(t.Table, PersonTables.Person.FullName, StringComparison.Ordinal));
        return new(from, to, persons?.Added ?? 0, persons?.Removed ?? 0, tables, await MovesAsync());

        async Task<TableDifference?> TableAsync(ITable table)
        {
            var columns = table.Descriptions.Select(c => c.Name).Except(table.Key, StringComparer.Ordinal).ToList();
            await using var command = Command(Both(table) + Counts(columns));
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            await row.ReadAsync(cancellationToken);
            var (added, removed, changed) = (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
            if (added + removed + changed == 0) return null;
            return new(table.FullName, added, changed, removed, columns.Select((c, i) => (Name: c, Rows: row.GetInt64(i + 3))).Where(c => c.Rows > 0).ToDictionary(c => c.Name, c => c.Rows, StringComparer.Ordinal));
        }

        async Task<IReadOnlyList<MunicipalityMoves>> MovesAsync()
        {
            await using var command = Command(Both(PersonTables.Person) + Moves);
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            var moves = new List<MunicipalityMoves>();
            while (await row.ReadAsync(cancellationToken)) moves.Add(new(row.GetString(0), row.GetInt64(1), row.GetInt64(2)));
            return moves;
        }

        NpgsqlCommand Command(string sql) => new(sql, connection) { CommandTimeout = 0 };
    }

    /// <summary>Rows as they were at the earlier generation, of which something was written until the later one, and as they were there where something was written afterwards.</summary>
    private static string Make(int from, int to) => FormattableString.Invariant($"""
        create temporary table personetl_before on commit drop as
        select distinct on (table_name, row_key) table_name, row_key, image from ops.before_image
        where generation > {from} and generation <= {to} order by table_name, row_key, generation;
        create index on personetl_before (table_name);
        create temporary table personetl_later on commit drop as
        select distinct on (table_name, row_key) table_name, row_key, image from ops.before_image
        where generation > {to} order by table_name, row_key, generation;
        create index on personetl_later (table_name);
        analyze personetl_before;
        analyze personetl_later
        """);

    /// <summary>Those of a table, beside what they are at the later generation: as noted afterwards, or as they are now.</summary>
    private static string Both(ITable table) => $"""
        with pair as (
            select b.image as before, case when l.row_key is null then jsonb_strip_nulls(to_jsonb(t)) else l.image end as after
            from personetl_before b
            left join personetl_later l on l.table_name = b.table_name and l.row_key = b.row_key
            left join {table.FullName} t on {string.Join(" and ", table.Key.Select((k, i) => SameKey(table, k, i)))}
            where b.table_name = '{table.FullName}'
        )

        """;

    private static string SameKey(ITable table, string column, int index)
    {
        var description = table.Descriptions.First(c => string.Equals(c.Name, column, StringComparison.Ordinal));
        var type = description.Type switch { ColumnType.Uuid => "uuid", ColumnType.Integer => "integer", ColumnType.Date => "date", _ => "text" };
        return FormattableString.Invariant($"t.{column} {(description.Nullable ? "is not distinct from" : "=")} (b.row_key ->> {index})::{type}");
    }

    private static string Counts(IEnumerable<string> columns) => $"""
        select
            count(*) filter (where before is null), count(*) filter (where after is null), count(*) filter (where before is not null and after is not null)
            {string.Concat(columns.Select(c => $", count(*) filter (where before is not null and after is not null and before -> '{c}' is distinct from after -> '{c}')"))}
        from pair
        where before is distinct from after
        """;
}
