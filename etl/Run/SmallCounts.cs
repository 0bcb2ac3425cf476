using Dapper;
using Npgsql;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;

namespace PersonEtl.Etl.Run;

/// <summary>What a small pass counts of the tables: how many rows each will have, from those that it has and those that were staged.</summary>
internal static class SmallCounts
{
    private const string Persons = "select row_count from ops.table_count where table_name = 'mart.person'";
    private const string Others = $"select count(*) from {ChangedPersons.Table} c join mart.person p using (person_id) where c.change = 'new'";

    /// <summary>The tables that it stages.</summary>
    public static readonly IReadOnlyList<ITable> Tables = [.. Staging.OfPersons, PersonTables.Alias, WaitingContactTable.Table, PersonKeyTable.Table];

    public static Task<long> PersonsAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => ScalarAsync(connection, Persons, cancellationToken);

    /// <summary>Makes sure that no document was given the id of a published person who lists none of its numbers: then the register knows more than was read of it.</summary>
    /// <exception cref="NotSmallException">One was.</exception>
    public static async Task RequireOwnIdsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
        => SmallReach.Refuse(await ScalarAsync(connection, Others, cancellationToken), "numbers lead to persons who list none of them");

    /// <summary>The rows that each table will have, as <c>schema.name</c>.</summary>
    /// <param name="connection">The publication's.</param>
    /// <param name="registered">Numbers that enter the register.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<IReadOnlyDictionary<string, TableRows>> ExpectedAsync(NpgsqlConnection connection, long registered, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new($"{ChangedPersons.Compare}; analyze {ChangedPersons.Table}", commandTimeout: 0, cancellationToken: cancellationToken));
        var rows = new Dictionary<string, TableRows>(StringComparer.Ordinal);
        foreach (var table in Staging.OfPersons)
        {
            // a table in which nothing of a person differs isn't looked into
            var differs = $"using (person_id) where c.{PersonHash.ColumnOf(table)}_differs";
            rows[table.FullName] = await ExpectedAsync(
                table,
                $"select count(*) from {ChangedPersons.Table} c join {table.FullName} t {differs} and c.change <> 'new'",
                $"select count(*) from {ChangedPersons.Table} c join {Staging.NameOf(table)} t {differs}");
        }
        rows[WaitingContactTable.Table.FullName] = await ExpectedAsync(WaitingContactTable.Table, ChangedContacts.Count, $"select count(*) from {Staging.NameOf(WaitingContactTable.Table)}");
        var aliases = await ScalarAsync(connection, $"select count(*) from {Staging.NameOf(PersonTables.Alias)}", cancellationToken);
        rows[PersonTables.Alias.FullName] = TableRows.Whole(aliases, aliases);
        rows[PersonKeyTable.Table.FullName] = TableRows.Whole(registered, registered);
        return rows;

        async Task<TableRows> ExpectedAsync(ITable table, string replaced, string differing)
        {
            var staged = await ScalarAsync(connection, differing, cancellationToken);
            var others = await ScalarAsync(connection, $"select row_count - ({replaced}) from ops.table_count where table_name = '{table.FullName}'", cancellationToken);
            return new(others + staged, staged, staged);
        }
    }

    private static Task<long> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
        => connection.ExecuteScalarAsync<long>(new(sql, commandTimeout: 0, cancellationToken: cancellationToken));
}
