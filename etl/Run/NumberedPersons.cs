using System.Globalization;
using Npgsql;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Run;

/// <summary>
/// Published persons with their numbers in the order of their documents, so that contact data are joined as a night joins them. Whether a listed number is
/// another's now, no row says: it is when another goes by it, or has its contact by it, or when KRR's data of it wait although the person has none.
/// </summary>
internal static class NumberedPersons
{
    private const string Numbers = """
        select
            p.person_id,
            i.identification_number,
            i.identification_number = p.identification_number as leads,
            coalesce(o.is_theirs, false) as is_of_another,
            o.is_theirs is not null and k.identification_number is distinct from i.identification_number as may_be_of_another,
            k.person_id is null and exists (select from protected.contact_waiting w where w.identification_number = i.identification_number) as waits
        from mart.person p
        join mart.person_identifier i on i.person_id = p.person_id
        left join mart.person_contact k on k.person_id = p.person_id
        left join lateral (
            select bool_or(
                exists (select from mart.person q where q.person_id = o.person_id and q.identification_number = o.identification_number)
                or exists (select from mart.person_contact q where q.person_id = o.person_id and q.identification_number = o.identification_number)
            ) as is_theirs
            from mart.person_identifier o
            where o.identification_number = i.identification_number and o.person_id <> i.person_id
        ) o on true
        where p.person_id = any(@persons) and p.identification_number is not null
        order by p.person_id, i.version_number
        """;

    /// <exception cref="NotSmallException">Two persons list a number that contact data came by, and neither goes by it.</exception>
    public static async Task<IReadOnlyList<Person>> ReadAsync(NpgsqlConnection connection, Guid[] persons, ContactRegister contacts, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Numbers, connection) { CommandTimeout = 0, Parameters = { new("persons", persons) } };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<Person>();
        while (await row.ReadAsync(cancellationToken))
        {
            if (found.Count == 0 || found[^1].Id != row.GetGuid(0)) found.Add(new() { Id = row.GetGuid(0) });
            var (number, leads) = (row.GetString(1), row.GetBoolean(2));
            var identifier = new Identifier
            {
                Person = found[^1],
                Number = Utf8Text.From(number),
                PackedNumber = ulong.Parse(number, CultureInfo.InvariantCulture),
                IsOfAnother = !leads && (row.GetBoolean(3) || row.GetBoolean(5)),
            };
            if (!leads && !identifier.IsOfAnother && row.GetBoolean(4) && contacts.SlotOf(identifier.PackedNumber) >= 0)
                throw new NotSmallException("contact data came by a number that two persons had");
            found[^1].Identifiers.Add(identifier);
            if (leads) found[^1].CurrentIdentifier ??= identifier;
        }
        return found;
    }
}
