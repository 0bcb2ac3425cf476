using System.Globalization;
using Npgsql;

namespace PersonEtl.Etl.Publish;

/// <summary>Finds the published persons that list any of some numbers, as theirs or as others'.</summary>
internal static class ListedPersons
{
    private const string Listing = """
        with listing as materialized (
            select distinct i.person_id from unnest(@numbers) n (number) join mart.person_identifier i on i.identification_number = n.number
        )
        """;

    private const string Erased = """
        with listing as materialized (
            select distinct i.person_id from protected.erasure e join mart.person_identifier i using (identification_number)
        )
        """;

    private const string Persons = """

        select p.person_id, coalesce(p.identification_number, '0')::bigint, array_agg(i.identification_number::bigint), p.stale_since is not null
        from listing
        join mart.person p using (person_id)
        join mart.person_identifier i using (person_id)
        group by p.person_id
        """;

    /// <summary>An element for each; numbers are packed.</summary>
    public static Task<IReadOnlyList<ListedPerson>> OfAsync(NpgsqlConnection connection, IEnumerable<ulong> numbers, CancellationToken cancellationToken)
        => ReadAsync(new(Listing + Persons, connection) { CommandTimeout = 0, Parameters = { new("numbers", Texts(numbers)) } }, cancellationToken);

    /// <summary>Those who are published although they were erased.</summary>
    public static Task<IReadOnlyList<ListedPerson>> ErasedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
        => ReadAsync(new(Erased + Persons, connection) { CommandTimeout = 0 }, cancellationToken);

    /// <summary>Numbers as the database has them.</summary>
    public static string[] Texts(IEnumerable<ulong> numbers) => [.. numbers.Select(n => n.ToString("D11", CultureInfo.InvariantCulture))];

    private static async Task<IReadOnlyList<ListedPerson>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var _ = command;
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var persons = new List<ListedPerson>();
        while (await row.ReadAsync(cancellationToken))
            persons.Add(new(row.GetGuid(0), (ulong)row.GetInt64(1), [.. row.GetFieldValue<long[]>(2).Select(n => (ulong)n)], row.GetBoolean(3)));
        return persons;
    }
}
