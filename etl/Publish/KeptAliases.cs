using Npgsql;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>
/// Aliases of before that no document tells of tonight: they stay while their survivor is there, and follow it when it became an alias itself.
/// An id that is a person again is none.
/// </summary>
internal static class KeptAliases
{
    private static readonly string Staged = Staging.NameOf(PersonTables.Alias);

    private static readonly string Stage = $"""
        with untold as materialized (
            select a.person_id, coalesce(s.survivor_id, a.survivor_id) as survivor_id, case when s.person_id is null then a.since_generation else @generation end as since_generation
            from mart.person_alias a
            left join {Staged} s on s.person_id = a.survivor_id
            where not exists (select from {Staged} t where t.person_id = a.person_id)
        ),
        person as (
            select u.person_id
            from (select person_id from untold union select survivor_id from untold) u
            where exists (select from {Staging.NameOf(PersonTables.Person)} s where s.person_id = u.person_id)
                or (exists (select from mart.person p where p.person_id = u.person_id) and not exists (select from {ChangedPersons.Table} c where c.person_id = u.person_id and c.change = 'gone'))
        ),
        staged as (
            insert into {Staged} (person_id, survivor_id, since_generation)
            select u.person_id, u.survivor_id, u.since_generation
            from untold u
            where exists (select from person p where p.person_id = u.survivor_id) and not exists (select from person p where p.person_id = u.person_id)
            returning person_id, survivor_id, since_generation
        )
        select person_id, survivor_id, since_generation from staged order by person_id
        """;

    /// <summary>Stages them, and returns them. Kept persons must be staged before.</summary>
    public static async Task<IReadOnlyList<PersonAlias>> StageAsync(NpgsqlConnection connection, int generation, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Stage, connection) { CommandTimeout = 0, Parameters = { new("generation", generation) } };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var aliases = new List<PersonAlias>();
        while (await row.ReadAsync(cancellationToken)) aliases.Add(new(row.GetGuid(0), row.GetGuid(1), row.GetInt32(2)));
        return aliases;
    }
}
