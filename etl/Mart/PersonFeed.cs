namespace PersonEtl.Etl.Mart;

/// <summary>A table and the rows that a person gives to it.</summary>
internal sealed class PersonFeed(ITable table, Action<Person, RowSink> write)
{
    public static readonly IReadOnlyList<PersonFeed> All =
    [
        new(PersonTables.Person, (p, sink) => PersonTables.Person.Write(p, sink)),
        Of(PersonTables.Address, p => p.PublicAddresses),
        Of(PersonTables.MaritalStatus, p => p.MaritalStatuses),
        Of(PersonTables.Birth, p => p.Births),
        Of(PersonTables.Name, p => p.Names),
        Of(PersonTables.Status, p => p.Statuses),
        Of(PersonTables.Citizenship, p => p.Citizenships),
        Of(PersonTables.Identifier, p => p.Identifiers),
        new(PersonTables.Contact, (p, sink) =>
        {
            if (p.Contact is { } contact) PersonTables.Contact.Write(contact, sink);
        }),
        Of(PersonTables.Alias, p => p.Aliases),
        Of(PersonTables.ProtectedAddress, p => p.ProtectedAddresses),
        Of(PersonTables.ProtectedMaritalStatus, p => p.MaritalStatuses, m => m.Person.Grading != Grading.Unclassified || m.RelatedByMaritalStatus.IsPresent),
        Of(PersonTables.ProtectedBirth, p => p.Births, b => b.Person.Grading != Grading.Unclassified),
        Of(PersonTables.Protection, p => p.Protections),
        new(PersonKeyTable.Table, (p, sink) =>
        {
            if (p.FirstPublished is not null) PersonKeyTable.Table.Write(p, sink);
        }),
    ];

    public ITable Table { get; } = table;

    public bool IsPublic => Table.IsPublic;

    /// <summary>
    /// Whether unchanged persons' rows are staged too, and no person's hash covers them: aliases are compared whole, for not all follow from documents,
    /// and new numbers enter the register in any case.
    /// </summary>
    public bool IsStagedWhole => ReferenceEquals(Table, PersonTables.Alias) || ReferenceEquals(Table, PersonKeyTable.Table);

    public void Write(Person person, RowSink sink) => write(person, sink);

    private static PersonFeed Of<TRow>(Table<TRow> table, Func<Person, List<TRow>> rows, Predicate<TRow>? where = null)
        => new(table, (person, sink) =>
        {
            foreach (var row in rows(person))
            {
                if (where is null || where(row)) table.Write(row, sink);
            }
        });
}
