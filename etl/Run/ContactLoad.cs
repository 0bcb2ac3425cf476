using Npgsql;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;

namespace PersonEtl.Etl.Run;

/// <summary>Stages published persons with other contact data: all their rows as they are, but for the columns and the row that come from KRR.</summary>
internal sealed class ContactLoad(Publication publication, ContactRegister contacts, RowHasher hasher, bool withCertificate)
{
    private static readonly HashSet<string> ContactNames = [.. ContactColumns.Statuses.Select(c => c.Name), "contact_state"];
    private static readonly string Persons = $"select {Columns(PersonTables.Person)} from mart.person where person_id = any(@persons)";
    private static readonly string Contacts = $"select {Columns(PersonTables.Contact)} from mart.person_contact where person_id = any(@persons)";

    private readonly NpgsqlConnection connection = publication.Connection;

    /// <summary>What became of the contacts.</summary>
    public EnrichmentCounts Counts { get; } = new();

    /// <summary>Persons whose contact data differ.</summary>
    public int Changed { get; private set; }

    /// <summary>Joins the contacts to the persons, stages those who differ, and returns the rows of each table, as <c>schema.name</c>.</summary>
    /// <exception cref="NotSmallException">Nobody but the documents knows whose number one is.</exception>
    public async Task<IReadOnlyDictionary<string, TableRows>> RunAsync(IReadOnlyCollection<ListedPerson> persons, CancellationToken cancellationToken)
    {
        var joining = new ContactJoin(contacts, withCertificate);
        var joined = await NumberedPersons.ReadAsync(connection, [.. persons.Select(p => p.Id)], contacts, cancellationToken);
        foreach (var person in joined) joining.Join(person, Counts);
        var before = await RowsAsync(PersonTables.Contact, Contacts, [.. joined.Select(p => p.Id)], cancellationToken);
        var (people, rows, changed) = (new CopyRows(), new CopyRows(), new List<Guid>());
        await StageChangedAsync(joined.ToDictionary(p => p.Id), before, people, rows, changed, cancellationToken);
        Changed = changed.Count;
        return changed.Count == 0 ? new Dictionary<string, TableRows>(StringComparer.Ordinal) : await StageAsync(changed, people, rows, cancellationToken);
    }

    /// <summary>Compares each person's row and contact row with those that are published.</summary>
    private async Task StageChangedAsync(Dictionary<Guid, Person> persons, Dictionary<Guid, byte[]> before, CopyRows people, CopyRows rows, List<Guid> changed, CancellationToken cancellationToken)
    {
        var (was, contact) = (new CopyRows(), new CopyRows());
        await using var command = new NpgsqlCommand(Persons, connection) { CommandTimeout = 0, Parameters = { new("persons", persons.Keys.ToArray()) } };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            var person = persons[row.GetGuid(0)];
            was.Clear();
            contact.Clear();
            TableRow.Write(row, PersonTables.Person, was);
            Write(row, person, people);
            if (person.Contact is { } of) PersonTables.Contact.Write(of, contact);
            var isSame = was.Row(0).SequenceEqual(people.Row(people.Rows - 1)) && contact.Bytes.Span.SequenceEqual(before.GetValueOrDefault(person.Id, []));
            if (isSame) people.Keep(people.Rows - 1);
            else
            {
                changed.Add(person.Id);
                if (person.Contact is { } its) PersonTables.Contact.Write(its, rows);
            }
        }
    }

    private async Task<IReadOnlyDictionary<string, TableRows>> StageAsync(List<Guid> changed, CopyRows people, CopyRows contactRows, CancellationToken cancellationToken)
    {
        var staged = new Dictionary<string, TableRows>(StringComparer.Ordinal);
        foreach (var table in Staging.OfPersons)
        {
            var rows = ReferenceEquals(table, PersonTables.Person) ? await CopyAsync(table, people, cancellationToken)
                : ReferenceEquals(table, PersonTables.Contact) ? await CopyAsync(table, contactRows, cancellationToken)
                : await KeepAsync(table, changed, cancellationToken);
            staged[table.FullName] = rows;
        }
        await ChangedPersons.AddChangedAsync(connection, await new PublishedRows(connection, hasher).HashAsync(changed, Staging.NameOf, cancellationToken), cancellationToken);
        return staged;
    }

    private async Task<TableRows> CopyAsync(ITable table, CopyRows rows, CancellationToken cancellationToken)
    {
        await using var copy = await StagingCopy.BeginAsync(publication.Sessions, table, cancellationToken);
        await copy.WriteAsync(rows, cancellationToken);
        await copy.CompleteAsync(cancellationToken);
        return TableRows.Whole(rows.Rows, copy.Rows);
    }

    private async Task<TableRows> KeepAsync(ITable table, List<Guid> persons, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"insert into {Staging.NameOf(table)} ({Columns(table)}) select {Columns(table)} from {table.FullName} where person_id = any(@persons)", connection)
        {
            CommandTimeout = 0,
            Parameters = { new("persons", persons.ToArray()) },
        };
        var rows = await command.ExecuteNonQueryAsync(cancellationToken);
        return TableRows.Whole(rows, rows);
    }

    private async Task<Dictionary<Guid, byte[]>> RowsAsync(ITable table, string query, Guid[] persons, CancellationToken cancellationToken)
    {
        var (rows, one) = (new Dictionary<Guid, byte[]>(), new CopyRows());
        await using var command = new NpgsqlCommand(query, connection) { CommandTimeout = 0, Parameters = { new("persons", persons) } };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            one.Clear();
            TableRow.Write(row, table, one);
            rows[row.GetGuid(0)] = one.Bytes.ToArray();
        }
        return rows;
    }

    /// <summary>The person's row as it is published, with the contact's columns.</summary>
    private static void Write(NpgsqlDataReader row, Person person, CopyRows people)
    {
        var table = PersonTables.Person;
        people.BeginRow(table.Columns.Count);
        for (var i = 0; i < table.Columns.Count; i++)
        {
            if (ContactNames.Contains(table.Columns[i].Name)) table.Columns[i].Write(person, people);
            else TableRow.WriteColumn(row, table, i, people);
        }
    }

    private static string Columns(ITable table) => string.Join(", ", table.Descriptions.Select(c => c.Name));
}
