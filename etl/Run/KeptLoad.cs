using Npgsql;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;

namespace PersonEtl.Etl.Run;

/// <summary>Stages and exports what stays of before though no document tells of it tonight: persons whose document could not be read, and aliases.</summary>
internal static class KeptLoad
{
    private const int PersonsAtOnce = 1000;

    /// <summary>Returns the rows of each table, as <c>schema.name</c>.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> RunAsync(NpgsqlConnection connection, UnreadPersons unread, DateOnly asOf, int generation, MartExport export, CancellationToken cancellationToken)
    {
        var persons = unread.Any ? await KeptPersons.ChooseAsync(connection, unread.Numbers, unread.MayBeAnyone, cancellationToken) : [];
        var rows = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var feed in PersonFeed.All.Where(f => persons.Count > 0 && KeptPersons.Tables.Contains(f.Table)))
        {
            rows[feed.Table.FullName] = feed.IsPublic
                ? await ExportAsync(connection, feed.Table, persons, asOf, export.Of(feed.Table), cancellationToken)
                : await KeptPersons.StageAsync(connection, feed.Table, asOf, cancellationToken);
        }
        rows[PersonTables.Alias.FullName] = await AliasesAsync(connection, generation, export, cancellationToken);
        return rows;
    }

    /// <summary>Every table's files hold the same persons in the same order, with rows or without.</summary>
    private static async Task<long> ExportAsync(NpgsqlConnection connection, ITable table, IReadOnlyList<Guid> persons, DateOnly asOf, TableExport export, CancellationToken cancellationToken)
    {
        var columns = new ColumnRows(table);
        var ends = new List<int>();
        var (rows, person) = (0L, 0);
        await using var staged = KeptPersons.StageAndRead(connection, table, asOf);
        await using var row = await staged.ExecuteReaderAsync(cancellationToken);
        for (; await row.ReadAsync(cancellationToken); rows++)
        {
            for (var of = row.GetGuid(0); persons[person] != of; person++) await EndPersonAsync();
            TableRow.Write(row, table, columns);
        }
        for (; person < persons.Count; person++) await EndPersonAsync();
        await export.AppendAsync(columns, ends, cancellationToken);
        return rows;

        async Task EndPersonAsync()
        {
            ends.Add(columns.Rows);
            if (ends.Count < PersonsAtOnce) return;
            await export.AppendAsync(columns, ends, cancellationToken);
            columns.Clear();
            ends.Clear();
        }
    }

    private static async Task<long> AliasesAsync(NpgsqlConnection connection, int generation, MartExport export, CancellationToken cancellationToken)
    {
        var aliases = await KeptAliases.StageAsync(connection, generation, cancellationToken);
        if (aliases.Count == 0) return 0;
        var columns = new ColumnRows(PersonTables.Alias);
        foreach (var alias in aliases) PersonTables.Alias.Write(alias, columns);
        await export.Of(PersonTables.Alias).AppendAsync(columns, [columns.Rows], cancellationToken);
        return aliases.Count;
    }
}
