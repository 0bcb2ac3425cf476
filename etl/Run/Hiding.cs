using Npgsql;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;

namespace PersonEtl.Etl.Run;

/// <summary>What the documents' gradings mean for what is published: of whom how much must go.</summary>
internal sealed class Hiding
{
    private const string Published = """
        select person_id, kind, version_number, registered_at, is_valid, valid_from, valid_to
        from mart.person_address
        where person_id = any(@persons)
        order by person_id, kind, version_number
        """;

    private readonly Dictionary<Guid, HiddenPerson> persons = [];
    private readonly Dictionary<Guid, IReadOnlyList<ShownAddress>> ofRows = [];

    public IReadOnlyDictionary<Guid, HiddenPerson> Persons => persons;

    /// <summary>The document of a person, which several ids may stand for until the next night.</summary>
    public void Add(GradedDocument document, IEnumerable<Guid> ids)
    {
        foreach (var id in ids)
        {
            if (document.Grading != Grading.Unclassified) Add(id, document.Grading == Grading.StrictlyConfidential ? HideReach.Everything : HideReach.Person);
            else ofRows[id] = document.Shown;
        }
    }

    /// <summary>A person whose document can't be read.</summary>
    public void AddUnread(Guid person) => Add(person, HideReach.Addresses);

    /// <summary>Finds the published rows that the documents don't show as ungraded.</summary>
    public async Task FindRowsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (ofRows.Count == 0) return;
        await using var command = new NpgsqlCommand(Published, connection) { CommandTimeout = 0, Parameters = { new("persons", ofRows.Keys.ToArray()) } };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var (person, rows) = (Guid.Empty, new List<Address>());
        while (await row.ReadAsync(cancellationToken))
        {
            if (row.GetGuid(0) != person)
            {
                Judge(person, rows);
                (person, rows) = (row.GetGuid(0), []);
            }
            rows.Add(new()
            {
                Kind = row.GetString(1) == Terms.Of(AddressKind.Present).ToString() ? AddressKind.Present : AddressKind.Residential,
                VersionNumber = row.GetInt32(2),
                RegisteredAt = InstantAt(row, 3),
                IsValid = row.IsDBNull(4) ? null : row.GetBoolean(4),
                ValidFrom = InstantAt(row, 5),
                ValidTo = InstantAt(row, 6),
            });
        }
        Judge(person, rows);
    }

    /// <summary>
    /// Rows that look the same stay while the document shows as many of them: a graded one beside an ungraded one isn't told from it, but one that is new among them is.
    /// </summary>
    private void Judge(Guid person, List<Address> rows)
    {
        if (rows.Count == 0 || persons.ContainsKey(person)) return;
        var shown = ofRows[person].CountBy(s => s).ToDictionary();
        var remaining = rows.GroupBy(Key).Where(same => same.Count() <= shown.GetValueOrDefault(same.Key)).SelectMany(same => same).OrderBy(rows.IndexOf).ToList();
        if (remaining.Count == rows.Count) return;
        var before = remaining.ConvertAll(r => r.VersionNumber);
        Validity.Apply(remaining);
        persons[person] = new(
            HideReach.Rows, IsHidden(AddressKind.Residential), IsHidden(AddressKind.Present),
            [.. remaining.Select((r, i) => new RemainingAddress(r.Kind, before[i], r.VersionNumber, r.EndsOn))]);

        bool IsHidden(AddressKind kind) => rows.Find(r => r.Kind == kind && r.IsCurrent) is { } current && !remaining.Contains(current);
    }

    private void Add(Guid person, HideReach reach)
    {
        if (!persons.TryGetValue(person, out var before) || before.Reach < reach) persons[person] = HiddenPerson.Whole(reach);
    }

    private static ShownAddress Key(Address row) => new(row.Kind, row.RegisteredAt, row.ValidFrom);

    private static Instant? InstantAt(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : new(row.GetFieldValue<long>(column));
}
