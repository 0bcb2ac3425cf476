using Npgsql;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;

namespace PersonEtl.Etl.Run;

/// <summary>Stages published persons with other contact data: of each the row of the person, with the columns that come from KRR, and the row of the contact; nothing differs in other tables.</summary>
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
        var (people, rows) = (new CopyRows(), new CopyRows());
        var changed = await CompareAsync(joined.ToDictionary(p => p.Id), before, people, rows, cancellationToken);
        Changed = changed.Count;
        var staged = new Dictionary<string, TableRows>(StringComparer.Ordinal);
        if (changed.Count == 0) return staged;
        staged[PersonTables.Person.FullName] = await CopyAsync(PersonTables.Person, people, cancellationToken);
        staged[PersonTables.Contact.FullName] = await CopyAsync(PersonTables.Contact, rows, cancellationToken);
        var stored = await PublishedHashes.StoredAsync(connection, changed.Keys, cancellationToken);
        await ChangedPersons.AddChangedAsync(connection, changed.ToDictionary(p => p.Key, p => stored[p.Key] with { Person = p.Value }), cancellationToken);
        return staged;
    }

    /// <summary>Compares each person's row and contact row with those that are published, and returns what those that differ have in their person's hash.</summary>
    private async Task<Dictionary<Guid, ulong>> CompareAsync(Dictionary<Guid, Person> persons, Dictionary<Guid, byte[]> before, CopyRows people, CopyRows rows, CancellationToken cancellationToken)
    {
        var (was, contact, changed) = (new CopyRows(), new CopyRows(), new Dictionary<Guid, ulong>());
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
            if (isSame)
            {
                people.Keep(people.Rows - 1);
                continue;
            }
            changed[person.Id] = (hasher.Of(PersonTables.Person, people, people.Rows - 1) + hasher.Of(PersonTables.Contact, contact, 0)).Person;
            if (person.Contact is { } its) PersonTables.Contact.Write(its, rows);
        }
        return changed;
    }

    private async Task<TableRows> CopyAsync(ITable table, CopyRows rows, CancellationToken cancellationToken)
    {
        await using var copy = StagingCopy.Into(publication.Sessions, table);
        await copy.WriteAsync(rows, cancellationToken);
        await copy.CompleteAsync(cancellationToken);
        return TableRows.Whole(rows.Rows, copy.Rows);
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
