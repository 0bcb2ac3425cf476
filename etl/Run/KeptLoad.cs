using Npgsql;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;

namespace PersonEtl.Etl.Run;

/// <summary>
/// What no document tells of tonight: persons whose document could not be read, and aliases, are staged and exported as they stand;
/// every other published person is gone.
/// </summary>
internal sealed class KeptLoad(NpgsqlConnection connection, PublishedHashes published, RowHasher hasher, MartExport export)
{
    private const int PersonsAtOnce = 1000;
    private readonly Dictionary<Guid, PersonHash> hashes = [];

    /// <summary>The persons that were published and are no more.</summary>
    public long Gone { get; private set; }

    /// <summary>The numbers that kept persons have their contact data by.</summary>
    public IReadOnlyList<ulong> ContactNumbers { get; private set; } = [];

    /// <summary>Returns the rows of each table, as <c>schema.name</c>.</summary>
    public async Task<IReadOnlyDictionary<string, long>> RunAsync(UnreadPersons unread, DateOnly asOf, int generation, CancellationToken cancellationToken)
    {
        var persons = unread.Any ? await KeptPersons.ChooseAsync(connection, unread.Numbers, unread.MayBeAnyone, published, cancellationToken) : [];
        var rows = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in Staging.OfPersons.Where(_ => persons.Count > 0)) rows[table.FullName] = await KeepAsync(table, persons, asOf, cancellationToken);
        if (persons.Count > 0) ContactNumbers = await KeptPersons.ContactNumbersAsync(connection, cancellationToken);
        foreach (var person in persons) published.See(person);
        await ChangedPersons.AddChangedAsync(connection, hashes, cancellationToken);
        var gone = await published.UnseenAsync(connection, cancellationToken);
        await ChangedPersons.AddGoneAsync(connection, gone, cancellationToken);
        Gone = gone.Count;
        rows[PersonTables.Alias.FullName] = await AliasesAsync(generation, cancellationToken);
        return rows;
    }

    /// <summary>Every table's files hold the same persons in the same order, with rows or without.</summary>
    private async Task<long> KeepAsync(ITable table, IReadOnlyList<Guid> persons, DateOnly asOf, CancellationToken cancellationToken)
    {
        var (columns, one) = (table.IsPublic ? new ColumnRows(table) : null, new CopyRows());
        var ends = new List<int>();
        var (rows, person) = (0L, 0);
        await using var staged = KeptPersons.StageAndRead(connection, table, asOf);
        await using (var row = await staged.ExecuteReaderAsync(cancellationToken))
        {
            for (; await row.ReadAsync(cancellationToken); rows++)
            {
                for (var of = row.GetGuid(0); persons[person] != of; person++) await EndPersonAsync();
                one.Clear();
                TableRow.Write(row, table, one);
                hashes[persons[person]] = hashes.GetValueOrDefault(persons[person]) + hasher.Of(table, one, 0);
                if (columns is not null) TableRow.Write(row, table, columns);
            }
        }
        for (; person < persons.Count; person++) await EndPersonAsync();
        if (columns is not null) await export.Of(table).AppendAsync(columns, ends, cancellationToken);
        return rows;

        async Task EndPersonAsync()
        {
            if (columns is null) return;
            ends.Add(columns.Rows);
            if (ends.Count < PersonsAtOnce) return;
            await export.Of(table).AppendAsync(columns, ends, cancellationToken);
            columns.Clear();
            ends.Clear();
        }
    }

    private async Task<long> AliasesAsync(int generation, CancellationToken cancellationToken)
    {
        var aliases = await KeptAliases.StageAsync(connection, generation, cancellationToken);
        if (aliases.Count == 0) return 0;
        var columns = new ColumnRows(PersonTables.Alias);
        foreach (var alias in aliases) PersonTables.Alias.Write(alias, columns);
        await export.Of(PersonTables.Alias).AppendAsync(columns, [columns.Rows], cancellationToken);
        return aliases.Count;
    }
}
