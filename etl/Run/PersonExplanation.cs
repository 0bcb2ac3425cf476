using Dapper;
using Npgsql;

namespace PersonEtl.Etl.Run;

/// <summary>
/// Plain sentences about what the mart holds of one person, and why. Of graded addresses it tells that they are there, never what they are;
/// every reading is logged.
/// </summary>
internal static class PersonExplanation
{
    // a first load under way holds the tables, and nothing of it is published
    private const string IsPublished = "select exists (select from mart.generation)";

    private const string Person = """
        select p.person_id, p.status, p.birth_date, p.birth_country, p.marital_status, p.contact_state, p.notification_status, p.email_usable_until, p.phone_usable_until, p.stale_since,
            g.generation, g.as_of_date,
            (select count(*) from mart.person_alias a where a.survivor_id = p.person_id) as aliases,
            (select count(*) from mart.person_identifier i where i.person_id = p.person_id) as numbers,
            (select count(*) from protected.person_address a where a.person_id = p.person_id and a.kind <> 'shared') as graded,
            (select count(*) from protected.person_address a where a.person_id = p.person_id and a.kind = 'shared') as shared,
            (select max(case when g.level in ('ClientAddress', 'Confidential') then g.level when g.level is null then 'Confidential' else 'StrictlyConfidential' end)
                from protected.person_address_protection g
                where g.person_id = p.person_id and coalesce(g.is_valid, g.valid_to is null) and g.level is distinct from 'Unclassified') as level
        from mart.person p
        cross join (select generation, as_of_date from mart.generation order by generation desc limit 1) g
        where p.person_id = @person
        """;

    private const string Numbers = "select identification_number_type, status, number_series, number_check from mart.person_identifier where person_id = @person order by version_number";

    private const string Facts = """
        select 'Birth' as fact, coalesce(is_valid, valid_to is null) as is_current, birth_date as fact_date, (registered_at at time zone 'Europe/Oslo')::date as registered_on,
            birth_municipality_number as municipality_number, birth_municipality_name as municipality_name,
            birth_municipality_number_today as municipality_number_today, birth_municipality_name_today as municipality_name_today, birth_county_name as county_name, birth_code_resolution as code_resolution, birth_code_state as code_state,
            version_number
        from mart.person_birth
        where person_id = @person and birth_municipality_number is not null
        union all
        select coalesce(status, 'Marital status'), coalesce(is_valid, valid_to is null), status_date, (registered_at at time zone 'Europe/Oslo')::date,
            municipality_number, municipality_name, municipality_number_today, municipality_name_today, county_name, code_resolution, code_state,
            version_number
        from mart.person_marital_status
        where person_id = @person and municipality_number is not null
        order by fact_date nulls first, fact, version_number
        """;

    private const string Addresses = """
        select kind, form, is_valid, municipality_number, municipality_name, municipality_number_today, municipality_name_today, county_name, code_resolution, code_state,
            full_basic_statistical_unit_number, basic_statistical_unit_name, urban_district_code, urban_district_name, geographical_urban_district_code, geographical_urban_district_name, unit_today,
            match_rule, match_candidates, match_reason, valid_from_date, ends_on
        from mart.person_address
        where person_id = @person
        order by kind desc, version_number
        """;

    private const string Alias = "select survivor_id, since_generation from mart.person_alias where person_id = @person";

    private const string Log = "select access.log_reading('etl', current_user, 'operator', 'explain', array[@person]::uuid[], @generation)";

    /// <summary>The sentences; none when there is no such person.</summary>
    public static async Task<IReadOnlyList<string>> TellAsync(NpgsqlDataSource dataSource, Guid person, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        if (!await connection.ExecuteScalarAsync<bool>(Command(IsPublished))) return [];
        var found = await connection.QuerySingleOrDefaultAsync<ExplainedPerson>(Command(Person));
        if (found is null)
        {
            var (survivor, since) = await connection.QuerySingleOrDefaultAsync<(Guid, int)>(Command(Alias));
            return since == 0 ? [] : [$"The id {person} was given up by a merger: since generation {since} the person is {survivor}."];
        }
        var lines = found.Tell().ToList();
        if (!found.IsGraded)
        {
            lines.Add("Numbers: " + string.Join(", ", (await connection.QueryAsync<ExplainedNumber>(Command(Numbers))).Select(n => n.Tell())) + ".");
            if (found.Aliases > 0) lines.Add($"{found.Aliases} other id{(found.Aliases == 1 ? " was" : "s were")} given up for this one by mergers.");
            lines.AddRange((await connection.QueryAsync<ExplainedFact>(Command(Facts))).Select(f => f.Tell()));
        }
        lines.AddRange((await connection.QueryAsync<ExplainedAddress>(Command(Addresses))).SelectMany(a => a.Tell()));
        await connection.ExecuteAsync(new CommandDefinition(Log, new { person, found.Generation }, transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return lines;

        CommandDefinition Command(string sql) => new(sql, new { person }, transaction, cancellationToken: cancellationToken);
    }
}
