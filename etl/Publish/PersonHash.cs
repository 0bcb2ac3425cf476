using Npgsql;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>
/// What is published of a person, in four sums modulo 2^64 of the hashes of its rows: each part of the tables has its own, so that a publication looks only into
/// tables in which something differs. A sum, so that rows may come in any order and one table's share can be taken out and put in again.
/// </summary>
/// <param name="Person">Of <c>mart.person</c> and <c>mart.person_contact</c>.</param>
/// <param name="Addresses">Of <c>mart.person_address</c>.</param>
/// <param name="Others">Of the other tables in <c>mart</c>.</param>
/// <param name="Protected">Of the tables in <c>protected</c>, keyed.</param>
internal readonly record struct PersonHash(ulong Person, ulong Addresses, ulong Others, ulong Protected)
{
    /// <summary>As the database has them.</summary>
    public const string Columns = "person_hash, address_hash, other_hash, protected_hash";

    private static readonly string[] ColumnNames = Columns.Split(", ");

    /// <summary>All in 64 bits, to find who changed: of a hundred thousand changed persons a night one would be missed in some hundred billion years.</summary>
    public ulong Folded => unchecked(Person + (Addresses * 0x9E3779B97F4A7C15) + (Others * 0xC2B2AE3D27D4EB4F) + (Protected * 0x165667B19E3779F9));

    /// <summary>The column with the sum that a table's rows are in.</summary>
    public static string ColumnOf(ITable table) => ColumnNames[PartOf(table)];

    /// <summary>What rows of one table have in a person's hash.</summary>
    public static PersonHash Of(ITable table, ulong sum) => PartOf(table) switch
    {
        0 => new(sum, 0, 0, 0),
        1 => new(0, sum, 0, 0),
        2 => new(0, 0, sum, 0),
        _ => new(0, 0, 0, sum),
    };

    public static PersonHash operator +(PersonHash left, PersonHash right)
        => unchecked(new(left.Person + right.Person, left.Addresses + right.Addresses, left.Others + right.Others, left.Protected + right.Protected));

    public static PersonHash operator -(PersonHash left, PersonHash right)
        => unchecked(new(left.Person - right.Person, left.Addresses - right.Addresses, left.Others - right.Others, left.Protected - right.Protected));

    /// <summary>From <see cref="Columns"/> of a row, which begin at an ordinal.</summary>
    public static PersonHash Read(NpgsqlDataReader row, int from)
        => unchecked(new((ulong)row.GetInt64(from), (ulong)row.GetInt64(from + 1), (ulong)row.GetInt64(from + 2), (ulong)row.GetInt64(from + 3)));

    /// <summary>As COPY takes <see cref="Columns"/>.</summary>
    public void Write(CopyRows rows)
    {
        foreach (var sum in new ReadOnlySpan<long>(unchecked([(long)Person, (long)Addresses, (long)Others, (long)Protected]))) rows.Long(sum);
    }

    /// <summary>The parameters of <c>unnest(@persons, @person, @addresses, @others, @protected)</c>.</summary>
    public static void AddTo(NpgsqlParameterCollection parameters, IReadOnlyCollection<KeyValuePair<Guid, PersonHash>> persons)
    {
        parameters.Add(new("persons", persons.Select(p => p.Key).ToArray()));
        parameters.Add(new("person", persons.Select(p => unchecked((long)p.Value.Person)).ToArray()));
        parameters.Add(new("addresses", persons.Select(p => unchecked((long)p.Value.Addresses)).ToArray()));
        parameters.Add(new("others", persons.Select(p => unchecked((long)p.Value.Others)).ToArray()));
        parameters.Add(new("protected", persons.Select(p => unchecked((long)p.Value.Protected)).ToArray()));
    }

    private static int PartOf(ITable table)
        => !table.IsPublic ? 3
        : ReferenceEquals(table, PersonTables.Person) || ReferenceEquals(table, PersonTables.Contact) ? 0
        : ReferenceEquals(table, PersonTables.Address) ? 1
        : 2;
}
