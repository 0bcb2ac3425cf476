using Dapper;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Freg;
using PersonEtl.Etl.Sources.Matrikkel;

namespace PersonEtl.Etl.Run;

/// <summary>Stages whom new deltas change: persons of FREG's documents as a night makes them, then persons of whom only contact data are new, who is gone, aliases, and contacts that wait.</summary>
internal sealed class SmallLoad(Publication publication, SmallCollection collection, SavedAddresses saved, PersonKeys keys, RunOptions options, RunConsole console)
{
    private const string OfKept = "select c.identification_number::bigint from mart.person p join mart.person_contact c using (person_id) where p.stale_since is not null";

    private readonly Npgsql.NpgsqlConnection connection = publication.Connection;

    public List<SourceReading> Readings { get; } = [];

    public List<Account> Accounts { get; } = [];

    public CompareCounts? Compared { get; private set; }

    /// <summary>Stages everything, and returns the rows that each table will have, as <c>schema.name</c>.</summary>
    /// <param name="collected">What was read of FREG's deltas ahead; the keys know what the register has of their numbers.</param>
    /// <param name="asOf">The served generation's as-of date.</param>
    /// <param name="generation">The generation that it makes.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="NotSmallException">It needs a full pass.</exception>
    public async Task<IReadOnlyDictionary<string, TableRows>> RunAsync(NumberCollection collected, DateOnly asOf, int generation, CancellationToken cancellationToken)
    {
        // what FREG tells beside may have been read to hide it, and waits for the night
        var numbers = collection.Freg.Count > 0 ? collected.Numbers : new();
        var erasures = await Erasures.LoadAsync(connection, cancellationToken);
        var concerned = await ListedPersons.OfAsync(connection, numbers.Numbers, cancellationToken);
        SmallReach.Require(concerned, numbers);
        SmallReach.RequireNotErased(erasures, numbers);
        var erased = await ListedPersons.ErasedAsync(connection, cancellationToken);
        var told = concerned.Concat(erased).DistinctBy(p => p.Id).ToDictionary(p => p.Id);

        var krr = new SourceReading(SourceName.Krr);
        var delivered = await Sources.Krr.KrrReader.ReadAsync(collection.Krr, options.WithCertificate, krr, cancellationToken);
        var changed = delivered.All().Select(c => c.Packed).ToHashSet();
        var others = (await ListedPersons.OfAsync(connection, changed, cancellationToken)).Where(p => !p.IsStale && !told.ContainsKey(p.Id)).ToList();
        var contacts = await ContactsAsync(delivered, [.. told.Values.Where(p => !p.IsStale), .. others], numbers.Numbers.Concat(changed), cancellationToken);
        Readings.Add(krr);
        Accounts.Add(krr.Account);

        var published = await PublishedHashes.LoadAsync(connection, told.Keys, cancellationToken);
        var joined = new ContactCount(contacts);
        var (people, fresh, differing) = (new Dictionary<string, TableRows>(StringComparer.Ordinal), 0L, 0L);
        if (collection.Freg.Count > 0)
        {
            var (places, readings) = await options.Places.OfAsync(collection.Whole, asOf, () => LookUpLoad.PlacesAsync(collection.Whole, saved, asOf, options.Seam, cancellationToken));
            var hasher = keys.RowHasher();
            var load = new PersonLoad(
                publication.Sessions, places with { Contacts = contacts }, numbers, keys, new(hasher, hasher, published, Columns: null), options.OfLoad(asOf, generation) with { Erasures = erasures }, console.Progress);
            people = new(await load.RunAsync(collection.Freg, export: null, cancellationToken), StringComparer.Ordinal);
            SmallReach.Refuse(load.Reading.Account.Quarantined, "documents can't be read");
            joined = load.Contacts;
            (fresh, differing) = (load.Compared(Comparison.New), load.Compared(Comparison.Changed));
            Readings.AddRange([.. readings, load.Reading]);
            Accounts.AddRange([.. readings.Select(r => r.Account), collected.Reading.Account, Account.Through("read again", collected.Reading.Account.In, load.Reading.Account.In), load.Reading.Account, Account.Through("enrich", load.Reading.Account.Out, load.Persons), load.Compare()]);
        }
        await publication.RequireHeldAsync(cancellationToken);
        var contactLoad = new ContactLoad(publication, contacts, keys.RowHasher(), options.WithCertificate);
        Add(people, await contactLoad.RunAsync(others, cancellationToken));
        joined.Add(contactLoad.Counts);
        Accounts.Add(joined.Close(contacts.Count));

        var gone = told.Keys.Where(p => !published.IsSeen(p)).ToList();
        await ChangedPersons.AddGoneAsync(connection, gone, cancellationToken);
        await SmallCounts.RequireOwnIdsAsync(connection, cancellationToken);
        await KeptAliases.StageAsync(connection, generation, cancellationToken);
        people[WaitingContactTable.Table.FullName] = await WaitingLoad.RunAsync(publication.Sessions, joined, await NeverAsync(erasures, cancellationToken), options.WithCertificate, options.Seam, cancellationToken);
        await ChangedContacts.StageAsync(connection, contacts.All().Select(c => c.Contact.Number.ToString()), cancellationToken);
        Compared = new(await SmallCounts.PersonsAsync(connection, cancellationToken), fresh, differing + contactLoad.Changed, gone.Count);
        foreach (var (table, rows) in people) Accounts.Add(Account.Through("copy", rows.Differing, rows.Staged, table));
        return await SmallCounts.ExpectedAsync(connection, people.GetValueOrDefault(PersonKeyTable.Table.FullName)?.Staged ?? 0, cancellationToken);
    }

    private async Task<IReadOnlySet<ulong>> NeverAsync(Erasures erasures, CancellationToken cancellationToken)
        => (await connection.QueryAsync<long>(new(OfKept, cancellationToken: cancellationToken))).Select(n => (ulong)n).Concat(erasures.Numbers).Concat(erasures.Beside).ToHashSet();

    private async Task<ContactRegister> ContactsAsync(ContactRegister delivered, IReadOnlyCollection<ListedPerson> persons, IEnumerable<ulong> numbers, CancellationToken cancellationToken)
    {
        var contacts = new ContactRegisterBuilder();
        var all = persons.SelectMany(p => p.Numbers).Concat(numbers).ToHashSet();
        await KnownContacts.AddAsync(connection, [.. persons.Select(p => p.Id)], ListedPersons.Texts(all), contacts, cancellationToken);
        foreach (var (number, contact) in delivered.All()) contacts.Add(number, contact);
        return contacts.Build();
    }

    private static void Add(Dictionary<string, TableRows> rows, IReadOnlyDictionary<string, TableRows> more)
    {
        foreach (var (table, of) in more)
            rows[table] = rows.TryGetValue(table, out var before) ? new(before.Made + of.Made, before.Differing + of.Differing, before.Staged + of.Staged) : of;
    }
}
