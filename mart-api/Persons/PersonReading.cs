using Npgsql;
using NpgsqlTypes;
using PersonEtl.MartApi.Mart;

namespace PersonEtl.MartApi.Persons;

/// <summary>
/// Reads persons in one round trip: one batch that reads the generation, finds the persons and reads the parts asked for in one
/// repeatable-read, read-only transaction as the scope's own role, and then accounts for the reading in the log. The batch is read
/// to its end before anything is answered, so that there is no answer without its log line.
/// </summary>
internal sealed class PersonReading(MartDatabase database)
{
    private const string Begin = "begin isolation level repeatable read, read only";

    private const string Generation = $"""
        with served as ({Snapshot.Select})
        select generation, as_of_date, published_at, sources, set_config('mart_api.generation', coalesce(generation::text, ''), false)
        from (values (1)) as always
        left join served on true
        """;

    /// <summary>The persons in the order asked for, null where there is none, and who stands for an id that was given up; the session keeps the persons for the statements after it.</summary>
    private const string Persons = """
        with asked as (
            select number, id, place
            from unnest(@numbers, @ids) with ordinality as a (number, id, place)
        ),
        found as (
            select place, id, coalesce(
                (select p.person_id from mart.person p where p.person_id = asked.id),
                (
                    select i.person_id
                    from mart.person_identifier i
                    where i.identification_number = asked.number
                    order by (i.status = 'InUse') desc nulls last, i.is_valid desc nulls last, i.registered_at desc nulls last, i.person_id
                    limit 1
                )
            ) as person_id
            from asked
        )
        select
            set_config('mart_api.persons', array_agg(found.person_id order by place)::text, false)::uuid[],
            array_agg(alias.survivor_id order by place)
        from found
        left join mart.person_alias alias on alias.person_id = found.id and found.person_id is null
        """;

    private const string Account = """
        select access.log_reading(
            @client, @subject, @scope, @route,
            array(select distinct person_id from unnest(current_setting('mart_api.persons')::uuid[]) as p (person_id) where person_id is not null),
            nullif(current_setting('mart_api.generation'), '')::integer)
        """;

    /// <summary>Reads what is asked for.</summary>
    /// <exception cref="NothingPublishedException">There is no generation yet.</exception>
    public async Task<PersonAnswer> Read(PersonRequest request, CancellationToken ct)
    {
        var parts = request.Parts.Where(p => p.OpenTo(request.Caller)).ToList();
        await using var connection = await database.Open(ct);
        await using var batch = Batch(request, parts);
        batch.Connection = connection;
        await using var row = await batch.ExecuteReaderAsync(ct);

        _ = await Gate.Pass(row, ct);
        var snapshot = Snapshot.Of(row);
        await Next(row, ct);
        _ = await row.ReadAsync(ct);
        var answer = new PersonAnswer(row.GetFieldValue<Guid?[]>(0), row.GetFieldValue<Guid?[]>(1), parts, snapshot);
        foreach (var part in parts)
        {
            if (PartQuery.Of(part, request.Caller, request.History) is null) continue;
            await Next(row, ct);
            await answer.Fill(part, row, ct);
        }
        while (await row.NextResultAsync(ct)) { } // the log line and its commit

        return snapshot is null ? throw new NothingPublishedException() : answer;
    }

    private static NpgsqlBatch Batch(PersonRequest request, IReadOnlyList<Part> parts)
    {
        var batch = new NpgsqlBatch { BatchCommands = { new(Begin), new($"set local role {(request.Caller.Full ? "mart_protected" : "mart_reader")}"), new(Gate.Opened), new(Generation), new(Persons) } };
        var persons = batch.BatchCommands[^1].Parameters;
        persons.Add(new() { ParameterName = "numbers", Value = request.Identifiers.Select(i => i.Number).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        persons.Add(new() { ParameterName = "ids", Value = request.Identifiers.Select(i => i.PersonId).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        foreach (var part in parts)
        {
            if (PartQuery.Of(part, request.Caller, request.History) is { } query) batch.BatchCommands.Add(new(query));
        }
        batch.BatchCommands.Add(new("commit"));
        batch.BatchCommands.Add(new("begin"));
        batch.BatchCommands.Add(new("set local role access_writer"));
        batch.BatchCommands.Add(new(Account));
        var account = batch.BatchCommands[^1].Parameters;
        account.Add(new() { ParameterName = "client", Value = request.Caller.Client, NpgsqlDbType = NpgsqlDbType.Text });
        account.Add(new() { ParameterName = "subject", Value = (object?)request.Caller.Subject ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        account.Add(new() { ParameterName = "scope", Value = request.Caller.PersonScope, NpgsqlDbType = NpgsqlDbType.Text });
        account.Add(new() { ParameterName = "route", Value = request.Route, NpgsqlDbType = NpgsqlDbType.Text });
        batch.BatchCommands.Add(new("commit"));
        return batch;
    }

    private static async Task Next(NpgsqlDataReader row, CancellationToken ct)
    {
        if (!await row.NextResultAsync(ct)) throw new InvalidOperationException("The batch has fewer results than queries.");
    }
}
