using Dapper;
using Npgsql;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>Person hashes made of the rows that tables hold: to prove the stored ones, and to make them where rows came otherwise than from enrichment.</summary>
internal sealed class PublishedRows(NpgsqlConnection connection, RowHasher hasher)
{
    private const string HasCounts = "select exists (select from ops.table_count)";
    private const string Restore = $"insert into ops.person_hash (person_id, {PersonHash.Columns}) select * from unnest(@persons, @person, @addresses, @others, @protected)";

    /// <summary>The hashes of everybody, or of some, by the rows as they stand now.</summary>
    /// <param name="persons">Whose; null for everybody's, 60 bytes each.</param>
    /// <param name="relation">Where a table's rows are read: the table itself, or its staging table.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Dictionary<Guid, PersonHash>> HashAsync(IReadOnlyCollection<Guid>? persons, Func<ITable, string> relation, CancellationToken cancellationToken)
    {
        var hashes = new Dictionary<Guid, PersonHash>();
        foreach (var table in Staging.OfPersons)
        {
            await using var command = new NpgsqlCommand($"select {ColumnsOf(table)} from {relation(table)}{(persons is null ? "" : " where person_id = any(@persons)")}", connection) { CommandTimeout = 0 };
            if (persons is not null) command.Parameters.Add(new("persons", persons.ToArray()));
            await AddAsync(table, command, hashes, cancellationToken);
        }
        return hashes;
    }

    /// <summary>The hashes of the persons of a range, by the rows as they stand now.</summary>
    public async Task<Dictionary<Guid, PersonHash>> HashAsync(PersonRange range, CancellationToken cancellationToken)
    {
        var hashes = new Dictionary<Guid, PersonHash>();
        foreach (var table in Staging.OfPersons)
        {
            foreach (var (person, hash) in await HashAsync(table, range, cancellationToken)) hashes[person] = hashes.GetValueOrDefault(person) + hash;
        }
        return hashes;
    }

    /// <summary>What the rows of one table have in the hashes of the persons of a range.</summary>
    public async Task<Dictionary<Guid, PersonHash>> HashAsync(ITable table, PersonRange range, CancellationToken cancellationToken)
    {
        var hashes = new Dictionary<Guid, PersonHash>();
        await using var command = new NpgsqlCommand($"select {ColumnsOf(table)} from {table.FullName} where {PersonRange.Condition}", connection) { CommandTimeout = 0 };
        range.AddTo(command.Parameters);
        await AddAsync(table, command, hashes, cancellationToken);
        return hashes;
    }

    /// <summary>Makes what later nights compare with, in a mart that was published before there were hashes.</summary>
    public async Task RestoreMissingAsync(CancellationToken cancellationToken)
    {
        if (await connection.ExecuteScalarAsync<bool>(new(HasCounts, cancellationToken: cancellationToken))) return;
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var table in Staging.Tables.Where(t => !ReferenceEquals(t, PersonKeyTable.Table)))
            await connection.ExecuteAsync(new($"insert into ops.table_count select '{table.FullName}', count(*) from {table.FullName}", commandTimeout: 0, cancellationToken: cancellationToken));
        await StoreAsync(await HashAsync(null, t => t.FullName, cancellationToken), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task StoreAsync(Dictionary<Guid, PersonHash> hashes, CancellationToken cancellationToken)
    {
        const int AtOnce = 100_000;
        foreach (var some in hashes.Chunk(AtOnce))
        {
            await using var command = new NpgsqlCommand(Restore, connection) { CommandTimeout = 0 };
            PersonHash.AddTo(command.Parameters, some);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static string ColumnsOf(ITable table) => string.Join(", ", table.Descriptions.Select(c => c.Name));

    private async Task AddAsync(ITable table, NpgsqlCommand command, Dictionary<Guid, PersonHash> hashes, CancellationToken cancellationToken)
    {
        var one = new CopyRows();
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            one.Clear();
            TableRow.Write(row, table, one);
            var person = row.GetGuid(0);
            hashes[person] = hashes.GetValueOrDefault(person) + hasher.Of(table, one, 0);
        }
    }
}
